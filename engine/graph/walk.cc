#include "engine/graph/walk.h"

#include <algorithm>

namespace liancheng::graph {
namespace {

// Prefetch distances in the queue: first the offsets of a vertex, then its arcs.
constexpr size_t kOffsetsAhead = 8;
constexpr size_t kArcsAhead = 4;

bool TestAndSet(uint64_t* marks, uint32_t vertex) {
  uint64_t& word = marks[vertex >> 6];
  const uint64_t bit = uint64_t{1} << (vertex & 63);
  const bool was = (word & bit) != 0;
  word |= bit;
  return was;
}

}  // namespace

uint64_t DegreeOf(const GraphSnapshot& snapshot, VertexIndex v, model::RelationSet relations) {
  if (relations == model::kAllRelations) return snapshot.ArcsBothWays(v).size();
  uint64_t degree = 0;
  for (const Direction direction : {Direction::kOut, Direction::kIn}) {
    for (int r = 0; r < model::kRelationCount; ++r) {
      const auto relation = static_cast<model::Relation>(r);
      if ((relations & model::SetOf(relation)) == 0) continue;
      degree += snapshot.Arcs(v, direction, relation).size();
    }
  }
  return degree;
}

std::vector<uint32_t> Expansion::PathTo(size_t index) const {
  std::vector<uint32_t> path(reached[index].hops);
  for (auto edge = path.rbegin(); edge != path.rend(); ++edge) {
    *edge = reached[index].edge;
    index = reached[index].parent;
  }
  return path;
}

Walker::Walker(const GraphSnapshot& snapshot)
    : snapshot_(snapshot), marks_((size_t{snapshot.vertex_count()} + 63) / 64) {}

Expansion Walker::Expand(VertexIndex start, const EdgeFilter& filter, const Limits& limits) {
  Expansion expansion;
  std::vector<Reached>& reached = expansion.reached;
  reached.push_back({.vertex = start});
  TestAndSet(marks_.data(), start.value);
  for (uint32_t i = 0; i < reached.size() && reached[i].hops < limits.hops_max; ++i) {
    const size_t left = reached.size() - i;
    if (left > kOffsetsAhead) snapshot_.PrefetchOffsets(reached[i + kOffsetsAhead].vertex);
    if (left > kArcsAhead) snapshot_.PrefetchArcs(reached[i + kArcsAhead].vertex);
    const VertexIndex vertex = reached[i].vertex;
    if (i != 0 && snapshot_.ArcsBothWays(vertex).size() > limits.degree_max) {
      const uint64_t degree = DegreeOf(snapshot_, vertex, filter.relations);
      if (degree > limits.degree_max) {
        expansion.crowded.push_back({vertex, degree});
        continue;
      }
    }
    if (!Visit(i, filter, limits.vertices_max, expansion)) break;
  }
  for (const Reached& r : reached) marks_[r.vertex.value >> 6] = 0;
  if (!expansion.crowded.empty()) expansion.complete = false;
  return expansion;
}

bool Walker::Visit(uint32_t index, const EdgeFilter& filter, uint32_t vertices_max,
                   Expansion& expansion) {
  std::vector<Reached>& reached = expansion.reached;
  const uint32_t hops = reached[index].hops + 1;
  uint64_t* const marks = marks_.data();
  return ForEachArc(snapshot_, reached[index].vertex, filter, [&](const Arc& arc) {
    if (TestAndSet(marks, arc.neighbour)) return true;
    if (reached.size() >= vertices_max) {
      // The walk ends here. All marks are cleared afterwards, word by word, so this one need not be
      // exact.
      marks[arc.neighbour >> 6] = 0;
      expansion.complete = false;
      return false;
    }
    reached.push_back({{arc.neighbour}, hops, arc.edge, index});
    return true;
  });
}

}  // namespace liancheng::graph
