// datasets/generator/shape.h: the structure of a made-up world: how many of what, who holds whom.
// Every question is answered from the seed and a rank, without memory of what was asked before.
// Ranks:  the parties of one population are ranked 0, 1, 2...; the number in an id is the rank
//         scattered over the population, so that ids tell nothing.
// Levels: an enterprise of level 0 has no corporate holder; one of level L is held by one of level
//         L - 1. So chains of holdings are up to kLevels - 1 steps long and never close by chance;
//         cycles are the rings alone.
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
// Enterprises come in cells of this many: the first is large, and most persons of the cell are its.
inline constexpr uint64_t kCell = 50;
// The last day on which something happens: 2025-12-31.
inline constexpr int32_t kLastDay = 20453;
inline constexpr int32_t kFirstDay = 5479;  // 1985-01-01

// The persons who have no other firm than this one, but for the serial ones among them.
struct HomePersons {
  uint64_t first = 0;  // rank
  uint64_t count = 0;
};

// How often an enterprise has a tie that it need not have, in ppm.
inline constexpr uint32_t kFormerRepresentativePpm = 250'000;
inline constexpr uint32_t kSharedAddressPpm = 350'000;
inline constexpr uint32_t kSharedPhonePpm = 300'000;
inline constexpr uint32_t kMemberPpm = 50'000;
inline constexpr uint32_t kActualControllerPpm = 30'000;
// And other parties.
inline constexpr uint32_t kOwnerAtAddressPpm = 200'000;
inline constexpr uint32_t kSuccessorShopPpm = 20'000;

class Shape {
 public:
  explicit Shape(const WorldOptions& options);

  uint64_t seed() const { return seed_; }
  uint64_t CountOf(Population population) const { return counts_[static_cast<size_t>(population)]; }
  // The rank in its population of row `row` of entities.csv, from 0.
  Member MemberAt(uint64_t row) const;
  // P17, E4; address:示例路3号, phone:00000004.
  void AppendId(Member member, std::string& out) const;
  // From 0; unique in the population.
  uint64_t NumberOf(Member member) const;
  // A random number of its own for a member.
  Random Draw(Stream stream, Member member) const;

  model::DateRange LifeOf(Member member) const;
  int LevelOf(uint64_t enterprise) const;
  // Its holder of one level less.
  uint64_t ParentOf(uint64_t enterprise, Random& random) const;
  // Who holds part of it because both stand in one ring of 2 to 5 enterprises.
  std::optional<uint64_t> RingHolderOf(uint64_t enterprise) const;
  static bool IsLarge(uint64_t enterprise) { return enterprise % kCell == 0; }
  HomePersons HomeOf(uint64_t enterprise) const;
  // Some person with many firms.
  uint64_t SerialPerson(Random& random) const;
  // The person who stands for an enterprise now.
  uint64_t RepresentativeOf(uint64_t enterprise) const;
  // The enterprise that a branch belongs to: always a large one.
  uint64_t FirmOfBranch(uint64_t branch) const;
  // Ties of an enterprise that its place in the world does not fix: so many, by its size.
  uint64_t ExtraTies(uint64_t enterprise, Random& random) const;

 private:
  uint64_t seed_;
  std::array<uint64_t, kPopulationCount> counts_{};
  std::array<uint64_t, kPopulationCount> steps_{};  // of the scattering
  std::array<uint64_t, kLevels + 1> levels_{};      // first rank of each level, then the end
  uint64_t ring_begin_ = 0;  // from here to the end of level 0 enterprises stand in rings
  uint64_t serial_count_ = 0;
  uint64_t extra_permille_ = 0;  // mean extra ties of an enterprise
};

}  // namespace liancheng::datasets
