// storage/bulk/rows.h: the rows of a bulk load into an empty store, gathered and sorted within a
// memory budget, and written as data files at the end.
// Takes:   new statements only. A restatement that changes something, or a retraction, turns
//          `taken()` false, and the batch must be undone.
// Counts:  the counts in deg of relations are not collected: they are counted while `out` and `in`
//          are written, where the relations of one entity lie side by side.
// Ids:     entities and records are found by KeyNumbers. Ids of relations are not kept in memory: a
//          source gives each once, and two rows with one key are refused when they are written.
// Threads: one at a time; within a call two threads sort and write.
// Errors:  those of storage/bulk/row_sort.h and of writing data files.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bulk/key_numbers.h"
#include "storage/bulk/load.h"
#include "storage/bulk/row_sort.h"
#include "storage/bulk/state.h"
#include "storage/disk/table_files.h"
#include "storage/write/pending_rows.h"
#include "storage/write/presence.h"

namespace liancheng::storage {

class BulkRows : public PendingRows {
 public:
  // Sorted runs and data files are written to `folder`.
  BulkRows(std::string folder, const BulkOptions& budget);

  absl::StatusOr<std::optional<std::string_view>> Get(Table table, std::string_view key) override;
  void Put(Table table, std::string_view key, std::string_view value) override;
  void Delete(Table table, std::string_view key) override;
  void Append(Table table, std::string_view key, std::string_view value) override;
  void AppendDelete(Table table, std::string_view key) override;
  void Count(const DegreeKey& key, int64_t change) override;
  absl::StatusOr<int64_t> Degree(const DegreeKey& key) override;

  bool WantsAnnouncing() const override { return true; }
  void Expect(Table, size_t) override {}
  void Want(Table table, std::string_view key) override;
  absl::Status Fetch() override { return absl::OkStatus(); }

  std::optional<model::EntityId> Recall(std::string_view) override { return std::nullopt; }
  void Remember(std::string_view, model::EntityId) override {}
  void Forget(std::string_view) override {}
  // Ends the life of values that were returned; the rows stay.
  void Clear() override { given_.Clear(); }

  // --- for the loader ---
  // Marks the beginning of a batch, to which Undo returns.
  void Mark();
  bool taken() const { return taken_; }
  // Removes what was added since Mark. Nothing may be added afterwards.
  void Undo();
  // When memory is over the budget, sorts rows and writes them to a run. `reader_bytes` is what the
  // reader of the facts holds: the budget covers both.
  absl::Status SpillOver(uint64_t reader_bytes);
  uint64_t rows() const { return rows_; }
  bool spilled() const { return spilled_; }

  // Writes everything that was added as sorted runs, and fills rows, orders and log_files of
  // `state`.
  absl::Status Gather(BulkState& state);
  // Resumes from the runs that Gather wrote; called in place of adding.
  // Errors:  DataLoss (they are not complete), Unavailable.
  absl::Status TakeUp(const BulkState& state);

  using Progress = std::function<void(uint64_t rows_done)>;
  // Writes all rows as data files and returns their names, in the order of Table. Called once.
  absl::StatusOr<std::array<std::vector<std::string>, kTableCount>> WriteFiles(
      const Progress& progress);

 private:
  // Keys with the same beginning are sorted apart from the others, so that the 16 bytes that a
  // RowOrder compares (KeyFront) begin after it.
  using Parts = std::map<std::string, RowOrder, std::less<>>;
  struct Group {
    RowPile pile;
    Parts parts;
  };
  struct Marked {
    RowOrder* order;
    size_t size;
  };

  RowOrder& PartOf(Group& group, std::string_view prefix, Table table);
  std::array<Group*, 5> Groups() { return {&ent_, &xid_, &rec_, &name_, &named_by_}; }
  void PutXid(std::string_view key, std::string_view value);
  void PutEdge(std::string_view key, std::string_view value);
  void AppendIn(std::string_view key);
  absl::StatusOr<std::optional<std::string_view>> GetXid(std::string_view key);
  absl::StatusOr<std::optional<std::string_view>> GetEntity(std::string_view key);
  absl::StatusOr<std::optional<std::string_view>> GetEdge(std::string_view key);
  absl::Status NotTaken();

  uint64_t GroupBytes(const Group& group) const;
  absl::Status SpillGroup(Group& group);
  absl::Status SpillEdges();
  uint64_t EdgeBytes() const;

  class Writing;

  const std::string folder_;
  const uint64_t memory_bytes_;
  const uint64_t sort_bytes_min_;
  Arena given_;
  KeyNumbers keys_;   // xid: entities and records
  KeyNumbers edges_;  // relations without an id: index of their row in `out`, from 1
  Group ent_, xid_, rec_, name_, named_by_;
  RowPile edge_pile_;
  RowOrder out_, in_;
  const char* last_edge_ = nullptr;
  TableFiles log_;
  absl::Status log_status_;
  uint64_t counts_ = 0;
  uint64_t rows_ = 0;
  bool taken_ = true;
  bool spilled_ = false;
  std::vector<Marked> marked_;
};

}  // namespace liancheng::storage
