// engine/graph/snapshot.h: the association graph at one revision; immutable; any as-of date.
// Shape:   V vertices in order of entity id. One array of arcs: the out arcs of a vertex, then its
//          in arcs, found by offsets[2V+1]. The arcs of one direction are grouped by relation, then
//          in order of the neighbour's stable hash, start, end, share and source text: the same
//          facts in any order, under any entity ids, are walked in the same order.
// Form:    the arrays are in owned memory or in a mapped file (snapshot_form.h). An overlay above
//          them may hold later changes (snapshot_edit.h); a fold writes these into new arrays.
// Units:   shares in ppm of the whole; dates in days since 1970-01-01.
// Threads: const after Build; share freely.
// Limits:  V < 2^32, E < 2^31.
// Source:  docs/decisions/0004-snapshot.md, 0019-mapped-snapshot.md, 0020-overlay.md
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/graph/snapshot_arrays.h"
#include "engine/graph/snapshot_overlay.h"
#include "engine/model/fact_source.h"
#include "engine/model/finding.h"
#include "engine/model/ids.h"
#include "engine/model/vocabulary.h"

namespace liancheng::graph {

struct VertexIndex {
  uint32_t value = 0;
  auto operator<=>(const VertexIndex&) const = default;
};

enum class Direction : uint8_t { kOut, kIn };

// Everything that is stored about one edge.
struct Edge {
  VertexIndex from;
  VertexIndex to;
  model::Relation relation;
  model::DateRange valid;
  std::optional<model::ShareBand> share;  // none = unknown
  model::RelationId number;
  uint32_t source;  // index of SourceText()
};

// 64-bit FNV-1a of the caller's key: it gives an order of parties that does not depend on the
// numbers of a store.
uint64_t StableHash(std::string_view key);

class GraphSnapshot {
 public:
  // Reads entities and relations once and skips other facts. An EntityRef must carry its id; ids
  // may have gaps. An entity without a key is ordered by its id as text.
  // Errors:  DataLoss if an edge names an unknown entity, an entity has no id or is stated twice;
  //          ResourceExhausted over Limits or out of memory; any error of the source.
  static absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Build(model::FactSource& facts,
                                                                    model::Revision at);
  // Builds from several sources, each read by a thread of its own; facts may be divided among them
  // in any way. The snapshot does not depend on the number of threads.
  static absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Build(
      std::span<model::FactSource* const> facts, model::Revision at, unsigned threads);

  // Makes a snapshot of arrays that `keep` holds in memory; they must be as Build makes them.
  GraphSnapshot(model::Revision at, const SnapshotArrays& arrays, std::shared_ptr<const void> keep);

  model::Revision revision() const { return revision_; }
  // Bounds of the indexes. Without an overlay every index is in use. With one, vertices and edges
  // that no longer exist keep their index until the next fold.
  uint32_t vertex_count() const { return vertex_count_; }
  uint32_t edge_count() const { return edge_count_; }

  // Vertices are in ascending order of entity id.
  std::optional<VertexIndex> Find(model::EntityId entity) const;
  // Whether the entity was retracted: the vertex then has no arcs, is never found and is in no
  // answer.
  bool IsGone(VertexIndex v) const {
    const VertexState* const changed = Changed(v);
    return changed != nullptr && changed->gone;
  }
  model::EntityId entity(VertexIndex v) const {
    const VertexState* const changed = Changed(v);
    return changed != nullptr ? changed->entity : base_.entities[v.value];
  }
  model::EntityType type(VertexIndex v) const {
    const VertexState* const changed = Changed(v);
    return changed != nullptr ? changed->type : base_.types[v.value];
  }
  model::RegionCode region(VertexIndex v) const {
    const VertexState* const changed = Changed(v);
    return changed != nullptr ? changed->region : base_.regions[v.value];
  }
  model::DateRange life(VertexIndex v) const {
    const VertexState* const changed = Changed(v);
    return changed != nullptr ? changed->life : base_.lives[v.value];
  }
  // StableHash of the caller's key; it breaks every tie between parties.
  uint64_t stable(VertexIndex v) const {
    const VertexState* const changed = Changed(v);
    return changed != nullptr ? changed->stable : base_.stable[v.value];
  }
  // The order of parties in answers: by stable hash; by id only where two hashes collide.
  bool StableLess(VertexIndex a, VertexIndex b) const {
    return stable(a) != stable(b) ? stable(a) < stable(b) : a < b;
  }
  // Value of one of the attributes that rules ask for (model::kRuleAttributes), or empty.
  std::string_view attribute(VertexIndex v, std::string_view name) const;

