#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <thread>

#include "datasets/generator/generator.h"
#include "fmt/format.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/progress.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

struct GenerateOptions {
  datasets::WorldOptions world;
  double relations = 3;  // relations for each entity
  double faults = 0;     // share of rows
  std::string out;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

void PrintWorldTotals(Format format, const datasets::WorldTotals& totals, const std::string& out) {
  wire::Json faults = wire::Json::object();
  std::string lines;
  for (int i = 0; i < datasets::kFaultKindCount; ++i) {
    const std::string name(datasets::Describe(static_cast<datasets::FaultKind>(i)));
    const uint64_t count = totals.faults[static_cast<size_t>(i)];
    if (count == 0) continue;
    faults[name] = count;
    lines += fmt::format("  {:>10}  {}\n", count, name);
  }
  if (format == Format::kJson) {
    const wire::Json json = {{"entities", totals.entities},
                             {"relations", totals.relations},
                             {"listings", totals.listings},
                             {"penalties", totals.penalties},
                             {"attributions", totals.attributions},
                             {"bytes", totals.bytes},
                             {"faults", faults}};
    fmt::print("{}\n", json.dump(2));
    return;
  }
  fmt::print(
      "wrote {} entities, {} relations, {} listings, {} penalties, {} attributions ({:.1f} MB) to "
      "{}\n",
      totals.entities, totals.relations, totals.listings, totals.penalties, totals.attributions,
      static_cast<double>(totals.bytes) / 1e6, out);
  if (!lines.empty()) fmt::print("rows with a fault on purpose:\n{}", lines);
}

int RunGenerate(const GlobalOptions& options, GenerateOptions asked) {
  asked.world.relations_permille = static_cast<uint32_t>(std::lround(asked.relations * 1000));
  asked.world.faults_ppm = static_cast<uint32_t>(std::lround(asked.faults * 1e6));
  Progress progress(asked.out);
  datasets::WriteOptions how;
  how.threads = asked.threads;
  how.progress = [&progress](uint64_t done, uint64_t all) { progress.Show(done, all); };
  const auto totals = datasets::WriteWorld(asked.world, asked.out, how);
  if (!totals.ok()) return Report(totals.status());
  PrintWorldTotals(options.format, *totals, asked.out);
  return kDone;
}

}  // namespace

void AddGenerateCommand(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<GenerateOptions>();
  CLI::App* command =
      app.add_subcommand("generate", "Write a made-up register of any size, ready to be imported");
  command->footer(
      "Example: liancheng generate --entities 100000 --listings 1000 --out world\n"
      "         liancheng --data store import world\n"
      "The same options give the same files on any machine (docs/generator.md).");
  command->add_option("--entities", asked->world.entities, "Rows of entities.csv")->required();
  command->add_option("--out", asked->out, "Folder to write to")->required();
  command->add_option("--seed", asked->world.seed, "Another seed, another world")
      ->capture_default_str();
  command->add_option("--relations-per-entity", asked->relations, "Mean; reached within 2 %")
      ->check(CLI::Range(1.5, 50.0))
      ->capture_default_str();
  command->add_option("--listings", asked->world.listings, "With twice as many penalties")
      ->capture_default_str();
  command->add_option("--faults", asked->faults, "Share of rows with a fault")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--threads", asked->threads, "Any number gives the same files")
      ->check(CLI::Range(1U, 256U));
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunGenerate(line.options, *asked); }; });
}

}  // namespace liancheng::cli
