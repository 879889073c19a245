#include "query/world/archive.h"

#include "fmt/format.h"

namespace liancheng::query {

std::string SnapshotFolder(const std::string& store) {
  return store + "/snapshot";
}

absl::StatusOr<std::unique_ptr<Archive>> Archive::Open(ArchiveOptions options) {
  return Open(std::move(options), GraphFileOptions());
}

absl::StatusOr<std::unique_ptr<Archive>> Archive::Open(ArchiveOptions options,
                                                       GraphFileOptions files) {
  // What a salvage reads is incomplete, so it must not become a snapshot file.
  if (options.salvage) files.folder.clear();
  auto store = storage::FactStore::Open(std::move(options));
  if (!store.ok()) return store.status();
  return std::unique_ptr<Archive>(new Archive(*std::move(store), std::move(files)));
}

absl::StatusOr<LoadedWorld> Archive::Load(std::optional<model::Revision> known_at) const {
  return LoadFromStore(*store_, known_at.value_or(store_->head()), files_);
}

absl::StatusOr<std::unique_ptr<Directory>> Archive::OpenDirectory(
    std::optional<model::Revision> known_at) const {
  const model::Revision at = known_at.value_or(store_->head());
  // An empty question returns an error when the revision is not known.
  if (const auto nobody = store_->DescribeBriefly({}, at); !nobody.ok()) return nobody.status();
  return MakeStoreDirectory(*store_, at);
}

absl::StatusOr<ImportTotals> Archive::Import(model::FactSource& source, model::IssueSink& issues) {
  return query::Import(source, *store_, issues);
}

absl::StatusOr<std::unique_ptr<model::FactSource>> Archive::Facts(
    std::optional<model::Revision> known_at) const {
  return store_->Scan(known_at.value_or(store_->head()), storage::ScanOf::kEverything);
}

absl::StatusOr<std::string> Archive::JournalHash(model::Revision at) const {
  const auto hash = store_->JournalHash(at);
  if (!hash.ok()) return hash.status();
  std::string hex;
  for (const char byte : *hash) hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return hex;
}

absl::Status RestoreArchive(const std::string& backup, const std::string& path) {
  return storage::Restore(backup, path);
}

}  // namespace liancheng::query