  std::span<const Arc> Arcs(VertexIndex v, Direction direction) const {
    if (const VertexState* const changed = Changed(v)) [[unlikely]] {
      const std::span<const Arc> all = changed->arcs;
      return direction == Direction::kOut ? all.first(changed->outs) : all.subspan(changed->outs);
    }
    const size_t slot = size_t{2} * v.value + static_cast<size_t>(direction);
    return {base_.arcs.data() + base_.offsets[slot], base_.offsets[slot + 1] - base_.offsets[slot]};
  }
  // The arcs of one relation only.
  std::span<const Arc> Arcs(VertexIndex v, Direction direction, model::Relation relation) const;
  // Out arcs, then in arcs. A self-loop is in both.
  std::span<const Arc> ArcsBothWays(VertexIndex v) const {
    if (const VertexState* const changed = Changed(v)) [[unlikely]] {
      return changed->arcs;
    }
    const size_t slot = size_t{2} * v.value;
    return {base_.arcs.data() + base_.offsets[slot], base_.offsets[slot + 2] - base_.offsets[slot]};
  }
  // Prefetches for a walk that knows which vertices come next.
  void PrefetchOffsets(VertexIndex v) const {
    if (v.value >= base_vertices_) return;
    __builtin_prefetch(base_.offsets.data() + size_t{2} * v.value);
  }
  void PrefetchArcs(VertexIndex v) const {
    if (v.value >= base_vertices_) return;
    // Two cache lines hold the arcs of most vertices.
    const Arc* const first = base_.arcs.data() + base_.offsets[size_t{2} * v.value];
    const auto arcs = reinterpret_cast<uintptr_t>(first);
    __builtin_prefetch(reinterpret_cast<const void*>(arcs));
    __builtin_prefetch(reinterpret_cast<const void*>(arcs + 64));
  }

  Edge EdgeAt(uint32_t edge) const;
  // The order of edges in answers: by holder (StableLess of `from`), then as in the holder's out
  // arcs. The number of an edge does not matter.
  bool EdgeLess(uint32_t a, uint32_t b) const;
  // The order of arcs within one direction of one vertex.
  bool ArcLess(const Arc& a, const Arc& b) const;
  // Lower end of the share band; 0 when the share is unknown.
  uint32_t ShareFloorPpm(uint32_t edge) const {
    const uint32_t lo_ppm = RowOf(edge).lo_ppm;
    return lo_ppm == kShareUnknown ? 0 : lo_ppm;
  }
  VertexIndex FromOf(uint32_t edge) const { return {RowOf(edge).from}; }
  // Valid as long as the snapshot.
  std::string_view SourceText(uint32_t source) const;
  model::PathEdge Evidence(uint32_t edge) const;

  // The arrays below any overlay.
  const SnapshotArrays& arrays() const { return base_; }
  // Null when nothing changed since the arrays were made.
  const SnapshotOverlay* overlay() const { return overlay_; }

 private:
  friend class GraphEdit;

  // Null when `v` did not change since the arrays were made.
  const VertexState* Changed(VertexIndex v) const {
    if (overlay_ == nullptr) [[likely]] {
      return nullptr;
    }
    return overlay_->Changed(v.value);
  }
  const EdgeRow& RowOf(uint32_t edge) const {
    return edge < base_edges_ ? base_.rows[edge] : overlay_->edges.Find(edge - base_edges_)->row;
  }
  // In the arrays the edges that leave a vertex have consecutive numbers, so the out arc of an edge
  // is found from its number.
  const Arc& OutArcOf(uint32_t edge) const {
    if (edge >= base_edges_) return overlay_->edges.Find(edge - base_edges_)->arc;
    const Arc* first = base_.arcs.data() + base_.offsets[size_t{2} * base_.rows[edge].from];
    return first[edge - first->edge];
  }
  int CompareSources(uint32_t a, uint32_t b) const;
  std::optional<VertexIndex> FindInArrays(model::EntityId entity) const;

  model::Revision revision_;
  SnapshotArrays base_;
  uint32_t base_vertices_ = 0;
  uint32_t base_edges_ = 0;
  uint32_t vertex_count_ = 0;
  uint32_t edge_count_ = 0;
  const SnapshotOverlay* overlay_ = nullptr;  // points into overlay_owner_
  std::shared_ptr<const SnapshotOverlay> overlay_owner_;
  std::shared_ptr<const void> keep_;
};

}  // namespace liancheng::graph
