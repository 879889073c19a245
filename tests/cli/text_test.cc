#include <gtest/gtest.h>

#include "server/cli/csv_out.h"
#include "server/cli/table.h"

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
