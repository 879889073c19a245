#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "datasets/native.h"
#include "datasets/registry.h"
#include "fmt/format.h"
#include "server/cli/commands.h"
#include "server/cli/context.h"
#include "server/cli/issue_file.h"
#include "server/cli/progress.h"
#include "server/cli/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

struct ImportOptions {
  std::string form = "native";
  std::vector<std::string> paths;
  std::string issues;
};

struct Sum {
  uint64_t stored = 0;
  uint64_t unchanged = 0;
  uint64_t read = 0;
  model::Revision head;
};

absl::Status ImportOne(const std::string& path, const ImportOptions& asked,
                       const datasets::KnownWords& words, query::Archive& archive,
                       IssueFile& issues, Sum* sum) {
  Progress progress(path);
  datasets::ReadOptions options;
  options.words = &words;
  options.issues = &issues;
  options.progress = [&progress](uint64_t done, uint64_t all) { progress.Show(done, all); };
  auto source = asked.form == "registry" ? datasets::OpenRegistry(path, options)
                                         : datasets::OpenNative(path, options);
  if (!source.ok()) return source.status();
  const auto totals = archive.Import(**source, issues);
  if (!totals.ok()) return totals.status();
  sum->read += totals->read;
  sum->stored += totals->stored;
  sum->unchanged += totals->unchanged;
  sum->head = totals->head;
  return absl::OkStatus();
}

void PrintImport(const GlobalOptions& options, const ImportOptions& asked, const IssueFile& issues,
                 const Sum& sum) {
  if (options.format == Format::kJson) {
    const wire::Json json = {{"read", sum.read},           {"stored", sum.stored},
                             {"unchanged", sum.unchanged}, {"quarantined", issues.refused()},
                             {"noted", issues.noted()},    {"revision", sum.head.value}};
    fmt::print("{}\n", json.dump(2));
    return;
  }
  fmt::print("read {}, stored {}, unchanged {}, quarantined {}, noted {}; head is revision {}\n",
             sum.read, sum.stored, sum.unchanged, issues.refused(), issues.noted(), sum.head.value);
  for (const std::string& problem : issues.first()) fmt::print("  {}\n", problem);
  if (issues.refused() > issues.first().size()) {
    fmt::print("  ... and {} more{}\n", issues.refused() - issues.first().size(),
               asked.issues.empty() ? " (--issues FILE writes them all)" : "");
  }
  if (!asked.issues.empty()) fmt::print("all of them are in {}\n", asked.issues);
}

int RunImport(const GlobalOptions& options, const ImportOptions& asked) {
  const auto words = OpenKnownWords(options);
  if (!words.ok()) return Report(words.status());
  auto issues = IssueFile::Open(asked.issues);
  if (!issues.ok()) return Report(issues.status());
  auto archive = OpenToWrite(options);
  if (!archive.ok()) return Report(archive.status());
  Sum sum;
  sum.head = (*archive)->head();
  for (const std::string& path : asked.paths) {
    const absl::Status status = ImportOne(path, asked, *words, **archive, **issues, &sum);
    if (!status.ok()) {
      PrintImport(options, asked, **issues, sum);
      return Report(status);
    }
  }
  PrintImport(options, asked, **issues, sum);
  if (absl::Status status = (*issues)->Close(); !status.ok()) return Report(status);
  return (*issues)->refused() > 0 ? kRefusedOrNothing : kDone;
}

void AddImport(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<ImportOptions>();
  CLI::App* command = app.add_subcommand("import", "Load facts; bad rows are located and kept out");
  command->footer(
      "Example: liancheng --data store import facts/            (a folder of CSV, or a .jsonl "
      "file)\n"
      "         liancheng import --as registry register.csv --issues issues.csv");
  command->add_option("PATH", asked->paths, "Folders or files")->required();
  command->add_option("--as", asked->form, "Form of the input")
      ->check(CLI::IsMember({"native", "registry"}))
      ->capture_default_str();
  command->add_option("--issues", asked->issues,
                      "Write every refused and noted row to this CSV file");
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunImport(line.options, *asked); }; });
}

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
  AddImport(app, line);
  AddExport(app, line);
  AddKeeping(app, line);
}

}  // namespace liancheng::cli
