// The counts of the standing reports, worked out by hand: lists, answers, comparison, grades,
// terms, ledger, use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fmt/format.h"
#include "query/report/cross.h"
#include "query/report/duties.h"
#include "query/report/grades.h"
#include "query/report/terms.h"
#include "query/report/use.h"
#include "query/report/work.h"
#include "tests/report/quarter.h"

namespace liancheng::report {
namespace {

using query::CrossVerdict;
using query::TermVerdict;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Four firms and a person of one city, a firm of an unknown place; black and red listings that
// begin and end on, before and after the first and last days.
std::vector<std::string> ListFacts() {
  return {
      R"({"entity": "E1", "type": "enterprise", "name": "示例一", "region": "320800"})",
      R"({"entity": "E2", "type": "enterprise", "name": "示例二", "region": "320803"})",
      R"({"entity": "E3", "type": "enterprise", "name": "示例三", "region": "350104"})",
      R"({"entity": "E4", "type": "enterprise", "name": "示例四"})",
      R"j({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decider": "市商务局", "decided_on": "2026-05-10", "valid_to": "2027-05-10"})j",
      R"j({"listing": "L2", "list": "HJ-black", "subject": "E2", "ground": "HJ-6-(一)", "decider": "市商务局", "decided_on": "2026-07-20", "published_on": "2026-07-21", "corrected_on": "2026-08-01", "valid_to": "2027-07-20"})j",
      R"({"ending": "X2", "listing": "L2", "how": "repaired", "on": "2026-09-15"})",
      R"j({"listing": "L3", "list": "HJ-red", "subject": "E2", "ground": "HJ-5-(一)", "decided_on": "2026-06-01", "valid_to": "2026-08-01"})j",
      R"j({"listing": "L4", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(二)", "decider": "市住建局", "decided_on": "2026-09-30", "valid_to": "2027-09-30"})j",
      R"j({"listing": "L5", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2025-07-01", "valid_to": "2026-07-01"})j",
      R"j({"listing": "L6", "list": "HJ-black", "subject": "E2", "ground": "HJ-6-(一)", "decided_on": "2026-10-01", "valid_to": "2027-10-01"})j",
      R"j({"listing": "L7", "list": "HJ-black", "subject": "E4", "ground": "HJ-6-(一)", "decided_on": "2026-07-01", "valid_to": "2027-07-01"})j",
      R"({"ending": "X7", "listing": "L7", "how": "revoked", "on": "2026-08-10"})",
      R"({"listing": "L8", "list": "CS-black", "subject": "E3", "ground": "CS-4.2-1", "decided_on": "2026-08-01", "valid_to": "2027-08-01"})",
      R"j({"listing": "L9", "list": "HJ-black", "subject": "E2", "ground": "HJ-6-(一)", "decided_on": "2026-01-01", "valid_to": "2026-06-30"})j",
  };
}

std::string MovesText(const query::ListMoves& m) {
  return fmt::format("{} {}+{}-r{} v{} u{} s{} e{}={}", m.list, m.opening, m.entered, m.repaired,
                     m.revoked, m.upheld_objection, m.superseded, m.expired, m.closing);
}

std::vector<std::string> MovesOf(const query::ListReport& report) {
  std::vector<std::string> moves;
  for (const query::ListMoves& one : report.lists) {
    EXPECT_EQ(one.opening + one.entered - one.ended(), one.closing) << one.list;
    moves.push_back(MovesText(one));
  }
  return moves;
}

