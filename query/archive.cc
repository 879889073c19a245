#include "query/archive.h"

namespace liancheng::query {

absl::StatusOr<std::unique_ptr<Archive>> Archive::Open(ArchiveOptions options) {
  auto store = storage::FactStore::Open(std::move(options));
  if (!store.ok()) return store.status();
  return std::unique_ptr<Archive>(new Archive(*std::move(store)));
}

absl::StatusOr<LoadedWorld> Archive::Load(std::optional<model::Revision> known_at) const {
  return LoadFromStore(*store_, known_at.value_or(store_->head()));
}

absl::StatusOr<ImportTotals> Archive::Import(model::FactSource& source, model::IssueSink& issues) {
  return query::Import(source, *store_, issues);
}

absl::StatusOr<std::unique_ptr<model::FactSource>> Archive::Facts(
    std::optional<model::Revision> known_at) const {
  return store_->Scan(known_at.value_or(store_->head()), storage::ScanOf::kEverything);
}

absl::Status RestoreArchive(const std::string& backup, const std::string& path) {
  return storage::Restore(backup, path);
}

}  // namespace liancheng::query
