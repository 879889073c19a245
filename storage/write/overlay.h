// storage/write/overlay.h: the rows of one group of commits before they are written: reads see the
// store with these rows on top.
// Views:   returned values are valid until Clear.
// Threads: one at a time.
// Errors:  those of reading the store.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "storage/disk/tables.h"
#include "storage/write/pending_rows.h"
#include "storage/write/presence.h"

namespace liancheng::storage {

class Overlay : public PendingRows {
 public:
  Overlay(const Tables& tables, Presence& presence) : tables_(tables), presence_(presence) {}

  absl::StatusOr<std::optional<std::string_view>> Get(Table table, std::string_view key) override;
  void Put(Table table, std::string_view key, std::string_view value) override;
  void Delete(Table table, std::string_view key) override;
  void Append(Table table, std::string_view key, std::string_view value) override;
  void AppendDelete(Table table, std::string_view key) override;
  void Count(const DegreeKey& key, int64_t change) override;
  absl::StatusOr<int64_t> Degree(const DegreeKey& key) override;

  bool WantsAnnouncing() const override { return !presence_.complete(); }
  // Reserves room for this many more rows.
  void Expect(Table table, size_t rows) override;
  void Want(Table table, std::string_view key) override;
  absl::Status Fetch() override;

  std::optional<model::EntityId> Recall(std::string_view key) override {
    return presence_.Recall(key);
  }
  void Remember(std::string_view key, model::EntityId id) override { presence_.Remember(key, id); }
  void Forget(std::string_view key) override { presence_.Forget(key); }
  void Clear() override;

  // The pending rows of a table, each key once, and the pending changes of counts, without those
  // that add up to zero; both in key order, ready to be written.
  struct Line {
    std::string_view key;
    std::string_view value;
    bool present;  // false = the row is deleted
  };
  std::vector<Line> SortedRows(Table table) const;
  size_t row_count() const;  // an upper bound: rows that were only read are counted too
  std::vector<std::pair<DegreeKey, int64_t>> SortedCounts() const;

 private:
  struct Row {
    std::string_view value;
    bool present = false;
    bool changed = false;
    bool known = false;  // was read or written; false = only announced by Want
  };
  absl::Status FetchTable(Table table);

  const Tables& tables_;
  Presence& presence_;
  Arena arena_;
  std::array<KeyMap<Row>, kTableCount> rows_;
  std::array<std::vector<std::string_view>, kTableCount> wanted_;
  std::array<std::vector<Line>, kTableCount> appended_;
  absl::flat_hash_map<DegreeKey, int64_t> counts_;
};

}  // namespace liancheng::storage
