// query/impact/impact.h: the consequences of many listings, act by act, each the same as a single
// reach answer.
// Tiers:   T1 and T2 only; ties that stop at a clue are counted and not listed.
// Names:   fetched once for all acts of a chunk.
// Threads: many threads may evaluate chunks at once (ordered_run.h).
// Errors:  those of the directory.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/finding.h"
#include "engine/rules/reach.h"
#include "query/answers/parties.h"
#include "query/world/workspace.h"

namespace liancheng::query {

struct ActImpact {
  const rules::Act* act = nullptr;
  std::vector<model::Finding> findings;  // in the order of a reach answer
  // Reasons why the act has no effect, and parties that an exception or a missing attribution
  // excluded.
  std::vector<model::Stop> stops;
  // Counts of the other stops of a reach answer: ties that carry no consequence on.
  rules::TieStopCounts ties;
};

struct ImpactChunk {
  std::vector<ActImpact> acts;
  Parties parties;
};

// A party with more ties than this is counted as a hub; its stops are not looked for.
inline constexpr size_t kTiesLookedAtMax = 10'000;

// Listings and demands that have effect on the workspace's day, in order of id.
std::vector<const rules::Act*> ActsInEffect(const Workspace& workspace);

absl::StatusOr<ImpactChunk> ImpactOf(const Workspace& workspace,
                                     std::span<const rules::Act* const> acts, size_t degree_max);

}  // namespace liancheng::query
