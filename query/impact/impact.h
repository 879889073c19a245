// query/impact/impact.h: what follows from many listings, act after act, as single reach answers say it.
// Tiers:   T1 and T2 only; of what stops at a clue there is a number, and nobody is named.
// Names:   fetched once for all acts of a chunk.
// Threads: chunks may be asked from many threads at once (ordered_run.h).
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
  // Why the act has no effect, and whom an exception or a missing attribution kept out.
  std::vector<model::Stop> stops;
  // The other stops of a reach answer: ties that carry nothing on.
  rules::TieStopCounts ties;
};

struct ImpactChunk {
  std::vector<ActImpact> acts;
  Parties parties;
};

// Parties with more ties than this are counted as crowded and not looked around for stops.
inline constexpr size_t kTiesLookedAtMax = 10'000;

// Listings and demands that have effect on the workspace's day, in order of id.
std::vector<const rules::Act*> ActsInEffect(const Workspace& workspace);

absl::StatusOr<ImpactChunk> ImpactOf(const Workspace& workspace,
                                     std::span<const rules::Act* const> acts, size_t degree_max);

}  // namespace liancheng::query
