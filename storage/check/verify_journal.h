// storage/check/verify_journal.h: the chain of the journal re-hashed, and what its operations add
// up to.
#pragma once

#include <array>
#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "storage/check/tally.h"
#include "storage/disk/tables.h"
#include "storage/format/journal.h"

namespace liancheng::storage {

class JournalCheck {
 public:
  JournalCheck(const Tables& tables, const rocksdb::Snapshot* snapshot, const RowHasher& hasher,
               Problems& problems)
      : tables_(tables), snapshot_(snapshot), hasher_(hasher), problems_(problems) {}

  void Run(const Head& head);

  uint64_t revisions() const { return revisions_; }
  // The tally of all rows that ent, out, rec and hist must hold together.
  const Tally& stated() const { return stated_; }
  // How many current rows of this kind there must be.
  uint64_t standing(model::FactKind kind) const { return standing_[static_cast<size_t>(kind)]; }
  uint64_t superseded() const { return superseded_; }

  // Visits every statement of the journal that must have a row; called to name what differs.
  void VisitStatements(absl::FunctionRef<void(const Stated&, bool taken_back)> visit) const;

 private:
  void CheckRow(model::Revision revision, const LogRow& row);
  // False when an operation cannot be read.
  bool VisitRevision(model::Revision revision, const LogRow& row,
                     absl::FunctionRef<void(const Stated&, bool taken_back)> visit) const;

  const Tables& tables_;
  const rocksdb::Snapshot* const snapshot_;
  const RowHasher& hasher_;
  Problems& problems_;
  model::Revision last_;
  Hash hash_ = kNoHash;
  uint64_t revisions_ = 0;
  Tally stated_;
  std::array<uint64_t, model::kFactKindCount> standing_{};
  uint64_t superseded_ = 0;
};

}  // namespace liancheng::storage
