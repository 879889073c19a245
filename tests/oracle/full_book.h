// tests/oracle/full_book.h: a made-up rulebook "Q" that uses every operator of the format, for
// random worlds, because the shipped books leave some unused. Its provisions are not real.
#pragma once

#include <map>
#include <string>

namespace liancheng::oracle {

// Path below a rulebook root -> text. The book can be added to the shipped books or used alone.
std::map<std::string, std::string> FullBookTexts();

}  // namespace liancheng::oracle
