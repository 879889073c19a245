// server/report/palette.h: the colours of series, chosen so that colour-blind readers can
// distinguish them.
// Form:    0xRRGGBB; the `dark` colours are for a dark page.
#pragma once

#include <array>
#include <cstdint>

namespace liancheng::report {

inline constexpr std::array<uint32_t, 6> kSeriesColours = {0x1F5FA8, 0xD9822B, 0x1B8A7A,
                                                           0xB23A48, 0x7A5BA6, 0x6B7280};
inline constexpr std::array<uint32_t, 6> kDarkSeriesColours = {0x6CA8EE, 0xF0A95B, 0x5CC4B3,
                                                               0xEF8290, 0xB79BE0, 0xA3ABB8};
inline constexpr uint32_t kHeadingColour = 0x23415F;

}  // namespace liancheng::report
