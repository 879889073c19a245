// storage/fact_store.h: the persistent store of facts on RocksDB; one revision a commit.
// Layout:  docs/storage_format.md.
// Times:   every past revision can be read again; nothing is overwritten.
// Threads: Commit may be called from many threads (group commit); all else is const and shared.
//          A FactSource of Scan may outlive the store.
// Errors:  NotFound (no store there), FailedPrecondition (another process writes; wrong format; the
//          key of ID numbers missing or wrong), DataLoss (damaged; the message names what),
//          PermissionDenied (opened read-only), InvalidArgument (bad options; a commit over its
//          limits), Unavailable (input/output; too little room on the disk; after a failed write
//          until RocksDB can go on, or the store is opened again).
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
#include "engine/names/grams.h"
#include "storage/bulk/load.h"
#include "storage/format/store_values.h"

namespace liancheng::storage {

class FactStore {
 public:
  static absl::StatusOr<std::unique_ptr<FactStore>> Open(OpenOptions options);
  virtual ~FactStore() = default;

  // Writes `facts` as one atomic batch and one revision, synced before it returns. A fact that
  // cannot be stored (it names an unknown party or record) is refused alone and reported; the rest
  // is written. Saying again what is already known changes nothing and makes no revision.
  virtual absl::StatusOr<CommitResult> Commit(std::span<const model::Fact> facts,
                                              model::IssueSink& issues) = 0;

  // Whether a commit can be tried now; the reason where it cannot. After a failed write this goes
  // on with the store where that is possible, as a commit does.
  virtual absl::Status CanCommit() = 0;

  // Begins a bulk load. FailedPrecondition when the store is not empty.
  virtual absl::StatusOr<std::unique_ptr<BulkLoad>> BeginBulk(const BulkOptions& options) = 0;

  virtual model::Revision head() const = 0;

  // The hash (32 bytes) of the journal row of revision `at`. Two stores with the same hash there
  // hold the same facts up to that revision. OutOfRange when `at` is after the head.
  virtual absl::StatusOr<std::string> JournalHash(model::Revision at) const = 0;

  // Reads the journal only, so the time does not depend on the size of the store.
  // ResourceExhausted when there are more than `operations_max` operations; OutOfRange when `after`
  // is after the head.
  virtual absl::StatusOr<GraphChanges> GraphChangesAfter(model::Revision after,
                                                         uint64_t operations_max) const = 0;

  // Facts known at revision `at`, entities first. Ids are filled and entities have their keys; with
  // `kEverything` all facts name parties by key too, so that the stream can be imported again.
  // OutOfRange when `at` is after the head.
  virtual absl::StatusOr<std::unique_ptr<model::FactSource>> Scan(model::Revision at,
                                                                  ScanOf what) const = 0;

  // Finds an entity by identifier; the scheme `source` is the caller's id. ID numbers are compared
  // by their keyed hash.
  virtual absl::StatusOr<std::optional<model::EntityId>> FindByIdentifier(
      std::string_view scheme, std::string_view value) const = 0;
  // Names equal to `text` first, then names that begin with it; current and former names, in order.
  virtual absl::StatusOr<std::vector<NameMatch>> FindByName(std::string_view text, bool prefix,
                                                            uint32_t limit) const = 0;

  // Appends the entities that were given a name with a gram of [from, to) in a revision up to `at`,
  // some perhaps more than once. They may have another name by `at`. False when there are more than
  // `postings_max`; the same ones are appended each time.
  virtual absl::StatusOr<bool> FindByGrams(names::Gram from, names::Gram to, model::Revision at,
                                           size_t postings_max,
                                           std::vector<model::EntityId>& out) const = 0;
  // Entities in the order asked, without ID numbers; nothing for one that is unknown at `at`.
  virtual absl::StatusOr<std::vector<std::optional<model::EntityFact>>> DescribeBriefly(
      std::span<const model::EntityId> ids, model::Revision at) const = 0;

  // Entities in the order asked. NotFound when one is unknown at `at`.
  virtual absl::StatusOr<std::vector<EntityDescription>> Describe(
      std::span<const model::EntityId> ids, model::Revision at) const = 0;

  // Re-hashes the journal, recounts the indexes, compares `out` with `in`, checks every block.
  virtual absl::StatusOr<VerifyReport> Verify() const = 0;

  // A consistent copy in a new folder, made while others read and write. AlreadyExists if it
  // exists.
  virtual absl::Status Backup(const std::string& folder) const = 0;

  // Makes a copy in a new folder, to be changed and thrown away. Where both folders lie on one file
  // system, data files are shared and only the logs are copied. AlreadyExists if the folder exists.
  virtual absl::Status Fork(const std::string& folder) const = 0;
};

// Checks a backup and puts it at `path`. AlreadyExists if there is a store already.
absl::Status Restore(const std::string& backup, const std::string& path);

}  // namespace liancheng::storage
