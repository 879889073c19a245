// engine/graph/walk.h: typed, dated breadth-first expansion from one party.
// Errors: none; limits and crowded vertices are reported in the result, never cut in silence.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/snapshot.h"

namespace liancheng::graph {

// Which edges may be walked: relations, and the day on which an edge must hold.
struct EdgeFilter {
  model::RelationSet relations = model::kAllRelations;
  model::Date as_of;
  bool any_date = false;  // true: ended and future edges too
  bool Admits(const Arc& arc) const {
    return (relations & model::SetOf(arc.relation)) != 0 && (any_date || arc.HoldsOn(as_of));
  }
};

struct Limits {
  uint32_t hops_max;
  uint32_t vertices_max;  // vertices visited
  uint32_t degree_max;    // a vertex with more arcs than this is reached but not expanded
  uint32_t paths_max;     // paths returned
};

inline constexpr uint32_t kNoEdge = 0xFFFFFFFF;

struct Reached {
  VertexIndex vertex;
  uint32_t hops = 0;
  uint32_t edge = kNoEdge;  // the edge by which it was first reached
  uint32_t parent = 0;      // index in Expansion::reached
};

struct Crowded {
  VertexIndex vertex;
  uint64_t degree = 0;
};

struct Expansion {
  std::vector<Reached> reached;  // [0] is the start; by hops, then in a fixed order
  std::vector<Crowded> crowded;  // reached, too many arcs, not expanded
  bool complete = true;  // false when vertices_max stopped the walk or `crowded` is not empty

  // The edges from the start to reached[index], in walking order.
  std::vector<uint32_t> PathTo(size_t index) const;
};

// Keeps the visited marks between calls, so that a walk costs what it touches, not V.
class Walker {
 public:
  explicit Walker(const GraphSnapshot& snapshot);
  // Edges are walked both ways. The start is expanded whatever its degree.
  Expansion Expand(VertexIndex start, const EdgeFilter& filter, const Limits& limits);

 private:
  const GraphSnapshot& snapshot_;
  std::vector<uint32_t> mark_;
  uint32_t round_ = 0;
};

}  // namespace liancheng::graph
