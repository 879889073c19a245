// The page is well-formed, complete in itself and escaped; another program reads it.
#include "server/report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "fmt/format.h"
#include "tests/report/outside.h"

namespace liancheng::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class HtmlTest : public testing::Test {
 protected:
  std::string Write(const Book& book) const {
    const std::string path = folder_.File("report.html");
    const absl::Status status = WriteHtml(book, path);
    EXPECT_TRUE(status.ok()) << status;
    return path;
  }
  static std::string Path(const std::string& file, const std::string& path) {
    return OutputOf(fmt::format("xmllint --nonet --xpath '{}' {}", path, file));
  }
  Folder folder_;
};

TEST_F(HtmlTest, IsWellFormedAndNamed) {
  const std::string file = Write(SmallBook());
  OutputOf("xmllint --nonet --noout " + file);
  EXPECT_EQ(Path(file, "string(/html/@lang)"), "zh-CN\n");
  EXPECT_EQ(Path(file, "string(/html/head/title)"), "联合惩戒报告 <2026>\n");
}

TEST_F(HtmlTest, NeedsNothingElse) {
  const std::string page = HtmlPage(SmallBook());
  for (const char* word :
       {"http:", "https:", "src=", "href=", "<script", "url(", "@import", "<link"}) {
    EXPECT_THAT(page, Not(HasSubstr(word)));
  }
}

TEST_F(HtmlTest, HoldsEveryCell) {
  const std::string file = Write(SmallBook());
  const std::string body = "(//table)[last()]/tbody";
  EXPECT_EQ(Path(file, "count(" + body + "/tr)"), "3\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[1]/th)"), "黑名单\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[1]/td[1])"), "10\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[1]/td[2])"), "25.0%\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[1]/td[3])"), "2026-08-15\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[1]/td[4])"), "0042\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[3]/th)"), "<b>&'\n");
  EXPECT_EQ(Path(file, "string(" + body + "/tr[2]/td[2])"), "\n");
}

TEST_F(HtmlTest, CanBeReadAloud) {
  const std::string file = Write(SmallBook());
  // Two tables: the map's and the first sheet's; the second sheet is empty and says so.
  EXPECT_EQ(Path(file, "count(//table)"), "2\n");
  EXPECT_EQ(Path(file, "count(//table[caption])"), "2\n");
  EXPECT_EQ(Path(file, "count(//thead//th[@scope=\"col\"])"), "9\n");
  EXPECT_EQ(Path(file, "count(//tbody//th[@scope=\"row\"])"), "6\n");
  EXPECT_EQ(Path(file, "count(//svg[@role=\"img\"][@aria-label])"), "4\n");
  EXPECT_EQ(Path(file, "string(//p[@class=\"none\"])"), "没有记录。\n");
}

TEST_F(HtmlTest, SaysForWhomItIs) {
  Book book = SmallBook();
  EXPECT_EQ(Path(Write(book), "string(//span[starts-with(@class,\"badge\")])"), "内部\n");
  book.audience = Audience::kPublic;
  EXPECT_EQ(Path(Write(book), "string(//span[starts-with(@class,\"badge\")])"), "公开\n");
}

TEST_F(HtmlTest, LongTablesAreCutAndSaySo) {
  Book book;
  book.sheets = {{"长表", "", {{"行", CellKind::kNumber}}, {}}};
  for (int64_t i = 0; i < 2001; ++i) book.sheets[0].rows.push_back({i});
  const std::string file = Write(book);
  EXPECT_EQ(Path(file, "count(//tbody/tr)"), "2000\n");
  EXPECT_EQ(Path(file, "string(//caption)"), "长表: 共 2,001 行, 此处为前 2000 行, 全部见工作簿\n");
}

TEST_F(HtmlTest, SameBookSameBytes) {
  EXPECT_EQ(HtmlPage(SmallBook()), HtmlPage(SmallBook()));
}

TEST_F(HtmlTest, AFileStaysWhenTheNewOneCannotBeWritten) {
  Book bad = SmallBook();
  bad.charts[0].sheet = 9;
  const std::string file = Write(SmallBook());
  const std::string before = BytesOf(file);
  EXPECT_FALSE(WriteHtml(bad, file).ok());
  EXPECT_EQ(BytesOf(file), before);
  const absl::Status nowhere = WriteHtml(SmallBook(), folder_.File("no/where.html"));
  EXPECT_EQ(nowhere.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(nowhere.message()), HasSubstr("where.html"));
  EXPECT_FALSE(std::filesystem::exists(file + ".part"));
}

}  // namespace
}  // namespace liancheng::report
