// engine/graph/components.h: weakly and strongly connected groups, by Boost.Graph on the snapshot's
// arrays.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct Components {
  uint32_t count = 0;
  std::vector<uint32_t> of;  // component of each vertex; numbered by their smallest vertex
};

Components WeakComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter);
Components StrongComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter);

}  // namespace liancheng::graph
