// storage/read/scan.h: the facts known at one revision, as a stream in bounded batches.
// Order:   entities by id, relations, records that stand alone, records that belong to others.
// Salvage: damaged stretches are skipped, and with them everything that names a lost row; the
//          stream gives all other facts first, then ends with DataLoss saying what was lost.
// Errors:  DataLoss naming the row or file; Unavailable.
#pragma once

#include <memory>

#include "engine/model/fact_source.h"
#include "storage/disk/sealed_ids.h"
#include "storage/disk/tables.h"
#include "storage/format/store_values.h"

namespace liancheng::storage {

// Holds a RocksDB snapshot: the database as it was at one moment.
class Snapshot {
 public:
  explicit Snapshot(const Tables& tables)
      : tables_(tables), snapshot_(tables.read_only() ? nullptr : tables.db().GetSnapshot()) {}
  ~Snapshot() {
    if (snapshot_ != nullptr) tables_.db().ReleaseSnapshot(snapshot_);
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  // Null on a read-only database, which never changes.
  const rocksdb::Snapshot* get() const { return snapshot_; }

 private:
  const Tables& tables_;
  const rocksdb::Snapshot* const snapshot_;
};

std::unique_ptr<model::FactSource> NewScan(std::shared_ptr<const Tables> tables,
                                           std::shared_ptr<const SealedIds> sealed,
                                           model::Revision at, ScanOf what);

}  // namespace liancheng::storage
