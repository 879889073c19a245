// engine/graph/snapshot_edit.h: the next snapshot from the one before and what a commit changed, at
// the cost of what changed; and the fold that brings all changes into new arrays.
// Use:     one edit: drop relations, put entities, put relations, drop entities; then Publish once.
//          An entity or relation is put at most once and dropped at most once in an edit; a
//          relation may be dropped as it stood and put as it stands.
// Order:   an edited snapshot, the folded one and one built anew from the same facts give the same
//          answers in the same order; only indexes differ. tests/query/live_test.cc compares them.
// Cost:    a commit: the arcs of the parties its relations name, copied, and some nodes for each
//          party and relation; independent of V and E (snapshot_bench). A fold: linear.
// Errors:  DataLoss when a change does not fit the snapshot (an unknown party or relation, an
//          entity dropped while relations name it); ResourceExhausted over the limits of a
//          snapshot. After an error the edit is of no more use; the snapshot it came from is
//          unchanged.
// Source:  docs/decisions/0020-overlay.md
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/model/fact.h"

namespace liancheng::graph {

class GraphEdit {
 public:
  explicit GraphEdit(std::shared_ptr<const GraphSnapshot> from);

  // Relations by their number and ends, entities by their id.
  absl::Status Drop(const model::RelationFact& fact);
  // Those of these relations that stand, found by reading every row once: for many at a time.
  void DropAll(std::span<const model::RelationId> numbers);
  absl::Status Put(const model::EntityFact& fact);
  absl::Status Put(const model::RelationFact& fact, std::string_view source);
  absl::Status Drop(model::EntityId entity);

  absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Publish(model::Revision at);

 private:
  // A vertex and what is to happen to its arcs.
  struct Touched {
    VertexState state;  // arcs are put together at the end
    std::vector<uint32_t> dropped_out;
    std::vector<uint32_t> dropped_in;
    std::vector<Arc> added_out;
    std::vector<Arc> added_in;
  };

  Touched& Touch(VertexIndex v);
  std::optional<uint32_t> FindEdge(const model::RelationFact& fact) const;
  void DropEdge(uint32_t edge);
  uint32_t SourceNumber(std::string_view text);
  void Merge(std::span<const Arc> old, std::vector<uint32_t>& dropped, std::vector<Arc>& added,
             std::vector<Arc>& merged) const;
  void Settle(uint32_t vertex, Touched& touched);

  std::shared_ptr<const GraphSnapshot> from_;
  std::shared_ptr<SnapshotOverlay> overlay_;
  std::shared_ptr<GraphSnapshot> next_;  // over overlay_
  absl::flat_hash_map<uint32_t, Touched> touched_;
};

inline constexpr uint32_t kNoVertex = 0xFFFFFFFF;

struct FoldedSnapshot {
  std::shared_ptr<const GraphSnapshot> graph;
  // The index in `graph` of each vertex of the old snapshot; kNoVertex of one that was gone.
  std::vector<uint32_t> vertex_of;
};

// The same arrays as if built anew. ResourceExhausted out of memory.
absl::StatusOr<FoldedSnapshot> Fold(const GraphSnapshot& snapshot);

}  // namespace liancheng::graph
