// Reports on what was done about listings: CS-7-b, HJ-21, SX-16.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "server/report/book_parts.h"

namespace liancheng::report {
namespace {

absl::StatusOr<Book> ListsAndWork(const StandingContext& context) {
  const auto lists = query::ReportLists(context.workspace, context.question);
  if (!lists.ok()) return lists.status();
  const auto work = query::ReportWork(context.workspace, context.question);
  if (!work.ok()) return work.status();
  Book book = StartBook(context);
  AddLists(*lists, &book);
  AddWork(*work, context.open(), &book);
  book.figures.push_back({"期内完成整改", Count(lists->corrected), "条", "整改完成日在期内的列入"});
  book.figures.push_back(
      {"再次列入", Count(lists->relisted), "条", "期内列入的主体此前曾退出同一名单"});
  return book;
}

std::string Progress(const query::LedgerRow& row) {
  if (row.ended_on) return "已退出";
  if (row.corrected_on) return "已整改";
  if (row.overdue) return "逾期未整改";
  if (row.rectify_by) return "整改中";
  if (row.notice_overdue) return "逾期未送达通知书";
  return "未起算";
}

Sheet LedgerSheet(const std::vector<query::LedgerRow>& rows) {
  Sheet sheet{"台账", "期内曾在列的黑名单、重点关注名单主体; 状态为末日的状态。", {}, {}};
  sheet.columns = {{"列入", CellKind::kId}, {"名单", CellKind::kId}, {"种类"}};
  AddPartyColumns(&sheet);
  sheet.columns.insert(sheet.columns.end(), {{"情形", CellKind::kId},
                                             {"认定单位"},
                                             {"认定日", CellKind::kDate},
                                             {"公布日", CellKind::kDate},
                                             {"通知书期限", CellKind::kDate},
                                             {"通知书送达", CellKind::kDate},
                                             {"整改期限", CellKind::kDate},
                                             {"整改完成", CellKind::kDate},
                                             {"退出日", CellKind::kDate},
                                             {"进度"},
                                             {"状态"},
                                             {"已采取的措施"},
                                             {"缺少的事实"}});
  for (const query::LedgerRow& one : rows) {
    std::vector<Cell> row = {one.listing, one.list, std::string(ChineseWord(one.kind))};
    AddPartyCells(one.party, &row);
    row.insert(row.end(), {one.ground, one.decider, Day(one.decided_on), Day(one.published_on),
                           Day(one.notice_due), Day(one.notice_on), Day(one.rectify_by),
                           Day(one.corrected_on), Day(one.ended_on), Progress(one),
                           one.state ? std::string(ChineseName(*one.state)) : "", Words(one.taken),
                           fmt::format("{}", fmt::join(one.missing, "; "))});
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

// Counts of the steps, by list.
Sheet ProgressSheet(const std::vector<query::LedgerRow>& rows) {
  const std::vector<std::string> steps = {"已退出",     "已整改",           "整改中",
                                          "逾期未整改", "逾期未送达通知书", "未起算"};
  Sheet sheet{"整改进度", "每一列入只计一次。", {{"名单", CellKind::kId}}, {}};
  for (const std::string& step : steps) sheet.columns.push_back({step, CellKind::kNumber});
  std::map<std::string, std::map<std::string, uint64_t>> counts;
  for (const query::LedgerRow& row : rows) ++counts[row.list][Progress(row)];
  for (auto& [list, of_list] : counts) {
    std::vector<Cell> row = {list};
    for (const std::string& step : steps) row.push_back(Count(of_list[step]));
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

}  // namespace

absl::StatusOr<Book> EffectBook(const StandingContext& context) {
  auto book = ListsAndWork(context);
  if (!book.ok()) return book;
  AddNote(&*book, "“奖惩效果”未有定义: 此处只列可数的事实(执行、整改、退出、再次列入), 不作评价。");
  return book;
}

absl::StatusOr<Book> QuarterlyBook(const StandingContext& context) {
  auto book = ListsAndWork(context);
  if (!book.ok()) return book;
  book->figures.push_back({"查询核验次数", "未保存", "", "查询记录不在本库中"});
  book->figures.push_back({"查询命中次数", "未保存", "", "查询记录不在本库中"});
  AddNote(&*book, "查询核验与命中次数由查询服务的审计记录给出, 本库不存, 报送前由各部门填写。");
  return book;
}

absl::StatusOr<Book> LedgerBook(const StandingContext& context) {
  const auto rows = query::ReportLedger(context.workspace, context.question);
  if (!rows.ok()) return rows.status();
  Book book = StartBook(context);
  book.cites = {"SX-16-a", "SX-16-b", "SX-16-e", "SX-16-f", "SX-16-g"};
  uint64_t overdue = 0;
  uint64_t corrected = 0;
  for (const query::LedgerRow& row : *rows) {
    if (Progress(row) == "逾期未整改") ++overdue;
    if (row.corrected_on) ++corrected;
  }
  book.figures = {{"台账列入", Count(rows->size()), "条", "期内曾在列"},
                  {"已整改", Count(corrected), "条", "有整改完成日"},
                  {"逾期未整改", Count(overdue), "条", "整改期限已过而无整改完成日"}};
  book.charts.push_back(
      {Chart::Kind::kStackedBar, "整改进度", book.sheets.size(), 0, {1, 2, 3, 4, 5, 6}});
  book.sheets.push_back(ProgressSheet(*rows));
  if (!context.open()) book.sheets.push_back(LedgerSheet(*rows));
  AddNote(&book, "整改期限的起算由参数 SX.rectification_start 给出 (G23, needs_decision)。");
  AddNote(&book,
          "逾期未整改的约谈、公布和通报 (SX-16-g) 只及于黑名单 (G50); 重点关注名单只作警示教育。");
  AddNote(&book, "“台账”一词出自发改财金〔2018〕716号 (未核实)。");
  return book;
}

}  // namespace liancheng::report
