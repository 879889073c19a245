#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "server/impact/batch_report.h"
#include "server/impact/impact_book.h"
#include "tests/impact/worlds.h"

namespace liancheng::impact {
namespace {

report::Book BookOf(const std::string& day, wire::Json* result) {
  const TemporaryFolder folder;
  const query::Workspace workspace = Demo(day);
  BatchOptions options;
  options.out = folder / "out";
  options.sync = false;
  const auto acts = query::ActsInEffect(workspace);
  const auto batch = WriteBatchReport(workspace, acts, options);
  EXPECT_TRUE(batch.ok()) << batch.status();
  for (const char* file : {"report.xlsx", "report.html"}) {
    EXPECT_GT(ReadFile(folder / ("out/" + std::string(file))).size(), 1000u) << file;
  }
  *result = batch->summary.at("result");
  return ImpactBook(workspace, *result);
}

TEST(ImpactBook, HoldsTheCountsOfTheSummary) {
  wire::Json result;
  const report::Book book = BookOf("2020-06-01", &result);
  EXPECT_TRUE(report::CheckBook(book).ok()) << report::CheckBook(book);
  EXPECT_EQ(book.audience, report::Audience::kInternal);
  EXPECT_EQ(std::get<int64_t>(book.figures.at(2).value), result.at("findings").get<int64_t>());
  // Eleven ways of counting, the parties and the stops.
  ASSERT_EQ(book.sheets.size(), 13u);
  EXPECT_EQ(book.sheets[0].rows.size(), result.at("by_measure").size());
  int64_t findings = 0;
  for (const auto& row : book.sheets[0].rows) findings += std::get<int64_t>(row[2]);
  EXPECT_EQ(findings, result.at("findings").get<int64_t>());
  EXPECT_EQ(book.charts.size(), 3u);
}

TEST(ImpactBook, OfNothingIsWellFormed) {
  wire::Json result;
  const report::Book book = BookOf("1990-01-01", &result);
  EXPECT_TRUE(report::CheckBook(book).ok()) << report::CheckBook(book);
  EXPECT_TRUE(book.charts.empty());
}

}  // namespace
}  // namespace liancheng::impact
