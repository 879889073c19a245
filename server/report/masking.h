// server/report/masking.h: masks ID numbers in reports, wherever they are in a text.
#pragma once

#include <string>
#include <string_view>

#include "server/report/book.h"

namespace liancheng::report {

// Masks every number in the text that is an ID number by its check character, except for its first
// and last character (HJ-7).
std::string WithoutIdNumbers(std::string_view text);

// The same in every text of the book.
void MaskIdNumbers(Book* book);

}  // namespace liancheng::report
