// Each standing report as a book: it passes CheckBook, cites its rows and masks ID numbers; public
// books have no single parties.
#include "server/report/standing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/report/book_json.h"
#include "server/report/html.h"
#include "server/report/masking.h"
#include "tests/report/quarter.h"

namespace liancheng::report {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

constexpr std::string_view kIdNumber = "11010519491231002X";  // the example of GB 11643

std::vector<std::string> Facts() {
  return {
      R"({"entity": "11010519491231002X", "type": "person", "name": "演示人", "region": "320800"})",
      R"({"entity": "E1", "type": "enterprise", "name": "示例企业", "region": "320800"})",
      R"({"entity": "T1", "type": "individual_business", "name": "示例商户", "region": "152224"})",
      R"({"relation": "contact", "from": "E1", "to": "phone:000-线索"})",
      R"j({"listing": "L1", "list": "HJ-black", "subject": "11010519491231002X", "ground": "HJ-6-(一)", "decider": "市商务局", "decided_on": "2026-07-20", "valid_to": "2027-07-20"})j",
      R"j({"listing": "L2", "list": "HJ-red", "subject": "E1", "ground": "HJ-5-(一)", "decided_on": "2026-07-20", "valid_to": "2027-07-20"})j",
      R"j({"listing": "L3", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2026-07-21", "valid_to": "2027-07-20"})j",
      R"({"listing": "L4", "list": "SX-black", "subject": "E1", "ground": "SX-12-a", "decided_on": "2026-07-21", "valid_to": "2027-07-20"})",
      R"({"listing": "L5", "list": "CS-black", "subject": "E1", "ground": "CS-4.2-1", "decided_on": "2026-07-21", "valid_to": "2027-07-20"})",
      R"({"feedback": "F1", "listing": "L3", "measure": "S-FUND", "party": "E1", "executor": "市财政局", "executed": false, "reason": "11010519491231002X申请复核", "on": "2026-08-01"})",
      R"({"grade": "G1", "subject": "T1", "value": "A", "decided_on": "2026-08-01"})",
  };
}

absl::StatusOr<Book> Ask(ReportKind kind, Audience audience = Audience::kInternal) {
  StandingQuestion question;
  question.kind = kind;
  question.from = DayOf("2026-07-01");
  question.to = DayOf("2026-09-30");
  question.firms = {"E1"};
  question.audience = audience;
  return StandingReport(WorkspaceOf(Facts()), question);
}

std::vector<std::string> SheetsOf(const Book& book) {
  std::vector<std::string> titles;
  for (const Sheet& sheet : book.sheets) titles.push_back(sheet.title);
  return titles;
}

TEST(Standing, EveryKindIsAGoodBook) {
  for (int i = 0; i < kReportKindCount; ++i) {
    const auto kind = static_cast<ReportKind>(i);
    EXPECT_EQ(ParseReportKind(Name(kind)), kind);
    for (const Audience audience : {Audience::kInternal, Audience::kPublic}) {
      const auto book = Ask(kind, audience);
      ASSERT_TRUE(book.ok()) << Name(kind) << ": " << book.status();
      EXPECT_TRUE(CheckBook(*book).ok()) << Name(kind) << ": " << CheckBook(*book);
      EXPECT_EQ(book->as_of, DayOf("2026-09-30"));
      EXPECT_EQ(book->audience, audience);
      EXPECT_FALSE(book->cites.empty());
      EXPECT_FALSE(book->sheets.empty());
      EXPECT_EQ(book->rulebooks.size(), 9u);
    }
  }
}

TEST(Standing, NoBookHoldsAnIdNumberOrAClue) {
  for (int i = 0; i < kReportKindCount; ++i) {
    for (const Audience audience : {Audience::kInternal, Audience::kPublic}) {
      const auto book = Ask(static_cast<ReportKind>(i), audience);
      ASSERT_TRUE(book.ok());
      for (const std::string& text : {HtmlPage(*book), BookJson(*book)}) {
        EXPECT_THAT(text, Not(HasSubstr(std::string(kIdNumber))));
        EXPECT_THAT(text, Not(HasSubstr("000-线索")));
      }
    }
  }
}

