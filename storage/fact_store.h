// storage/fact_store.h: the persistent store of facts on RocksDB; one revision a commit.
// Layout:  docs/storage_format.md.
// Times:   what was known at any past revision can be read again; nothing is overwritten.
// Threads: Commit may be called from many threads (group commit); all else is const and shared.
//          A FactSource of Scan may outlive the store.
// Errors:  NotFound (no store there), FailedPrecondition (another process writes; wrong format; the
//          key of ID numbers missing or wrong), DataLoss (damaged; the message names what),
//          PermissionDenied (opened read-only), InvalidArgument (bad options; a commit over its
//          limits), Unavailable (input/output; after a failed write until opened again).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/model/fact_source.h"
#include "engine/model/issue.h"
#include "storage/bulk_load.h"
#include "storage/name_grams.h"

namespace liancheng::storage {

// The difference between the statements that stood before a group of commits and after it, with ids
// filled. What was restated is in both: as it was, and as it is. Parties first in each.
struct ChangeSet {
  std::vector<model::Fact> ended;
  std::vector<model::Fact> stated;
};

// What the journal says of entities and relations after some revision: those that stand at the head
// and were stated since, and the numbers of all that were stated or ended since.
struct GraphChanges {
  model::Revision at;               // the head that they lead to
  std::vector<model::Fact> stated;  // entities first
  std::vector<model::EntityId> entities;
  std::vector<model::RelationId> relations;
};

// Told of every commit once it is on disk and before it is acknowledged; one call at a time, in
// order of revision; several commits of one group in one call. An error in place of the changes:
// they could not be told, read the store again.
class CommitObserver {
 public:
  virtual ~CommitObserver() = default;
  virtual void Committed(model::Revision at, const absl::StatusOr<ChangeSet>& changes) = 0;
};

struct OpenOptions {
  std::string path;
  // Outside the store; made on first write of an ID number; "" = path + ".key".
  std::string key_file;
  bool read_only = false;
  bool create = true;    // when writing
  bool salvage = false;  // read-only: open what can still be read, pass over damaged blocks
  bool sync = true;      // false only for benchmarks
  // From this many rows on, commits are written as data files, not through the write-ahead log.
  uint64_t bulk_rows_min = 100'000;
  std::string writer = "liancheng";    // what the lock file says about us
  std::function<int64_t()> now_s;      // wall clock, seconds since 1970; required when writing
  CommitObserver* observer = nullptr;  // must outlive the store
};

struct CommitResult {
  model::Revision revision;  // the head after it; unchanged when nothing new was said
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
  std::vector<std::string> problems;  // empty = sound; each names what and where
};

// Which facts a scan gives. kGraph is kEntities and kRelations together.
enum class ScanOf { kGraph, kRecords, kEverything, kEntities, kRelations };

class FactStore {
 public:
  static absl::StatusOr<std::unique_ptr<FactStore>> Open(OpenOptions options);
  virtual ~FactStore() = default;

  // Writes `facts` as one atomic batch and one revision, synced before it returns. A fact that
  // cannot be stored (it names an unknown party or record) is refused alone and reported; the rest
  // is written. Saying again what is already known changes nothing and makes no revision.
  virtual absl::StatusOr<CommitResult> Commit(std::span<const model::Fact> facts,
                                              model::IssueSink& issues) = 0;

  // For a store that is empty: FailedPrecondition if it is not.
  virtual absl::StatusOr<std::unique_ptr<BulkLoad>> BeginBulk(const BulkOptions& options) = 0;

  virtual model::Revision head() const = 0;

  // The 32 bytes that end the chain of the journal at `at`: two stores that agree in it hold the
  // same facts up to there. OutOfRange when `at` is after head.
  virtual absl::StatusOr<std::string> JournalHash(model::Revision at) const = 0;

  // From the journal alone, however large the store. ResourceExhausted when it is more than
  // `operations_max`; OutOfRange when `after` is after head.
  virtual absl::StatusOr<GraphChanges> GraphChangesAfter(model::Revision after,
                                                         uint64_t operations_max) const = 0;

  // Facts known at `at`, entities first, with ids filled and keys on entities (and everywhere else
  // where `kEverything` is asked, so that the stream can be imported again). OutOfRange when `at`
  // is after head.
  virtual absl::StatusOr<std::unique_ptr<model::FactSource>> Scan(model::Revision at,
                                                                  ScanOf what) const = 0;

  // By identifier; scheme `source` is the caller's id. ID numbers match through the keyed hash.
  virtual absl::StatusOr<std::optional<model::EntityId>> FindByIdentifier(
      std::string_view scheme, std::string_view value) const = 0;
  // Exact names first, then names that begin with `text`; current and former; in name order.
  virtual absl::StatusOr<std::vector<NameMatch>> FindByName(std::string_view text, bool prefix,
                                                            uint32_t limit) const = 0;

  // Appends entities that got a name with a gram of [from, to) in a revision up to `at`, some of
  // them perhaps more than once: they need not bear it at `at`. False when there are more than
  // `postings_max`; which are given then is always the same.
  virtual absl::StatusOr<bool> FindByGrams(Gram from, Gram to, model::Revision at,
                                           size_t postings_max,
                                           std::vector<model::EntityId>& out) const = 0;
  // In the order asked, ID numbers left out; none where it is unknown at `at`.
  virtual absl::StatusOr<std::vector<std::optional<model::EntityFact>>> DescribeBriefly(
      std::span<const model::EntityId> ids, model::Revision at) const = 0;

  // In the order asked. NotFound when one is unknown at `at`.
  virtual absl::StatusOr<std::vector<EntityDescription>> Describe(
      std::span<const model::EntityId> ids, model::Revision at) const = 0;

  // Re-hashes the journal, recounts the indexes, compares `out` with `in`, checks every block.
  virtual absl::StatusOr<VerifyReport> Verify() const = 0;

  // A consistent copy in a new folder, made while others read and write. AlreadyExists if it
  // exists.
  virtual absl::Status Backup(const std::string& folder) const = 0;

  // A store of its own in a new folder that holds what this one shows, to be changed and thrown
  // away; made in the time of its logs where both folders lie on one file system. AlreadyExists.
  virtual absl::Status Fork(const std::string& folder) const = 0;
};

// Checks a backup and puts it at `path`. AlreadyExists if there is a store already.
absl::Status Restore(const std::string& backup, const std::string& path);

}  // namespace liancheng::storage
