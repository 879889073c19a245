#include "datasets/readers/registry/capital.h"

#include <algorithm>
#include <array>
#include <string>

#include "datasets/readers/native/text.h"

namespace liancheng::datasets {
namespace {

size_t DigitsAt(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  return count;
}

// Removes the number at the front; false when there is none.
bool TakeNumber(std::string_view& text) {
  const size_t whole = DigitsAt(text);
  if (whole == 0) return false;
  text.remove_prefix(whole);
  // Thousands: three digits follow each comma, and at most three come before the first.
  if (whole > 3 && text.starts_with(',')) return false;
  while (text.starts_with(',')) {
    if (DigitsAt(text.substr(1)) != 3) return false;
    text.remove_prefix(4);
  }
  if (!text.starts_with('.')) return true;
  const size_t decimals = DigitsAt(text.substr(1));
  text.remove_prefix(decimals + 1);
  return decimals > 0;
}

}  // namespace

bool IsCapital(std::string_view text) {
  constexpr std::array<std::string_view, 20> kUnits = {
      "",       "元",       "人民币", "元人民币", "人民币元", "美元",  "港币",
      "港元",   "欧元",     "日元",   "英镑",     "澳元",     "加元",  "新加坡元",
      "新台币", "瑞士法郎", "韩元",   "德国马克", "法国法郎", "澳门元"};
  const std::string narrow = FoldText(text);
  std::string_view rest = narrow;
  if (!TakeNumber(rest)) return false;
  if (rest.starts_with('(')) {
    if (!rest.ends_with(')')) return false;
    rest = rest.substr(1, rest.size() - 2);
    if (rest.empty()) return false;
  }
  for (const std::string_view scale : {std::string_view("亿"), std::string_view("万")}) {
    if (!rest.starts_with(scale)) continue;
    rest.remove_prefix(scale.size());
    break;
  }
  return std::find(kUnits.begin(), kUnits.end(), rest) != kUnits.end();
}

}  // namespace liancheng::datasets
