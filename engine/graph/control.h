// engine/graph/control.h: who is controlled, by shares in force on one day.
// Shares: several stakes of one holder in one firm on that day are added; a stake of unknown share
//         counts as nothing here, a band as its lower end; self-stakes count for nobody; totals
//         over 100 % are taken as stated.
// Order:  never by id: parties by the stable hash of their key (GraphSnapshot::StableLess).
#pragma once

#include <vector>

#include "engine/graph/snapshot.h"

namespace liancheng::graph {

struct Controlled {
  VertexIndex vertex;
  uint64_t share_ppm = 0;  // held by the controller and by all that it controls
  // The stakes that sum to it and the actual_controller edges, holder by holder in stable order.
  std::vector<uint32_t> edges;
};

// Majority control: least fix-point. `y` is controlled when the shares of y held by `start` and by
// all that it controls sum to MORE than `threshold_ppm`; an actual_controller edge gives control
// whatever the shares. In stable order; the start is not in it. Costs what it touches: the stakes
// of the start and of all that it controls.
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

}  // namespace liancheng::graph
