// query/ask/crowding.h: how little a shared address, phone or person says when many share it.
#pragma once

#include <cmath>
#include <cstdint>

namespace liancheng::query {

// 1 for two parties, falling with the logarithm: 100 parties leave 0.15. A judgement that orders
// clues for a reader, without effect.
inline double WeightOfSharing(uint64_t parties) {
  return parties <= 2 ? 1 : 1 / (1 + std::log2(static_cast<double>(parties) / 2));
}

}  // namespace liancheng::query
