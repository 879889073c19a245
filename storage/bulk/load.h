// storage/bulk/load.h: a large import into an empty store: before Finish the store shows none of
// it, after Finish all of it.
// Rows:    those that Commit of the same batches would write, revision by revision.
// Memory:  the budget covers the rows being sorted and the numbers of ids, some 24 bytes an id.
//          Outside the budget stand the reader of the facts and some 100 MiB of RocksDB.
// Disk:    sorted runs and data files lie in the store's folder `incoming` until RocksDB ingests
//          them.
// Crash:   before Finish has gathered all rows, nothing is left; after that, the load can resume.
// Threads: one at a time. No Commit while a load is open.
// Errors:  Unavailable (disk); InvalidArgument (a source stated one relation's id twice: import it
//          without bulk); those of FactStore::Commit. After an error the load can only be dropped.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/model/issue.h"

namespace liancheng::storage {

struct CommitResult;

struct BulkOptions {
  uint64_t memory_bytes = uint64_t{2} << 30;
  // Tells what is loaded from anything else (files and their times, rulebooks, ...). A load that
  // was cut off after its last batch goes on from there when it is begun again with the same;
  // empty: it begins anew.
  std::string fingerprint;
  // Rows are not spilled below this, whatever ids take of the budget.
  uint64_t sort_bytes_min = uint64_t{64} << 20;
  bool index_names = true;  // false only for benchmarks: what the index of names costs
  // Called now and then while data files are written: rows done and rows in all. May be empty.
  std::function<void(uint64_t, uint64_t)> progress;
};

class BulkLoad {
 public:
  virtual ~BulkLoad() = default;

  // One batch, one revision. Nothing when the batch holds what cannot be taken in bulk (it changes
  // or takes back what was stated before): then Finish, and Commit it and what follows.
  virtual absl::StatusOr<std::optional<CommitResult>> Add(std::span<const model::Fact> facts,
                                                          model::IssueSink& issues) = 0;
  // Kept with the rows for whoever goes on with this load.
  virtual void SetNote(std::string note) = 0;
  // The note of an earlier run whose batches are all here already: none may be added, only Finish
  // is left. Nothing when this load begins anew.
  virtual const std::optional<std::string>& gathered() const = 0;
  // Everything becomes visible at once and is durable when it returns.
  virtual absl::Status Finish() = 0;
};

}  // namespace liancheng::storage
