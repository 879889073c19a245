// server/report/masking.h: no ID number leaves in a report, wherever in a text it stands.
#pragma once

#include <string>
#include <string_view>

#include "server/report/book.h"

namespace liancheng::report {

// Every number in the text that is an ID number by its check character, masked but for its first
// and last character (HJ-7).
std::string WithoutIdNumbers(std::string_view text);

// The same in every text of the book.
void MaskIdNumbers(Book* book);

}  // namespace liancheng::report
