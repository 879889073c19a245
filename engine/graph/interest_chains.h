// engine/graph/interest_chains.h: the chains of stakes from a holder to a firm that carry the most,
// without a party twice: the arithmetic of a multiplied share that a person can follow.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/control.h"

namespace liancheng::graph {

struct InterestChain {
  // Every stake in force of each holding, in walking order.
  std::vector<uint32_t> edges;
  std::vector<uint64_t> holdings_ppm;  // of each step, at the floor
  double share = 0;                    // their product
};

struct InterestChains {
  std::vector<InterestChain> chains;  // the largest product first
  bool all = true;  // false: there are more chains, or loops that add to the total
};

// At most `chains_max`, through the vertices of `within` (the holders upward of `to`, and it).
InterestChains LargestChains(const GraphSnapshot& snapshot, VertexIndex from, VertexIndex to,
                             model::Date as_of, const VertexSet& within, size_t chains_max);

}  // namespace liancheng::graph
