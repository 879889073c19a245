// datasets/generator/shape.h: the structure of a made-up world: how many parties of each kind, and
// who holds whom. Every question is answered from the seed and a rank; nothing is remembered
// between questions.
// Ranks:   the parties of one population are ranked 0, 1, 2...; the number in an id is the rank
//          after a permutation of the population, so that ids reveal nothing.
// Levels:  an enterprise of level 0 has no corporate holder; one of level L is held by one of level
//          L - 1. So chains of holdings have at most kLevels - 1 steps and form no cycles by
//          chance; the only cycles are the rings.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "datasets/generator/options.h"
#include "datasets/generator/random.h"
#include "engine/model/date.h"

namespace liancheng::datasets {

// In the order of entities.csv.
enum class Population : uint8_t {
  kPerson,
  kEnterprise,
  kIndividualBusiness,
  kBranch,
  kShop,
  kPlatform,
  kSite,
  kPublicBody,
  kInstitution,
  kOrganization,
  kAddress,
  kPhone,
};
inline constexpr int kPopulationCount = 12;

struct Member {
  Population population = Population::kPerson;
  uint64_t rank = 0;
};

inline constexpr int kLevels = 13;
// Enterprises form cells of this many. The first of a cell is large, and most persons of the cell
// belong to it.
inline constexpr uint64_t kCell = 50;
// The last day on which something happens: 2025-12-31.
inline constexpr int32_t kLastDay = 20453;
inline constexpr int32_t kFirstDay = 5479;  // 1985-01-01

// The persons whose only firm is this one; the serial ones among them have more.
struct HomePersons {
  uint64_t first = 0;  // rank
  uint64_t count = 0;
};

// How often an enterprise has an optional tie, in ppm.
inline constexpr uint32_t kFormerRepresentativePpm = 250'000;
inline constexpr uint32_t kSharedAddressPpm = 350'000;
inline constexpr uint32_t kSharedPhonePpm = 300'000;
inline constexpr uint32_t kMemberPpm = 50'000;
inline constexpr uint32_t kActualControllerPpm = 30'000;
// The same for other parties.
inline constexpr uint32_t kOwnerAtAddressPpm = 200'000;
inline constexpr uint32_t kSuccessorShopPpm = 20'000;

class Shape {
 public:
  explicit Shape(const WorldOptions& options);

  uint64_t seed() const { return seed_; }
  uint64_t CountOf(Population population) const { return counts_[static_cast<size_t>(population)]; }
  // The population and rank of the member in row `row` of entities.csv, from 0.
  Member MemberAt(uint64_t row) const;
  // Appends an id such as P17, E4, address:示例路3号 or phone:00000004.
  void AppendId(Member member, std::string& out) const;
  // The number in the member's id, from 0; unique in the population.
  uint64_t NumberOf(Member member) const;
  // A generator of random numbers for one member and stream.
  Random Draw(Stream stream, Member member) const;

  model::DateRange LifeOf(Member member) const;
  int LevelOf(uint64_t enterprise) const;
  // The enterprise of the next lower level that holds it.
  uint64_t ParentOf(uint64_t enterprise, Random& random) const;
  // The enterprise that holds part of it because both are in one ring of 2 to 5.
  std::optional<uint64_t> RingHolderOf(uint64_t enterprise) const;
  static bool IsLarge(uint64_t enterprise) { return enterprise % kCell == 0; }
  HomePersons HomeOf(uint64_t enterprise) const;
  // A random person with many firms.
  uint64_t SerialPerson(Random& random) const;
  // The current legal representative of an enterprise.
  uint64_t RepresentativeOf(uint64_t enterprise) const;
  // The enterprise that a branch belongs to: always a large one.
  uint64_t FirmOfBranch(uint64_t branch) const;
  // The number of further ties of an enterprise, by its size.
  uint64_t ExtraTies(uint64_t enterprise, Random& random) const;

 private:
  uint64_t seed_;
  std::array<uint64_t, kPopulationCount> counts_{};
  std::array<uint64_t, kPopulationCount> steps_{};  // steps of the permutations
  std::array<uint64_t, kLevels + 1> levels_{};      // first rank of each level, then the end
  uint64_t ring_begin_ = 0;  // from here to the end of level 0 enterprises are in rings
  uint64_t serial_count_ = 0;
  uint64_t extra_permille_ = 0;  // mean extra ties of an enterprise
};

}  // namespace liancheng::datasets
