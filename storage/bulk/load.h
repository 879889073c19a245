// storage/bulk/load.h: a large import into an empty store: before Finish the store shows none of
// it, after Finish all of it.
// Rows:    those that Commit of the same batches would write, revision by revision.
// Memory:  the budget covers the rows being sorted and the numbers of ids, some 24 bytes an id. The
//          reader of the facts and some 100 MiB of RocksDB come on top of it.
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
  // Identifies what is loaded (files and their times, rulebooks, ...). A load that was interrupted
  // after its last batch resumes there when it is begun again with the same fingerprint. With an
  // empty one every load starts from the beginning.
  std::string fingerprint;
  // Rows in memory are not written to sorted runs below this size, even when the ids have used up
  // the budget.
  uint64_t sort_bytes_min = uint64_t{64} << 20;
  bool index_names = true;  // false only in benchmarks that measure the index of names
  // Called from time to time while data files are written, with the rows written so far and the
  // number of all rows. May be empty.
  std::function<void(uint64_t, uint64_t)> progress;
};

class BulkLoad {
 public:
  virtual ~BulkLoad() = default;

  // One batch becomes one revision. Returns nothing when the batch changes or retracts an earlier
  // statement, which a bulk load cannot do: then call Finish, and Commit this batch and all later
  // ones.
  virtual absl::StatusOr<std::optional<CommitResult>> Add(std::span<const model::Fact> facts,
                                                          model::IssueSink& issues) = 0;
  // A text of the caller's that is kept with the rows, for when this load is resumed.
  virtual void SetNote(std::string note) = 0;
  // When this load resumes one whose batches had all been added: the note of that one; then only
  // Finish is left to do and Add must not be called. Nothing when the load starts from the
  // beginning.
  virtual const std::optional<std::string>& gathered() const = 0;
  // Everything becomes visible at once and is durable when it returns.
  virtual absl::Status Finish() = 0;
};

}  // namespace liancheng::storage
