// datasets/readers/registry/capital.h: checks whether a text is an amount of registered capital as
// registers print it.
#pragma once

#include <string_view>

namespace liancheng::datasets {

// `5,000(万元)`, `100(万元人民币)`, `50万人民币`, `980(万美元)`: digits with or without commas
// between thousands, decimals, then a unit, in half- or full-width brackets or none.
bool IsCapital(std::string_view text);

}  // namespace liancheng::datasets
