#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "datasets/readers/native/native.h"
#include "datasets/readers/registry/registry.h"
#include "fmt/format.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/commands/progress.h"
#include "server/cli/files/issue_file.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

struct ImportOptions {
  std::string form = "native";
  std::vector<std::string> paths;
  std::string issues;
  std::string bulk = "auto";
  uint64_t memory_bytes = uint64_t{2} << 30;
};

// An import of at least this size into an empty store is a bulk load.
constexpr uint64_t kBulkBytesMin = uint64_t{1} << 20;

std::vector<std::filesystem::path> FilesOf(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) files.emplace_back(path);
    for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
      files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

uint64_t BytesOf(const std::vector<std::string>& paths) {
  uint64_t bytes = 0;
  for (const auto& file : FilesOf(paths)) {
    std::error_code error;
    const uint64_t size = std::filesystem::file_size(file, error);
    if (!error) bytes += size;
  }
  return bytes;
}

// Identifies an import: the same files, unchanged, read in the same way, give the same fingerprint.
std::string FingerprintOf(const ImportOptions& asked, const datasets::KnownWords& words) {
  std::string print = asked.form;
  for (const auto& file : FilesOf(asked.paths)) {
    std::error_code error;
    const auto changed = std::filesystem::last_write_time(file, error).time_since_epoch().count();
    print += fmt::format("|{}|{}|{}", std::filesystem::absolute(file, error).string(),
                         std::filesystem::file_size(file, error), changed);
  }
  for (const std::string& list : words.lists) print += "|" + list;
  for (const auto& data : words.forbidden) print += "|" + data.id;
  return print;
}

bool InBulk(const ImportOptions& asked, const query::Archive& archive) {
  if (asked.bulk != "auto") return asked.bulk == "on";
  return archive.head().value == 0 && BytesOf(asked.paths) >= kBulkBytesMin;
}

absl::Status ImportOne(const std::string& path, const ImportOptions& asked,
                       const datasets::KnownWords& words, query::Importer& importer) {
  Progress progress(path);
  datasets::ReadOptions options;
  options.words = &words;
  options.issues = &importer.issues();
  options.ahead = true;
  options.progress = [&progress](uint64_t done, uint64_t all) { progress.Show(done, all); };
  auto source = asked.form == "registry" ? datasets::OpenRegistry(path, options)
                                         : datasets::OpenNative(path, options);
  if (!source.ok()) return source.status();
  return importer.Add(**source);
}

// Imports all paths one after another. The totals are right even when it fails half-way.
absl::Status ImportAll(const ImportOptions& asked, const datasets::KnownWords& words,
                       query::Archive& archive, IssueFile& issues, query::ImportTotals* totals) {
  std::unique_ptr<Progress> writing;
  query::BulkOptions bulk;
  bulk.memory_bytes = asked.memory_bytes;
  bulk.fingerprint = FingerprintOf(asked, words);
  bulk.progress = [&writing](uint64_t done, uint64_t all) {
    if (writing == nullptr) {
      writing = std::make_unique<Progress>("writing", Progress::Unit{"M rows", 1e6});
    }
    writing->Show(done, all);
  };
  const bool in_bulk = InBulk(asked, archive);
  auto importer = archive.BeginImport(issues, in_bulk ? &bulk : nullptr);
  if (!importer.ok()) return importer.status();
  for (const std::string& path : asked.paths) {
    const absl::Status status = ImportOne(path, asked, words, *importer);
    // Nothing of a failed bulk load is stored.
    if (!status.ok() && archive.head().value == 0) return status;
    *totals = importer->totals();
    if (!status.ok()) return status;
  }
  if (absl::Status finished = importer->Finish(); !finished.ok()) {
    *totals = {};
    return finished;
  }
  return absl::OkStatus();
}

void PrintImport(const GlobalOptions& options, const ImportOptions& asked, const IssueFile& issues,
                 const query::ImportTotals& sum) {
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
  query::ImportTotals sum;
  sum.head = (*archive)->head();
  const absl::Status status = ImportAll(asked, *words, **archive, **issues, &sum);
  PrintImport(options, asked, **issues, sum);
  if (!status.ok()) return Report(status);
  if (absl::Status closed = (*issues)->Close(); !closed.ok()) return Report(closed);
  return (*issues)->refused() > 0 ? kRefusedOrNothing : kDone;
}

}  // namespace

void AddImportCommand(CLI::App& app, CommandLine& line) {
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
  command
      ->add_option("--bulk", asked->bulk,
                   "Load an empty store in one piece, there whole or not at all: on, off, or by "
                   "the size of the input")
      ->check(CLI::IsMember({"on", "off", "auto"}))
      ->capture_default_str();
  command->add_option("--memory", asked->memory_bytes, "Memory for a bulk load, such as 1G")
      ->transform(CLI::AsSizeValue(false))
      ->default_str("2G");
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunImport(line.options, *asked); }; });
}

}  // namespace liancheng::cli
