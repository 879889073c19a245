// engine/model/money.h: amounts of yuan, exact.
// Units: fen (1 yuan = 100 fen).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liancheng::model {

struct Money {
  int64_t fen = 0;
  auto operator<=>(const Money&) const = default;
};

// Reads yuan as decimal text ("50000", "49999.99"); at most two decimals, not negative, at most
// 10^15 yuan. InvalidArgument otherwise.
absl::StatusOr<Money> ParseYuan(std::string_view text);

// Yuan with decimals only where there are fen: "50000", "49999.90".
std::string FormatYuan(Money amount);

}  // namespace liancheng::model
