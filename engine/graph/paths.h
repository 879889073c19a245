// engine/graph/paths.h: how two parties are tied: all simple paths up to N hops, shortest first.
// Order:   by hops, then edge by edge in the order of the arcs at each vertex (out before in). No
//          entity id enters into this order: the same facts give the same answer.
// Limits:  vertices_max bounds each of the two searches that meet half-way; degree_max holds for
//          the vertices between the two ends, not for the ends.
#pragma once

#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct PathSet {
  std::vector<std::vector<uint32_t>> paths;  // edges, from a to b
  // Hubs (vertices with more than degree_max arcs) that were met and not walked through; empty when
  // no path can be missing because of them.
  std::vector<Crowded> crowded;
  // True when every path was found. False when vertices_max or paths_max cut the search, or when
  // paths through a hub may be missing.
  bool complete = true;
};

// Finds the simple paths (no vertex twice) of at most limits.hops_max edges, walked in both
// directions; parallel edges give separate paths. Branches that cannot reach `b` in time are pruned
// by their distance to it. a == b gives no path.
PathSet FindPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                  const EdgeFilter& filter, const Limits& limits);

// Finds only the shortest paths, at most limits.paths_max.
PathSet FindShortestPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                          const EdgeFilter& filter, const Limits& limits);

}  // namespace liancheng::graph
