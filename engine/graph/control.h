// engine/graph/control.h: who is controlled, by shares in force on one day.
// Shares: several stakes of one holder in one firm on that day are added; self-stakes count for
//         nobody; totals over 100 % are taken as stated. At the floor of what is known a stake of
//         unknown share counts as nothing and a band as its lower end; at the ceiling a band counts
//         as its upper end, and all unknown stakes in a firm together as what the floors of its
//         stakes leave of the whole.
// Order:  never by id: parties by the stable hash of their key (GraphSnapshot::StableLess).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/graph/snapshot.h"

namespace liancheng::graph {

// Which end of what is known of a share.
enum class Bound : uint8_t { kFloor, kCeiling };

enum class FixPoint : uint8_t {
  // Controlled when members hold MORE than the threshold, or by an actual_controller edge.
  kMajority,
  // Joins when members hold AT LEAST the threshold (and something); shares only.
  // Source: OFAC, guidance on entities owned by blocked persons, 2014-08-13 (the 50 percent rule).
  kCascade,
};

struct ControlRule {
  FixPoint kind = FixPoint::kMajority;
  uint32_t threshold_ppm = model::kWholePpm / 2;
  Bound bound = Bound::kFloor;
};

struct Controlled {
  VertexIndex vertex;
  uint64_t share_ppm = 0;  // held by the starts and by all that they control
  // Rounds of the fix-point: 1 needs the starts alone. A proof needs only holders of lower levels.
  uint32_t level = 0;
  // The stakes that sum to it and the actual_controller edges, holder by holder in stable order.
  std::vector<uint32_t> edges;
};

using VertexSet = absl::flat_hash_set<uint32_t>;

// The least fix-point over the starts, in stable order; the starts are not in it. Costs what it
// touches: the stakes of the starts and of all that they control. `within`: only these vertices can
// be members (null: all).
std::vector<Controlled> ControlledBy(const GraphSnapshot& snapshot,
                                     std::span<const VertexIndex> starts, model::Date as_of,
                                     const ControlRule& rule, const VertexSet* within = nullptr);

// Majority control at the floor.
std::vector<Controlled> MajorityControlled(const GraphSnapshot& snapshot, VertexIndex start,
                                           model::Date as_of, uint32_t threshold_ppm);

// Firms reached through an unbroken chain in which every single holding is AT LEAST
// `threshold_ppm`; each with one shortest chain. A holding is all stakes of one holder in one firm,
// so a step may add several edges to the chain. By steps, then in the order of the holders and of
// their arcs. The start is not in it.
struct Chained {
  VertexIndex vertex;
  std::vector<uint32_t> chain;  // edges from the start
};
std::vector<Chained> ChainedFrom(const GraphSnapshot& snapshot, VertexIndex start,
                                 model::Date as_of, uint32_t threshold_ppm);

// Every vertex from which `start` can be reached through shareholder (of whatever share) or
// actual_controller edges in force: the only possible controllers of it. In stable order; the start
// is not in it.
std::vector<VertexIndex> HoldersUpward(const GraphSnapshot& snapshot, VertexIndex start,
                                       model::Date as_of);

// What the floors of the stakes in force in `firm`, its own in itself among them, leave of the
// whole: the most that stakes of unknown share can hold together.
uint32_t UnknownRestPpm(const GraphSnapshot& snapshot, VertexIndex firm, model::Date as_of);

// The leading arcs that lead to one firm: the stakes of one holder in it, on any date.
std::span<const Arc> FirstHolding(std::span<const Arc> stakes);

}  // namespace liancheng::graph
