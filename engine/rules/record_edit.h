// engine/rules/record_edit.h: makes the next RecordBook from the one before and what a commit
// changed, in time proportional to the change; and the fold, which writes all changes into new
// tables.
// Use:     in one edit remove records in their old form, add records in their new form; then
//          Publish once.
// Order:   answers are those of a book built from the facts; only indexes of acts differ.
// Errors:  DataLoss when a record names a party that the snapshot does not have, or when a removed
//          record does not exist. After an error the edit cannot be used any more.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/rules/record_book.h"
#include "engine/rules/record_tables.h"

namespace liancheng::rules {

class RecordEdit {
 public:
  // `before` is the snapshot of the book, `after` the next one, in which vertices keep their index.
  // Both must outlive the edit.
  RecordEdit(std::shared_ptr<const RecordBook> from, const graph::GraphSnapshot& before,
             const graph::GraphSnapshot& after);

  // Skips entities and relations.
  absl::Status Remove(const model::Fact& fact);
  absl::Status Add(const model::Fact& fact);

  std::shared_ptr<const RecordBook> Publish();

 private:
  // The listing and the demand with one id, and the records that belong to it.
  struct Group {
    std::optional<uint32_t> index[2];  // of the listing and of the demand, before the edit
    std::optional<Act> act[2];         // the same after it, without the records that belong to them
    Act hanging;
    bool waited = false;  // records belonged to the id although no act had it
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
  std::shared_ptr<RecordBook> next_;  // uses overlay_
  absl::flat_hash_map<std::string, std::unique_ptr<Group>> groups_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<PartyRecords>> parties_;
};

// Makes new tables with renumbered vertices: vertex_of gives the new index of each old one.
std::shared_ptr<const RecordBook> Fold(const RecordBook& book,
                                       const std::vector<uint32_t>& vertex_of);

}  // namespace liancheng::rules