TEST(Lists, ComeAndGo) {
  const query::Workspace workspace = WorkspaceOf(ListFacts());
  const auto report = ReportLists(workspace, Quarter({"HJ"}));
  ASSERT_TRUE(report.ok()) << report.status();
  // Black: L1 and L5 stood before; L2, L4, L7 came; L2 repaired, L7 revoked, L5 ran out on the
  // first day; L1 and L4 stand. L6 and L9 lie outside.
  EXPECT_THAT(MovesOf(*report),
              ElementsAre("HJ-black 2+3-r1 v1 u0 s0 e1=2", "HJ-red 1+0-r0 v0 u0 s0 e1=0"));
  EXPECT_EQ(report->corrected, 1u);  // L2
  // L4 of E1 after L5; L2 of E2 after L9.
  EXPECT_EQ(report->relisted, 2u);
  EXPECT_EQ(report->region_unknown, 0u);
  std::vector<std::string> months;
  for (const auto& m : report->months) {
    months.push_back(fmt::format("{} {} {} {}", m.month, m.entered, m.ended, m.standing));
  }
  // July: in L2, L7, out L5, L1 L2 L7 stand. August: out L7. September: in L4, out L2.
  EXPECT_THAT(months, ElementsAre("2026-07 2 1 3", "2026-08 0 1 2", "2026-09 1 1 2"));
}

TEST(Lists, OfARegionAUnitAndEveryDocument) {
  const query::Workspace workspace = WorkspaceOf(ListFacts());
  query::ReportQuestion question = Quarter({});
  question.region = {320800};
  auto report = ReportLists(workspace, question);
  ASSERT_TRUE(report.ok());
  // Without L7, whose place is not known, and L8 of another province.
  EXPECT_THAT(MovesOf(*report),
              ElementsAre("HJ-black 2+2-r1 v0 u0 s0 e1=2", "HJ-red 1+0-r0 v0 u0 s0 e1=0"));
  EXPECT_EQ(report->region_unknown, 1u);
  question = Quarter({});
  question.unit = "市商务局";
  report = ReportLists(workspace, question);
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(MovesOf(*report), ElementsAre("HJ-black 1+1-r1 v0 u0 s0 e0=1"));
  report = ReportLists(workspace, Quarter({"CS"}));
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(MovesOf(*report), ElementsAre("CS-black 0+1-r0 v0 u0 s0 e0=1"));
}

TEST(Lists, RefuseWhatCannotBeAsked) {
  const query::Workspace workspace = WorkspaceOf(ListFacts());
  query::ReportQuestion question = Quarter({"ZZ"});
  EXPECT_THAT(ReportLists(workspace, question).status().ToString(),
              HasSubstr("no rulebook \"ZZ\""));
  question = Quarter({});
  question.to = DayOf("2026-06-30");
  EXPECT_EQ(ReportLists(workspace, question).status().code(), absl::StatusCode::kInvalidArgument);
}

// HJ-14-(九) S-CRED is recommended to private addressees, S-FUND has no effective basis: advisory.
std::vector<std::string> WorkFacts() {
  std::vector<std::string> lines = ListFacts();
  for (
      const char* line : {
          R"({"feedback": "F1", "listing": "L1", "measure": "S-CRED", "party": "E1", "executed": false, "reason": "无业务往来", "on": "2026-07-10"})",
          R"({"feedback": "F2", "listing": "L1", "measure": "S-CRED", "party": "E1", "executed": true, "executor": "示例银行", "on": "2026-08-10"})",
          R"({"feedback": "F3", "listing": "L1", "measure": "S-FUND", "party": "E1", "executed": true, "executor": "市财政局", "on": "2026-06-10"})",
          R"({"feedback": "F4", "listing": "L4", "measure": "S-CRED", "party": "E1", "executed": true, "executor": "示例银行", "on": "2026-10-02"})",
          R"({"feedback": "F5", "listing": "L2", "measure": "S-CRED", "party": "E2", "executed": false, "reason": "正在核实", "on": "2026-09-01"})",
      }) {
    lines.push_back(line);
  }
  return lines;
}

const query::WorkRow* RowOf(const query::WorkReport& report, const std::string& measure) {
  for (const query::WorkRow& row : report.rows) {
    if (row.measure == measure && !row.incentive) return &row;
  }
  return nullptr;
}

