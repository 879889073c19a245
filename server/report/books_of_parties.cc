// Reports on parties: HJ-4, TQ-9 and TQ-10, HE-2.4-b.
#include <array>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "query/report/cross.h"
#include "query/report/grades.h"
#include "query/report/use.h"
#include "server/report/book_parts.h"

namespace liancheng::report {
namespace {

std::string_view ChineseWord(query::CrossVerdict verdict) {
  switch (verdict) {
    case query::CrossVerdict::kDeleteRed:
      return "核实后删除红名单 (HJ-4)";
    case query::CrossVerdict::kRedWhileBlack:
      return "列入黑名单期间列入红名单, 应核实 (G61)";
    case query::CrossVerdict::kWarnRedAndBlack:
      return "提示: 红、黑名单同时在列 (G30)";
    case query::CrossVerdict::kWarnSeveralBlack:
      return "提示: 在多个文件的黑名单";
    case query::CrossVerdict::kWarnBlackHead:
      return "提示: 红名单企业的法定代表人在黑名单";
  }
  return "";
}

std::string Lists(const std::vector<query::CrossEntry>& entries) {
  std::vector<std::string> words;
  for (const query::CrossEntry& entry : entries) {
    words.push_back(fmt::format("{} {} ({}, {})", entry.list, entry.listing,
                                model::FormatDate(entry.decided_on),
                                entry.decider.empty() ? "认定单位不明" : entry.decider));
  }
  return fmt::format("{}", fmt::join(words, "; "));
}

Sheet CrossSheet(const query::CrossReport& report) {
  Sheet sheet{"比对结果", "按末日在列的名单比对; 提示不是后果, 由人核实。", {{"结论"}}, {}};
  AddPartyColumns(&sheet);
  sheet.columns.insert(sheet.columns.end(), {{"红名单"}, {"黑名单"}, {"法定代表人"}});
  for (const query::CrossRow& one : report.rows) {
    std::vector<Cell> row = {std::string(ChineseWord(one.verdict))};
    AddPartyCells(one.party, &row);
    row.push_back(one.red ? Lists({*one.red}) : "");
    row.push_back(Lists(one.black));
    row.push_back(one.other ? fmt::format("{} {}", one.other->key, one.other->name) : "");
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet GradeSheet(const query::GradeReport& report, bool open) {
  Sheet sheet{"评定结果", "每户期内最新的等级, 与期前最新的等级相比。", {}, {}};
  if (open) {
    sheet.columns = {{"名称"}};
  } else {
    AddPartyColumns(&sheet);
  }
  sheet.columns.insert(sheet.columns.end(), {{"等级", CellKind::kId},
                                             {"评定日", CellKind::kDate},
                                             {"上次等级", CellKind::kId},
                                             {"上次评定日", CellKind::kDate}});
  for (const query::GradeRow& one : report.rows) {
    std::vector<Cell> row;
    if (!open) {
      AddPartyCells(one.party, &row);
    } else if (one.party.type == model::EntityType::kPerson) {
      continue;
    } else {
      row = {one.party.name};
    }
    row.insert(row.end(), {one.value, Day(one.decided_on), one.before, Day(one.before_on)});
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

std::vector<Sheet> GradeCounts(const query::GradeReport& report) {
  Sheet values{"等级分布", "", {{"等级", CellKind::kId}, {"户数", CellKind::kNumber}}, {}};
  for (const auto& [value, count] : report.values) values.rows.push_back({value, Count(count)});
  Sheet moves{
      "等级变动",
      "上次等级为空: 此前未评定。",
      {{"上次等级", CellKind::kId}, {"本次等级", CellKind::kId}, {"户数", CellKind::kNumber}},
      {}};
  for (const auto& [move, count] : report.moves) {
    moves.rows.push_back({move.first, move.second, Count(count)});
  }
  return {std::move(values), std::move(moves)};
}

std::string StandingText(const query::DeliveryRow& row, bool open) {
  std::vector<std::string> words;
  size_t withheld = 0;
  for (const query::FirmStanding& on : row.on) {
    if (open && !on.publishable) {
      ++withheld;
    } else {
      words.push_back(open ? on.name : fmt::format("{} {}", on.name, on.listing));
    }
  }
  if (words.empty() && withheld == 0) return "未查到在列记录";
  return fmt::format("{}", fmt::join(words, "、"));
}

}  // namespace

absl::StatusOr<Book> CrossBook(const StandingContext& context) {
  const auto report = query::ReportCross(context.workspace, context.question);
  if (!report.ok()) return report.status();
  Book book = StartBook(context);
  book.cites = {"HJ-4", "D21"};
  std::array<uint64_t, query::kCrossVerdictCount> counts{};
  for (const query::CrossRow& row : report->rows) ++counts[static_cast<size_t>(row.verdict)];
  Sheet summary{"结论汇总", "", {{"结论"}, {"条数", CellKind::kNumber}}, {}};
  for (int i = 0; i < query::kCrossVerdictCount; ++i) {
    const auto verdict = static_cast<query::CrossVerdict>(i);
    summary.rows.push_back(
        {std::string(ChineseWord(verdict)), Count(counts[static_cast<size_t>(i)])});
  }
  const auto delete_red = counts[static_cast<size_t>(query::CrossVerdict::kDeleteRed)];
  book.figures = {{"核实后应删除的红名单", Count(delete_red), "条", "HJ-4"},
                  {"其他提示", Count(report->rows.size() - delete_red), "条", "由人核实"},
                  {"红名单主体", Count(report->parties_on_red), "户", "末日在列"},
                  {"黑名单主体", Count(report->parties_on_black), "户", "末日在列"}};
  book.charts.push_back({Chart::Kind::kBar, "比对结论", 0, 0, {1}});
  book.sheets.push_back(std::move(summary));
  if (!context.open()) book.sheets.push_back(CrossSheet(*report));
  NoteUnknownRegions(report->region_unknown, &book);
  AddNote(&book, "主体按编号比对, 不按名称; 同名不作为命中。");
  AddNote(&book, "法定代表人在黑名单不使红名单企业失去红名单: 没有条款如此规定。");
  return book;
}

absl::StatusOr<Book> GradesBook(const StandingContext& context) {
  const auto report = query::ReportGrades(context.workspace, context.question);
  if (!report.ok()) return report.status();
  const auto lists = query::ReportLists(context.workspace, context.question);
  if (!lists.ok()) return lists.status();
  Book book = StartBook(context);
  book.cites = {"TQ-3", "TQ-9", "TQ-10", "TQ-13"};
  book.figures = {{"期内评定", Count(report->rows.size()), "户", ""},
                  {"上升", Count(report->better), "户", ""},
                  {"下降", Count(report->worse), "户", ""},
                  {"不变", Count(report->same), "户", ""},
                  {"首次评定", Count(report->first), "户", ""},
                  {"期内未评定", Count(report->not_graded), "户", "此前有等级, 期内没有"}};
  std::vector<Sheet> counts = GradeCounts(*report);
  book.charts.push_back({Chart::Kind::kBar, "等级分布", 0, 0, {1}});
  for (Sheet& sheet : counts) book.sheets.push_back(std::move(sheet));
  book.sheets.push_back(GradeSheet(*report, context.open()));
  if (!context.open()) AddLists(*lists, &book);
  NoteUnknownRegions(report->region_unknown, &book);
  AddNote(&book, "评分项目 (TQ-4) 的逐项结果不在本库中, 由评定单位补充。");
  AddNote(&book, "文件说到“奖”而未列激励措施 (G57): 本报告不列受奖企业。");
  AddNote(&book, "TQ-10 的经验、教训和下一步工作由各单位撰写; 此处只给出可数的分布与变动。");
  if (context.open()) AddNote(&book, "黑名单不在 TQ-13 公布之列 (G44), 公开册不载。");
  return book;
}

absl::StatusOr<Book> DeliveryBook(const StandingContext& context) {
  const auto rows = query::ReportDelivery(context.workspace, context.question, context.asked.firms);
  if (!rows.ok()) return rows.status();
  Book book = StartBook(context);
  book.cites = {"HE-2.4", "HE-2.4-b"};
  Sheet sheet{"寄递企业", "“未查到在列记录”不等于信用良好。", {}, {}};
  if (context.open()) {
    sheet.columns = {{"名称"}};
  } else {
    AddPartyColumns(&sheet);
    sheet.columns.push_back({"来源"});
  }
  sheet.columns.push_back({"在列情况"});
  if (!context.open()) {
    sheet.columns.push_back({"期内处罚", CellKind::kNumber});
    sheet.columns.push_back({"等级", CellKind::kId});
  }
  uint64_t listed = 0;
  for (const query::DeliveryRow& one : *rows) {
    if (!one.on.empty()) ++listed;
    std::vector<Cell> row;
    if (context.open()) {
      if (one.firm.type == model::EntityType::kPerson) continue;
      row = {one.firm.name, StandingText(one, true)};
    } else {
      AddPartyCells(one.firm, &row);
      row.insert(row.end(), {!one.named      ? "认定 (HE-2.4)"
                             : one.confirmed ? "名册; 认定 (HE-2.4)"
                                             : "名册",
                             StandingText(one, false), Count(one.penalties), one.grade});
    }
    sheet.rows.push_back(std::move(row));
  }
  book.figures = {{"寄递企业", Count(rows->size()), "户", ""},
                  {"末日在列", Count(listed), "户", "在任何名单上, 红名单在内"}};
  book.sheets.push_back(std::move(sheet));
  AddNote(&book,
          "何为寄递企业由提问者给出的名册(快递业务经营许可)确定; "
          "此外只有经认定的严重违法失信寄递企业 (HE-2.4)。");
  if (context.asked.firms.empty())
    AddNote(&book, "未给出名册: 本册只有经认定者, 不是全部寄递企业。");
  if (context.open()) AddNote(&book, "规则书未给出公开字段的列入不公开, 该栏为空不表示未在列。");
  return book;
}

}  // namespace liancheng::report
