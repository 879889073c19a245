// server/cli/commands/context.h: what a command needs opened: rulebooks, the store, a workspace.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "query/world/archive.h"
#include "query/world/workspace.h"
#include "server/cli/commands/options.h"

namespace liancheng::cli {

// --rulebooks, else LIANCHENG_RULEBOOKS, else beside the program, else where it was built.
std::string RulebookFolder(const GlobalOptions& options);

absl::StatusOr<std::shared_ptr<const model::RuleLibrary>> OpenLibrary(const GlobalOptions& options);
absl::StatusOr<datasets::KnownWords> OpenKnownWords(const GlobalOptions& options);

// How the store is opened: for writing, unless the caller says read_only.
query::ArchiveOptions StoreOptions(const GlobalOptions& options);
query::GraphFileOptions FileOptions(const GlobalOptions& options);
absl::StatusOr<std::unique_ptr<query::Archive>> OpenToRead(const GlobalOptions& options);
absl::StatusOr<std::unique_ptr<query::Archive>> OpenToWrite(const GlobalOptions& options);

// An opened store with the workspace over it.
struct Opened {
  std::unique_ptr<query::Archive> archive;
  query::LoadedWorld world;  // of the workspace
  std::unique_ptr<query::Workspace> workspace;
};
absl::StatusOr<Opened> OpenWorkspace(const GlobalOptions& options);

}  // namespace liancheng::cli