TEST(Work, IsCountedByItsLastAnswer) {
  const query::Workspace workspace = WorkspaceOf(WorkFacts());
  const auto report = ReportWork(workspace, Quarter({"HJ"}));
  ASSERT_TRUE(report.ok()) << report.status();
  // L1, L2, L4 and L7 touch the period; L5 ended on the first day and does not. L7's party is of an
  // unknown region: undetermined, a row of its own.
  const query::WorkRow* credit = RowOf(*report, "S-CRED");
  ASSERT_NE(credit, nullptr);
  EXPECT_EQ(credit->force, model::Force::kRecommended);
  EXPECT_EQ(credit->count.due, 3u);
  EXPECT_EQ(credit->count.executed, 1u);         // L1 by its second answer
  EXPECT_EQ(credit->count.not_executed, 1u);     // L2
  EXPECT_EQ(credit->count.unanswered, 1u);       // L4: its answer came later
  EXPECT_EQ(credit->count.delay_days_sum, 92u);  // from 2026-05-10 to 2026-08-10
  const query::WorkRow* funds = RowOf(*report, "S-FUND");
  ASSERT_NE(funds, nullptr);
  EXPECT_EQ(funds->force, model::Force::kAdvisory);
  EXPECT_EQ(funds->count.due, 3u);
  EXPECT_EQ(funds->count.executed, 1u);
  EXPECT_EQ(report->advisory.executed, 1u);
  EXPECT_EQ(report->sanctions.executed, 1u);
  ASSERT_EQ(report->reasons.size(), 1u);
  EXPECT_EQ(report->reasons[0].reason, "正在核实");
  // Answers of the quarter only.
  ASSERT_EQ(report->cases.size(), 3u);
  EXPECT_EQ(report->cases[0].on, DayOf("2026-07-10"));
  EXPECT_EQ(report->cases[2].listing, "L2");
  // Nothing done on L2, L4 and L7 up to the last day.
  EXPECT_THAT(report->idle, ElementsAre("L2", "L4", "L7"));
}

std::vector<std::string> CrossFacts() {
  return {
      R"({"entity": "A", "type": "enterprise", "name": "红后黑", "region": "320800"})",
      R"({"entity": "B", "type": "enterprise", "name": "黑后红", "region": "320800"})",
      R"({"entity": "C", "type": "enterprise", "name": "两地", "region": "320800"})",
      R"({"entity": "D", "type": "enterprise", "name": "红企业", "region": "320800"})",
      R"({"entity": "F", "type": "enterprise", "name": "旧红企业", "region": "320800"})",
      R"({"entity": "P", "type": "person", "name": "示例甲", "region": "350104"})",
      R"({"relation": "legal_representative", "from": "P", "to": "D", "valid_from": "2020-01-01"})",
      R"({"relation": "legal_representative", "from": "P", "to": "F", "valid_from": "2020-01-01", "valid_to": "2026-09-30"})",
      R"({"relation": "shareholder", "from": "P", "to": "A", "share_percent": "90"})",
      R"j({"listing": "R1", "list": "HJ-red", "subject": "A", "ground": "HJ-5-(一)", "decided_on": "2026-01-01", "valid_to": "2027-01-01"})j",
      R"j({"listing": "B1", "list": "HJ-black", "subject": "A", "ground": "HJ-6-(一)", "decided_on": "2026-02-01", "valid_to": "2027-02-01"})j",
      R"j({"listing": "B2", "list": "HJ-black", "subject": "B", "ground": "HJ-6-(一)", "decided_on": "2026-01-01", "valid_to": "2027-01-01"})j",
      R"j({"listing": "R2", "list": "HJ-red", "subject": "B", "ground": "HJ-5-(一)", "decided_on": "2026-02-01", "valid_to": "2027-02-01"})j",
      R"j({"listing": "R3", "list": "HJ-red", "subject": "C", "ground": "HJ-5-(一)", "decided_on": "2026-01-01", "valid_to": "2027-01-01"})j",
      R"({"listing": "B3", "list": "CS-black", "subject": "C", "ground": "CS-4.2-1", "decided_on": "2026-02-01", "valid_to": "2027-02-01"})",
      R"j({"listing": "R4", "list": "HJ-red", "subject": "D", "ground": "HJ-5-(一)", "decided_on": "2026-01-01", "valid_to": "2027-01-01"})j",
      R"j({"listing": "R5", "list": "HJ-red", "subject": "F", "ground": "HJ-5-(一)", "decided_on": "2026-01-01", "valid_to": "2027-01-01"})j",
      R"({"listing": "B4", "list": "CS-black", "subject": "P", "ground": "CS-4.2-1", "decided_on": "2026-02-01", "valid_to": "2027-02-01"})",
      R"({"listing": "B5", "list": "FZ-black", "subject": "P", "ground": "FZ-7", "decided_on": "2026-02-01", "valid_to": "2027-02-01"})",
      R"j({"listing": "B6", "list": "HJ-black", "subject": "D", "ground": "HJ-6-(一)", "decided_on": "2025-02-01", "valid_to": "2026-09-30"})j",
  };
}

