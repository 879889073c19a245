#include "engine/model/money.h"

#include "fmt/format.h"

namespace liancheng::model {
namespace {

constexpr int64_t kYuanMax = 1'000'000'000'000'000;

}  // namespace

absl::StatusOr<Money> ParseYuan(std::string_view text) {
  const auto refuse = [text](std::string_view why) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" {}", text, why));
  };
  const size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  std::string_view decimals = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || (dot != std::string_view::npos && decimals.empty())) {
    return refuse("is not an amount of yuan such as 50000 or 49999.99");
  }
  if (decimals.size() > 2) return refuse("has more than two decimals");
  int64_t yuan = 0;
  for (char c : whole) {
    if (c < '0' || c > '9') return refuse("is not an amount of yuan such as 50000 or 49999.99");
    yuan = yuan * 10 + (c - '0');
    if (yuan > kYuanMax) return refuse("is over 1000000000000000 yuan");
  }
  int64_t fen = 0;
  for (size_t i = 0; i < 2; ++i) {
    const char c = i < decimals.size() ? decimals[i] : '0';
    if (c < '0' || c > '9') return refuse("is not an amount of yuan such as 50000 or 49999.99");
    fen = fen * 10 + (c - '0');
  }
  return Money{yuan * 100 + fen};
}

std::string FormatYuan(Money amount) {
  if (amount.fen % 100 == 0) return fmt::format("{}", amount.fen / 100);
  return fmt::format("{}.{:02d}", amount.fen / 100, amount.fen % 100);
}

}  // namespace liancheng::model
