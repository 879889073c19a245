#include "engine/model/share.h"

#include "fmt/format.h"

namespace liancheng::model {

absl::StatusOr<uint32_t> ParsePercent(std::string_view text) {
  const auto refuse = [text](std::string_view why) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" {}", text, why));
  };
  const size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view decimals = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || (dot != std::string_view::npos && decimals.empty())) {
    return refuse("is not a percentage such as 30 or 33.3333");
  }
  if (whole.size() > 3) return refuse("is not between 0 and 100");
  uint32_t ppm = 0;
  for (char c : whole) {
    if (c < '0' || c > '9') return refuse("is not a percentage such as 30 or 33.3333");
    ppm = ppm * 10 + static_cast<uint32_t>(c - '0');
  }
  for (size_t i = 0; i < 4; ++i) {
    const char c = i < decimals.size() ? decimals[i] : '0';
    if (c < '0' || c > '9') return refuse("is not a percentage such as 30 or 33.3333");
    ppm = ppm * 10 + static_cast<uint32_t>(c - '0');
  }
  // Registers print binary floats (33.333333333333336); what lies below 1 ppm is dropped, not
  // refused.
  for (size_t i = 4; i < decimals.size(); ++i) {
    if (decimals[i] < '0' || decimals[i] > '9') {
      return refuse("is not a percentage such as 30 or 33.3333");
    }
  }
  if (ppm > kWholePpm) return refuse("is over 100");
  return ppm;
}

std::string FormatPercent(uint32_t ppm) {
  std::string text = fmt::format("{}.{:04d}", ppm / 10'000, ppm % 10'000);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace liancheng::model
