// datasets/generator/options.h: what a made-up register is asked to hold, its faults and its
// totals.
// Source:  docs/generator.md
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace liancheng::datasets {

struct WorldOptions {
  uint64_t entities = 0;  // 1 000 to 400 000 000
  uint64_t seed = 1;
  uint32_t relations_permille = 3000;  // relations for 1 000 entities; 1 500 to 50 000
  uint64_t listings = 0;
  uint32_t faults_ppm = 0;  // share of rows of entities.csv and relations.csv with a fault
};

// A fault that is put into a row on purpose. The reader refuses those up to kDayOrder; the others
// pass the reader: the store must find them, or they are odd but possible.
enum class FaultKind : uint8_t {
  kCodeCheck,      // the check character of a code does not fit
  kCodeLength,     // a code of 15 characters in place of 18
  kShareOver,      // a share over 100 %
  kDayForm,        // a day written 2015/3/1
  kDayOrder,       // ends before it begins
  kNoName,         // no name
  kMixedBrackets,  // full- and half-width brackets in one name
  kCodeTwice,      // the code of another firm
  kNoSuchParty,    // a legal representative called N/A
  kSelfStake,      // a firm holds itself
  kTotalOver,      // the stakes in a firm add up to more than 100 %
};
inline constexpr int kFaultKindCount = 11;
std::string_view Describe(FaultKind kind);
constexpr bool ReaderRefuses(FaultKind kind) {
  return kind <= FaultKind::kDayOrder;
}

struct WorldTotals {
  uint64_t entities = 0;  // rows written, without headers
  uint64_t relations = 0;
  uint64_t listings = 0;
  uint64_t penalties = 0;
  uint64_t attributions = 0;
  uint64_t bytes = 0;
  std::array<uint64_t, kFaultKindCount> faults{};
};

}  // namespace liancheng::datasets
