#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "server/impact/diff_report.h"
#include "server/impact/diff_run.h"
#include "tests/impact/worlds.h"

namespace liancheng::impact {
namespace {

using query::ChangeKind;
using query::FindingChange;
using wire::Json;

// A listed firm, its legal representative, and the other firm of that person: TQ-14-(三).
const std::vector<std::string> kWorld = {
    R"({"entity": "E1", "type": "enterprise", "name": "甲", "region": "152224"})",
    R"({"entity": "E2", "type": "enterprise", "name": "乙", "region": "152224"})",
    R"({"entity": "P1", "type": "person", "name": "演示人"})",
    R"({"relation": "legal_representative", "id": "R1", "from": "P1", "to": "E1", "valid_from": "2015-01-01"})",
    R"({"relation": "legal_representative", "id": "R2", "from": "P1", "to": "E2", "valid_from": "2016-01-01"})",
    R"x({"listing": "L1", "list": "TQ-black", "subject": "E1", "ground": "TQ-11-(一)", "severity": "serious", "decided_on": "2020-03-01", "valid_to": "2021-03-01"})x",
};

std::vector<std::string> With(const std::string& line) {
  std::vector<std::string> lines = kWorld;
  lines.push_back(line);
  return lines;
}

std::vector<std::string> WithoutListing() {
  std::vector<std::string> lines = kWorld;
  lines.pop_back();
  return lines;
}

struct Compared {
  query::DiffTally tally;
  std::vector<FindingChange> changes;
};

Compared Compare(const query::Workspace& before, const query::Workspace& after) {
  DiffOptions options;
  options.first_max = 1'000'000;
  auto report = WriteDiff(before, after, options);
  EXPECT_TRUE(report.ok()) << report.status();
  return {report->tally, report->first};
}

// Supervision of E2: how it changed and why; the fields of a changed one.
std::string OnE2(const Compared& compared) {
  std::string text;
  for (const FindingChange& change : compared.changes) {
    if (change.subject.key != "E2" || change.finding.measure != "S-SUP") continue;
    text += std::string(Name(change.kind)) + ": " +
            (change.why.empty() ? FieldsText(change) : change.why);
  }
  return text;
}

TEST(Diff, SaysWhatChangedAndWhy) {
  const auto day = [](const std::string& text) { return Told(kWorld, text); };
  const auto with = [](const std::string& line) { return Told(With(line), "2020-06-01"); };
  const struct {
    query::Workspace before;
    query::Workspace after;
    std::string says;
  } rows[] = {
      {day("2020-06-01"), day("2020-06-01"), ""},
      {day("2020-06-01"), day("2020-07-01"), ""},
      {day("2020-06-01"), day("2021-03-01"), "ended: expired on 2021-03-01"},
      {day("2020-02-29"), day("2020-03-01"), "added: its effect begins on 2020-03-01"},
      {Told(WithoutListing(), "2020-06-01"), day("2020-06-01"), "added: the listing is not stated"},
      {day("2020-06-01"), Told(WithoutListing(), "2020-06-01"), "ended: the listing is not stated"},
      {day("2020-06-01"),
       with(R"({"ending": "X1", "listing": "L1", "how": "repaired", "on": "2020-05-01"})"),
       "ended: ended on 2020-05-01: repaired"},
      {day("2020-06-01"),
       with(
           R"({"relation": "legal_representative", "id": "R2", "from": "P1", "to": "E2", "valid_from": "2016-01-01", "valid_to": "2020-05-01"})"),
       "ended: the tie, or a condition of the provision, does not hold"},
      {day("2020-06-01"),
       with(
           R"({"relation": "legal_representative", "id": "R2", "from": "P1", "to": "E2", "valid_from": "2016-01-01", "valid_to": "2020-12-01"})"),
       "changed: path: P1 -legal_representative-> E1 [2015-01-01, ); P1 -legal_representative-> E2 "
       "[2016-01-01, ) -> P1 -legal_representative-> E1 [2015-01-01, ); P1 -legal_representative-> "
       "E2 [2016-01-01, 2020-12-01); to: 2021-03-01 -> 2020-12-01"},
  };
  for (size_t i = 0; i < std::size(rows); ++i) {
    EXPECT_EQ(OnE2(Compare(rows[i].before, rows[i].after)), rows[i].says) << "row " << i;
  }
}

// The shipped rulebooks with every rule that gives S-SUP edited.
std::shared_ptr<const model::RuleLibrary> Edited(void (*edit)(model::Rule&)) {
  auto library = std::make_shared<model::RuleLibrary>(*ShippedLibrary());
  for (model::Rulebook& book : library->books) {
    for (model::Rule& rule : book.rules) {
      if (book.id == "TQ" && rule.give.measure == "S-SUP") edit(rule);
    }
  }
  return library;
}

TEST(Diff, ComparesRulebooks) {
  const query::Workspace now = Told(kWorld, "2020-06-01");
  const auto proposed = [](void (*edit)(model::Rule&)) {
    return Told(kWorld, "2020-06-01", Edited(edit));
  };
  EXPECT_EQ(OnE2(Compare(now, proposed([](model::Rule& rule) { rule.give.name = "加强监督"; }))),
            "changed: name: 重点监督 -> 加强监督");
  EXPECT_EQ(OnE2(Compare(now, proposed([](model::Rule& rule) { rule.give.matters.clear(); }))),
            "changed: matters: inspection -> (none)");
  EXPECT_EQ(OnE2(Compare(now, proposed([](model::Rule& rule) { rule.give.measure = "S-X"; }))),
            "ended: TQ-14-(三) gives no such measure");
}

TEST(Diff, CountsADepartmentThatLosesAFindingAndOneThatGainsIt) {
  const Compared compared = Compare(
      Told(kWorld, "2020-06-01", Edited([](model::Rule& rule) { rule.give.executors = {"甲局"}; })),
      Told(kWorld, "2020-06-01",
           Edited([](model::Rule& rule) { rule.give.executors = {"乙局"}; })));
  EXPECT_GT(compared.tally.changes.changed, 0u);
  EXPECT_EQ(compared.tally.by_executor.at("甲局").changed, compared.tally.changes.changed);
  EXPECT_EQ(compared.tally.by_executor.at("乙局").changed, compared.tally.changes.changed);
  EXPECT_EQ(compared.tally.by_field.at("executors"), compared.tally.changes.changed);
}

TEST(Diff, TellsWhoIsNewlyReached) {
  const Compared compared =
      Compare(Told(WithoutListing(), "2020-06-01"), Told(kWorld, "2020-06-01"));
  EXPECT_EQ(compared.tally.newly_reached(), compared.tally.parties.size());
  EXPECT_EQ(compared.tally.no_longer_reached(), 0u);
  EXPECT_TRUE(compared.tally.parties.contains("E2"));
  EXPECT_EQ(compared.tally.changes.ended, 0u);
  EXPECT_EQ(compared.tally.listings_touched, 1u);
}

uint64_t FindingsOf(const query::Workspace& workspace) {
  uint64_t findings = 0;
  for (const rules::Act* act : query::ActsInEffect(workspace)) {
    const auto answer = query::AskReach(workspace, act->id, {}, {4, 1'000'000, 1'000'000, 100});
    EXPECT_TRUE(answer.ok()) << answer.status();
    findings += answer->findings.size();
  }
  return findings;
}

TEST(Diff, AccountsForEveryFindingOfBothStates) {
  const std::pair<query::Workspace, query::Workspace> rows[] = {
      {Demo("2020-06-01"), Demo("2021-02-25")},
      {Generated("2025-03-01"), Generated("2025-10-01")},
  };
  for (const auto& [before, after] : rows) {
    const Compared there = Compare(before, after);
    const query::ChangeCount& changes = there.tally.changes;
    EXPECT_EQ(there.tally.unchanged + changes.changed + changes.ended, FindingsOf(before));
    EXPECT_EQ(there.tally.unchanged + changes.changed + changes.added, FindingsOf(after));
    EXPECT_GT(changes.ended, 0u);
    const Compared back = Compare(after, before);
    EXPECT_EQ(back.tally.changes.added, changes.ended);
    EXPECT_EQ(back.tally.changes.ended, changes.added);
    EXPECT_EQ(back.tally.changes.changed, changes.changed);
    EXPECT_EQ(back.tally.newly_reached(), there.tally.no_longer_reached());
  }
}

TEST(Diff, OfAStateWithItselfIsEmpty) {
  for (const query::Workspace& workspace : {Demo("2020-06-01"), Generated("2025-10-01")}) {
    const Compared compared = Compare(workspace, workspace);
    EXPECT_EQ(compared.tally.changes.all(), 0u);
    EXPECT_GT(compared.tally.unchanged, 0u);
    EXPECT_EQ(compared.tally.newly_reached(), 0u);
  }
}

std::string Written(DiffForm form, unsigned threads, size_t chunk) {
  std::ostringstream out;
  DiffOptions options;
  options.form = form;
  options.out = &out;
  options.threads = threads;
  options.acts_a_chunk = chunk;
  const auto report = WriteDiff(Demo("2020-06-01"), Demo("2021-02-25"), options);
  EXPECT_TRUE(report.ok()) << report.status();
  return out.str();
}

TEST(Diff, WritesTheSameBytesForAnyThreads) {
  for (const DiffForm form : {DiffForm::kCsv, DiffForm::kJson}) {
    const std::string one = Written(form, 1, 1000);
    EXPECT_GT(one.size(), 1000u);
    for (const unsigned threads : {1u, 2u, 3u}) {
      EXPECT_TRUE(Written(form, threads, 2) == one) << threads;
    }
  }
}

TEST(Diff, JsonHoldsEveryChangeAndTheTotals) {
  const Compared compared = Compare(Demo("2020-06-01"), Demo("2021-02-25"));
  const Json whole = Json::parse(Written(DiffForm::kJson, 2, 2));
  EXPECT_EQ(whole.at("before").at("as_of"), "2020-06-01");
  EXPECT_EQ(whole.at("after").at("as_of"), "2021-02-25");
  const Json& result = whole.at("result");
  EXPECT_EQ(result.at("changes").size(), compared.changes.size());
  EXPECT_EQ(result.at("totals").dump(), TotalsJson(compared.tally).dump());
}

TEST(Diff, JsonOfNoChangeIsWhole) {
  std::ostringstream out;
  DiffOptions options;
  options.form = DiffForm::kJson;
  options.out = &out;
  ASSERT_TRUE(WriteDiff(Demo("2020-06-01"), Demo("2020-06-01"), options).ok());
  EXPECT_TRUE(Json::parse(out.str()).at("result").at("changes").empty());
}

TEST(Diff, EndsWhereItIsToldTo) {
  DiffOptions options;
  options.acts_a_chunk = 2;
  options.progress = [](uint64_t done, uint64_t) { return done < 4; };
  EXPECT_TRUE(
      absl::IsCancelled(WriteDiff(Demo("2020-06-01"), Demo("2021-02-25"), options).status()));
}

std::map<std::string, std::string> Report(const TemporaryFolder& folder, unsigned threads,
                                          size_t chunk) {
  DiffReportOptions options;
  options.out = folder / fmt::format("diff-{}-{}", threads, chunk);
  options.threads = threads;
  options.acts_a_chunk = chunk;
  options.sync = false;
  options.fail_above = 3;
  const auto written = WriteDiffReport(Demo("2020-06-01"), Demo("2021-02-25"), options);
  EXPECT_TRUE(written.ok()) << written.status();
  return FilesBelow(options.out);
}

TEST(DiffReport, HoldsWhatTheCommandPrints) {
  const TemporaryFolder folder;
  const auto files = Report(folder, 2, 2);
  EXPECT_EQ(files.at("changes.csv"), Written(DiffForm::kCsv, 1, 1000));
  const Json whole = Json::parse(Written(DiffForm::kJson, 1, 1000));
  const Json summary = Json::parse(files.at("summary.json"));
  EXPECT_EQ(summary.at("before"), whole.at("before"));
  EXPECT_EQ(summary.at("after"), whole.at("after"));
  Json totals = summary.at("result").at("totals");
  std::map<std::string, uint64_t> of_departments;
  for (Json& row : totals.at("by_executor")) {
    const std::string file = row.at("file").get<std::string>();
    const std::string& text = files.at(file);
    of_departments[file] = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n')) - 1;
    EXPECT_EQ(of_departments[file], row.at("added").get<uint64_t>() +
                                        row.at("ended").get<uint64_t>() +
                                        row.at("changed").get<uint64_t>());
    row.erase("file");
  }
  EXPECT_EQ(totals, whole.at("result").at("totals"));
  EXPECT_EQ(files.size(), of_departments.size() + 4);
  std::istringstream lines(files.at("changes.jsonl"));
  size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_EQ(Json::parse(line), whole.at("result").at("changes").at(count));
  }
  EXPECT_EQ(count, whole.at("result").at("changes").size());
  EXPECT_EQ(summary.at("result").at("threshold"),
            Json({{"fail_above", 3}, {"changes", count}, {"exceeded", true}}));
}

TEST(DiffReport, PartiesAreThoseWithAChangeMostFirst) {
  const TemporaryFolder folder;
  const auto files = Report(folder, 1, 1000);
  std::map<std::string, uint64_t> changes;
  for (const FindingChange& change : Compare(Demo("2020-06-01"), Demo("2021-02-25")).changes) {
    ++changes[change.subject.key];
  }
  std::istringstream lines(files.at("parties.csv"));
  std::string line;
  std::getline(lines, line);
  uint64_t last = UINT64_MAX;
  size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    const uint64_t of_party = changes.at(line.substr(0, line.find(',')));
    EXPECT_LE(of_party, last);
    last = of_party;
  }
  EXPECT_EQ(count, changes.size());
}

TEST(DiffReport, IsTheSameForAnyThreads) {
  const TemporaryFolder folder;
  const auto one = Report(folder, 1, 1000);
  for (const unsigned threads : {1u, 3u}) EXPECT_EQ(Report(folder, threads, 2), one) << threads;
}

TEST(DiffReport, LeavesNothingWhereItWasEnded) {
  const TemporaryFolder folder;
  DiffReportOptions options;
  options.out = folder / "ended";
  options.acts_a_chunk = 2;
  options.progress = [](uint64_t, uint64_t) { return false; };
  EXPECT_TRUE(
      absl::IsCancelled(WriteDiffReport(Demo("2020-06-01"), Demo("2021-02-25"), options).status()));
  EXPECT_FALSE(std::filesystem::exists(options.out));
}

TEST(Diff, SaysThatItCannotBeWritten) {
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  DiffOptions options;
  options.form = DiffForm::kCsv;
  options.out = &out;
  EXPECT_EQ(WriteDiff(Demo("2020-06-01"), Demo("2021-02-25"), options).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace liancheng::impact
