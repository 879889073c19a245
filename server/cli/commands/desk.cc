#include "server/cli/commands/desk.h"

#include <cstdio>
#include <utility>

#include "engine/model/fact_source.h"
#include "fmt/format.h"
#include "server/cli/commands/context.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

// Prints refusals of the store as they come.
class Shown : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) ++refused;
    fmt::print(stderr, "{}\n", model::Describe(issue));
  }
  int refused = 0;
};

}  // namespace

absl::StatusOr<Desk> OpenDesk(const GlobalOptions& options, model::Date day) {
  auto library = OpenLibrary(options);
  if (!library.ok()) return library.status();
  auto plan = rules::Plan::Make(*std::move(library), options.books);
  if (!plan.ok()) return plan.status();
  auto archive = OpenToWrite(options);
  if (!archive.ok()) return archive.status();
  auto world = (*archive)->Load(std::nullopt);
  if (!world.ok()) return world.status();
  Desk desk;
  desk.archive = *std::move(archive);
  desk.workspace = std::make_unique<query::Workspace>(*std::move(world), *std::move(plan), day);
  return desk;
}

int Commit(const GlobalOptions& options, Desk& desk, std::vector<model::Fact> facts,
           const std::string& done) {
  model::VectorSource source(std::move(facts));
  Shown issues;
  const auto totals = desk.archive->Import(source, issues);
  if (!totals.ok()) return Report(totals.status());
  if (issues.refused > 0) return kRefusedOrNothing;
  if (options.format == Format::kJson) {
    fmt::print("{}\n", wire::Json({{"done", done}, {"revision", totals->head.value}}).dump(2));
  } else {
    fmt::print("{}; revision {}\n", done, totals->head.value);
  }
  return kDone;
}

}  // namespace liancheng::cli
