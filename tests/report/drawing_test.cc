// Lengths of bars, points of lines and curves, worked out by hand.
#include "server/report/drawing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace liancheng::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> All(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

Book BookOf(Chart::Kind kind, std::vector<std::vector<Cell>> rows, std::vector<size_t> values) {
  Book book;
  book.sheets = {{"表",
                  "",
                  {{"名", CellKind::kText}, {"甲", CellKind::kNumber}, {"乙", CellKind::kNumber}},
                  std::move(rows)}};
  book.charts = {{kind, "图", 0, 0, std::move(values)}};
  return book;
}

// Names of at most six cells leave 6 * 6.6 + 14 = 53.6 on the left and 64 on the right: 642.4 in
// all.
TEST(Bars, AreAsLongAsTheirValues) {
  // Up to 10 in five steps of 2.
  const Book book =
      BookOf(Chart::Kind::kBar, {{"一", int64_t{10}, {}}, {"二", int64_t{5}, {}}}, {1});
  EXPECT_THAT(All(DrawChart(book, book.charts[0]), "<rect[^>]* width=\"([0-9.]+)\""),
              ElementsAre("642.4", "321.2"));
  // 7 asks for steps of 1.4 at least: of 2, up to 8; 642.4 * 7 / 8.
  const Book seven = BookOf(Chart::Kind::kBar, {{"一", int64_t{7}, {}}}, {1});
  EXPECT_THAT(All(DrawChart(seven, seven.charts[0]), "<rect[^>]* width=\"([0-9.]+)\""),
              ElementsAre("562.1"));
}

TEST(StackedBars, StandBehindEachOther) {
  // 6 + 2 = 8 in steps of 2: 6/8 and 2/8 of 642.4; the second begins where the first ends.
  const Book book = BookOf(Chart::Kind::kStackedBar, {{"一", int64_t{6}, int64_t{2}}}, {1, 2});
  const std::string svg = DrawChart(book, book.charts[0]);
  EXPECT_THAT(All(svg, "<rect[^>]* width=\"([0-9.]+)\""), ElementsAre("481.8", "160.6"));
  EXPECT_THAT(All(svg, "<rect[^>]* x=\"([0-9.]+)\""), ElementsAre("53.6", "535.4"));
  EXPECT_THAT(All(svg, "<rect class=\"(s[0-9])\""), ElementsAre("s0", "s1"));
}

TEST(Bars, BelowZeroGoLeft) {
  // From -5 to 5 in steps of 2: -6 to 6. 642.4 / 12 a unit; zero at 53.6 + 321.2.
  const Book book =
      BookOf(Chart::Kind::kBar, {{"一", int64_t{5}, {}}, {"二", int64_t{-5}, {}}}, {1});
  const std::string svg = DrawChart(book, book.charts[0]);
  EXPECT_THAT(All(svg, "<rect[^>]* width=\"([0-9.]+)\""), ElementsAre("267.7", "267.7"));
  EXPECT_THAT(All(svg, "<rect[^>]* x=\"([0-9.]+)\""), ElementsAre("374.8", "107.1"));
}

TEST(Lines, GoThroughTheirValues) {
  // Across: 62 to 736. Down: 246 is zero and 14 the top; up to 10: 10 at 14, 5 at 130.
  const Book book =
      BookOf(Chart::Kind::kLine,
             {{"1月", int64_t{0}, {}}, {"2月", int64_t{10}, {}}, {"3月", int64_t{5}, {}}}, {1});
  EXPECT_THAT(All(DrawChart(book, book.charts[0]), "points=\"([^\"]+)\""),
              ElementsAre("62.0,246.0 399.0,14.0 736.0,130.0"));
}

TEST(Charts, DrawOnlyTheFirstRows) {
  Book book = BookOf(Chart::Kind::kBar, {}, {1});
  EXPECT_THAT(DrawChart(book, book.charts[0]), IsEmpty());
  for (int64_t i = 0; i < 30; ++i) book.sheets[0].rows.push_back({"行", i, {}});
  EXPECT_EQ(All(DrawChart(book, book.charts[0]), "<(rect) ").size(), 20);
}

TEST(Charts, SayWhatTheyShow) {
  const Book book = BookOf(Chart::Kind::kBar, {{"<一>", int64_t{10}, {}}}, {1});
  EXPECT_THAT(DrawChart(book, book.charts[0]), HasSubstr("aria-label=\"图; &lt;一&gt; 甲 10\""));
}

TEST(ReachMap, HasACurveForEachEdge) {
  const std::vector<ReachEdge> edges = {
      {"甲", "乙", "法定代表人"}, {"甲", "丙", "执行"}, {"丁", "丙", "执行"}};
  EXPECT_THAT(KindsOf(edges), ElementsAre("法定代表人", "执行"));
  const std::string svg = DrawReachMap(edges);
  EXPECT_THAT(All(svg, "<path class=\"(s[0-9])\""), ElementsAre("s0", "s1", "s1"));
  // Two a side over 2 * 24 + 24 = 72 high: middles at 12 + 12 and 12 + 36.
  EXPECT_THAT(All(svg, "d=\"M250.0 ([0-9.]+) "), ElementsAre("24.0", "24.0", "48.0"));
  EXPECT_THAT(All(svg, " 510.0 ([0-9.]+)\""), ElementsAre("24.0", "48.0", "48.0"));
  EXPECT_THAT(DrawReachMap({}), IsEmpty());
}

}  // namespace
}  // namespace liancheng::report
