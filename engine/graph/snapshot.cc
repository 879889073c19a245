#include "engine/graph/snapshot.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <tuple>

#include "absl/status/status.h"
#include "engine/graph/snapshot_builder.h"

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

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> GraphSnapshot::Build(model::FactSource& facts,
                                                                          model::Revision at) {
  try {
    SnapshotBuilder builder(kSnapshotLimits);
    if (absl::Status read = builder.Read(facts); !read.ok()) return read;
    return builder.Finish(at);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("no memory for the association graph");
  }
}

std::optional<VertexIndex> GraphSnapshot::Find(model::EntityId entity) const {
  if (entities_.empty() || entity < entities_.front()) return std::nullopt;
  // Ids ascend without repeats, so a vertex is never further right than its id is from the first;
  // without gaps it is exactly there.
  const uint64_t furthest = entity.value - entities_.front().value;
  const bool no_gaps = entities_.back().value - entities_.front().value + 1 == entities_.size();
  if (furthest < entities_.size() && (no_gaps || entities_[furthest] == entity)) {
    return VertexIndex{static_cast<uint32_t>(furthest)};
  }
  const size_t count = std::min<uint64_t>(furthest, entities_.size());
  const auto end = entities_.begin() + static_cast<std::ptrdiff_t>(count);
  const auto found = std::lower_bound(entities_.begin(), end, entity);
  if (found == end || *found != entity) return std::nullopt;
  return VertexIndex{static_cast<uint32_t>(found - entities_.begin())};
}

std::string_view GraphSnapshot::attribute(VertexIndex v, std::string_view name) const {
  const auto known =
      std::find(std::begin(model::kRuleAttributes), std::end(model::kRuleAttributes), name);
  if (known == std::end(model::kRuleAttributes)) return {};
  const auto wanted =
      std::tuple(v.value, static_cast<uint16_t>(known - std::begin(model::kRuleAttributes)));
  const auto row = std::lower_bound(
      attributes_.begin(), attributes_.end(), wanted,
      [](const AttributeRow& a, const auto& key) { return std::tuple(a.vertex, a.name) < key; });
  if (row == attributes_.end() || std::tuple(row->vertex, row->name) != wanted) return {};
  return row->value;
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
  const EdgeRow& row = rows_[edge];
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

model::PathEdge GraphSnapshot::Evidence(uint32_t edge) const {
  const Edge full = EdgeAt(edge);
  return {.from = entity(full.from),
          .relation = full.relation,
          .to = entity(full.to),
          .valid = full.valid,
          .share = full.share,
          .source = sources_[full.source]};
}

}  // namespace liancheng::graph
