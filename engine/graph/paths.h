// engine/graph/paths.h: how two parties are tied: all simple paths up to N hops, shortest first.
// Order:  by hops, then edge by edge in the order of the arcs at each vertex (out before in), which
//         no entity id enters: same facts, same answer.
// Limits: vertices_max bounds each of the two searches that meet half-way; degree_max holds for the
//         vertices between the two ends, never for the ends.
#pragma once

#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct PathSet {
  std::vector<std::vector<uint32_t>> paths;  // edges, from a to b
  // The crowded vertices that were met and not walked through; empty when no path can have been
  // lost at them.
  std::vector<Crowded> crowded;
  // Every path is here. Otherwise vertices_max or paths_max cut the search, or paths through a
  // crowded vertex may be missing.
  bool complete = true;
};

// Simple paths (no vertex twice) of at most limits.hops_max edges, walked both ways; parallel edges
// make paths of their own. Distances to `b` prune every branch that cannot arrive in time. a == b
// gives no path.
PathSet FindPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                  const EdgeFilter& filter, const Limits& limits);

// Only the shortest ones, at most limits.paths_max.
PathSet FindShortestPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                          const EdgeFilter& filter, const Limits& limits);

}  // namespace liancheng::graph