TEST(Cross, TellsAConsequenceFromAWarning) {
  const auto report = ReportCross(WorkspaceOf(CrossFacts()), Quarter({}));
  ASSERT_TRUE(report.ok()) << report.status();
  std::vector<std::string> rows;
  for (const query::CrossRow& row : report->rows) {
    std::string text = fmt::format("{} {} {}", static_cast<int>(row.verdict), row.party.key,
                                   row.red ? row.red->listing : "-");
    for (const query::CrossEntry& black : row.black) text += " " + black.listing;
    if (row.other) text += " " + row.other->key;
    rows.push_back(text);
  }
  // 0 delete, 1 red while black, 2 two documents, 3 several black lists, 4 black head. B6 ended on
  // the last day, P left F on it, and a shareholder is no head.
  EXPECT_THAT(rows, ElementsAre("0 A R1 B1", "1 B R2 B2", "2 C R3 B3", "3 P - B4 B5", "4 D R4 B4 P",
                                "4 D R4 B5 P"));
  EXPECT_EQ(report->parties_on_red, 5u);
  EXPECT_EQ(report->parties_on_black, 4u);
}

TEST(Cross, OfARegionCountsItsParties) {
  query::ReportQuestion question = Quarter({});
  question.region = {350100};
  const auto report = ReportCross(WorkspaceOf(CrossFacts()), question);
  ASSERT_TRUE(report.ok());
  ASSERT_EQ(report->rows.size(), 1u);
  EXPECT_EQ(report->rows[0].verdict, CrossVerdict::kWarnSeveralBlack);
}

TEST(Grades, MoveAgainstTheLastOnesBefore) {
  const auto report = ReportGrades(
      WorkspaceOf({
          R"({"entity": "E1", "type": "enterprise", "name": "示例一"})",
          R"({"entity": "E2", "type": "enterprise", "name": "示例二"})",
          R"({"entity": "E3", "type": "enterprise", "name": "示例三"})",
          R"({"entity": "E4", "type": "enterprise", "name": "示例四"})",
          R"({"grade": "G1", "subject": "E1", "value": "B", "decided_on": "2025-07-01"})",
          R"({"grade": "G2", "subject": "E1", "value": "C", "decided_on": "2026-07-01"})",
          R"({"grade": "G3", "subject": "E1", "value": "A", "decided_on": "2026-09-30"})",
          R"({"grade": "G4", "subject": "E2", "value": "A", "decided_on": "2024-07-01"})",
          R"({"grade": "G5", "subject": "E2", "value": "B", "decided_on": "2025-07-01"})",
          R"({"grade": "G6", "subject": "E2", "value": "D", "decided_on": "2026-08-01"})",
          R"({"grade": "G7", "subject": "E3", "value": "A", "decided_on": "2026-08-01"})",
          R"({"grade": "G8", "subject": "E4", "value": "B", "decided_on": "2026-06-30"})",
          R"({"grade": "G9", "subject": "E4", "value": "A", "decided_on": "2026-10-01"})",
      }),
      Quarter({"TQ"}));
  ASSERT_TRUE(report.ok()) << report.status();
  std::vector<std::string> rows;
  for (const query::GradeRow& row : report->rows) {
    rows.push_back(fmt::format("{} {}->{}", row.party.key, row.before, row.value));
  }
  EXPECT_THAT(rows, ElementsAre("E1 B->A", "E3 ->A", "E2 B->D"));
  EXPECT_EQ(report->better, 1u);
  EXPECT_EQ(report->worse, 1u);
  EXPECT_EQ(report->first, 1u);
  EXPECT_EQ(report->same, 0u);
  EXPECT_EQ(report->not_graded, 1u);
}

