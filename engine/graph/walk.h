// engine/graph/walk.h: typed, dated breadth-first expansion from one party.
// Errors:  none. The result says which limits stopped the walk and which hubs it did not expand.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/graph/snapshot.h"

namespace liancheng::graph {

// Which edges may be walked: the relations, and the day on which an edge must be valid.
struct EdgeFilter {
  model::RelationSet relations = model::kAllRelations;
  model::Date as_of;
  bool any_date = false;  // true: ended and future edges too
  bool Admits(const Arc& arc) const {
    // Has no branch, because on real data the date test is unpredictable.
    const bool related = (relations & model::SetOf(arc.relation)) != 0;
    const bool holds = (arc.from <= as_of.days) & (as_of.days < arc.to);
    return related & (any_date | holds);
  }
};

struct Limits {
  uint32_t hops_max;
  uint32_t vertices_max;  // vertices visited, including the start
  // a vertex with more arcs than this is a hub: it is reached but not expanded
  uint32_t degree_max;
  uint32_t paths_max;  // paths returned
};

// The number of arcs that degree_max limits: both directions, only the given relations, any date.
uint64_t DegreeOf(const GraphSnapshot& snapshot, VertexIndex v, model::RelationSet relations);

// Calls visit(arc) for every admitted arc of `v` in both directions, in the order of the arcs.
// Stops and returns false when a visit returns false.
template <typename Visit>
bool ForEachArc(const GraphSnapshot& snapshot, VertexIndex v, const EdgeFilter& filter,
                Visit&& visit) {
  // arcs; with fewer, reading all is faster than a binary search
  constexpr size_t kSearchFrom = 256;
  const auto scan = [&](std::span<const Arc> arcs) {
    for (const Arc& arc : arcs) {
      if (filter.Admits(arc) && !visit(arc)) return false;
    }
    return true;
  };
  const std::span<const Arc> all = snapshot.ArcsBothWays(v);
  if (all.size() < kSearchFrom || filter.relations == model::kAllRelations) return scan(all);
  // Arcs are grouped by relation, so a hub of one relation does not slow down a walk along another.
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
  uint32_t edge = kNoEdge;  // the edge through which it was first reached
  uint32_t parent = 0;      // index in Expansion::reached
};

struct Crowded {
  VertexIndex vertex;
  uint64_t degree = 0;
};

struct Expansion {
  // [0] is the start. In order of hops, then of the parents and of their arcs. Value nodes
  // (EntityType::kValue) are walked through like any other vertex.
  std::vector<Reached> reached;
  std::vector<Crowded> crowded;  // hubs that were reached and not expanded
  bool complete = true;  // false when vertices_max stopped the walk or `crowded` is not empty

  // The edges from the start to reached[index], in walking order.
  std::vector<uint32_t> PathTo(size_t index) const;
};

// Keeps the array of visited marks between calls, so that the time of a walk depends on what it
// visits and not on V.
// Threads: each thread needs a walker of its own.
class Walker {
 public:
  explicit Walker(const GraphSnapshot& snapshot);
  // Edges are walked in both directions. The start is expanded whatever its degree.
  Expansion Expand(VertexIndex start, const EdgeFilter& filter, const Limits& limits);

 private:
  // Visits the neighbours of reached[index]; false when vertices_max stopped it.
  bool Visit(uint32_t index, const EdgeFilter& filter, uint32_t vertices_max, Expansion& expansion);

  const GraphSnapshot& snapshot_;
  // One bit for each vertex, all clear between calls. A bit set takes 1/32 of the memory of an
  // epoch number per vertex, so more of it fits the cache.
  std::vector<uint64_t> marks_;
};

}  // namespace liancheng::graph
