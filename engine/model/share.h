// engine/model/share.h: a stake as a band, exact.
// Units: ppm of the whole (1'000'000 = 100 %). A known stake has lo == hi.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liancheng::model {

inline constexpr uint32_t kWholePpm = 1'000'000;

struct ShareBand {
  uint32_t lo_ppm = 0;
  uint32_t hi_ppm = 0;
  bool operator==(const ShareBand&) const = default;
};

// Reads percent as decimal text ("30", "33.3333"), 0 to 100; decimals below 1 ppm are dropped.
// InvalidArgument otherwise; the message says what is wrong with the value.
absl::StatusOr<uint32_t> ParsePercent(std::string_view text);

// "30", "33.3333"; no trailing zeros.
std::string FormatPercent(uint32_t ppm);

}  // namespace liancheng::model
