#include <gtest/gtest.h>

#include <string>
#include <tuple>

#include "query/impact/tally.h"
#include "server/impact/finding_text.h"
#include "server/impact/tally_json.h"
#include "server/wire/answers_json.h"
#include "tests/impact/worlds.h"

namespace liancheng::impact {
namespace {

TEST(CsvField, IsQuotedWhereItMustBe) {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},
      {"甲", "甲"},
      {"a,b", "\"a,b\""},
      {"a\"b", "\"a\"\"b\""},
      {"a\nb", "\"a\nb\""},
      {"a\rb", "\"a\rb\""},
      {"a;b", "a;b"},
  };
  for (const auto& [text, field] : rows) {
    std::string out;
    AppendCsvField(text, &out);
    EXPECT_EQ(out, field);
  }
}

// Texts that JSON and CSV must escape, in every text field of a finding.
TEST(FindingText, EscapesAsTheOtherAnswersDo) {
  const query::Workspace workspace =
      Told({R"({"entity": "E\"1", "type": "enterprise", "name": "甲\\乙\t丙"})"}, "2020-06-01");
  const std::string odd = "quote \" slash \\ line\nend \x01\x1f 汉字 /";
  query::Parties parties;
  model::Finding finding;
  finding.subject = workspace.graph().entity({0});
  parties.Want(finding.subject);
  ASSERT_TRUE(parties.Fetch(workspace.directory()).ok());
  finding.measure = odd;
  finding.executors = {odd, ""};
  finding.basis = {{odd, "第一条", model::BasisStatus::kRepealed}};
  finding.path = {{finding.subject,
                   model::Relation::kShareholder,
                   finding.subject,
                   {model::kOpenStart, *model::ParseDate("2021-01-01")},
                   model::ShareBand{100'000, 250'000},
                   odd}};
  finding.notes = {odd};
  std::string line;
  AppendFindingJson(parties, finding, &line);
  EXPECT_EQ(line.back(), '\n');
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(wire::Json::parse(line).dump(), wire::ToJson(parties, finding).dump());
}

TEST(StopReason, LeavesOutTheSingleCase) {
  const std::pair<const char*, const char*> rows[] = {
      {"expired on 2021-03-01", "expired on …"},
      {"ended on 2020-05-15: repaired", "ended on …: repaired"},
      {"TQ covers region 152224, the party belongs to 350104",
       "TQ covers region …, the party belongs to …"},
      {"TQ-14-(三): the deciding department", "TQ-14-(三): the deciding department"},
      {"term 1234 of 12345", "term 1234 of …"},
      {"2020-1-1", "2020-1-1"},
      {"12020-01-01", "…-01-01"},
      {"", ""},
  };
  for (const auto& [why, reason] : rows) EXPECT_EQ(query::StopReason(why), reason);
}

TEST(DepartmentFile, IsASafeNameAndTellsExecutorsApart) {
  const std::pair<std::string, std::string> rows[] = {
      {"区财政局", "departments/区财政局.csv"},
      {"“黑名单”认定部门", "departments/“黑名单”认定部门.csv"},
      {"a/b", "departments/a%2Fb.csv"},
      {"a%2Fb", "departments/a%252Fb.csv"},
      {"..", "departments/%2E..csv"},
      {"", "departments/%.csv"},
  };
  for (const auto& [executor, file] : rows) EXPECT_EQ(DepartmentFile(executor), file);
  const std::string a(300, 'a');
  EXPECT_LT(DepartmentFile(a).size(), 200u);
  EXPECT_NE(DepartmentFile(a), DepartmentFile(a + "a"));
}

TEST(Journal, GivesTheTallyBack) {
  const query::Workspace workspace = Demo("2020-06-01");
  const auto acts = query::ActsInEffect(workspace);
  query::ImpactTally whole;
  std::string lines;
  for (const rules::Act* act : acts) {
    const auto chunk = query::ImpactOf(workspace, {&act, 1}, query::kTiesLookedAtMax);
    ASSERT_TRUE(chunk.ok()) << chunk.status();
    query::ImpactTally one;
    one.Add(*chunk);
    whole.Merge(one);
    lines += JournalLine(one);
  }
  const auto read = ReadJournal(lines);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(SummaryOf(*read, workspace.as_of()).dump(), SummaryOf(whole, workspace.as_of()).dump());
  EXPECT_EQ(read->parties.size(), whole.parties.size());
  for (const auto& [id, party] : whole.parties) {
    const query::PartyImpact& got = read->parties.at(id);
    EXPECT_EQ(std::tie(got.listings, got.findings, got.effective, got.moved),
              std::tie(party.listings, party.findings, party.effective, party.moved));
  }
  EXPECT_FALSE(ReadJournal("{}\n").ok());
  EXPECT_FALSE(ReadJournal("{\n").ok());
}

}  // namespace
}  // namespace liancheng::impact
