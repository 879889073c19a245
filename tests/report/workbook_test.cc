// Reads the workbook back with another program (xlsx2csv), and checks its names and bytes.
#include "server/report/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "fmt/format.h"
#include "tests/report/outside.h"

namespace liancheng::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class WorkbookTest : public testing::Test {
 protected:
  std::string Write(const Book& book, const std::string& name = "report.xlsx") const {
    const std::string path = folder_.File(name);
    const absl::Status status = WriteWorkbook(book, path);
    EXPECT_TRUE(status.ok()) << status;
    return path;
  }
  // The n-th worksheet, from 1: summary, charts, then the book's.
  static std::string Sheet(const std::string& file, int number) {
    return OutputOf(fmt::format("xlsx2csv -f %Y-%m-%d -s {} {}", number, file));
  }
  static std::string Part(const std::string& file, const std::string& part) {
    return OutputOf(fmt::format(
        "python3 -c 'import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1])"
        ".read(sys.argv[2]))' {} {}",
        file, part));
  }
  Folder folder_;
};

TEST_F(WorkbookTest, IsReadBackByAnotherProgram) {
  EXPECT_EQ(Sheet(Write(SmallBook()), 3),
            "名单,期末,执行率,认定日,标识,退出\n"
            "黑名单,10,0.250,2026-08-15,0042,3\n"
            "\"红名单, \"\"甲\"\"\",5,,,91350100M000100Y43,1\n"
            "<b>&',2.5,1.000,1899-12-31,E1,\n");
}

TEST_F(WorkbookTest, BeginsWithASummary) {
  const std::string summary = Sheet(Write(SmallBook()), 1);
  EXPECT_THAT(summary, StartsWith("联合惩戒报告 <2026>,,,\n2026-07-01 至 2026-09-30,,,\n"));
  EXPECT_THAT(summary,
              HasSubstr("截至日,2026-09-30,,\n所知版本,7,,\n类别,内部,,\n规则书 HJ,0123abcd,,\n"));
  EXPECT_THAT(summary, HasSubstr("在列,1234,条,有效的列入\n执行率,0.625,,\n"));
  EXPECT_THAT(summary, HasSubstr("名单变动,3,,期初加列入减退出\n名单变动 (2),0,,\n"));
  EXPECT_THAT(summary, HasSubstr("说明,推送日没有记录 & 待定,,\n"));
}

TEST_F(WorkbookTest, DatesAreDatesAndIdsAreText) {
  const std::string sheet = Part(Write(SmallBook()), "xl/worksheets/sheet3.xml");
  // 2026-08-15 is day 46249 of a worksheet: 25569 for 1970-01-01 and 20680 since.
  EXPECT_THAT(sheet, HasSubstr("<v>46249</v>"));
  EXPECT_THAT(sheet, testing::ContainsRegex("<c r=\"E2\" s=\"[0-9]+\" t=\"s\">"));
}

TEST_F(WorkbookTest, HeadingsAreFrozenAndFiltered) {
  const std::string sheet = Part(Write(SmallBook()), "xl/worksheets/sheet3.xml");
  EXPECT_THAT(sheet, HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\""));
  EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:F4\"/>"));
}

TEST_F(WorkbookTest, HasTheChartsOverTheCells) {
  const std::string file = Write(SmallBook());
  EXPECT_THAT(Part(file, "xl/charts/chart1.xml"), HasSubstr("<c:f>'名单变动'!$B$2:$B$4</c:f>"));
  EXPECT_THAT(Part(file, "xl/charts/chart2.xml"), HasSubstr("<c:grouping val=\"stacked\"/>"));
  EXPECT_THAT(Part(file, "xl/charts/chart2.xml"), HasSubstr("<c:f>'名单变动'!$F$2:$F$4</c:f>"));
  EXPECT_THAT(Part(file, "xl/charts/chart3.xml"), HasSubstr("<c:lineChart>"));
  // The first row on top, the numbers below.
  EXPECT_THAT(Part(file, "xl/charts/chart1.xml"),
              testing::ContainsRegex("<c:catAx>.*<c:orientation val=\"maxMin\"/>.*</c:catAx>"
                                     "<c:valAx>.*<c:orientation val=\"minMax\"/>.*"
                                     "<c:crosses val=\"max\"/>.*</c:valAx>"));
}

TEST_F(WorkbookTest, SameBookSameBytes) {
  const std::string first = BytesOf(Write(SmallBook(), "a.xlsx"));
  EXPECT_EQ(first, BytesOf(Write(SmallBook(), "b.xlsx")));
  EXPECT_THAT(Part(folder_.File("a.xlsx"), "docProps/core.xml"), HasSubstr("2026-09-30T12:00:00Z"));
  Book other = SmallBook();
  other.sheets[0].rows[0][1] = int64_t{11};
  EXPECT_NE(first, BytesOf(Write(other, "c.xlsx")));
}

TEST_F(WorkbookTest, AFileStaysWhenTheNewOneCannotBeWritten) {
  const std::string file = Write(SmallBook());
  const std::string before = BytesOf(file);
  Book bad = SmallBook();
  bad.sheets[0].rows[0].pop_back();
  EXPECT_FALSE(WriteWorkbook(bad, file).ok());
  EXPECT_EQ(BytesOf(file), before);
  const absl::Status nowhere = WriteWorkbook(SmallBook(), folder_.File("no/where.xlsx"));
  EXPECT_EQ(nowhere.code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(std::filesystem::exists(file + ".part"));
}

TEST(WorksheetNames, KeepTheRulesOfWorkbooks) {
  const std::string long_title =
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二";  // 32
  const std::string cut = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一";
  const std::string numbered = "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)";
  EXPECT_THAT(WorksheetNames({"a/b", "A:B", "'c'", "", "摘要", "History", long_title, long_title},
                             {"摘要"}),
              ElementsAre("a b", "A B (2)", "c", "表", "摘要 (2)", "History (2)", cut, numbered));
  // A character outside the first plane counts as two: 15 of them and one more would be 32.
  std::string wide;
  for (int i = 0; i < 16; ++i) wide += "𠀀";
  EXPECT_EQ(WorksheetNames({wide}, {})[0].size(), 15 * 4);
}

}  // namespace
}  // namespace liancheng::report
