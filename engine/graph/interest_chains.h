// engine/graph/interest_chains.h: the chains of stakes from a holder to a firm with the largest
// products, none through a party twice: the arithmetic of a multiplied share in a form that a
// person can check.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/control.h"

namespace liancheng::graph {

struct InterestChain {
  // Every stake in force of each holding, in walking order.
  std::vector<uint32_t> edges;
  std::vector<uint64_t> holdings_ppm;  // the share of each step, at the floor
  double share = 0;                    // their product
};

struct InterestChains {
  std::vector<InterestChain> chains;  // the largest product first
  bool all = true;  // false = there are more chains, or loops that add to the total
};

// At most `chains_max` chains. They use only the vertices of `within`, which are `to` and its
// holders upward (HoldersUpward).
InterestChains LargestChains(const GraphSnapshot& snapshot, VertexIndex from, VertexIndex to,
                             model::Date as_of, const VertexSet& within, size_t chains_max);

}  // namespace liancheng::graph
