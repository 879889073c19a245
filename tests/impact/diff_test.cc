#include <gtest/gtest.h>

#include <sstream>

#include "query/questions.h"
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
