// engine/graph/snapshot.h: the association graph at one revision; immutable; answers any as-of
// date. Shape:   V vertices, E edges kept twice (out, in) as CSR: offsets[V+1], arcs; the arcs of a
// vertex are
//          grouped by relation, then ordered by neighbour, start and number, so that the same facts
//          in any order give the same snapshot.
// Units:   shares in ppm of the whole; dates in days since 1970-01-01.
// Threads: const after Build; share freely.   Limits: V, E < 2^32.
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

class GraphSnapshot {
 public:
  // Reads entities and relations; other facts are passed over. Every EntityRef must carry its id.
  // Errors: DataLoss if an edge names an unknown entity; ResourceExhausted over Limits; any error
  // of the source.
  static absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Build(model::FactSource& facts,
                                                                    model::Revision at);

  model::Revision revision() const { return revision_; }
  uint32_t vertex_count() const { return static_cast<uint32_t>(entities_.size()); }
  uint32_t edge_count() const { return static_cast<uint32_t>(edges_.size()); }

  // Vertices are in ascending order of entity id.
  std::optional<VertexIndex> Find(model::EntityId entity) const;
  model::EntityId entity(VertexIndex v) const { return entities_[v.value]; }
  model::EntityType type(VertexIndex v) const { return types_[v.value]; }
  model::RegionCode region(VertexIndex v) const { return regions_[v.value]; }
  model::DateRange life(VertexIndex v) const { return lives_[v.value]; }
  // Value of one of the attributes that rules ask for (kRuleAttributes), or empty.
  std::string_view attribute(VertexIndex v, std::string_view name) const;

  std::span<const Arc> Arcs(VertexIndex v, Direction direction) const;
  // The arcs of one relation only.
  std::span<const Arc> Arcs(VertexIndex v, Direction direction, model::Relation relation) const;

  const Edge& EdgeAt(uint32_t edge) const { return edges_[edge]; }
  std::string_view SourceText(uint32_t source) const { return sources_[source]; }
  model::PathEdge Evidence(uint32_t edge) const;

 private:
  friend class SnapshotBuilder;
  GraphSnapshot() = default;

  model::Revision revision_;
  std::vector<model::EntityId> entities_;
  std::vector<model::EntityType> types_;
  std::vector<model::RegionCode> regions_;
  std::vector<model::DateRange> lives_;
  struct AttributeRow {
    uint32_t vertex;
    uint16_t name;  // index in kRuleAttributes
    std::string value;
  };
  std::vector<AttributeRow> attributes_;  // sorted by vertex, name
  std::vector<uint32_t> out_offsets_, in_offsets_;
  std::vector<Arc> out_arcs_, in_arcs_;
  std::vector<Edge> edges_;
  std::vector<std::string> sources_;
};

// Attributes of entities that provisions ask about; all others stay in the store.
inline constexpr std::string_view kRuleAttributes[] = {"state_worker", "ownership", "bankrupt",
                                                       "licensed", "place_region"};

}  // namespace liancheng::graph
