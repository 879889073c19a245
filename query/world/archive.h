// query/world/archive.h: the persistent store as the server uses it: open it, load a world, import,
// back up.
// Errors:  those of storage/fact_store.h, passed on unchanged.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "query/world/import.h"
#include "query/world/loaded_world.h"
#include "storage/fact_store.h"

namespace liancheng::query {

using ArchiveOptions = storage::OpenOptions;
using VerifyReport = storage::VerifyReport;

// The folder in which a store keeps its snapshot files.
std::string SnapshotFolder(const std::string& store);

class Archive {
 public:
  // Opens without snapshot files: every load reads the whole store.
  static absl::StatusOr<std::unique_ptr<Archive>> Open(ArchiveOptions options);
  static absl::StatusOr<std::unique_ptr<Archive>> Open(ArchiveOptions options,
                                                       GraphFileOptions files);

  model::Revision head() const { return store_->head(); }
  // The world at a past revision, or at the head when none is given. The archive must outlive it.
  absl::StatusOr<LoadedWorld> Load(std::optional<model::Revision> known_at) const;
  // The parties of the store, without a graph. OutOfRange after its head. The archive must outlive
  // the directory.
  absl::StatusOr<std::unique_ptr<Directory>> OpenDirectory(
      std::optional<model::Revision> known_at) const;
  absl::StatusOr<ImportTotals> Import(model::FactSource& source, model::IssueSink& issues);
  // Begins an import of several sources; a bulk load when `bulk` is given. The archive must outlive
  // it.
  absl::StatusOr<Importer> BeginImport(model::IssueSink& issues, const BulkOptions* bulk) {
    return Importer::Begin(*store_, issues, bulk);
  }
  // Every fact known at a revision, with keys filled, as an export writes them.
  absl::StatusOr<std::unique_ptr<model::FactSource>> Facts(
      std::optional<model::Revision> known_at) const;
  // The hash of the journal at `at`, as 64 hex digits: two stores with the same hash hold the same
  // facts up to `at`. OutOfRange after the head.
  absl::StatusOr<std::string> JournalHash(model::Revision at) const;
  absl::StatusOr<VerifyReport> Verify() const { return store_->Verify(); }
  absl::Status Backup(const std::string& folder) const { return store_->Backup(folder); }
  absl::Status Fork(const std::string& folder) const { return store_->Fork(folder); }

 private:
  Archive(std::unique_ptr<storage::FactStore> store, GraphFileOptions files)
      : store_(std::move(store)), files_(std::move(files)) {}
  std::unique_ptr<storage::FactStore> store_;
  GraphFileOptions files_;
};

// Checks a backup and puts it at `path`.
absl::Status RestoreArchive(const std::string& backup, const std::string& path);

}  // namespace liancheng::query
