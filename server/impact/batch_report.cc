#include "server/impact/batch_report.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "fmt/format.h"
#include "query/impact/ordered_run.h"
#include "server/impact/finding_text.h"
#include "server/impact/impact_book.h"
#include "server/impact/part_folder.h"
#include "server/impact/tally_json.h"
#include "server/report/html.h"
#include "server/report/workbook.h"

namespace liancheng::impact {
namespace {

constexpr std::string_view kStopsHeader = "listing,list,party,party_name,why\r\n";
constexpr std::string_view kRankedHeader =
    "rank,id,name,type,region,listings,findings,effective,moved\r\n";
constexpr size_t kPartiesInSummary = 20;

// The text that a chunk adds to the files.
struct ChunkText {
  std::string findings;
  std::string lines;
  std::string stops;
  std::map<std::string, std::string> departments;
  query::ImpactTally tally;
  std::string journal;
};

void AppendStops(const query::ImpactChunk& chunk, const query::ActImpact& impact,
                 std::string* out) {
  for (const model::Stop& stop : impact.stops) {
    const query::PartyCard& party = chunk.parties[stop.party];
    for (const std::string_view field :
         {std::string_view(impact.act->id), std::string_view(impact.act->listing.list),
          std::string_view(party.key), std::string_view(party.name)}) {
      AppendCsvField(field, out);
      *out += ',';
    }
    AppendCsvField(stop.why, out);
    *out += "\r\n";
  }
}

// The executors to whose files a finding's row is written.
std::span<const std::string> FilesFor(const model::Finding& finding, const std::string& unit) {
  if (unit.empty()) return finding.executors;
  return {&unit, 1};
}

ChunkText TextOf(const query::ImpactChunk& chunk, const BatchOptions& options) {
  ChunkText text;
  for (const query::ActImpact& impact : chunk.acts) {
    for (const model::Finding& finding : impact.findings) {
      AppendFindingCsv(chunk.parties, finding, &text.findings);
      if (options.jsonl) AppendFindingJson(chunk.parties, finding, &text.lines);
      const std::span<const std::string> files = FilesFor(finding, options.unit);
      if (files.empty()) continue;
      std::string row;
      AppendDepartmentCsv(chunk.parties, finding, &row);
      for (const std::string& file : files) text.departments[file] += row;
    }
    AppendStops(chunk, impact, &text.stops);
  }
  text.tally.Add(chunk);
  text.journal = JournalLine(text.tally);
  return text;
}

class BatchWriter {
 public:
  BatchWriter(const query::Workspace& workspace, std::span<const rules::Act* const> acts,
              const BatchOptions& options)
      : workspace_(workspace), acts_(acts), options_(options) {}

  absl::StatusOr<BatchReport> Write() {
    absl::Status status = Open();
    if (status.ok()) status = WriteChunks();
    if (status.ok()) status = WriteParties();
    if (status.ok()) status = WriteSummary();
    if (status.ok()) status = WriteBook();
    if (status.ok()) status = folder_->Finish(options_.sync);
    if (!status.ok()) return status;
    return std::move(report_);
  }

 private:
  Fingerprint Input() const {
    std::string books;
    for (const auto& [id, hash] : workspace_.Rulebooks()) {
      books += fmt::format("{}{}={}", books.empty() ? "" : " ", id, hash);
    }
    std::string ids;
    for (const rules::Act* act : acts_) ids += fmt::format("{}\n", act->id);
    return {{"facts", options_.facts},
            {"rulebooks", books},
            {"as_of", model::FormatDate(workspace_.as_of())},
            {"listings", fmt::format("{}, hash {}", acts_.size(), HashText(ids))},
            {"jsonl", options_.jsonl ? "yes" : "no"},
            {"chunk", std::to_string(options_.acts_a_chunk)},
            {"degree_max", std::to_string(options_.degree_max)}};
  }

  absl::Status Open() {
    auto folder = PartFolder::Open(options_.out, Input(), options_.resume);
    if (!folder.ok()) return folder.status();
    folder_ = *std::move(folder);
    const auto journal = folder_->Journal();
    if (!journal.ok()) return journal.status();
    auto before = ReadJournal(*journal);
    if (!before.ok()) return before.status();
    report_.tally = *std::move(before);
    report_.listings_before = report_.tally.listings;
    absl::Status status = Append("findings.csv", kFindingsHeader, "");
    if (status.ok()) status = Append("stops.csv", kStopsHeader, "");
    if (status.ok() && options_.jsonl) status = Append("findings.jsonl", "", "");
    return status;
  }