// Objections of ten working days: from Monday 2026-08-03 to Monday 2026-08-17.
std::vector<std::string> TermFacts() {
  return {
      R"({"entity": "E1", "type": "enterprise", "name": "示例一", "region": "320800"})",
      R"j({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decider": "市商务局", "decided_on": "2026-07-20", "valid_to": "2027-07-20"})j",
      R"({"objection": "O1", "listing": "L1", "on": "2026-08-03", "result": "rejected", "answered_on": "2026-08-20"})",
      R"j({"listing": "L2", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decider": "市住建局", "decided_on": "2026-05-20", "valid_to": "2027-07-20"})j",
      R"({"objection": "O2", "listing": "L2", "on": "2026-08-03", "result": "upheld", "answered_on": "2026-08-17"})",
      R"({"ending": "X2", "listing": "L2", "how": "upheld_objection", "on": "2026-08-18"})",
      R"j({"listing": "L3", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decider": "市住建局", "decided_on": "2026-05-20", "valid_to": "2027-07-20"})j",
      R"({"objection": "O3", "listing": "L3", "on": "2026-08-03"})",
      R"j({"listing": "L4", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decider": "市住建局", "decided_on": "2026-09-28", "valid_to": "2027-07-20"})j",
  };
}

TEST(Terms, ThatFellDue) {
  const auto rows = ReportTerms(WorkspaceOf(TermFacts()), Quarter({"HJ"}));
  ASSERT_TRUE(rows.ok()) << rows.status();
  std::vector<std::string> terms;
  for (const query::TermRow& row : *rows) {
    terms.push_back(fmt::format("{} {} {} {}", row.listing, row.term,
                                row.end ? model::FormatDate(*row.end) : "-",
                                static_cast<int>(row.verdict)));
  }
  // HJ-9: seven working days after Monday 2026-07-20; nobody states when it was pushed: 4,
  // undetermined. Objections: 1 late, 0 kept, 2 overdue. HJ-16-c: what was found wrong is put right
  // within three working days of 2026-08-17, and nobody states when. The push of L4 falls due in
  // October.
  EXPECT_THAT(terms, ElementsAre("L1 HJ-9 2026-07-29 4", "L1 HJ-16-a 2026-08-17 1",
                                 "L2 HJ-16-a 2026-08-17 0", "L3 HJ-16-a 2026-08-17 2",
                                 "L2 HJ-16-c 2026-08-20 4"));
}

TEST(Duties, AreCountedByUnit) {
  const auto report = ReportDuties(WorkspaceOf(TermFacts()), Quarter({"HJ"}));
  ASSERT_TRUE(report.ok()) << report.status();
  const auto unit = [&](const std::string& name) {
    for (const query::UnitRow& row : report->units) {
      if (row.unit == name) return row;
    }
    ADD_FAILURE() << name;
    return query::UnitRow();
  };
  const query::UnitRow commerce = unit("市商务局");
  EXPECT_TRUE(commerce.registered);
  EXPECT_EQ(commerce.listings_ever, 1u);
  EXPECT_EQ(commerce.terms_late, 1u);
  EXPECT_EQ(commerce.terms_undetermined, 1u);
  const query::UnitRow building = unit("市住建局");
  EXPECT_EQ(building.listings_ever, 3u);
  EXPECT_EQ(building.entered, 1u);
  EXPECT_EQ(building.closing, 2u);
  EXPECT_EQ(building.terms_kept, 1u);
  EXPECT_EQ(building.terms_overdue, 1u);
  EXPECT_EQ(building.terms_undetermined, 1u);
  EXPECT_EQ(building.upheld_objections, 1u);  // the objection and the ending it brought are one
  EXPECT_EQ(unit("市教育局").listings_ever, 0u);
  ASSERT_EQ(report->wrong.size(), 1u);
  EXPECT_EQ(report->wrong[0].on, DayOf("2026-08-17"));
  std::vector<std::string> idle;
  for (const query::IdleRow& row : report->idle) idle.push_back(row.listing);
  EXPECT_THAT(idle, ElementsAre("L1", "L2", "L3", "L4"));
}

