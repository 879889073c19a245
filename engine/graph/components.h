// engine/graph/components.h: weakly and strongly connected groups, by Boost.Graph on the snapshot's
// arrays.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct Components {
  uint32_t count = 0;
  // Component of each vertex, numbered in the order of their first vertex. The grouping does not
  // depend on entity ids, the numbers do.
  std::vector<uint32_t> of;
};

// Of the admitted edges only; a vertex without any is a component of its own.
Components WeakComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter);
Components StrongComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter);

}  // namespace liancheng::graph