  absl::Status Append(const std::string& file, std::string_view header, std::string_view bytes) {
    if (!folder_->Holds(file)) {
      if (absl::Status status = folder_->Append(file, header); !status.ok()) return status;
    }
    return bytes.empty() ? absl::OkStatus() : folder_->Append(file, bytes);
  }

  absl::Status WriteChunks() {
    const size_t size = options_.acts_a_chunk;
    query::OrderedRun run;
    run.first = folder_->chunks();
    run.end = (acts_.size() + size - 1) / size;
    run.threads = options_.threads;
    run.ahead = size_t{3} * options_.threads;
    const auto make = [this, size](size_t i) -> absl::StatusOr<ChunkText> {
      const auto acts = acts_.subspan(i * size, std::min(size, acts_.size() - i * size));
      auto chunk = query::ImpactOf(workspace_, acts, options_.degree_max);
      if (!chunk.ok()) return chunk.status();
      if (options_.keep_own) options_.keep_own(&*chunk);
      return TextOf(*chunk, options_);
    };
    const auto take = [this](size_t i, ChunkText text) { return Take(i, text); };
    return query::RunInOrder<ChunkText>(run, make, take);
  }

  absl::Status Take(size_t i, const ChunkText& text) {
    absl::Status status = Append("findings.csv", kFindingsHeader, text.findings);
    if (status.ok()) status = Append("stops.csv", kStopsHeader, text.stops);
    if (status.ok() && options_.jsonl) status = Append("findings.jsonl", "", text.lines);
    for (const auto& [executor, rows] : text.departments) {
      if (status.ok()) status = Append(DepartmentFile(executor), kDepartmentHeader, rows);
    }
    if (status.ok()) status = folder_->AppendToJournal(text.journal);
    if (status.ok()) status = folder_->Checkpoint(i + 1);
    if (!status.ok()) return status;
    report_.tally.Merge(text.tally);
    if (options_.progress && !options_.progress(report_.tally.listings, acts_.size())) {
      return absl::CancelledError("ended before all listings were done; --resume goes on");
    }
    return absl::OkStatus();
  }

  absl::Status WriteParties() {
    const auto ranked = query::Ranked(report_.tally, workspace_.graph(), options_.parties_max);
    query::Parties parties;
    for (const query::RankedParty& row : ranked) parties.Want(row.party);
    if (absl::Status status = parties.Fetch(workspace_.directory()); !status.ok()) return status;
    std::string text(kRankedHeader);
    top_ = wire::Json::array();
    for (size_t i = 0; i < ranked.size(); ++i) {
      const query::PartyCard& card = parties[ranked[i].party];
      const query::PartyImpact& impact = ranked[i].impact;
      text += fmt::format("{},", i + 1);
      AppendCsvField(card.key, &text);
      text += ',';
      AppendCsvField(card.name, &text);
      text += fmt::format(",{},{},{},{},{},{}\r\n", Name(card.type), RegionText(card.region),
                          impact.listings, impact.findings, impact.effective, impact.moved);
      if (i >= kPartiesInSummary) continue;
      top_.push_back({{"id", card.key},
                      {"name", card.name},
                      {"type", Name(card.type)},
                      {"region", wire::RegionJson(card.region)},
                      {"listings", impact.listings},
                      {"findings", impact.findings},
                      {"effective", impact.effective},
                      {"moved", impact.moved}});
    }
    return folder_->Append("parties.csv", text);
  }

  absl::Status WriteSummary() {
    wire::Json result = SummaryOf(report_.tally, workspace_.as_of());
    result["most_concentrated"] = std::move(top_);
    if (!options_.unit.empty()) {
      // Other executors have no file here.
      for (wire::Json& row : result.at("by_executor")) row.erase("file");
    }
    report_.summary = wire::Envelope(workspace_, report_.tally.crowded == 0, std::move(result));
    return folder_->Append("summary.json", report_.summary.dump(2) + "\n");
  }

  // Writes the totals as a workbook and as a page, for people.
  absl::Status WriteBook() {
    const report::Book book = ImpactBook(workspace_, report_.summary.at("result"));
    absl::Status status = report::WriteWorkbook(book, folder_->PathOf("report.xlsx"));
    if (status.ok()) status = report::WriteHtml(book, folder_->PathOf("report.html"));
    return status;
  }

  const query::Workspace& workspace_;
  const std::span<const rules::Act* const> acts_;
  const BatchOptions& options_;
  std::unique_ptr<PartFolder> folder_;
  BatchReport report_;
  wire::Json top_;
};

}  // namespace

absl::StatusOr<BatchReport> WriteBatchReport(const query::Workspace& workspace,
                                             std::span<const rules::Act* const> acts,
                                             const BatchOptions& options) {
  return BatchWriter(workspace, acts, options).Write();
}

}  // namespace liancheng::impact
