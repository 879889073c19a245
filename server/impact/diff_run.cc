#include "server/impact/diff_run.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "query/impact/ordered_run.h"
#include "server/impact/finding_text.h"

namespace liancheng::impact {
namespace {

using query::FindingChange;
using wire::Json;

constexpr size_t kPartiesShown = 20;

struct DiffText {
  DiffRows rows;
  query::DiffTally tally;
  std::vector<FindingChange> first;
};

std::string Joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "; "));
}

void AppendCsv(const FindingChange& change, std::string* out) {
  const model::Finding& finding = change.finding;
  const std::string fields[] = {std::string(Name(change.kind)),
                                finding.listing,
                                finding.list,
                                change.subject.key,
                                change.subject.name,
                                RegionText(change.subject.region),
                                finding.measure,
                                finding.name,
                                std::string(Name(finding.standing)),
                                std::string(Name(finding.tier)),
                                std::string(Name(finding.force)),
                                Joined(change.executors),
                                finding.rulebook,
                                finding.provision,
                                model::FormatDate(finding.effect.from),
                                model::FormatDate(finding.effect.to),
                                FieldsText(change),
                                change.why};
  for (size_t i = 0; i < std::size(fields); ++i) {
    if (i > 0) *out += ',';
    AppendCsvField(fields[i], out);
  }
  *out += "\r\n";
}

Json DayJson(model::Date day) {
  const std::string text = model::FormatDate(day);
  return text.empty() ? Json(nullptr) : Json(text);
}

Json ChangeJson(const FindingChange& change) {
  const model::Finding& finding = change.finding;
  Json fields = Json::array();
  for (const query::FieldChange& field : change.fields) {
    fields.push_back({{"field", field.field}, {"before", field.before}, {"after", field.after}});
  }
  return {{"change", Name(change.kind)},
          {"listing", finding.listing},
          {"list", finding.list},
          {"subject", change.subject.key},
          {"subject_name", change.subject.name},
          {"region", wire::RegionJson(change.subject.region)},
          {"measure", finding.measure},
          {"name", finding.name},
          {"standing", Name(finding.standing)},
          {"tier", Name(finding.tier)},
          {"force", Name(finding.force)},
          {"executors", change.executors},
          {"rulebook", finding.rulebook},
          {"provision", finding.provision},
          {"from", DayJson(finding.effect.from)},
          {"to", DayJson(finding.effect.to)},
          {"fields", std::move(fields)},
          {"why", change.why}};
}

void AppendRows(const FindingChange& change, DiffForm form, DiffRows* rows) {
  if (form == DiffForm::kJson || form == DiffForm::kFiles) {
    rows->lines += ChangeJson(change).dump() + '\n';
  }
  if (form != DiffForm::kCsv && form != DiffForm::kFiles) return;
  std::string row;
  AppendCsv(change, &row);
  rows->csv += row;
  if (form != DiffForm::kFiles) return;
  for (const std::string& executor : change.executors) rows->departments[executor] += row;
}

DiffText TextOf(std::vector<query::ActDiff> diffs, const DiffOptions& options) {
  DiffText text;
  for (query::ActDiff& diff : diffs) {
    text.tally.Add(diff);
    for (FindingChange& change : diff.changes) {
      AppendRows(change, options.form, &text.rows);
      if (text.first.size() < options.first_max) text.first.push_back(std::move(change));
    }
  }
  return text;
}

template <typename Counts>
Json CountsJson(const Counts& counts, std::string_view word) {
  using Row = std::pair<std::string, query::ChangeCount>;
  std::vector<Row> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.second.all() > b.second.all(); });
  Json json = Json::array();
  for (const auto& [key, count] : rows) {
    json.push_back({{std::string(word), key},
                    {"added", count.added},
                    {"ended", count.ended},
                    {"changed", count.changed}});
  }
  return json;
}

Json PartiesJson(const query::DiffTally& tally) {
  using Row = std::pair<std::string, query::PartyDiff>;
  std::vector<Row> rows;
  for (const auto& [key, party] : tally.parties) {
    if (party.changes.all() > 0) rows.emplace_back(key, party);
  }
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min(kPartiesShown, rows.size()));
  std::partial_sort(rows.begin(), end, rows.end(), [](const Row& a, const Row& b) {
    return std::pair(b.second.changes.all(), a.first) < std::pair(a.second.changes.all(), b.first);
  });
  Json json = Json::array();
  for (auto row = rows.begin(); row != end; ++row) {
    json.push_back({{"id", row->first},
                    {"name", row->second.name},
                    {"findings_before", row->second.findings.before},
                    {"findings_after", row->second.findings.after},
                    {"added", row->second.changes.added},
                    {"ended", row->second.changes.ended},
                    {"changed", row->second.changes.changed}});
  }
  return json;
}

Json WordsJson(const std::map<std::string, uint64_t>& counts, std::string_view word) {
  std::vector<std::pair<std::string, uint64_t>> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  Json json = Json::array();
  for (const auto& [key, count] : rows) {
    json.push_back({{std::string(word), key}, {"count", count}});
  }
  return json;
}

