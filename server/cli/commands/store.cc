#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

int RunExport(const GlobalOptions& options, const std::string& out) {
  auto archive = OpenToRead(options);
  if (!archive.ok()) return Report(archive.status());
  std::optional<model::Revision> known_at;
  if (options.known_at) known_at = model::Revision{*options.known_at};
  auto facts = (*archive)->Facts(known_at);
  if (!facts.ok()) return Report(facts.status());
  std::ofstream file;
  if (out != "-") {
    file.open(out, std::ios::binary | std::ios::trunc);
    if (!file)
      return Report(absl::UnavailableError(fmt::format("--out {}: cannot be written", out)));
  }
  std::ostream& stream = out == "-" ? std::cout : file;
  uint64_t written = 0;
  while (true) {
    const auto batch = (*facts)->Next();
    if (!batch.ok()) return Report(batch.status());
    if (batch->empty()) break;
    for (const model::Fact& fact : *batch) stream << datasets::WriteJsonFact(fact) << "\n";
    written += batch->size();
  }
  stream.flush();
  if (!stream) return Report(absl::UnavailableError(fmt::format("--out {}: writing failed", out)));
  if (out != "-") fmt::print("wrote {} facts to {}\n", written, out);
  return kDone;
}

void AddExport(CLI::App& app, CommandLine& line) {
  auto out = std::make_shared<std::string>("-");
  CLI::App* command =
      app.add_subcommand("export", "Write every fact as JSON Lines, ready to be imported");
  command->footer(
      "Example: liancheng export --out facts.jsonl\n"
      "         liancheng --salvage export --out rescued.jsonl    (from a damaged store)");
  command->add_option("--out", *out, "File, or - for standard output")->capture_default_str();
  command->callback(
      [&line, out] { line.run = [&line, out] { return RunExport(line.options, *out); }; });
}

int RunVerify(const GlobalOptions& options) {
  auto archive = OpenToRead(options);
  if (!archive.ok()) return Report(archive.status());
  const auto report = (*archive)->Verify();
  if (!report.ok()) return Report(report.status());
  if (options.format == Format::kJson) {
    fmt::print("{}\n", wire::Result(*report).dump(2));
  } else {
    fmt::print("{}", Text(*report));
  }
  return report->problems.empty() ? kDone : kDamaged;
}

int RunBackup(const GlobalOptions& options, const std::string& folder) {
  auto archive = OpenToRead(options);
  if (!archive.ok()) return Report(archive.status());
  if (absl::Status status = (*archive)->Backup(folder); !status.ok()) return Report(status);
  fmt::print(
      "backup of revision {} is in {}\nthe key file of ID numbers is not part of it: keep it "
      "apart\n",
      (*archive)->head().value, folder);
  return kDone;
}

int RunRestore(const GlobalOptions& options, const std::string& folder) {
  if (absl::Status status = query::RestoreArchive(folder, options.data); !status.ok()) {
    return Report(status);
  }
  fmt::print("{} is checked and restored to {}\n", folder, options.data);
  return kDone;
}

void AddKeeping(CLI::App& app, CommandLine& line) {
  CLI::App* verify = app.add_subcommand("verify", "Re-hash the journal and recount the indexes");
  verify->footer("Example: liancheng --data store verify");
  verify->callback([&line] { line.run = [&line] { return RunVerify(line.options); }; });

  auto folder = std::make_shared<std::string>();
  CLI::App* backup = app.add_subcommand("backup", "A consistent copy in a new folder");
  backup->footer("Example: liancheng --data store backup /backups/2020-06-01");
  backup->add_option("FOLDER", *folder, "A folder that does not exist yet")->required();
  backup->callback(
      [&line, folder] { line.run = [&line, folder] { return RunBackup(line.options, *folder); }; });

  auto from = std::make_shared<std::string>();
  CLI::App* restore = app.add_subcommand("restore", "Check a backup and put it at --data");
  restore->footer("Example: liancheng --data store restore /backups/2020-06-01");
  restore->add_option("FOLDER", *from, "A folder that `backup` made")->required();
  restore->callback(
      [&line, from] { line.run = [&line, from] { return RunRestore(line.options, *from); }; });
}

}  // namespace

void AddStoreCommands(CLI::App& app, CommandLine& line) {
  AddExport(app, line);
  AddKeeping(app, line);
}

}  // namespace liancheng::cli
