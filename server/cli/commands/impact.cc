#include <CLI/CLI.hpp>
#include <memory>

#include "server/cli/commands/commands.h"
#include "server/cli/commands/impact_run.h"

namespace liancheng::cli {
namespace {

void AddImpact(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<ImpactOptions>();
  CLI::App* command = app.add_subcommand(
      "impact", "Everything that follows from all listings in effect, as a folder of files");
  command->footer(
      "Writes summary.json, findings.csv, findings.jsonl, stops.csv, parties.csv, report.xlsx, "
      "report.html and one worklist "
      "a department\n(docs/impact.md). A run that was ended goes on with --resume.\n"
      "Example: liancheng impact --as-of 2020-06-01 --out impact-2020-06\n"
      "         liancheng impact --listings batch.csv --out batch --threads 4");
  command->add_option("--out", asked->out, "Folder to write to; new or empty")->required();
  command->add_option("--listings", asked->listings,
                      "Only these: one id a line, or the first column of a CSV (default: all in "
                      "effect)");
  command->add_flag("--no-jsonl", asked->no_jsonl, "Without findings.jsonl");
  command->add_flag("--resume", asked->resume, "Go on with an unfinished report");
  command->add_option("--parties", asked->parties, "Most rows of parties.csv")
      ->capture_default_str();
  command->add_option("--threads", asked->threads, "Default: one a core")
      ->check(CLI::Range(1u, 256u));
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunImpact(line.options, *asked); }; });
}

void AddDiff(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<DiffCommand>();
  CLI::App* command = app.add_subcommand(
      "diff", "A dry run: what other rulebooks, facts or days would add, end and change");
  command->footer(
      "The first state is what the usual options say; the second differs in what is given here. "
      "Nothing is kept.\n"
      "Example: liancheng diff --as-of 2020-06-01 --rulebooks-to proposed/\n"
      "         liancheng diff --facts ending.jsonl\n"
      "         liancheng diff --as-of 2020-06-01 --as-of-to 2020-07-01 --format csv --out d.csv\n"
      "         liancheng diff --rulebooks-to proposed/ --fail-above 0");
  command->add_option("--rulebooks-to", asked->rulebooks_to, "Folder of the proposed rulebooks")
      ->check(CLI::ExistingDirectory);
  command->add_option("--facts", asked->facts, "Facts to apply in a copy (as for import)");
  command->add_option("--as-of-to", asked->as_of_to, "The other day")->check(CheckDay);
  command->add_option("--known-at-to", asked->known_at_to, "The other revision");
  command->add_option("--fail-above", asked->fail_above,
                      "Exit 1 when more findings than this differ");
  command->add_option("--out", asked->out, "File, or - for standard output")->capture_default_str();
  command->add_option("--limit", asked->limit, "Most changes shown as text")->capture_default_str();
  command->add_option("--threads", asked->threads, "Default: one a core")
      ->check(CLI::Range(1u, 256u));
  command->callback([&line, asked] {
    const std::string problem = CheckDiff(line.options, *asked);
    if (!problem.empty()) throw CLI::ValidationError(problem);
    line.run = [&line, asked] { return RunDiff(line.options, *asked); };
  });
}

}  // namespace

void AddImpactCommands(CLI::App& app, CommandLine& line) {
  AddImpact(app, line);
  AddDiff(app, line);
}

}  // namespace liancheng::cli
