#include "server/cli/commands/context.h"

#include <cstdlib>
#include <filesystem>

#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"

namespace liancheng::cli {
namespace {

namespace fs = std::filesystem;

std::string BesideTheProgram() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return "";
  const fs::path folder = program.parent_path();
  for (const fs::path& candidate :
       {folder / "rulebooks", folder / "../share/liancheng/rulebooks"}) {
    if (fs::is_directory(candidate, error)) return candidate.string();
  }
  return "";
}

}  // namespace

query::ArchiveOptions StoreOptions(const GlobalOptions& options) {
  query::ArchiveOptions store;
  store.path = options.data;
  store.key_file = options.key_file;
  store.salvage = options.salvage;
  store.now_s = NowSeconds;
  return store;
}

query::GraphFileOptions FileOptions(const GlobalOptions& options) {
  query::GraphFileOptions files;
  if (!options.no_snapshot) files.folder = query::SnapshotFolder(options.data);
  files.note = [](const std::string& what) { fmt::print(stderr, "liancheng: {}\n", what); };
  return files;
}

std::string RulebookFolder(const GlobalOptions& options) {
  if (!options.rulebooks.empty()) return options.rulebooks;
  if (const char* named = std::getenv("LIANCHENG_RULEBOOKS")) return named;
  const std::string beside = BesideTheProgram();
  return beside.empty() ? LIANCHENG_RULEBOOKS : beside;
}

absl::StatusOr<std::shared_ptr<const model::RuleLibrary>> OpenLibrary(
    const GlobalOptions& options) {
  auto library = datasets::ReadRulebooks(RulebookFolder(options));
  if (!library.ok()) return library.status();
  return std::make_shared<const model::RuleLibrary>(*std::move(library));
}

absl::StatusOr<datasets::KnownWords> OpenKnownWords(const GlobalOptions& options) {
  return datasets::ReadKnownWords(RulebookFolder(options));
}

absl::StatusOr<std::unique_ptr<query::Archive>> OpenToRead(const GlobalOptions& options) {
  query::ArchiveOptions store = StoreOptions(options);
  store.read_only = true;
  store.create = false;
  return query::Archive::Open(std::move(store), FileOptions(options));
}

absl::StatusOr<std::unique_ptr<query::Archive>> OpenToWrite(const GlobalOptions& options) {
  return query::Archive::Open(StoreOptions(options), FileOptions(options));
}

absl::StatusOr<Opened> OpenWorkspace(const GlobalOptions& options) {
  auto library = OpenLibrary(options);
  if (!library.ok()) return library.status();
  auto plan = rules::Plan::Make(*std::move(library), options.books);
  if (!plan.ok()) return plan.status();
  auto archive = OpenToRead(options);
  if (!archive.ok()) return archive.status();
  std::optional<model::Revision> known_at;
  if (options.known_at) known_at = model::Revision{*options.known_at};
  auto world = (*archive)->Load(known_at);
  if (!world.ok()) return world.status();
  Opened opened;
  opened.archive = *std::move(archive);
  opened.world = *std::move(world);
  opened.workspace =
      std::make_unique<query::Workspace>(opened.world, *std::move(plan), AsOf(options));
  return opened;
}

}  // namespace liancheng::cli
