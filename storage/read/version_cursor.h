// storage/read/version_cursor.h: the rows of ent, out or rec as they were known at one revision, in
// key order: current rows, and rows of hist that were current then.
// Salvage: on a store opened for salvage, stretches that cannot be read are skipped; lost() says
//          which.
// Errors:  status() after Valid() turned false.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "storage/disk/tables.h"
#include "storage/format/keys.h"
#include "storage/format/rows.h"

namespace liancheng::storage {

// Iterates over a table or part of it in key order; skips damage when salvaging.
class RowCursor {
 public:
  // Visits keys that begin with `prefix`, after which come the 8 bytes of a number.
  RowCursor(const Tables& tables, Table table, const rocksdb::Snapshot* snapshot,
            std::string prefix);
  bool Valid() const { return it_->Valid(); }
  std::string_view key() const { return ToView(it_->key()); }
  std::string_view value() const { return ToView(it_->value()); }
  void Next();
  absl::Status status() const;
  const std::vector<std::string>& lost() const { return lost_; }

 private:
  void PassDamage();
  bool ReadableFrom(uint64_t number);
  uint64_t NumberOf(std::string_view key) const;

  const Tables& tables_;
  const Table table_;
  const std::string prefix_;
  const std::string upper_;
  rocksdb::Slice bound_;
  std::unique_ptr<rocksdb::Iterator> it_;
  uint64_t last_ = 0;  // number of the last row that could be read
  std::vector<std::string> lost_;
};

class VersionCursor {
 public:
  // `with_past` says that `at` is before the newest revision in the snapshot.
  VersionCursor(const Tables& tables, const rocksdb::Snapshot* snapshot, HistClass of,
                model::Revision at, bool with_past);
  bool Valid() const;
  std::string_view key() const;
  std::string_view value() const;
  void Next();
  absl::Status status() const;
  std::vector<std::string> lost() const;

 private:
  void SkipHidden();
  void Choose();

  const model::Revision at_;
  RowCursor now_;
  std::unique_ptr<RowCursor> past_;
  bool in_past_ = false;
};

}  // namespace liancheng::storage
