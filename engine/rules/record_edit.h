// engine/rules/record_edit.h: the next RecordBook from the one before and what a commit changed, at
// the cost of what changed; and the fold that brings all changes into new tables.
// Use:    one edit: remove records as they stood, add records as they stand; then Publish once.
// Order:  answers are those of a book built anew; only indexes of acts differ.
// Errors: DataLoss when a record names a party that the snapshot does not have, or one is removed
//         that is not there. After an error the edit is of no more use.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/rules/record_tables.h"

namespace liancheng::rules {

class RecordEdit {
 public:
  // `before` is the snapshot of the book, `after` the next one, in which vertices keep their index.
  // Both must outlive the edit.
  RecordEdit(std::shared_ptr<const RecordBook> from, const graph::GraphSnapshot& before,
             const graph::GraphSnapshot& after);

  // Entities and relations are passed over.
  absl::Status Remove(const model::Fact& fact);
  absl::Status Add(const model::Fact& fact);

  std::shared_ptr<const RecordBook> Publish();

 private:
  // The listing and the demand of one id, and what hangs on it.
  struct Group {
    std::optional<uint32_t> index[2];  // of the listing, of the demand, before
    std::optional<Act> act[2];         // now; nothing hanging on them
    Act hanging;
    bool waited = false;  // something hung on the id, and no act bore it
  };

  Group& GroupOf(const std::string& id);
  PartyRecords& Party(graph::VertexIndex v);
  absl::Status RemoveHanging(const model::Fact& fact, Act& act);
  void PublishGroup(const std::string& id, Group& group);
  void PlaceAct(uint32_t index, std::optional<Act> act);
  void Unindex(uint32_t index);
  void Index(uint32_t index, const Act& act);
  void PlaceUnattached(const std::string& id, Act hanging);
  void PublishParty(uint32_t vertex, PartyRecords& party);

  std::shared_ptr<const RecordBook> from_;
  const graph::GraphSnapshot& before_;
  const graph::GraphSnapshot& after_;
  std::shared_ptr<RecordOverlay> overlay_;
  std::shared_ptr<RecordBook> next_;  // over overlay_
  absl::flat_hash_map<std::string, std::unique_ptr<Group>> groups_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<PartyRecords>> parties_;
};

// The book with its vertices renumbered: vertex_of gives the new index of each old one.
std::shared_ptr<const RecordBook> Fold(const RecordBook& book,
                                       const std::vector<uint32_t>& vertex_of);

}  // namespace liancheng::rules
