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
    // Without branches: on real data the date test is unpredictable.
    const bool related = (relations & model::SetOf(arc.relation)) != 0;
    const bool holds = (arc.from <= as_of.days) & (as_of.days < arc.to);
    return related & (any_date | holds);
  }
};

struct Limits {
  uint32_t hops_max;
  uint32_t vertices_max;  // vertices visited, the start among them
  uint32_t degree_max;    // a vertex with more arcs than this is reached but not expanded
  uint32_t paths_max;     // paths returned
};

// The arcs that degree_max counts: both ways, of the relations asked for, on any date.
uint64_t DegreeOf(const GraphSnapshot& snapshot, VertexIndex v, model::RelationSet relations);

// Calls visit(arc) for every admitted arc of `v`, both ways, in the order of the arcs. Stops, and
// returns false, when a visit returns false.
template <typename Visit>
bool ForEachArc(const GraphSnapshot& snapshot, VertexIndex v, const EdgeFilter& filter,
                Visit&& visit) {
  constexpr size_t kSearchFrom = 256;  // arcs; below, reading all is cheaper than searching
  const auto scan = [&](std::span<const Arc> arcs) {
    for (const Arc& arc : arcs) {
      if (filter.Admits(arc) && !visit(arc)) return false;
    }
    return true;
  };
  const std::span<const Arc> all = snapshot.ArcsBothWays(v);
  if (all.size() < kSearchFrom || filter.relations == model::kAllRelations) return scan(all);
  // A hub of one relation does not slow down a walk along another.
  for (const Direction direction : {Direction::kOut, Direction::kIn}) {
    for (int r = 0; r < model::kRelationCount; ++r) {
      const auto relation = static_cast<model::Relation>(r);
      if ((filter.relations & model::SetOf(relation)) == 0) continue;
      if (!scan(snapshot.Arcs(v, direction, relation))) return false;
    }
  }
  return true;
}

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
  // [0] is the start; by hops, then in the order of the parents and of their arcs. Value nodes
  // (EntityType::kValue) are walked through and stand here like any other vertex.
  std::vector<Reached> reached;
  std::vector<Crowded> crowded;  // reached, too many arcs, not expanded
  bool complete = true;  // false when vertices_max stopped the walk or `crowded` is not empty

  // The edges from the start to reached[index], in walking order.
  std::vector<uint32_t> PathTo(size_t index) const;
};

// Keeps the visited marks between calls, so that a walk costs what it touches, not V.
// Threads: one walker each.
class Walker {
 public:
  explicit Walker(const GraphSnapshot& snapshot);
  // Edges are walked both ways. The start is expanded whatever its degree.
  Expansion Expand(VertexIndex start, const EdgeFilter& filter, const Limits& limits);

 private:
  // Visits the neighbours of reached[index]; false when vertices_max stopped it.
  bool Visit(uint32_t index, const EdgeFilter& filter, uint32_t vertices_max, Expansion& expansion);

  const GraphSnapshot& snapshot_;
  // One bit a vertex, all clear between calls: 32 times more of it fits the cache than of epochs.
  std::vector<uint64_t> marks_;
};

}  // namespace liancheng::graph
