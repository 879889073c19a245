// storage/bulk/rows.h: the rows of a bulk load into an empty store, gathered and sorted within a
// memory budget, and written as data files at the end.
// Takes:   what is new. A restatement that changes something, or a closing, is not taken:
//          `taken()` turns false, and the batch must be undone.
// Counts:  rows of deg between entities are not gathered but counted while `out` and `in` are
//          written, where they lie side by side.
// Ids:     entities and records are found by KeyNumbers. Ids of relations are not kept in memory:
//          a source gives each once, and two rows with one key are refused when they are written.
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

#include "storage/bulk/load.h"
#include "storage/bulk/state.h"
#include "storage/bulk/key_numbers.h"
#include "storage/write/pending_rows.h"
#include "storage/write/presence.h"
#include "storage/bulk/row_sort.h"
#include "storage/disk/table_files.h"

namespace liancheng::storage {

class BulkRows : public PendingRows {
 public:
  // Runs and data files go to `folder`.
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
  // Of values given out; the rows stay.
  void Clear() override { given_.Clear(); }

  // --- for the loader ---
  // A batch begins: Undo goes back to here.
  void Mark();
  bool taken() const { return taken_; }
  // After it nothing more may be added.
  void Undo();
  // Sorts and writes out what is over the budget. `reader_bytes`: what the reader of the facts
  // holds; the budget is for both.
  absl::Status SpillOver(uint64_t reader_bytes);
  uint64_t rows() const { return rows_; }
  bool spilled() const { return spilled_; }

  // All that was added, as whole runs: fills rows, orders and log_files of `state`.
  absl::Status Gather(BulkState& state);
  // In place of adding: what was gathered before, if it is all there. DataLoss, Unavailable.
  absl::Status TakeUp(const BulkState& state);

  using Progress = std::function<void(uint64_t rows_done)>;
  // All rows as data files, in the order of Table. Only once.
  absl::StatusOr<std::array<std::vector<std::string>, kTableCount>> WriteFiles(
      const Progress& progress);

 private:
  // Keys that begin alike are sorted by themselves: their fronts then tell more.
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
  KeyNumbers edges_;  // relations without an id: place in `out`, from 1
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
