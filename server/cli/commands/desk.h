// server/cli/commands/desk.h: a store opened for one change on the command line: the world against
// which the change is checked, and the commit.
// Errors:  those of opening; refusals of the store are shown on stderr as they come.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/world/archive.h"
#include "query/world/workspace.h"
#include "server/cli/commands/options.h"

namespace liancheng::cli {

// A store opened to write, with the world at its head on the day of the step.
struct Desk {
  std::unique_ptr<query::Archive> archive;
  std::unique_ptr<query::Workspace> workspace;
};

absl::StatusOr<Desk> OpenDesk(const GlobalOptions& options, model::Date day);

// Commits all facts of a change at once; prints `done` and the revision. Returns the exit code.
int Commit(const GlobalOptions& options, Desk& desk, std::vector<model::Fact> facts,
           const std::string& done);

}  // namespace liancheng::cli
