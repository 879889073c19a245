// query/ask/crowding.h: how much a shared address, phone or person means when many share it.
#pragma once

#include <cmath>
#include <cstdint>

namespace liancheng::query {

// 1 for two parties, falling with the logarithm of their number: 0.15 for 100 parties. A judgement
// that orders clues for a reader; it has no other effect.
inline double WeightOfSharing(uint64_t parties) {
  return parties <= 2 ? 1 : 1 / (1 + std::log2(static_cast<double>(parties) / 2));
}

}  // namespace liancheng::query
