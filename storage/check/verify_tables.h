// storage/check/verify_tables.h: checks that the tables agree with each other: in with out, xid and
// name with ent, out and rec, deg with all; and tallies what they hold, to compare it with the
// journal.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "storage/check/tally.h"
#include "storage/check/verify_journal.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/format/keys.h"

namespace liancheng::storage {

class TableCheck {
 public:
  TableCheck(const Tables& tables, const rocksdb::Snapshot* snapshot, const SealedIds& sealed,
             const RowHasher& hasher, Problems& problems)
      : tables_(tables),
        snapshot_(snapshot),
        sealed_(sealed),
        hasher_(hasher),
        problems_(problems) {}

  void Run();

  // The tally of all rows of ent, out, rec and hist.
  const Tally& held() const { return held_; }
  uint64_t entities() const { return entities_; }
  uint64_t relations() const { return relations_; }
  uint64_t records() const { return records_; }
  uint64_t superseded() const { return superseded_; }

  // Called when held() differs from what the journal states: names the rows that differ.
  void NameDifferences(const JournalCheck& journal);

 private:
  struct RowAt {
    Table table;
    std::string_view key;
    std::string_view value;
  };
  using RowFn = absl::FunctionRef<void(const RowAt&)>;
  using StatedFn = absl::FunctionRef<void(const RowAt&, const Stated&)>;

  void ForEachRow(Table table, RowFn fn);
  // As ForEachRow, but each entity in the list of a gram is visited as a row of its own.
  void ForEachIndexRow(Table table, RowFn fn);
  // Visits the rows of ent, out, rec and hist as statements. With `report`, rows that hold none are
  // reported.
  void ForEachStated(bool report, StatedFn fn);
  std::optional<Stated> StatedOf(const RowAt& row, std::string& buffer) const;
  // Visits the rows of in, xid and name that follow from one row of ent, out, rec or hist.
  void VisitDerived(const RowAt& row, RowFn fn);
  static void VisitGrams(model::EntityId id, model::Revision known_from,
                         const model::EntityFact& fact, RowFn fn);
  void CheckEntity(const RowAt& row);
  void CheckIndex(Table table, const Tally& expected);
  void NameIndexDifferences(Table table);
  void CheckDegrees();
  void CheckEdgeDegrees(Table table, DegreeOf of);

  const Tables& tables_;
  const rocksdb::Snapshot* const snapshot_;
  const SealedIds& sealed_;
  const RowHasher& hasher_;
  Problems& problems_;
  Tally held_;
  std::map<DegreeKey, int64_t> named_by_;
  uint64_t entities_ = 0;
  uint64_t relations_ = 0;
  uint64_t records_ = 0;
  uint64_t superseded_ = 0;
};

}  // namespace liancheng::storage
