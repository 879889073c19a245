// engine/graph/paths.h: how two parties are tied: all simple paths up to N hops, shortest first.
// Order:  by hops, then by the entity ids along the path, then by edge number: same input, same
// answer.
#pragma once

#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct PathSet {
  std::vector<std::vector<uint32_t>> paths;  // edges, from a to b
  std::vector<Crowded> crowded;
  bool complete = true;  // false when paths_max or a crowded vertex left something out
};

// Simple paths (no vertex twice) of at most limits.hops_max edges, walked both ways. A distance map
// from `b` prunes every branch that cannot arrive in time. a == b gives no path.
PathSet FindPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                  const EdgeFilter& filter, const Limits& limits);

// Only the shortest ones, at most limits.paths_max.
PathSet FindShortestPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                          const EdgeFilter& filter, const Limits& limits);

}  // namespace liancheng::graph