// Notice within five working days of publication, correction within three months of the notice.
TEST(Ledger, ShowsHowFarEachOneIs) {
  const auto rows = ReportLedger(
      WorkspaceOf({
          R"({"entity": "E1", "type": "enterprise", "name": "示例一", "region": "610100"})",
          R"({"listing": "L1", "list": "SX-black", "subject": "E1", "ground": "SX-12-a", "decided_on": "2026-07-01", "published_on": "2026-07-06", "valid_to": "2027-07-01"})",
          R"({"notice": "N1", "listing": "L1", "kind": "rectification", "delivered_on": "2026-07-10"})",
          R"({"listing": "L2", "list": "SX-black", "subject": "E1", "ground": "SX-12-a", "decided_on": "2026-05-06", "published_on": "2026-05-06", "valid_to": "2027-05-06"})",
          R"({"notice": "N2", "listing": "L2", "kind": "rectification", "delivered_on": "2026-05-20"})",
          R"({"feedback": "F2", "listing": "L2", "measure": "S-TALK", "party": "E1", "executed": true, "on": "2026-09-01"})",
          R"({"listing": "L3", "list": "SX-watch", "subject": "E1", "ground": "SX-16-e", "decided_on": "2026-07-01", "valid_to": "2027-07-01"})",
          R"({"listing": "L4", "list": "SX-black", "subject": "E1", "ground": "SX-12-a", "decided_on": "2026-05-06", "published_on": "2026-05-06", "corrected_on": "2026-07-20", "valid_to": "2027-05-06"})",
          R"({"notice": "N4", "listing": "L4", "kind": "rectification", "delivered_on": "2026-05-11"})",
          R"({"listing": "L5", "list": "SX-red", "subject": "E1", "ground": "SX-11-a", "decided_on": "2026-07-01"})",
      }),
      Quarter({"SX"}));
  ASSERT_TRUE(rows.ok()) << rows.status();
  std::vector<std::string> text;
  const auto day = [](const std::optional<model::Date>& date) {
    return date ? model::FormatDate(*date) : std::string("-");
  };
  for (const query::LedgerRow& row : *rows) {
    text.push_back(fmt::format("{} due {} sent {} by {} done {} overdue {}", row.listing,
                               day(row.notice_due), day(row.notice_on), day(row.rectify_by),
                               day(row.corrected_on), row.overdue));
  }
  // 2026-05-09 is a Saturday that was worked: 7, 8, 9, 11, 12. 2026-08-20 is a Thursday, 2026-10-10
  // a Saturday that is worked.
  EXPECT_THAT(
      text,
      ElementsAre("L1 due 2026-07-13 sent 2026-07-10 by 2026-10-10 done - overdue false",
                  "L2 due 2026-05-12 sent 2026-05-20 by 2026-08-20 done - overdue true",
                  "L3 due - sent - by - done - overdue false",
                  "L4 due 2026-05-12 sent 2026-05-11 by 2026-08-11 done 2026-07-20 overdue false"));
  EXPECT_THAT((*rows)[1].taken, ElementsAre("S-TALK"));
  EXPECT_EQ((*rows)[1].state, model::ListingState::kOverdue);
  EXPECT_EQ((*rows)[3].state, model::ListingState::kRectified);
}

