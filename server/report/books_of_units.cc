// Reports on bodies: HX-35, HJ-22, HP-7.3.
#include <string>
#include <vector>

#include "fmt/format.h"
#include "query/report/duties.h"
#include "query/report/use.h"
#include "server/report/book_parts.h"

namespace liancheng::report {
namespace {

std::string Named(const std::string& unit) {
  return unit.empty() ? "(未写明)" : unit;
}

Sheet IdleSheet(const query::DutyReport& report) {
  Sheet sheet{
      "未见执行",
      "期内在列的黑名单中, 没有任何“已执行”反馈的列入 (HJ-22-(三), G52)。",
      {{"列入", CellKind::kId}, {"名单", CellKind::kId}, {"认定单位"}, {"起", CellKind::kDate}},
      {}};
  AddPartyColumns(&sheet);
  for (const query::IdleRow& one : report.idle) {
    std::vector<Cell> row = {one.listing, one.list, one.decider, Day(one.since)};
    AddPartyCells(one.party, &row);
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet WrongSheet(const query::DutyReport& report) {
  Sheet sheet{
      "信息有误",
      "期内异议成立的列入 (HJ-22-(四)); 是否造成不良影响未记载, 待定。",
      {{"日期", CellKind::kDate}, {"列入", CellKind::kId}, {"名单", CellKind::kId}, {"认定单位"}},
      {}};
  for (const query::WrongRow& one : report.wrong) {
    sheet.rows.push_back({Day(one.on), one.listing, one.list, one.decider});
  }
  return sheet;
}

Sheet RanOutSheet(const query::CollectionReport& report) {
  Sheet sheet{"届满未修复",
              "失信记录在修复前届满 (G03); “可修复”按届满前一日的已知事实。",
              {{"列入", CellKind::kId}, {"名单", CellKind::kId}},
              {}};
  AddPartyColumns(&sheet);
  sheet.columns.insert(
      sheet.columns.end(),
      {{"认定日", CellKind::kDate}, {"届满日", CellKind::kDate}, {"可修复"}, {"未满足的条款"}});
  for (const query::RanOutRow& one : report.ran_out) {
    std::vector<Cell> row = {one.listing, one.list};
    AddPartyCells(one.party, &row);
    row.insert(row.end(), {Day(one.decided_on), Day(one.ended_on), one.repairable ? "是" : "否",
                           Words(one.bars)});
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace

absl::StatusOr<Book> CollectionBook(const StandingContext& context) {
  const auto report = query::ReportCollection(context.workspace, context.question);
  if (!report.ok()) return report.status();
  const auto lists = query::ReportLists(context.workspace, context.question);
  if (!lists.ok()) return lists.status();
  Book book = StartBook(context);
  AddLists(*lists, &book);
  Sheet providers{"归集",
                  "提供单位按认定单位、处罚机关计; 由谁报送未区分。",
                  {{"提供单位"}, {"列入", CellKind::kNumber}, {"处罚", CellKind::kNumber}},
                  {}};
  for (const query::ProviderRow& row : report->providers) {
    providers.rows.push_back({Named(row.provider), Count(row.listings), Count(row.penalties)});
  }
  book.charts.push_back({Chart::Kind::kStackedBar, "各单位归集", book.sheets.size(), 0, {1, 2}});
  book.sheets.push_back(std::move(providers));
  Sheet users{"应用",
              "按反馈中的执行单位计; 查询次数不在本库中。",
              {{"应用单位"}, {"已执行", CellKind::kNumber}, {"未执行", CellKind::kNumber}},
              {}};
  for (const query::UserRow& row : report->users) {
    users.rows.push_back({Named(row.user), Count(row.executed), Count(row.not_executed)});
  }
  if (!context.open()) book.sheets.push_back(std::move(users));
  book.figures.push_back({"届满未修复", Count(report->ran_out.size()), "条", "失信记录 (G03)"});
  if (!context.open()) book.sheets.push_back(RanOutSheet(*report));
  AddNote(&book, "查询次数由查询服务的审计记录给出, 本库不存。");
  return book;
}

absl::StatusOr<Book> DelinquencyBook(const StandingContext& context) {
  const auto report = query::ReportDuties(context.workspace, context.question);
  if (!report.ok()) return report.status();
  Book book = StartBook(context);
  book.cites = {"HJ-21-b", "HJ-22-(一)", "HJ-22-(二)", "HJ-22-(三)", "HJ-22-(四)"};
  uint64_t without = 0;
  for (const query::UnitRow& unit : report->units) {
    if (unit.registered && unit.listings_ever == 0) ++without;
  }
  book.figures = {
      {"从未列入的在册机构", Count(without), "个",
       "只是提示: 有无名单制度 (HJ-22-(一)) 未记载, 待定"},
      {"未见执行的列入", Count(report->idle.size()), "条", "HJ-22-(三), 只计黑名单 (G52)"},
      {"异议成立", Count(report->wrong.size()), "条", "HJ-22-(四); 不良影响未记载, 待定"}};
  AddUnits(report->units, context.open(), &book);
  AddTerms(report->terms, context.open(), &book);
  if (!context.open()) {
    book.sheets.push_back(IdleSheet(*report));
    book.sheets.push_back(WrongSheet(*report));
  }
  AddNote(
      &book,
      "推送 (HJ-9) 的办理日没有记录: 是否及时推送 (HJ-22-(二)) 一律待定, 只列应推送的最后一日。");
  AddNote(&book, "本表供核实之用, 通报批评和追责由有权机关决定 (D38), 不作计算。");
  return book;
}

absl::StatusOr<Book> AssessmentBook(const StandingContext& context) {
  const auto report = query::ReportDuties(context.workspace, context.question);
  if (!report.ok()) return report.status();
  const auto lists = query::ReportLists(context.workspace, context.question);
  if (!lists.ok()) return lists.status();
  Book book = StartBook(context);
  AddLists(*lists, &book);
  AddUnits(report->units, context.open(), &book);
  AddTerms(report->terms, context.open(), &book);
  AddNote(&book, "只提供可数的事实; 分值和权重由考核办法确定, 文件未写。");
  return book;
}

}  // namespace liancheng::report