class DiffWriter {
 public:
  DiffWriter(const query::Workspace& before, const query::Workspace& after,
             const DiffOptions& options)
      : before_(before), after_(after), options_(options) {}

  absl::StatusOr<DiffReport> Write() {
    const std::vector<query::ActPair> acts = query::ActsInEitherEffect(before_, after_);
    const size_t size = options_.acts_a_chunk;
    query::OrderedRun run;
    run.end = (acts.size() + size - 1) / size;
    run.threads = options_.threads;
    run.ahead = size_t{3} * options_.threads;
    Open();
    const auto make = [&](size_t i) -> absl::StatusOr<DiffText> {
      const auto chunk = std::span(acts).subspan(i * size, std::min(size, acts.size() - i * size));
      auto diffs = query::DiffOf(before_, after_, chunk);
      if (!diffs.ok()) return diffs.status();
      return TextOf(*std::move(diffs), options_);
    };
    const auto take = [&](size_t, DiffText text) { return Take(std::move(text), acts.size()); };
    if (absl::Status ran = query::RunInOrder<DiffText>(run, make, take); !ran.ok()) return ran;
    Close();
    if (options_.out != nullptr && !*options_.out) {
      return absl::UnavailableError("the changes could not be written");
    }
    return std::move(report_);
  }

 private:
  void Open() {
    if (options_.form == DiffForm::kCsv) *options_.out << kChangesHeader;
    if (options_.form != DiffForm::kJson) return;
    *options_.out << fmt::format(
        "{{\"before\": {},\n\"after\": {},\n\"result\": {{\"changes\": [\n",
        StateJson(before_).dump(), StateJson(after_).dump());
  }

  absl::Status Take(DiffText text, size_t all) {
    report_.tally.Merge(text.tally);
    for (FindingChange& change : text.first) {
      if (report_.first.size() < options_.first_max) report_.first.push_back(std::move(change));
    }
    if (options_.form == DiffForm::kCsv) *options_.out << text.rows.csv;
    if (options_.form == DiffForm::kJson) WriteLines(text.rows.lines);
    if (options_.form == DiffForm::kFiles) {
      if (absl::Status taken = options_.take_rows(text.rows); !taken.ok()) return taken;
    }
    if (options_.out != nullptr && !*options_.out) {
      return absl::UnavailableError("the changes could not be written");
    }
    if (options_.progress && !options_.progress(report_.tally.listings, all)) {
      return absl::CancelledError("ended before all listings were compared");
    }
    return absl::OkStatus();
  }

  // Writes lines as members of an array.
  void WriteLines(std::string_view lines) {
    while (!lines.empty()) {
      const size_t end = lines.find('\n');
      *options_.out << comma_ << lines.substr(0, end);
      comma_ = ",\n";
      lines.remove_prefix(end + 1);
    }
  }

  void Close() {
    if (options_.form == DiffForm::kJson) {
      *options_.out << fmt::format("\n],\n\"totals\": {}}}}}\n", TotalsJson(report_.tally).dump(2));
    }
    if (options_.out != nullptr) options_.out->flush();
  }

  const query::Workspace& before_;
  const query::Workspace& after_;
  const DiffOptions& options_;
  DiffReport report_;
  std::string_view comma_;
};

}  // namespace

std::string FieldsText(const FindingChange& change) {
  std::vector<std::string> all;
  for (const query::FieldChange& field : change.fields) {
    const auto shown = [](const std::string& text) { return text.empty() ? "(none)" : text; };
    all.push_back(
        fmt::format("{}: {} -> {}", field.field, shown(field.before), shown(field.after)));
  }
  return Joined(all);
}

Json TotalsJson(const query::DiffTally& tally) {
  Json by_measure = CountsJson(tally.by_measure, "measure");
  for (Json& row : by_measure) {
    const auto found = tally.measure_names.find(row.at("measure").get<std::string>());
    row["name"] = found == tally.measure_names.end() ? std::string() : found->second;
  }
  return {{"listings", tally.listings},
          {"listings_touched", tally.listings_touched},
          {"added", tally.changes.added},
          {"ended", tally.changes.ended},
          {"changed", tally.changes.changed},
          {"unchanged", tally.unchanged},
          {"newly_reached", tally.newly_reached()},
          {"no_longer_reached", tally.no_longer_reached()},
          {"by_executor", CountsJson(tally.by_executor, "executor")},
          {"by_measure", std::move(by_measure)},
          {"by_reason", WordsJson(tally.by_reason, "why")},
          {"by_field", WordsJson(tally.by_field, "field")},
          {"most_changed", PartiesJson(tally)}};
}

Json StateJson(const query::Workspace& workspace) {
  Json state = wire::Envelope(workspace, true, nullptr);
  for (const char* key : {"complete", "next", "result"}) state.erase(key);
  return state;
}

absl::StatusOr<DiffReport> WriteDiff(const query::Workspace& before, const query::Workspace& after,
                                     const DiffOptions& options) {
  return DiffWriter(before, after, options).Write();
}

}  // namespace liancheng::impact
