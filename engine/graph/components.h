// engine/graph/components.h: weakly and strongly connected groups, by Boost.Graph on the snapshot's
// arrays.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct Components {
  uint32_t count = 0;
  // Component of each vertex; components are numbered in the order of their first vertex. Entity
  // ids affect the numbers but not which vertices belong together.
  std::vector<uint32_t> of;
};

// Components over the admitted edges only; a vertex without any is a component of its own.
Components WeakComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter);
Components StrongComponents(const GraphSnapshot& snapshot, const EdgeFilter& filter);

// The strongly connected group of each vertex of a graph given as lists of successors; an edge
// between two groups goes from the higher number to the lower.
std::vector<uint32_t> StrongGroups(const std::vector<std::vector<uint32_t>>& successors);

}  // namespace liancheng::graph
