#include <CLI/CLI.hpp>
#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>

#include "fmt/format.h"
#include "query/names/screen.h"
#include "query/names/search.h"
#include "server/cli/commands/commands.h"
#include "server/cli/commands/context.h"
#include "server/cli/files/csv_out.h"
#include "server/cli/commands/progress.h"
#include "server/cli/files/screen_file.h"
#include "server/cli/commands/screen_out.h"
#include "server/cli/text/text.h"
#include "server/wire/answers_json.h"

namespace liancheng::cli {
namespace {

constexpr size_t kRowsAtOnce = 2048;
constexpr size_t kProblemsShown = 10;

// The store's directory alone: neither graph nor rulebooks are read for a name.
struct OpenedDirectory {
  std::unique_ptr<query::Archive> archive;
  std::unique_ptr<query::Directory> directory;
  model::Revision known_at;
};

absl::StatusOr<OpenedDirectory> OpenDirectory(const GlobalOptions& options) {
  auto archive = OpenToRead(options);
  if (!archive.ok()) return archive.status();
  OpenedDirectory opened;
  opened.known_at = options.known_at ? model::Revision{*options.known_at} : (*archive)->head();
  auto directory = (*archive)->OpenDirectory(opened.known_at);
  if (!directory.ok()) return directory.status();
  opened.archive = *std::move(archive);
  opened.directory = *std::move(directory);
  return opened;
}

// --- search ---

struct SearchOptions {
  std::string text;
  uint32_t limit = 20;
  double score_min = query::kSearchScoreMin;
};

int RunSearch(const GlobalOptions& options, const SearchOptions& asked) {
  const auto opened = OpenDirectory(options);
  if (!opened.ok()) return Report(opened.status());
  const auto answer =
      query::AskSearch(*opened->directory, asked.text, {asked.limit, asked.score_min});
  if (!answer.ok()) return Report(answer.status());
  if (options.format == Format::kText) {
    fmt::print("known at revision {}\n{}", opened->known_at.value, Text(*answer));
  } else if (options.format == Format::kCsv) {
    fmt::print("{}", CsvTable(wire::Result(*answer).at("matches"),
                              {"id", "name", "type", "region", "matched", "score", "why"}));
  } else {
    fmt::print("{}\n", wire::Envelope(AsOf(options), opened->known_at, answer->complete,
                                      wire::Result(*answer))
                           .dump(2));
  }
  return answer->matches.empty() ? kRefusedOrNothing : kDone;
}

void AddSearch(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<SearchOptions>();
  CLI::App* command =
      app.add_subcommand("search", "By code, name, former name, pinyin, or a name like it");
  command->footer(
      "Example: liancheng search 示例商贸\n         liancheng search shilishangmao\n"
      "         liancheng search 91350104MA0000001X");
  command->add_option("TEXT", asked->text, "A code, a name or a part of it, pinyin, initials")
      ->required();
  command->add_option("--limit", asked->limit, "Most matches to give")
      ->check(CLI::Range(1u, 100'000u))
      ->capture_default_str();
  command->add_option("--min-score", asked->score_min, "Least score of a name")
      ->check(CLI::Range(0.3, 1.0))
      ->capture_default_str();
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunSearch(line.options, *asked); }; });
}

// --- screen ---

struct ScreenOptions {
  std::string file;
  std::string out = "-";
  std::string column;
  uint32_t limit = query::kScreenLimits.matches_max;
  double score_min = query::kScreenLimits.score_min;
  unsigned threads = 0;
};

// Rows are dealt out one by one: a long name does not hold up the others.
absl::Status ScreenAll(std::vector<query::Screener>& screeners,
                       const std::vector<ScreenInput>& rows,
                       std::vector<query::ScreenResult>& results) {
  results.assign(rows.size(), {});
  std::atomic<size_t> next = 0;
  std::vector<absl::Status> statuses(screeners.size());
  const auto work = [&](size_t worker) {
    for (size_t i = next++; i < rows.size(); i = next++) {
      if (!rows[i].problem.empty()) continue;
      auto result = screeners[worker].Screen(rows[i].asked);
      if (!result.ok()) {
        statuses[worker] = result.status();
        return;
      }
      results[i] = *std::move(result);
    }
  };
  std::vector<std::thread> others;
  for (size_t worker = 1; worker < screeners.size(); ++worker) others.emplace_back(work, worker);
  work(0);
  for (std::thread& other : others) other.join();
  for (const absl::Status& status : statuses) {
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

void Count(const ScreenInput& input, const query::ScreenResult& result, ScreenTotals& totals,
           std::vector<std::string>& problems) {
  std::string problem = input.problem;
  if (!input.problem.empty()) {
    ++totals.refused;
  } else {
    ++totals.verdicts[static_cast<size_t>(result.verdict)];
    totals.noted += result.problems.empty() ? 0 : 1;
    totals.complete = totals.complete && result.complete;
    problem = Joined(result.problems, "; ");
  }
  if (!problem.empty() && problems.size() < kProblemsShown) {
    problems.push_back(fmt::format("row {}: {}", input.row, problem));
  }
}

void PrintScreenTotals(const ScreenTotals& totals, const std::vector<std::string>& problems) {
  fmt::print(stderr,
             "{} rows: {} exact, {} with candidates, {} not found (which is not a clearance), {} "
             "refused, {} with a code that cannot be right\n",
             totals.rows(), totals.verdicts[0], totals.verdicts[1], totals.verdicts[2],
             totals.refused, totals.noted);
  for (const std::string& problem : problems) fmt::print(stderr, "  {}\n", problem);
  const uint64_t all = totals.refused + totals.noted;
  if (all > problems.size()) fmt::print(stderr, "  ... and {} more\n", all - problems.size());
}

int RunScreen(const GlobalOptions& options, const ScreenOptions& asked) {
  auto file = ScreenFile::Open(asked.file, asked.column);
  if (!file.ok()) return Report(file.status());
  const auto opened = OpenDirectory(options);
  if (!opened.ok()) return Report(opened.status());
  std::ofstream out_file;
  if (asked.out != "-") {
    out_file.open(asked.out, std::ios::binary | std::ios::trunc);
    if (!out_file) {
      return Report(absl::UnavailableError(fmt::format("--out {}: cannot be written", asked.out)));
    }
  }
  std::ostream& stream = asked.out == "-" ? std::cout : out_file;
  const auto out = ScreenOut::Open(options.format, AsOf(options), opened->known_at, stream);
  query::NameLimits limits = query::kScreenLimits;
  limits.matches_max = asked.limit;
  limits.score_min = asked.score_min;
  const unsigned cores = asked.threads > 0 ? asked.threads : std::thread::hardware_concurrency();
  std::vector<query::Screener> screeners(std::max(1u, cores),
                                         query::Screener(*opened->directory, limits));
  ScreenTotals totals;
  std::vector<std::string> problems;
  std::vector<query::ScreenResult> results;
  Progress progress(asked.file);
  while (true) {
    const auto rows = (*file)->Next(kRowsAtOnce);
    if (!rows.ok()) return Report(rows.status());
    if (rows->empty()) break;
    if (absl::Status status = ScreenAll(screeners, *rows, results); !status.ok()) {
      return Report(status);
    }
    for (size_t i = 0; i < rows->size(); ++i) {
      Count((*rows)[i], results[i], totals, problems);
      out->Write((*rows)[i], results[i]);
    }
    progress.ShowRows((*file)->bytes_read(), (*file)->bytes_all(), totals.rows());
  }
  out->Finish(totals);
  stream.flush();
  if (!stream) {
    return Report(absl::UnavailableError(fmt::format("--out {}: writing failed", asked.out)));
  }
  PrintScreenTotals(totals, problems);
  return totals.refused > 0 ? kRefusedOrNothing : kDone;
}

void AddScreen(CLI::App& app, CommandLine& line) {
  auto asked = std::make_shared<ScreenOptions>();
  CLI::App* command = app.add_subcommand(
      "screen", "Many parties at once: is each known here, exactly, perhaps, or not found?");
  command->footer(
      "FILE is CSV with a header (name, uscc, org_code, id_number, id; Chinese headers too) or "
      "text with one name a line.\n"
      "Verdicts: exact (a valid code), candidates (names like it, with scores and reasons), none "
      "(not found; this is not a clearance).\n"
      "Example: liancheng screen suppliers.csv --format csv --out screened.csv");
  command->add_option("FILE", asked->file, "CSV or text, UTF-8")->required();
  command->add_option("--out", asked->out, "File, or - for standard output")->capture_default_str();
  command->add_option("--column", asked->column, "Header of the column with the name");
  command->add_option("--limit", asked->limit, "Most candidates of a row")
      ->check(CLI::Range(1u, 1'000u))
      ->capture_default_str();
  command->add_option("--min-score", asked->score_min, "Least score of a candidate")
      ->check(CLI::Range(0.3, 1.0))
      ->capture_default_str();
  command->add_option("--threads", asked->threads, "Rows at a time (default: one a core)")
      ->check(CLI::Range(1u, 256u));
  command->callback(
      [&line, asked] { line.run = [&line, asked] { return RunScreen(line.options, *asked); }; });
}

}  // namespace

void AddNameCommands(CLI::App& app, CommandLine& line) {
  AddSearch(app, line);
  AddScreen(app, line);
}

}  // namespace liancheng::cli
