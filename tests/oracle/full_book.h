// tests/oracle/full_book.h: a made-up rulebook "Q" that uses every operator of the format, for
// random worlds: the shipped books leave some of them unused. Its provisions are not real.
#pragma once

#include <map>
#include <string>

namespace liancheng::oracle {

// Path below a rulebook root to text; goes beside the shipped books or stands alone.
std::map<std::string, std::string> FullBookTexts();

}  // namespace liancheng::oracle
