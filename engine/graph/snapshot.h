// engine/graph/snapshot.h: the association graph at one revision; immutable; any as-of date.
// Shape:   V vertices in order of entity id. One array of arcs: the out arcs of a vertex, then its
//          in arcs, found by offsets[2V+1]. The arcs of one direction are grouped by relation, then
//          in order of the neighbour's stable hash, start, end, share and source text: the same
//          facts in any order, under any entity ids, are walked in the same order.
// Units:   shares in ppm of the whole; dates in days since 1970-01-01.
// Threads: const after Build; share freely.   Limits: V < 2^32, E < 2^31.
// Source:  docs/decisions/0004-snapshot.md
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/graph/huge_pages.h"
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

// One edge as seen from a vertex: what a walk needs, and nothing else.
struct Arc {
  uint32_t neighbour;  // VertexIndex
  int32_t from;        // first day, half-open with `to`
  int32_t to;
  uint32_t edge;  // index for EdgeAt()
  model::Relation relation;

  bool HoldsOn(model::Date day) const { return from <= day.days && day.days < to; }
};
static_assert(sizeof(Arc) == 20);

// Everything stored about one edge.
struct Edge {
  VertexIndex from;
  VertexIndex to;
  model::Relation relation;
  model::DateRange valid;
  std::optional<model::ShareBand> share;  // none = unknown
  model::RelationId number;
  uint32_t source;  // index of SourceText()
};

// 64-bit FNV-1a: an order of parties that does not depend on the ids that a store gave them.
uint64_t StableHash(std::string_view key);

class GraphSnapshot {
 public:
  // Reads entities and relations once; other facts are passed over. An EntityRef must carry its id;
  // ids may have gaps. An entity without a key is ordered by its id as text.
  // Errors: DataLoss if an edge names an unknown entity, an entity has no id or is stated twice;
  //         ResourceExhausted over Limits or out of memory; any error of the source.
  static absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Build(model::FactSource& facts,
                                                                    model::Revision at);

  model::Revision revision() const { return revision_; }
  uint32_t vertex_count() const { return static_cast<uint32_t>(entities_.size()); }
  uint32_t edge_count() const { return static_cast<uint32_t>(rows_.size()); }

  // Vertices are in ascending order of entity id.
  std::optional<VertexIndex> Find(model::EntityId entity) const;
  model::EntityId entity(VertexIndex v) const { return entities_[v.value]; }
  model::EntityType type(VertexIndex v) const { return types_[v.value]; }
  model::RegionCode region(VertexIndex v) const { return regions_[v.value]; }
  model::DateRange life(VertexIndex v) const { return lives_[v.value]; }
  // StableHash of the caller's key: breaks every tie between parties.
  uint64_t stable(VertexIndex v) const { return stable_[v.value]; }
  // The order of parties in answers: by stable hash; by id only where two hashes collide.
  bool StableLess(VertexIndex a, VertexIndex b) const {
    return stable(a) != stable(b) ? stable(a) < stable(b) : a < b;
  }
  // Value of one of the attributes that rules ask for (model::kRuleAttributes), or empty.
  std::string_view attribute(VertexIndex v, std::string_view name) const;

  std::span<const Arc> Arcs(VertexIndex v, Direction direction) const {
    const size_t slot = size_t{2} * v.value + static_cast<size_t>(direction);
    return {arcs_.data() + offsets_[slot], offsets_[slot + 1] - offsets_[slot]};
  }
  // The arcs of one relation only.
  std::span<const Arc> Arcs(VertexIndex v, Direction direction, model::Relation relation) const;
  // Out arcs, then in arcs. A self-loop is in both.
  std::span<const Arc> ArcsBothWays(VertexIndex v) const {
    const size_t slot = size_t{2} * v.value;
    return {arcs_.data() + offsets_[slot], offsets_[slot + 2] - offsets_[slot]};
  }
  // Hints for a walk that knows which vertices come next.
  void PrefetchOffsets(VertexIndex v) const {
    __builtin_prefetch(offsets_.data() + size_t{2} * v.value);
  }
  void PrefetchArcs(VertexIndex v) const {
    // Two cache lines hold the arcs of most vertices.
    const auto arcs = reinterpret_cast<uintptr_t>(arcs_.data() + offsets_[size_t{2} * v.value]);
    __builtin_prefetch(reinterpret_cast<const void*>(arcs));
    __builtin_prefetch(reinterpret_cast<const void*>(arcs + 64));
  }

  // Edges are numbered by their `from` vertex, then in the order of its out arcs.
  Edge EdgeAt(uint32_t edge) const;
  // Lower end of the share band; 0 when the share is unknown.
  uint32_t ShareFloorPpm(uint32_t edge) const {
    const uint32_t lo_ppm = rows_[edge].lo_ppm;
    return lo_ppm == kShareUnknown ? 0 : lo_ppm;
  }
  VertexIndex FromOf(uint32_t edge) const { return {rows_[edge].from}; }
  std::string_view SourceText(uint32_t source) const { return sources_[source]; }
  model::PathEdge Evidence(uint32_t edge) const;

 private:
  friend class SnapshotBuilder;
  GraphSnapshot() = default;

  static constexpr uint32_t kShareUnknown = 0xFFFFFFFF;
  // What an edge has besides its out arc.
  struct EdgeRow {
    model::RelationId number;
    uint32_t from;
    uint32_t lo_ppm;  // kShareUnknown in both
    uint32_t hi_ppm;
    uint32_t source;
  };
  static_assert(sizeof(EdgeRow) == 24);
  struct AttributeRow {
    uint32_t vertex;
    uint16_t name;  // index in model::kRuleAttributes
    std::string value;
  };

  // The edges that leave `v` are numbered without a gap, so an edge's out arc is found from its
  // number.
  const Arc& OutArcOf(uint32_t edge) const {
    const Arc* first = arcs_.data() + offsets_[size_t{2} * rows_[edge].from];
    return first[edge - first->edge];
  }

  model::Revision revision_;
  HugeVector<model::EntityId> entities_;
  std::vector<model::EntityType> types_;
  std::vector<model::RegionCode> regions_;
  std::vector<model::DateRange> lives_;
  HugeVector<uint64_t> stable_;
  std::vector<AttributeRow> attributes_;  // sorted by vertex, name
  HugeVector<uint32_t> offsets_;          // of arcs_: slot 2v = out of v, 2v+1 = in of v
  HugeVector<Arc> arcs_;
  HugeVector<EdgeRow> rows_;
  std::vector<std::string> sources_;  // sorted
};

}  // namespace liancheng::graph
