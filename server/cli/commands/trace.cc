#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "fmt/format.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/trace/trace_files.h"

namespace liancheng::cli {
namespace {

struct TraceOptions {
  std::string out;
  std::string code;
  std::string cases;
};

int RunTrace(const GlobalOptions& options, const TraceOptions& given) {
  namespace fs = std::filesystem;
  trace::Folders folders;
  folders.rulebooks = RulebookFolder(options);
  const fs::path datasets = fs::path(folders.rulebooks).parent_path();
  folders.trace = (datasets / "trace").string();
  folders.code = given.code.empty() ? datasets.parent_path().string() : given.code;
  folders.cases =
      given.cases.empty() ? (fs::path(folders.code) / "tests" / "cases").string() : given.cases;
  const auto inputs = trace::ReadInputs(folders);
  if (!inputs.ok()) return Report(inputs.status());
  const trace::Trace result = trace::BuildTrace(*inputs);
  const std::string page = trace::Markdown(result);
  if (given.out.empty()) {
    fmt::print("{}", page);
  } else if (!(std::ofstream(given.out, std::ios::binary) << page)) {
    return Report(absl::UnavailableError(fmt::format("{}: cannot be written", given.out)));
  }
  for (const std::string& problem : result.problems) fmt::print(stderr, "{}\n", problem);
  return result.problems.empty() ? kDone : kRefusedOrNothing;
}

}  // namespace

void AddTraceCommand(CLI::App& app, CommandLine& line) {
  auto given = std::make_shared<TraceOptions>();
  CLI::App* trace = app.get_subcommand("rulebook")
                        ->add_subcommand("trace",
                                         "Every requirement row: what carries it in the books, in "
                                         "the code and in the cases");
  trace->footer("Example: liancheng rulebook trace --out docs/trace.md");
  trace->add_option("--out", given->out, "File to write (default: to the terminal)");
  trace->add_option("--code", given->code, "Root of the sources (default: where the rulebooks lie)")
      ->check(CLI::ExistingDirectory);
  trace->add_option("--cases", given->cases, "Folder of case files (default: tests/cases there)")
      ->check(CLI::ExistingDirectory);
  trace->callback(
      [&line, given] { line.run = [&line, given] { return RunTrace(line.options, *given); }; });
}

}  // namespace liancheng::cli
