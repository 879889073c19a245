#include <CLI/CLI.hpp>

#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "server/cases/case_run.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

int RunList(const GlobalOptions& options) {
  const auto library = OpenLibrary(options);
  if (!library.ok()) return Report(library.status());
  if (options.format == Format::kJson) {
    wire::Json books = wire::Json::array();
    for (const model::Rulebook& book : (*library)->books) {
      books.push_back({{"id", book.id},
                       {"titles", book.titles},
                       {"number", book.number},
                       {"level", book.level},
                       {"lists", book.lists.size()},
                       {"rules", book.rules.size()},
                       {"revision", book.revision_hash}});
    }
    fmt::print("{}\n", books.dump(2));
  } else {
    fmt::print("{}", RulebookListText(**library));
  }
  return kDone;
}

int RunShowBook(const GlobalOptions& options, const std::string& id, bool as_datalog) {
  const auto library = OpenLibrary(options);
  if (!library.ok()) return Report(library.status());
  for (const model::Rulebook& book : (*library)->books) {
    if (book.id != id) continue;
    fmt::print("{}", RulebookText(**library, book, as_datalog));
    return kDone;
  }
  return Report(absl::NotFoundError(fmt::format("there is no rulebook {}", id)));
}

int RunCheck(const GlobalOptions& options) {
  const auto library = OpenLibrary(options);
  if (!library.ok()) return Report(library.status());
  const std::vector<std::string> problems =
      datasets::LintRulebooks(**library, RulebookFolder(options));
  for (const std::string& problem : problems) fmt::print("{}\n", problem);
  size_t rules = 0;
  for (const model::Rulebook& book : (*library)->books) rules += book.rules.size();
  fmt::print("{} rulebooks, {} rules, {} bases: {}\n", (*library)->books.size(), rules,
             (*library)->bases.size(),
             problems.empty() ? "sound" : fmt::format("{} problems", problems.size()));
  return problems.empty() ? kDone : kRefusedOrNothing;
}

int RunCases(const GlobalOptions& options, const std::vector<std::string>& files) {
  const auto library = OpenLibrary(options);
  if (!library.ok()) return Report(library.status());
  const auto words = OpenKnownWords(options);
  if (!words.ok()) return Report(words.status());
  const cases::CaseSetting setting{*library, &*words, cases::InProcess(query::LoadFromFacts)};
  size_t failed = 0;
  size_t steps = 0;
  for (const std::string& path : files) {
    const auto file = cases::ReadCaseFile(path);
    if (!file.ok()) {
      ++failed;
      fmt::print("FAIL {}\n     {}\n", path, std::string(file.status().message()));
      continue;
    }
    const cases::CaseResult result = cases::RunCase(*file, setting);
    steps += result.steps;
    fmt::print("{} {}\n", result.ok() ? "ok  " : "FAIL", result.title);
    if (result.ok()) continue;
    ++failed;
    fmt::print("     {}\n", path);
    for (const std::string& failure : result.failures) fmt::print("     {}\n", failure);
  }
  fmt::print("{} cases, {} steps, {} failed\n", files.size(), steps, failed);
  return failed == 0 ? kDone : kRefusedOrNothing;
}

}  // namespace

void AddRulebookCommands(CLI::App& app, CommandLine& line) {
  CLI::App* rulebook = app.add_subcommand("rulebook", "The policy documents as data");
  rulebook->require_subcommand(1);
  CLI::App* list = rulebook->add_subcommand("list", "Every rulebook with its identity");
  list->callback([&line] { line.run = [&line] { return RunList(line.options); }; });

  auto id = std::make_shared<std::string>();
  auto as_datalog = std::make_shared<bool>(false);
  CLI::App* show = rulebook->add_subcommand("show", "One rulebook as people read it");
  show->footer("Example: liancheng rulebook show TQ --datalog");
  show->add_option("ID", *id, "TQ, CS, ...")->required();
  show->add_flag("--datalog", *as_datalog, "With each rule as a Datalog clause");
  show->callback([&line, id, as_datalog] {
    line.run = [&line, id, as_datalog] { return RunShowBook(line.options, *id, *as_datalog); };
  });

  CLI::App* check = rulebook->add_subcommand("check", "Schema, references and linter");
  check->callback([&line] { line.run = [&line] { return RunCheck(line.options); }; });

  CLI::App* cases =
      app.add_subcommand("case", "Case files: what provisions do, told as facts and questions");
  cases->require_subcommand(1);
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* run = cases->add_subcommand("run", "Run case files in memory");
  run->footer("Example: liancheng case run tests/cases/*.json");
  run->add_option("FILE", *files, "Case files")->required();
  run->callback(
      [&line, files] { line.run = [&line, files] { return RunCases(line.options, *files); }; });
}

}  // namespace liancheng::cli