TEST(Standing, PublicBooksNameNobodyButWhomARowPublishes) {
  for (int i = 0; i < kReportKindCount; ++i) {
    const auto kind = static_cast<ReportKind>(i);
    const auto book = Ask(kind, Audience::kPublic);
    ASSERT_TRUE(book.ok());
    const std::string text = BookJson(*book);
    EXPECT_THAT(text, Not(HasSubstr("演示人")));
    if (kind != ReportKind::kDelivery) {
      EXPECT_THAT(text, Not(HasSubstr("示例企业")));
    }
    if (kind != ReportKind::kGrades) {
      EXPECT_THAT(text, Not(HasSubstr("示例商户")));
    }
    EXPECT_THAT(text, Not(HasSubstr("申请复核")));
  }
  EXPECT_THAT(BookJson(*Ask(ReportKind::kGrades, Audience::kPublic)),
              HasSubstr("示例商户"));  // TQ-13
  EXPECT_THAT(BookJson(*Ask(ReportKind::kDelinquency)), HasSubstr("演示人"));
}

TEST(Standing, HoldWhatTheirRowsAskFor) {
  EXPECT_THAT(SheetsOf(*Ask(ReportKind::kQuarterly)),
              IsSupersetOf({"名单变动", "措施执行", "未执行原因", "反馈明细"}));
  EXPECT_THAT(SheetsOf(*Ask(ReportKind::kCross)), Contains("比对结果"));
  EXPECT_THAT(SheetsOf(*Ask(ReportKind::kGrades)),
              IsSupersetOf({"等级分布", "等级变动", "评定结果"}));
  EXPECT_THAT(SheetsOf(*Ask(ReportKind::kCollection)),
              IsSupersetOf({"归集", "应用", "届满未修复"}));
  EXPECT_THAT(SheetsOf(*Ask(ReportKind::kDelinquency)),
              IsSupersetOf({"各单位", "时限", "未见执行", "信息有误"}));
  EXPECT_THAT(SheetsOf(*Ask(ReportKind::kLedger)), IsSupersetOf({"整改进度", "台账"}));
}

TEST(Standing, TakesThePeriodOfTheDocument) {
  StandingQuestion question;
  question.kind = ReportKind::kQuarterly;
  question.to = DayOf("2026-09-30");
  const query::Workspace workspace = WorkspaceOf(Facts());
  // HJ-21-a: a quarter.
  EXPECT_THAT(StandingReport(workspace, question)->subtitle, HasSubstr("2026-07-01 至 2026-09-30"));
  question.kind = ReportKind::kGrades;  // a year
  EXPECT_THAT(StandingReport(workspace, question)->subtitle, HasSubstr("2025-10-01 至 2026-09-30"));
  question.kind = ReportKind::kDelivery;  // 定期, and the parameter has no value
  const absl::Status status = StandingReport(workspace, question).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status.ToString(), HasSubstr("HE.logistics_report"));
}

TEST(Standing, SameQuestionSameBytes) {
  EXPECT_EQ(HtmlPage(*Ask(ReportKind::kQuarterly)), HtmlPage(*Ask(ReportKind::kQuarterly)));
}

struct MaskRow {
  const char* text;
  const char* masked;
};

TEST(Masking, HidesIdNumbersAndNothingElse) {
  const MaskRow rows[] = {
      {"11010519491231002X", "1****************X"},
      {"身份证11010519491231002X。", "身份证1****************X。"},
      {"11010519491231002x", "1****************x"},
      {"110105491231002", "1*************2"},          // the first generation
      {"110105194912310021", "110105194912310021"},    // wrong check character
      {"91350100M000100Y43", "91350100M000100Y43"},    // a code of credit
      {"A11010519491231002X", "A11010519491231002X"},  // part of another code
      {"2026年第3季度", "2026年第3季度"},
  };
  for (const MaskRow& row : rows) EXPECT_EQ(WithoutIdNumbers(row.text), row.masked);
}

}  // namespace
}  // namespace liancheng::report
