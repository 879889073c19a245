// engine/graph/snapshot_builder.h: turns streams of facts into a GraphSnapshot, within bounds.
// Memory:  while building, 48 bytes an edge besides the finished snapshot; given back as edges are
//          placed.
// Cost:    linear, but for sorting each vertex's own arcs.
// Threads: one a source while reading, then as many as it was given; the result is the same.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/graph/snapshot_intake.h"
#include "engine/model/fact_source.h"

namespace liancheng::graph {

// Vertex indexes and arc indexes have 32 bits, and an edge has two arcs.
inline constexpr SnapshotLimits kSnapshotLimits{.vertices_max = 0xFFFFFFFF,
                                                .edges_max = 0x7FFFFFFF};

// Read once, then Finish once.
// Errors:  as GraphSnapshot::Build.
class SnapshotBuilder {
 public:
  SnapshotBuilder(SnapshotLimits limits, unsigned threads);

  absl::Status Read(std::span<model::FactSource* const> facts);
  absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Finish(model::Revision at);

 private:
  // Sorted in place of the arcs, so that each neighbour's hash is looked up once.
  struct Keyed {
    uint64_t hash;
    Arc arc;
    const EdgeRow* row;
  };
  // Memory of one thread.
  struct Scratch {
    std::vector<Keyed> keys;
    std::vector<EdgeRow> rows;
  };

  absl::Status CheckWhole() const;
  void JoinEntities();
  absl::Status SortVertices();
  void PlaceAttributes();
  void SortSources();
  absl::Status ResolveEnds();
  void PlaceOutArcs();
  void PlaceInArcs();
  void PlaceInArcsOf(uint32_t begin, uint32_t end);
  void SortOutArcs(uint32_t vertex, Scratch& scratch);
  void SortInArcs(uint32_t vertex, Scratch& scratch);
  void GatherKeys(std::span<const Arc> arcs, Scratch& scratch) const;
  std::span<const Arc> ArcsOf(uint32_t vertex, Direction direction) const;
  static bool Before(const Keyed& a, const Keyed& b);

  SnapshotLimits limits_;
  unsigned threads_;
  std::vector<SnapshotIntake> intakes_;
  std::shared_ptr<OwnedArrays> arrays_;
  std::vector<RawAttribute> attributes_;
  uint64_t edges_ = 0;
};

}  // namespace liancheng::graph
