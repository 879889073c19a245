#include "server/cli/commands/impact_run.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>

#include "fmt/format.h"
#include "query/impact/impact.h"
#include "server/cli/commands/context.h"
#include "server/cli/commands/progress.h"
#include "server/cli/files/csv_out.h"
#include "server/cli/files/issue_file.h"
#include "server/cli/text/impact.h"
#include "server/cli/text/text.h"
#include "server/impact/batch_report.h"
#include "server/impact/diff_run.h"
#include "server/impact/dry_facts.h"
#include "server/impact/listing_file.h"

namespace liancheng::cli {
namespace {

unsigned ThreadsOf(unsigned asked) {
  return asked > 0 ? asked : std::max(1u, std::thread::hardware_concurrency());
}

// Every total as a row: by, key, name, findings, listings.
std::string TotalsCsv(const wire::Json& result) {
  std::string table = CsvRow({"by", "key", "name", "findings", "listings"});
  for (const auto& [name, rows] : result.items()) {
    if (!name.starts_with("by_")) continue;
    const std::string by = name.substr(3);
    for (const wire::Json& row : rows) {
      table += CsvRow({by, row.at(by).get<std::string>(),
                       row.contains("name") ? row.at("name").get<std::string>() : "",
                       row.at("findings").dump(), row.at("listings").dump()});
    }
  }
  return table;
}

void PrintImpact(const GlobalOptions& options, const query::Workspace& workspace,
                 const impact::BatchReport& report, const std::string& out) {
  if (options.format == Format::kJson) return fmt::print("{}\n", report.summary.dump(2));
  const wire::Json& result = report.summary.at("result");
  if (options.format == Format::kCsv) return fmt::print("{}", TotalsCsv(result));
  fmt::print("{}", Heading(workspace));
  if (report.listings_before > 0) {
    fmt::print("gone on with after {} listings\n", report.listings_before);
  }
  fmt::print("{}written to {}\n", ImpactText(result), out);
}

// --- diff ---

// The second state; what is not given for it is as in the first.
struct OtherState {
  std::unique_ptr<impact::DryFacts> dry;
  std::unique_ptr<query::Workspace> workspace;
};

GlobalOptions OptionsOfOther(const GlobalOptions& options, const DiffCommand& asked) {
  GlobalOptions other = options;
  if (!asked.rulebooks_to.empty()) other.rulebooks = asked.rulebooks_to;
  if (!asked.as_of_to.empty()) other.as_of_text = asked.as_of_to;
  if (asked.known_at_to) other.known_at = asked.known_at_to;
  return other;
}

absl::StatusOr<query::LoadedWorld> WorldOfOther(const GlobalOptions& other, const Opened& opened,
                                                const DiffCommand& asked, IssueFile& issues,
                                                OtherState* state) {
  if (!asked.facts.empty()) {
    const auto words = OpenKnownWords(other);
    if (!words.ok()) return words.status();
    const auto fork_to = [&opened](const std::string& folder) {
      return opened.archive->Fork(folder);
    };
    auto dry = impact::DryFacts::Make({fork_to, StoreOptions(other), FileOptions(other)},
                                      asked.facts, *words, issues);
    if (!dry.ok()) return dry.status();
    state->dry = *std::move(dry);
    return state->dry->archive().Load(std::nullopt);
  }
  if (asked.known_at_to) return opened.archive->Load(model::Revision{*asked.known_at_to});
  return opened.world;
}

absl::StatusOr<OtherState> OpenOther(const GlobalOptions& options, const Opened& opened,
                                     const DiffCommand& asked, IssueFile& issues) {
  const GlobalOptions other = OptionsOfOther(options, asked);
  OtherState state;
  auto library = OpenLibrary(other);
  if (!library.ok()) return library.status();
  auto plan = rules::Plan::Make(*std::move(library), other.books);
  if (!plan.ok()) return plan.status();
  auto world = WorldOfOther(other, opened, asked, issues, &state);
  if (!world.ok()) return world.status();
  state.workspace =
      std::make_unique<query::Workspace>(*std::move(world), *std::move(plan), AsOf(other));
  return state;
}

// Prints to stderr how many facts of the file were applied; stdout has the comparison.
void PrintFacts(const OtherState& other, const IssueFile& issues) {
  if (other.dry == nullptr) return;
  const query::ImportTotals& totals = other.dry->totals();
  fmt::print(stderr, "facts (not kept): read {}, new {}, known {}, quarantined {}, noted {}\n",
             totals.read, totals.stored, totals.unchanged, issues.refused(), issues.noted());
  for (const std::string& problem : issues.first()) fmt::print(stderr, "  {}\n", problem);
}

impact::DiffForm FormOf(Format format) {
  switch (format) {
    case Format::kCsv:
      return impact::DiffForm::kCsv;
    case Format::kJson:
      return impact::DiffForm::kJson;
    case Format::kText:
      break;
  }
  return impact::DiffForm::kTotals;
}

}  // namespace

int RunImpact(const GlobalOptions& options, const ImpactOptions& asked) {
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const query::Workspace& workspace = *opened->workspace;
  const auto acts =
      asked.listings.empty()
          ? absl::StatusOr<std::vector<const rules::Act*>>(query::ActsInEffect(workspace))
          : impact::ReadListings(asked.listings, workspace);
  if (!acts.ok()) return Report(acts.status());
  const auto journal = opened->archive->JournalHash(workspace.known_at());
  if (!journal.ok()) return Report(journal.status());
  Progress progress("listings", {"listings", 1});
  impact::BatchOptions batch;
  batch.out = asked.out;
  batch.facts = fmt::format("revision {}, journal {}", workspace.known_at().value, *journal);
  batch.jsonl = !asked.no_jsonl;
  batch.resume = asked.resume;
  batch.parties_max = asked.parties;
  batch.threads = ThreadsOf(asked.threads);
  batch.progress = [&progress](uint64_t done, uint64_t all) {
    progress.Show(done, all);
    return true;
  };
  const auto report = impact::WriteBatchReport(workspace, *acts, batch);
  if (!report.ok()) return Report(report.status());
  PrintImpact(options, workspace, *report, asked.out);
  return kDone;
}

std::string CheckDiff(const GlobalOptions& options, const DiffCommand& asked) {
  const bool other_facts = !asked.facts.empty();
  if (asked.rulebooks_to.empty() && !other_facts && asked.as_of_to.empty() && !asked.known_at_to) {
    return "nothing to compare with: --rulebooks-to, --facts, --as-of-to or --known-at-to";
  }
  if (other_facts && (options.known_at || asked.known_at_to)) {
    return "--facts are applied to what is known now: --known-at and --known-at-to do not go with "
           "them";
  }
  return "";
}

int RunDiff(const GlobalOptions& options, const DiffCommand& asked) {
  auto issues = IssueFile::Open("");
  if (!issues.ok()) return Report(issues.status());
  const auto opened = OpenWorkspace(options);
  if (!opened.ok()) return Report(opened.status());
  const auto other = OpenOther(options, *opened, asked, **issues);
  if (!other.ok()) return Report(other.status());
  PrintFacts(*other, **issues);
  std::ofstream file;
  if (asked.out != "-") {
    file.open(asked.out, std::ios::binary | std::ios::trunc);
    if (!file) {
      return Report(absl::UnavailableError(fmt::format("--out {}: cannot be written", asked.out)));
    }
  }
  std::ostream& stream = asked.out == "-" ? std::cout : file;
  Progress progress("listings", {"listings", 1});
  impact::DiffOptions how;
  how.form = FormOf(options.format);
  how.out = &stream;
  how.threads = ThreadsOf(asked.threads);
  how.first_max = asked.limit;
  how.progress = [&progress](uint64_t done, uint64_t all) {
    progress.Show(done, all);
    return true;
  };
  const auto report = impact::WriteDiff(*opened->workspace, *other->workspace, how);
  if (!report.ok()) return Report(report.status());
  if (options.format == Format::kText) {
    stream << "before: " << Heading(*opened->workspace) << "after:  " << Heading(*other->workspace)
           << DiffText(*report);
    stream.flush();
  }
  const uint64_t changes = report->tally.changes.all();
  if (!asked.fail_above || changes <= *asked.fail_above) return kDone;
  fmt::print(stderr, "liancheng: {} findings differ, more than --fail-above {}\n", changes,
             *asked.fail_above);
  return kRefusedOrNothing;
}

}  // namespace liancheng::cli
