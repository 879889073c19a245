// query/impact/tally.h: totals of the findings of many acts, computed for chunks and then merged.
// Sums:    the totals of single reach answers; a finding counts once for each of its executors.
// Order:   keys in order of text; Ranked sorts the parties with the most listings.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "query/impact/impact.h"

namespace liancheng::query {

enum class ImpactBy : uint8_t {
  kMeasure,
  kExecutor,
  kRegion,  // region of the finding's party; empty when unknown
  kTier,
  kForce,
  kStanding,
  kList,
  kGround,
  kHops,  // number of edges of the path; 0 = the listed party itself
  kRulebook,
  kProvision,
};
inline constexpr int kImpactByCount = 11;
std::string_view Name(ImpactBy by);

struct ImpactCount {
  uint64_t findings = 0;
  uint64_t listings = 0;  // listings that have at least one of these findings
};

// The findings on one party.
struct PartyImpact {
  uint32_t listings = 0;
  uint32_t findings = 0;
  uint32_t effective = 0;  // findings with that force
  uint32_t moved = 0;      // findings that came along a path
};

struct ImpactTally {
  using Counts = std::map<std::string, ImpactCount, std::less<>>;

  uint64_t listings = 0;  // listings that were evaluated, including demands
  uint64_t with_findings = 0;
  uint64_t findings = 0;
  uint64_t crowded = 0;  // number of hubs whose stops were not looked for
  std::array<Counts, kImpactByCount> by;
  std::map<std::string, std::string> measure_names;
  std::map<std::string, uint64_t, std::less<>> stops;  // by StopReason
  absl::flat_hash_map<model::EntityId, PartyImpact> parties;

  const Counts& Of(ImpactBy what) const { return by[static_cast<size_t>(what)]; }
  void Add(const ImpactChunk& chunk);
  void Merge(const ImpactTally& other);
};

// The reason of a stop without the days and long numbers of the single case.
std::string StopReason(std::string_view why);

struct RankedParty {
  model::EntityId party;
  PartyImpact impact;
};
// The `limit` parties with most listings, then most findings, then by a fixed order of parties.
std::vector<RankedParty> Ranked(const ImpactTally& tally, const graph::GraphSnapshot& graph,
                                size_t limit);

}  // namespace liancheng::query
