// datasets/generator/random.h: random numbers from a seed, the same on every machine.
// Method:  splitmix64 over (seed, stream, index), so any part of a world can be drawn alone and in
//          any order. Integers only, no function of the C library, no rounding.
// Bounds:  below 2^32; the error of a share is below 2^-32.
#pragma once

#include <cstdint>

namespace liancheng::datasets {

// The purpose of a draw. Two streams of one index are independent.
enum class Stream : uint8_t {
  kName,
  kPlace,
  kLife,
  kRepresentative,
  kTies,
  kRow,
  kListing,
  kPenalty,
  kFaultyRow,
  kFaultyTies,
};

class Random {
 public:
  Random(uint64_t seed, Stream stream, uint64_t index)
      : state_(Mix(Mix(seed + kStep * (1 + static_cast<uint64_t>(stream))) + kStep * index)) {}

  uint32_t Next() {
    state_ += kStep;
    return static_cast<uint32_t>(Mix(state_) >> 32);
  }
  // A number from 0 to bound - 1, uniform; 0 when the bound is 0.
  uint64_t Below(uint64_t bound) { return uint64_t{Next()} * bound >> 32; }
  // Low numbers far more often than high ones: bound * u^power. The number of draws of rank r falls
  // like r^(1/power - 1), which gives degrees with a heavy tail.
  uint64_t Steep(uint64_t bound, int power) {
    const uint64_t u = Next();
    uint64_t share = u;
    for (int i = 1; i < power; ++i) share = share * u >> 32;
    return share * bound >> 32;
  }
  bool Chance(uint32_t ppm) { return Below(1'000'000) < ppm; }

 private:
  static constexpr uint64_t kStep = 0x9E3779B97F4A7C15;
  static uint64_t Mix(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
  }

  uint64_t state_;
};

}  // namespace liancheng::datasets
