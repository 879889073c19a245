// engine/graph/control.h: who is controlled, by shares in force on one day.
// Shares: several stakes of one holder in one firm on that day are added; a stake of unknown share
// counts
//         as nothing here (the lower end of its band); self-stakes count for nobody; totals over
//         100 % are taken as stated.
#pragma once

#include <vector>

#include "engine/graph/snapshot.h"

namespace liancheng::graph {

struct Controlled {
  VertexIndex vertex;
  uint64_t share_ppm = 0;       // held by the controller and by all that it controls
  std::vector<uint32_t> edges;  // the stakes that sum to it, by edge number
};

// Majority control: least fix-point. `y` is controlled when the shares of y held by `start` and by
// all that it controls sum to MORE than `threshold_ppm`. actual_controller edges count as control.
// Sorted by entity id; the start is not in it.
std::vector<Controlled> MajorityControlled(const GraphSnapshot& snapshot, VertexIndex start,
                                           model::Date as_of, uint32_t threshold_ppm);

// Firms reached through an unbroken chain in which every single holding is AT LEAST
// `threshold_ppm`; each with one shortest chain (edges from the start). The start is not in it.
struct Chained {
  VertexIndex vertex;
  std::vector<uint32_t> chain;
};
std::vector<Chained> ChainedFrom(const GraphSnapshot& snapshot, VertexIndex start,
                                 model::Date as_of, uint32_t threshold_ppm);

// Every vertex from which `start` can be reached through shareholder or actual_controller edges in
// force: the only possible controllers of it. Sorted.
std::vector<VertexIndex> HoldersUpward(const GraphSnapshot& snapshot, VertexIndex start,
                                       model::Date as_of);

}  // namespace liancheng::graph
