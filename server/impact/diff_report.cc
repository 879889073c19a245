#include "server/impact/diff_report.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "server/impact/diff_run.h"
#include "server/impact/finding_text.h"
#include "server/impact/part_folder.h"
#include "server/impact/tally_json.h"

namespace liancheng::impact {
namespace {

constexpr std::string_view kChangedHeader =
    "id,name,findings_before,findings_after,added,ended,changed\r\n";

// Parties with a change, most changes first, then by id.
std::string PartiesCsv(const query::DiffTally& tally) {
  using Row = std::pair<const std::string, query::PartyDiff>;
  std::vector<const Row*> rows;
  for (const Row& row : tally.parties) {
    if (row.second.changes.all() > 0) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
    return a->second.changes.all() > b->second.changes.all();
  });
  std::string text(kChangedHeader);
  for (const Row* row : rows) {
    const query::PartyDiff& party = row->second;
    AppendCsvField(row->first, &text);
    text += ',';
    AppendCsvField(party.name, &text);
    text += fmt::format(",{},{},{},{},{}\r\n", party.findings.before, party.findings.after,
                        party.changes.added, party.changes.ended, party.changes.changed);
  }
  return text;
}

class DiffFiles {
 public:
  static absl::StatusOr<DiffFiles> Begin(const std::string& out) {
    auto folder = PartFolder::Open(out, {}, false);
    if (!folder.ok()) return folder.status();
    DiffFiles files(*std::move(folder));
    absl::Status status = files.folder_->Append("changes.csv", kChangesHeader);
    if (status.ok()) status = files.folder_->Append("changes.jsonl", "");
    if (!status.ok()) return status;
    return files;
  }

  absl::Status Add(const DiffRows& rows) {
    absl::Status status = folder_->Append("changes.csv", rows.csv);
    if (status.ok()) status = folder_->Append("changes.jsonl", rows.lines);
    for (const auto& [executor, lines] : rows.departments) {
      const std::string file = DepartmentFile(executor);
      if (status.ok() && !folder_->Holds(file)) status = folder_->Append(file, kChangesHeader);
      if (status.ok()) status = folder_->Append(file, lines);
    }
    return status;
  }

  absl::Status Finish(const WrittenDiff& written, bool sync) {
    absl::Status status = folder_->Append("parties.csv", PartiesCsv(written.tally));
    if (status.ok()) status = folder_->Append("summary.json", written.summary.dump(2) + "\n");
    if (status.ok()) status = folder_->Finish(sync);
    return status;
  }

 private:
  explicit DiffFiles(std::unique_ptr<PartFolder> folder) : folder_(std::move(folder)) {}

  std::unique_ptr<PartFolder> folder_;
};

// Adds for every executor the name of the file with its changes.
void NameFiles(wire::Json* by_executor) {
  for (wire::Json& row : *by_executor) {
    row["file"] = DepartmentFile(row.at("executor").get<std::string>());
  }
}

}  // namespace

wire::Json ThresholdJson(const query::DiffTally& tally, std::optional<uint64_t> fail_above) {
  if (!fail_above) return nullptr;
  const uint64_t changes = tally.changes.all();
  return {{"fail_above", *fail_above}, {"changes", changes}, {"exceeded", changes > *fail_above}};
}

absl::StatusOr<WrittenDiff> WriteDiffReport(const query::Workspace& before,
                                            const query::Workspace& after,
                                            const DiffReportOptions& options) {
  auto files = DiffFiles::Begin(options.out);
  if (!files.ok()) return files.status();
  DiffOptions how;
  how.form = DiffForm::kFiles;
  how.threads = options.threads;
  how.acts_a_chunk = options.acts_a_chunk;
  how.first_max = 0;
  how.progress = options.progress;
  how.take_rows = [&files](const DiffRows& rows) { return files->Add(rows); };
  auto report = WriteDiff(before, after, how);
  if (!report.ok()) return report.status();
  WrittenDiff written;
  written.tally = std::move(report->tally);
  wire::Json totals = TotalsJson(written.tally);
  NameFiles(&totals.at("by_executor"));
  written.summary = {{"before", StateJson(before)},
                     {"after", StateJson(after)},
                     {"result",
                      {{"totals", std::move(totals)},
                       {"threshold", ThresholdJson(written.tally, options.fail_above)}}}};
  if (absl::Status done = files->Finish(written, options.sync); !done.ok()) return done;
  return written;
}

}  // namespace liancheng::impact
