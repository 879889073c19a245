// engine/graph/snapshot_builder.h: turns a stream of facts into a GraphSnapshot, within bounds.
// Memory: while building, 48 bytes an edge besides the finished snapshot; given back as edges are
//         placed. Time: linear, but for sorting each vertex's own arcs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/model/fact_source.h"

namespace liancheng::graph {

struct SnapshotLimits {
  uint64_t vertices_max;
  uint64_t edges_max;
};
// A vertex index and an arc's place are 32-bit numbers, and an edge has two arcs.
inline constexpr SnapshotLimits kSnapshotLimits{.vertices_max = 0xFFFFFFFF,
                                                .edges_max = 0x7FFFFFFF};

// Read once, then Finish once. Errors: as GraphSnapshot::Build.
class SnapshotBuilder {
 public:
  explicit SnapshotBuilder(SnapshotLimits limits);

  absl::Status Read(model::FactSource& facts);
  absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Finish(model::Revision at);

 private:
  using EdgeRow = GraphSnapshot::EdgeRow;

  // An edge as read. The ends are entity ids at first, vertices once all entities are known.
  struct RawEdge {
    uint64_t from;
    uint64_t to;
    model::RelationId number;
    int32_t valid_from;
    int32_t valid_to;
    uint32_t lo_ppm;
    uint32_t hi_ppm;
    uint32_t source;
    model::Relation relation;
  };
  // Sorted instead of arcs, so that the neighbours' hashes are looked up once.
  struct Keyed {
    uint64_t hash;
    Arc arc;
    const EdgeRow* row;
  };

  absl::Status AddEntity(const model::EntityFact& fact);
  absl::Status AddRelation(const model::RelationFact& fact, const std::string& source);
  uint32_t SourceNumber(const std::string& text);

  absl::Status SortVertices();
  void SortSources();
  absl::Status ResolveEnds();
  void PlaceOutArcs();
  void PlaceInArcs();
  void SortOutArcs(uint32_t vertex);
  void SortInArcs(uint32_t vertex);
  void GatherKeys(std::span<const Arc> arcs);
  static bool Before(const Keyed& a, const Keyed& b);

  SnapshotLimits limits_;
  std::unique_ptr<GraphSnapshot> snapshot_;
  std::vector<std::vector<RawEdge>> chunks_;  // freed one by one
  uint64_t edges_ = 0;
  absl::flat_hash_map<std::string, uint32_t> source_numbers_;
  std::string last_source_;  // neighbouring facts mostly share theirs
  uint32_t last_source_number_ = 0;
  std::vector<Keyed> keys_;  // scratch of one vertex
  std::vector<EdgeRow> row_copies_;
};

}  // namespace liancheng::graph
