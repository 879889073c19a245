// engine/graph/control.h: who is controlled, by shares in force on one day.
// Shares:  several stakes of one holder in one firm on that day are added; a firm's stake in itself
//          counts for nobody; totals over 100 % are taken as stated. At the floor an unknown share
//          counts as nothing and a band as its lower end. At the ceiling a band counts as its upper
//          end, and all unknown shares in a firm together as the part of the whole that the floors
//          of its stakes leave.
// Order:   by the stable hash of the parties' keys (GraphSnapshot::StableLess), never by id.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/graph/snapshot.h"

namespace liancheng::graph {

// Whether unknown parts of shares are counted at their least or at their most.
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
  // Round of the fix-point in which it became controlled: in round 1 the stakes of the starts
  // suffice. A proof uses holders of lower levels only.
  uint32_t level = 0;
  // The stakes that sum to share_ppm and the actual_controller edges, holder by holder in stable
  // order.
  std::vector<uint32_t> edges;
};

using VertexSet = absl::flat_hash_set<uint32_t>;

// The least fix-point over the starts, without the starts, in stable order. Time is linear in the
// stakes of the starts and of all that they control. With `within`, only these vertices can be
// members (null = all).
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

// Every vertex from which `start` can be reached through shareholder edges (of any share) or
// actual_controller edges in force: nobody else can control it. In stable order, without the start.
std::vector<VertexIndex> HoldersUpward(const GraphSnapshot& snapshot, VertexIndex start,
                                       model::Date as_of);

// The part of the whole that the floors of the stakes in force in `firm` leave (its stake in itself
// counts here): the most that its stakes of unknown share can hold together.
uint32_t UnknownRestPpm(const GraphSnapshot& snapshot, VertexIndex firm, model::Date as_of);

// The arcs at the front of `stakes` that lead to the same firm: the stakes of one holder in it, on
// any date.
std::span<const Arc> FirstHolding(std::span<const Arc> stakes);

}  // namespace liancheng::graph
