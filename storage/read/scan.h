// storage/read/scan.h: the facts known at one revision, as a stream in bounded batches.
// Order:   entities by id, relations, records that stand alone, records that hang on others.
// Salvage: damaged stretches are skipped, and what hangs on lost rows with them; the stream gives
//          everything else first, then ends with DataLoss saying what was lost.
// Errors:  DataLoss naming the row or file; Unavailable.
#pragma once

#include <memory>

#include "engine/model/fact_source.h"
#include "storage/format/store_values.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"

namespace liancheng::storage {

// A view of the database at one moment.
class Snapshot {
 public:
  explicit Snapshot(const Tables& tables)
      : tables_(tables), snapshot_(tables.read_only() ? nullptr : tables.db().GetSnapshot()) {}
  ~Snapshot() {
    if (snapshot_ != nullptr) tables_.db().ReleaseSnapshot(snapshot_);
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  // Null on a read-only database, which stands still by itself.
  const rocksdb::Snapshot* get() const { return snapshot_; }

 private:
  const Tables& tables_;
  const rocksdb::Snapshot* const snapshot_;
};

std::unique_ptr<model::FactSource> NewScan(std::shared_ptr<const Tables> tables,
                                           std::shared_ptr<const SealedIds> sealed,
                                           model::Revision at, ScanOf what);

}  // namespace liancheng::storage
