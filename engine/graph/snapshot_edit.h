// engine/graph/snapshot_edit.h: makes the next snapshot from the one before and what a commit
// changed, in time proportional to the change; and the fold, which writes all changes into new
// arrays.
// Use:     in one edit drop relations, put entities, put relations, drop entities; then Publish
//          once. Each entity or relation is put at most once and dropped at most once in an edit; a
//          changed relation is dropped in its old form and put in its new form.
// Order:   an edited snapshot, the folded one and one built from the same facts give the same
//          answers in the same order; only indexes differ. tests/live/changes_test.cc compares
//          them.
// Cost:    of a commit: copying the arcs of the parties that its relations name, and some nodes for
//          each party and relation; independent of V and E (snapshot_bench). Of a fold: linear.
// Errors:  DataLoss when a change does not fit the snapshot (an unknown party or relation; an
//          entity dropped while relations name it); ResourceExhausted over the limits of a
//          snapshot. After an error the edit cannot be used any more; the snapshot it came from is
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

  // Finds relations by their number and ends, entities by their id.
  absl::Status Drop(const model::RelationFact& fact);
  // Drops those of these relations that exist. Reads every row once to find them: meant for many
  // relations at a time.
  void DropAll(std::span<const model::RelationId> numbers);
  absl::Status Put(const model::EntityFact& fact);
  absl::Status Put(const model::RelationFact& fact, std::string_view source);
  absl::Status Drop(model::EntityId entity);

  absl::StatusOr<std::shared_ptr<const GraphSnapshot>> Publish(model::Revision at);

 private:
  // A vertex and the changes to its arcs.
  struct Touched {
    VertexState state;  // its arcs are merged at the end
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
  std::shared_ptr<GraphSnapshot> next_;  // uses overlay_
  absl::flat_hash_map<uint32_t, Touched> touched_;
};

inline constexpr uint32_t kNoVertex = 0xFFFFFFFF;

struct FoldedSnapshot {
  std::shared_ptr<const GraphSnapshot> graph;
  // The index in `graph` of each vertex of the old snapshot; kNoVertex for a gone vertex.
  std::vector<uint32_t> vertex_of;
};

// Makes the same arrays as building from the facts would. ResourceExhausted when out of memory.
absl::StatusOr<FoldedSnapshot> Fold(const GraphSnapshot& snapshot);

}  // namespace liancheng::graph
