// The shape of a book, text of its cells, widths, cleaning and escaping.
#include "server/report/book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "nlohmann/json.hpp"
#include "server/report/book_json.h"
#include "server/report/text.h"
#include "tests/report/outside.h"

namespace liancheng::report {
namespace {

using testing::HasSubstr;

struct BadBook {
  const char* says;
  std::function<void(Book*)> spoil;
};

TEST(CheckBook, TakesAGoodBook) {
  EXPECT_TRUE(CheckBook(SmallBook()).ok());
}

TEST(CheckBook, NamesWhatIsWrong) {
  const std::vector<BadBook> rows = {
      {"sheet \"名单变动\": row 1 has 5 cells, there are 6 columns",
       [](Book* book) { book->sheets[0].rows[0].pop_back(); }},
      {"row 2, column \"期末\": not a number",
       [](Book* book) { book->sheets[0].rows[1][1] = std::string("5"); }},
      {"row 1, column \"名单\": not a text",
       [](Book* book) { book->sheets[0].rows[0][0] = int64_t{5}; }},
      {"row 1, column \"认定日\": not a date",
       [](Book* book) { book->sheets[0].rows[0][3] = model::kOpenEnd; }},
      {"row 1, column \"执行率\": not a percent",
       [](Book* book) { book->sheets[0].rows[0][2] = std::nan(""); }},
      {"column \"期末\": not a number",
       [](Book* book) { book->sheets[0].rows[0][1] = (int64_t{1} << 53) + 1; }},
      {"sheet \"名单变动\": no columns", [](Book* book) { book->sheets[1].columns.clear(); }},
      {"chart \"期末\": no sheet 2", [](Book* book) { book->charts[0].sheet = 2; }},
      {"chart \"期末\": no column 6", [](Book* book) { book->charts[0].category = 6; }},
      {"chart \"期末\": no values", [](Book* book) { book->charts[0].values.clear(); }},
      {"column \"名单\" holds no numbers", [](Book* book) { book->charts[0].values = {0}; }},
  };
  for (const BadBook& row : rows) {
    Book book = SmallBook();
    row.spoil(&book);
    const absl::Status status = CheckBook(book);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << row.says;
    EXPECT_THAT(std::string(status.message()), HasSubstr(row.says));
  }
}

struct CellRow {
  Cell cell;
  CellKind kind;
  const char* text;
};

TEST(CellText, IsAsPeopleReadIt) {
  const CellRow rows[] = {
      {{}, CellKind::kNumber, ""},
      {int64_t{0}, CellKind::kNumber, "0"},
      {int64_t{999}, CellKind::kNumber, "999"},
      {int64_t{1000}, CellKind::kNumber, "1,000"},
      {int64_t{-1234567}, CellKind::kNumber, "-1,234,567"},
      {1234.5, CellKind::kNumber, "1,234.5"},
      {2.004, CellKind::kNumber, "2"},
      {2.345, CellKind::kNumber, "2.35"},
      {-0.25, CellKind::kNumber, "-0.25"},
      {9.999, CellKind::kNumber, "10"},
      {0.5, CellKind::kPercent, "50.0%"},
      {int64_t{1}, CellKind::kPercent, "100.0%"},
      {std::string("0042"), CellKind::kId, "0042"},
      {model::FromCivil({2020, 2, 29}), CellKind::kDate, "2020-02-29"},
  };
  for (const CellRow& row : rows) EXPECT_EQ(CellText(row.cell, row.kind), row.text);
}

TEST(Widths, CountAChineseCharacterAsTwo) {
  EXPECT_EQ(TextWidth("abc"), 3);
  EXPECT_EQ(TextWidth("名单A"), 5);
  EXPECT_EQ(TextWidth("（）"), 4);
  EXPECT_EQ(TextWidth("\xFF"), 1);
  // 7 characters of two cells and one more; the heading with room for the filter's mark: 4 + 3.
  const Sheet sheet{
      "", "", {{"名称"}, {"窄"}, {"定", CellKind::kText, 20}}, {{"一二三四五六七", "", ""}}};
  EXPECT_EQ(ColumnWidth(sheet, 0), 15);
  EXPECT_EQ(ColumnWidth(sheet, 1), 8);
  EXPECT_EQ(ColumnWidth(sheet, 2), 20);
}

TEST(Text, IsCleanAndEscaped) {
  EXPECT_EQ(Clean("a\x01\tb\n\x7F\xC3\x28"), "a\tb\n\xEF\xBF\xBD(");
  EXPECT_EQ(Escaped("<a href='x'>\"&\"</a>"),
            "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
  EXPECT_EQ(Shortened("名单名单", 8), "名单名单");
  EXPECT_EQ(Shortened("名单名单", 7), "名单名…");
  EXPECT_EQ(Shortened("名单名单", 6), "名单…");
}

TEST(BookJson, HoldsTheSameCells) {
  const auto json = nlohmann::json::parse(BookJson(SmallBook()));
  EXPECT_EQ(json.at("as_of"), "2026-09-30");
  EXPECT_EQ(json.at("audience"), "internal");
  EXPECT_EQ(json.at("rulebooks").at("HJ"), "0123abcd");
  EXPECT_EQ(json.at("figures").at(1).at("value"), 0.625);
  const auto& sheet = json.at("sheets").at(0);
  EXPECT_EQ(sheet.at("columns").at(2).at("kind"), "percent");
  EXPECT_EQ(sheet.at("rows").at(0),
            nlohmann::json::parse(R"(["黑名单", 10, 0.25, "2026-08-15", "0042", 3])"));
  EXPECT_TRUE(sheet.at("rows").at(1).at(2).is_null());
}

}  // namespace
}  // namespace liancheng::report
