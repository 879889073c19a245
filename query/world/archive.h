// query/world/archive.h: the persistent store as the server sees it: open, load a world, import, keep
// safe.
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

// Where a store keeps its snapshot files.
std::string SnapshotFolder(const std::string& store);

class Archive {
 public:
  // Without snapshot files: every load reads the whole store.
  static absl::StatusOr<std::unique_ptr<Archive>> Open(ArchiveOptions options);
  static absl::StatusOr<std::unique_ptr<Archive>> Open(ArchiveOptions options,
                                                       GraphFileOptions files);

  model::Revision head() const { return store_->head(); }
  // The world at a past revision, or at the head when none is given. The archive must outlive it.
  absl::StatusOr<LoadedWorld> Load(std::optional<model::Revision> known_at) const;
  // Who is in the store, without a graph. OutOfRange after its head. The archive must outlive it.
  absl::StatusOr<std::unique_ptr<Directory>> OpenDirectory(
      std::optional<model::Revision> known_at) const;
  absl::StatusOr<ImportTotals> Import(model::FactSource& source, model::IssueSink& issues);
  // Several sources into one import; in bulk where `bulk` is given. The archive must outlive it.
  absl::StatusOr<Importer> BeginImport(model::IssueSink& issues, const BulkOptions* bulk) {
    return Importer::Begin(*store_, issues, bulk);
  }
  // Every fact known at a revision, keys filled: what an export writes.
  absl::StatusOr<std::unique_ptr<model::FactSource>> Facts(
      std::optional<model::Revision> known_at) const;
  // 64 hex digits: two stores that agree in them hold the same facts up to `at`. OutOfRange after
  // the head.
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