TEST(Collection, IsByProviderAndUser) {
  const auto report = ReportCollection(
      WorkspaceOf({
          R"({"entity": "E1", "type": "enterprise", "name": "示例一", "region": "320800"})",
          R"({"listing": "L1", "list": "HX-record", "subject": "E1", "ground": "g", "severity": "general", "decider": "市商务局", "decided_on": "2025-08-01"})",
          R"({"listing": "L2", "list": "HX-record", "subject": "E1", "ground": "g", "severity": "general", "decider": "市商务局", "decided_on": "2026-08-01"})",
          R"({"listing": "L3", "list": "HX-record", "subject": "E1", "ground": "g", "severity": "general", "decider": "市商务局", "decided_on": "2025-09-01"})",
          R"({"ending": "X3", "listing": "L3", "how": "repaired", "on": "2026-08-20"})",
          R"({"penalty": "N1", "subject": "E1", "ground": "g", "authority": "市市场监管局", "decided_on": "2026-07-01"})",
          R"({"penalty": "N2", "subject": "E1", "ground": "g", "authority": "市市场监管局", "decided_on": "2026-10-01"})",
          R"({"feedback": "F1", "listing": "L2", "measure": "S-SUP", "party": "E1", "executor": "市财政局", "executed": true, "on": "2026-09-30"})",
          R"({"feedback": "F2", "listing": "L2", "measure": "S-SUP", "party": "E1", "executor": "市财政局", "executed": false, "on": "2026-09-01"})",
          R"({"feedback": "F3", "listing": "L2", "measure": "S-SUP", "party": "E1", "executor": "市财政局", "executed": true, "on": "2026-10-01"})",
      }),
      Quarter({"HX"}));
  ASSERT_TRUE(report.ok()) << report.status();
  std::vector<std::string> providers;
  for (const auto& row : report->providers) {
    providers.push_back(fmt::format("{} {} {}", row.provider, row.listings, row.penalties));
  }
  EXPECT_THAT(providers, ElementsAre("市商务局 1 0", "市市场监管局 0 1"));
  ASSERT_EQ(report->users.size(), 1u);
  EXPECT_EQ(report->users[0].executed, 1u);
  EXPECT_EQ(report->users[0].not_executed, 1u);
  // One year for a general record (HX-27): L1 ran out on 2026-08-01, L3 was repaired before.
  ASSERT_EQ(report->ran_out.size(), 1u);
  EXPECT_EQ(report->ran_out[0].listing, "L1");
  EXPECT_FALSE(report->ran_out[0].repairable);
}

TEST(Delivery, IsWhoWasNamedOrFound) {
  const query::Workspace workspace = WorkspaceOf({
      R"({"entity": "E1", "type": "enterprise", "name": "示例快递", "region": "320800"})",
      R"({"entity": "E2", "type": "enterprise", "name": "示例速递", "region": "320800"})",
      R"({"entity": "E3", "type": "enterprise", "name": "示例商贸", "region": "320800"})",
      R"j({"listing": "L1", "list": "HE-black", "subject": "E1", "ground": "HE-5.2-a", "severity": "serious", "decided_on": "2026-07-01", "valid_to": "2027-07-01"})j",
      R"({"confirmation": "K1", "listing": "L1", "provision": "HE-2.4", "party": "E1", "decided_on": "2026-08-01"})",
      R"j({"listing": "L3", "list": "HE-black", "subject": "E3", "ground": "HE-5.2-a", "decided_on": "2026-07-01", "valid_to": "2027-07-01"})j",
      R"({"penalty": "N2", "subject": "E2", "ground": "g", "authority": "市邮政管理局", "decided_on": "2026-07-01"})",
  });
  const auto rows = ReportDelivery(workspace, Quarter({"HE"}), {"E2"});
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].firm.key, "E1");
  EXPECT_TRUE((*rows)[0].confirmed);
  EXPECT_FALSE((*rows)[0].named);
  ASSERT_EQ((*rows)[0].on.size(), 1u);
  EXPECT_FALSE((*rows)[0].on[0].publishable);  // no rulebook names fields of that list
  EXPECT_EQ((*rows)[1].firm.key, "E2");
  EXPECT_EQ((*rows)[1].penalties, 1u);
  EXPECT_THAT((*rows)[1].on, IsEmpty());
  EXPECT_EQ(ReportDelivery(workspace, Quarter({"HE"}), {"E9"}).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace liancheng::report
