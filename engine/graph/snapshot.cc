#include "engine/graph/snapshot.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

namespace liancheng::graph {

uint64_t StableHash(std::string_view key) {
  // Fowler, Noll, Vo: FNV-1a with the 64-bit offset basis and prime.
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : key) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

GraphSnapshot::GraphSnapshot(model::Revision at, const SnapshotArrays& arrays,
                             std::shared_ptr<const void> keep)
    : revision_(at),
      base_(arrays),
      base_vertices_(static_cast<uint32_t>(arrays.entities.size())),
      base_edges_(static_cast<uint32_t>(arrays.rows.size())),
      vertex_count_(base_vertices_),
      edge_count_(base_edges_),
      keep_(std::move(keep)) {}

std::optional<VertexIndex> GraphSnapshot::Find(model::EntityId entity) const {
  if (overlay_ == nullptr) return FindInArrays(entity);
  if (base_vertices_ > 0 && entity <= base_.entities.back()) {
    const std::optional<VertexIndex> found = FindInArrays(entity);
    return found && !IsGone(*found) ? found : std::nullopt;
  }
  // New vertices are in order of id as well.
  uint32_t first = base_vertices_;
  uint32_t count = vertex_count_ - base_vertices_;
  while (count > 0) {
    const uint32_t half = count / 2;
    if (this->entity({first + half}) < entity) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  const VertexIndex v{first};
  if (first == vertex_count_ || this->entity(v) != entity || IsGone(v)) return std::nullopt;
  return v;
}

std::optional<VertexIndex> GraphSnapshot::FindInArrays(model::EntityId entity) const {
  const std::span<const model::EntityId> entities = base_.entities;
  if (entities.empty() || entity < entities.front()) return std::nullopt;
  // Ids ascend without repeats, so the index of a vertex is at most the distance of its id from the
  // first id, and exactly that when the ids have no gaps.
  const uint64_t furthest = entity.value - entities.front().value;
  const bool no_gaps = entities.back().value - entities.front().value + 1 == entities.size();
  if (furthest < entities.size() && (no_gaps || entities[furthest] == entity)) {
    return VertexIndex{static_cast<uint32_t>(furthest)};
  }
  const size_t count = std::min<uint64_t>(furthest, entities.size());
  const auto end = entities.begin() + static_cast<std::ptrdiff_t>(count);
  const auto found = std::lower_bound(entities.begin(), end, entity);
  if (found == end || *found != entity) return std::nullopt;
  return VertexIndex{static_cast<uint32_t>(found - entities.begin())};
}

std::string_view GraphSnapshot::attribute(VertexIndex v, std::string_view name) const {
  const auto known =
      std::find(std::begin(model::kRuleAttributes), std::end(model::kRuleAttributes), name);
  if (known == std::end(model::kRuleAttributes)) return {};
  const auto index = static_cast<uint16_t>(known - std::begin(model::kRuleAttributes));
  if (const VertexState* const changed = Changed(v)) {
    for (const auto& [of, value] : changed->attributes) {
      if (of == index) return value;
    }
    return {};
  }
  const auto wanted = std::tuple(v.value, index);
  const auto row = std::lower_bound(
      base_.attributes.begin(), base_.attributes.end(), wanted,
      [](const AttributeRow& a, const auto& key) { return std::tuple(a.vertex, a.name) < key; });
  if (row == base_.attributes.end() || std::tuple(row->vertex, row->name) != wanted) return {};
  return base_.values[row->value];
}

std::span<const Arc> GraphSnapshot::Arcs(VertexIndex v, Direction direction,
                                         model::Relation relation) const {
  const std::span<const Arc> arcs = Arcs(v, direction);
  const auto begin = std::partition_point(
      arcs.begin(), arcs.end(), [relation](const Arc& arc) { return arc.relation < relation; });
  const auto end = std::partition_point(
      begin, arcs.end(), [relation](const Arc& arc) { return arc.relation == relation; });
  return {begin, end};
}

Edge GraphSnapshot::EdgeAt(uint32_t edge) const {
  const EdgeRow& row = RowOf(edge);
  const Arc& arc = OutArcOf(edge);
  Edge full{.from = {row.from},
            .to = {arc.neighbour},
            .relation = arc.relation,
            .valid = {{arc.from}, {arc.to}},
            .share = std::nullopt,
            .number = row.number,
            .source = row.source};
  if (row.lo_ppm != kShareUnknown) full.share = model::ShareBand{row.lo_ppm, row.hi_ppm};
  return full;
}

bool GraphSnapshot::EdgeLess(uint32_t a, uint32_t b) const {
  const VertexIndex from_a = FromOf(a);
  const VertexIndex from_b = FromOf(b);
  if (from_a != from_b) return StableLess(from_a, from_b);
  if (a < base_edges_ && b < base_edges_) return a < b;
  return ArcLess(OutArcOf(a), OutArcOf(b));
}

bool GraphSnapshot::ArcLess(const Arc& a, const Arc& b) const {
  if (a.relation != b.relation) return a.relation < b.relation;
  if (a.neighbour != b.neighbour) return StableLess({a.neighbour}, {b.neighbour});
  if (a.from != b.from) return a.from < b.from;
  if (a.to != b.to) return a.to < b.to;
  const EdgeRow& row_a = RowOf(a.edge);
  const EdgeRow& row_b = RowOf(b.edge);
  if (row_a.lo_ppm != row_b.lo_ppm) return row_a.lo_ppm < row_b.lo_ppm;
  if (row_a.hi_ppm != row_b.hi_ppm) return row_a.hi_ppm < row_b.hi_ppm;
  const int sources = CompareSources(row_a.source, row_b.source);
  return sources != 0 ? sources < 0 : row_a.number < row_b.number;
}

// In the arrays, sources are numbered in the order of their text.
int GraphSnapshot::CompareSources(uint32_t a, uint32_t b) const {
  if (a == b) return 0;
  if (a < base_.sources.size() && b < base_.sources.size()) return a < b ? -1 : 1;
  return SourceText(a).compare(SourceText(b));
}

std::string_view GraphSnapshot::SourceText(uint32_t source) const {
  if (source < base_.sources.size()) return base_.sources[source];
  return *overlay_->sources.Find(source - static_cast<uint32_t>(base_.sources.size()));
}

model::PathEdge GraphSnapshot::Evidence(uint32_t edge) const {
  const Edge full = EdgeAt(edge);
  return {.from = entity(full.from),
          .relation = full.relation,
          .to = entity(full.to),
          .valid = full.valid,
          .share = full.share,
          .source = std::string(SourceText(full.source))};
}

}  // namespace liancheng::graph
