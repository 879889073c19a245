#include "server/cli/text/text.h"

#include <gtest/gtest.h>

#include "server/cli/files/csv_out.h"
#include "server/cli/text/table.h"

namespace liancheng::cli {
namespace {

TEST(DisplayWidth, CountsChineseAsTwoColumns) {
  EXPECT_EQ(DisplayWidth(""), 0u);
  EXPECT_EQ(DisplayWidth("E101"), 4u);
  EXPECT_EQ(DisplayWidth("重点监督"), 8u);
  EXPECT_EQ(DisplayWidth("(一)"), 4u);
  EXPECT_EQ(DisplayWidth("（一）"), 6u);
  EXPECT_EQ(DisplayWidth("\xff"), 1u);
}

TEST(Table, LinesUpMixedText) {
  Table table({"party", "name", "x"});
  table.Add({"E1", "重点", "a"});
  table.Add({"E1000", "ab", ""});
  EXPECT_EQ(table.Text(2),
            "  party  name  x\n"
            "  E1     重点  a\n"
            "  E1000  ab\n");
}

TEST(CreditFile, PrintsStepsAndProposals) {
  rules::Act decided;
  decided.id = "L1";
  decided.listing.list = "TQ-black";
  decided.listing.ground = "g";
  decided.listing.decided_on = *model::ParseDate("2020-03-01");
  decided.steps = {
      {"S1", model::ListingState::kRepairApplied, *model::ParseDate("2020-05-06"), "甲公司"},
      {"S2", model::ListingState::kRepaired, *model::ParseDate("2020-07-01"), ""}};
  rules::Act proposed;
  proposed.id = "L2";
  proposed.listing.list = "TQ-black";
  proposed.listing.decided_on = model::kOpenEnd;
  proposed.listing.proposed_on = *model::ParseDate("2020-02-10");
  query::CreditFile file;
  file.party.fact.entity.key = "E1";
  file.acts = {
      {&decided, {decided.listing.decided_on, *model::ParseDate("2021-03-01")}, "decided", {}},
      {&proposed, {model::kOpenEnd, model::kOpenEnd}, "proposed", {}}};
  file.as_of = *model::ParseDate("2015-01-01");
  file.party.fact.region = {110103};  // 崇文区, merged away in 2010
  const std::string text = Text(file);
  EXPECT_NE(text.find("  region       110103 北京市崇文区 (not in GB/T 2260 on this day)\n"),
            std::string::npos)
      << text;
  const size_t acts = text.find("listings and demands\n");
  ASSERT_NE(acts, std::string::npos) << text;
  EXPECT_EQ(text.substr(acts),
            "listings and demands\n"
            "  id  list      ground  decided                effect                    state     "
            "decider  document\n"
            "  L1  TQ-black  g       2020-03-01             2020-03-01 to 2021-03-01  decided\n"
            "  L2  TQ-black          (proposed 2020-02-10)  none                      proposed\n"
            "  L1: 2020-05-06 已申请修复 repair_applied (S1, 甲公司)\n"
            "  L1: 2020-07-01 已修复归档 repaired (S2)\n");
}

TEST(Csv, QuotesWhatNeedsIt) {
  EXPECT_EQ(CsvRow({"a", "b,c", "d\"e", "f\ng"}), "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n");
}

TEST(Csv, WritesListsAndPathsAsText) {
  const auto items = wire::Json::parse(
      R"([{"id": "E1", "to": null, "executors": ["a", "b"],
           "path": [{"from": "P1", "relation": "owner", "to": "E1"}]}])");
  EXPECT_EQ(CsvTable(items, {"id", "to", "executors", "path"}),
            "id,to,executors,path\r\nE1,,a; b,P1 -owner-> E1\r\n");
}

}  // namespace
}  // namespace liancheng::cli
