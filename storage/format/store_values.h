// storage/format/store_values.h: the options with which a store is opened and the values, other
// than facts, that it returns.
// Threads: plain values; an observer is called by one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"

namespace liancheng::storage {

// How a group of commits changed the current statements; ids are filled. A restated statement is in
// both lists: in its old form among those that ended, in its new form among those stated. Parties
// come first in each list.
struct ChangeSet {
  std::vector<model::Fact> ended;
  std::vector<model::Fact> stated;
};

// What the journal records of entities and relations after some revision: the statements made since
// that are current at the head, and the numbers of all that were stated or ended since.
struct GraphChanges {
  model::Revision at;               // the head, to which these changes lead
  std::vector<model::Fact> stated;  // entities first
  std::vector<model::EntityId> entities;
  std::vector<model::RelationId> relations;
};

// Called for every commit when it is on disk and before it is acknowledged: one call at a time, in
// order of revision, one call for all commits of a group. An error in place of the changes means
// that they are not known and the observer has to read the store again.
class CommitObserver {
 public:
  virtual ~CommitObserver() = default;
  virtual void Committed(model::Revision at, const absl::StatusOr<ChangeSet>& changes) = 0;
};

struct OpenOptions {
  std::string path;
  // The file of the key of ID numbers, outside the store; made when the first ID number is written.
  // Empty: path + ".key".
  std::string key_file;
  bool read_only = false;
  bool create = true;    // when writing
  bool salvage = false;  // read-only: open what can still be read, skip damaged blocks
  bool sync = true;      // false only for benchmarks
  // From this many rows on, commits are written as data files, not through the write-ahead log.
  uint64_t bulk_rows_min = 100'000;
  std::string writer = "liancheng";    // what the lock file says about us
  std::function<int64_t()> now_s;      // wall clock, seconds since 1970; required when writing
  CommitObserver* observer = nullptr;  // must outlive the store
  // Commits are refused while less is free on the disk, so that a full disk stops changes before it
  // stops anything else: RocksDB needs room to go on, and so do the logs beside the store.
  uint64_t free_bytes_min = uint64_t{32} << 20;
  std::function<uint64_t()> free_bytes = nullptr;  // nullptr: as the file system of `path` says
};

struct CommitResult {
  model::Revision revision;  // the head after the commit; unchanged when nothing was new
  uint64_t stored = 0;
  uint64_t unchanged = 0;
  uint64_t refused = 0;  // reported to the sink: unknown party, unknown listing, conflict
};

struct EntityDescription {
  model::EntityId id;
  model::EntityFact fact;  // ID numbers decrypted, or shown as "(hidden: no key)"
  model::Provenance provenance;
  model::Revision known_from;
};

struct NameMatch {
  model::EntityId id;
  std::string name;
  bool former = false;
};

struct VerifyReport {
  uint64_t revisions = 0;
  uint64_t entities = 0;
  uint64_t relations = 0;
  uint64_t records = 0;
  std::vector<std::string> problems;  // each says what is wrong and where; empty = sound
};

// Which facts a scan gives. kGraph is kEntities and kRelations together.
enum class ScanOf { kGraph, kRecords, kEverything, kEntities, kRelations };

}  // namespace liancheng::storage
