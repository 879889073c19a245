#include "server/impact/impact_book.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fmt/format.h"

namespace liancheng::impact {
namespace {

using report::Cell;
using report::CellKind;
using report::Column;
using report::Sheet;
using wire::Json;

Cell TextOf(const Json& row, const char* key) {
  const auto found = row.find(key);
  if (found == row.end() || found->is_null()) return {};
  const auto text = found->get<std::string>();
  return text.empty() ? Cell() : Cell(text);
}

Cell NumberOf(const Json& row, const char* key) {
  return row.at(key).get<int64_t>();
}

// One way of counting: its word in summary.json, and its name for people.
struct Way {
  const char* word;
  const char* title;
  const char* heading;
  const char* caption;
  bool named;
};

constexpr Way kWays[] = {
    {"measure", "按措施", "措施", "每项措施的结论数与引起它的名单数", true},
    {"executor", "按执行部门", "执行部门", "一条结论有几个执行部门，就在各部门各计一次", false},
    {"region", "按区域", "区划代码", "按当事方所在区域；空白为区域不明", true},
    {"tier", "按层级", "层级", "T1 法律后果，T2 监督或通报；线索（T3）不计入", false},
    {"force", "按效力", "效力", "", false},
    {"standing", "按地位", "地位", "", false},
    {"list", "按名单", "名单", "空白为要求停止合作的通知", false},
    {"ground", "按事由", "事由", "空白为要求停止合作的通知", false},
    {"hops", "按层数", "层数", "从名单当事方走过的关系条数；0 为本人", false},
    {"rulebook", "按文件", "文件", "", false},
    {"provision", "按条款", "条款", "", false},
};

Sheet CountsSheet(const Json& result, const Way& way) {
  Sheet sheet{way.title, way.caption, {}, {}};
  sheet.columns.push_back({way.heading, CellKind::kText, 0});
  if (way.named) sheet.columns.push_back({"名称", CellKind::kText, 0});
  sheet.columns.push_back({"结论", CellKind::kNumber, 0});
  sheet.columns.push_back({"名单", CellKind::kNumber, 0});
  for (const Json& row : result.at(fmt::format("by_{}", way.word))) {
    std::vector<Cell> cells = {TextOf(row, way.word)};
    if (way.named) cells.push_back(TextOf(row, "name"));
    cells.push_back(NumberOf(row, "findings"));
    cells.push_back(NumberOf(row, "listings"));
    sheet.rows.push_back(std::move(cells));
  }
  return sheet;
}

Sheet PartiesSheet(const Json& result) {
  Sheet sheet{"集中度", "同时受名单影响最多的当事方", {}, {}};
  sheet.columns = {{"编号", CellKind::kId, 0},          {"名称", CellKind::kText, 0},
                   {"区划代码", CellKind::kText, 0},    {"名单", CellKind::kNumber, 0},
                   {"结论", CellKind::kNumber, 0},      {"其中有效", CellKind::kNumber, 0},
                   {"经关系而来", CellKind::kNumber, 0}};
  for (const Json& row : result.at("most_concentrated")) {
    sheet.rows.push_back({TextOf(row, "id"), TextOf(row, "name"), TextOf(row, "region"),
                          NumberOf(row, "listings"), NumberOf(row, "findings"),
                          NumberOf(row, "effective"), NumberOf(row, "moved")});
  }
  return sheet;
}

Sheet StopsSheet(const Json& result) {
  Sheet sheet{"停止原因", "后果止于何处；不列明任何一方", {}, {}};
  sheet.columns = {{"原因", CellKind::kText, 0}, {"次数", CellKind::kNumber, 0}};
  for (const Json& row : result.at("stops")) {
    sheet.rows.push_back({TextOf(row, "why"), NumberOf(row, "count")});
  }
  return sheet;
}

void AddChart(std::string title, size_t sheet, const Way& way, report::Book* book) {
  report::Chart chart;
  chart.title = std::move(title);
  chart.sheet = sheet;
  chart.category = way.named ? 1 : 0;
  chart.values = {way.named ? size_t{2} : size_t{1}};
  if (!book->sheets[sheet].rows.empty()) book->charts.push_back(std::move(chart));
}

}  // namespace

report::Book ImpactBook(const query::Workspace& workspace, const Json& result) {
  report::Book book;
  book.title = "批量影响报告";
  book.subtitle = fmt::format("截至 {}", model::FormatDate(workspace.as_of()));
  book.as_of = workspace.as_of();
  book.known_at = workspace.known_at().value;
  book.rulebooks = workspace.Rulebooks();
  for (const Json& row : result.at("by_provision")) {
    book.cites.push_back(row.at("provision").get<std::string>());
  }
  book.notes = {"各项合计为逐个名单影响范围（reach）结论之和。",
                "线索（T3）不产生后果，不列入本报告。"};
  if (result.at("crowded") != 0) {
    book.notes.push_back(
        fmt::format("关系过多而未查看停止原因：{} 次。", result.at("crowded").get<int64_t>()));
  }
  book.figures = {{"名单", NumberOf(result, "listings"), "个", "当日有效的名单与通知"},
                  {"有结论的名单", NumberOf(result, "listings_with_findings"), "个", ""},
                  {"结论", NumberOf(result, "findings"), "条", ""},
                  {"涉及当事方", NumberOf(result, "parties"), "个", "名单当事方在内"}};
  for (const Way& way : kWays) {
    const size_t sheet = book.sheets.size();
    book.sheets.push_back(CountsSheet(result, way));
    const std::string_view word = way.word;
    if (word == "measure") AddChart("各措施的结论", sheet, way, &book);
    if (word == "executor") AddChart("各执行部门的结论", sheet, way, &book);
    if (word == "hops") AddChart("各层的结论", sheet, way, &book);
  }
  book.sheets.push_back(PartiesSheet(result));
  book.sheets.push_back(StopsSheet(result));
  return book;
}

}  // namespace liancheng::impact
