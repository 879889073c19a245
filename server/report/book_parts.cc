#include "server/report/book_parts.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "fmt/format.h"

namespace liancheng::report {
namespace {

constexpr CellKind kText = CellKind::kText;
constexpr CellKind kNumber = CellKind::kNumber;
constexpr CellKind kPercent = CellKind::kPercent;
constexpr CellKind kDate = CellKind::kDate;
constexpr CellKind kId = CellKind::kId;

std::string_view Unnamed(const std::string& executor) {
  return executor.empty() ? std::string_view("(条款未写明)") : executor;
}

void NotePeriod(const StandingContext& context, Book* book) {
  const std::string row(Row(context.asked.kind));
  const query::DutyPlace place = query::FindReportDuty(context.workspace, row);
  if (place.duty == nullptr)
    return AddNote(book, fmt::format("{} 未规定报告周期, 期间由提问者给出。", row));
  const model::ReportDuty& duty = *place.duty;
  const int months = query::DutyMonths(context.workspace, duty, context.question.to);
  if (duty.parameter.empty()) {
    AddNote(book, fmt::format("{} 规定的周期: {} 个月。", row, months));
  } else {
    AddNote(book, fmt::format("{} 只写“定期”或未写周期; 参数 {} {} (needs_decision)。", row,
                              duty.parameter,
                              months > 0 ? fmt::format("现为 {} 个月", months) : "尚无取值"));
  }
  if (!duty.actor.empty()) AddNote(book, fmt::format("报告单位: {}。", duty.actor));
  if (!duty.to.empty()) AddNote(book, fmt::format("报送对象: {}。", duty.to));
  for (const std::string& flag : duty.flags) AddNote(book, fmt::format("规则书标注: {}", flag));
}

}  // namespace

Book StartBook(const StandingContext& context) {
  Book book;
  const query::ReportQuestion& question = context.question;
  book.title = Title(context.asked.kind);
  book.subtitle =
      fmt::format("{} 至 {}", model::FormatDate(question.from), model::FormatDate(question.to));
  if (question.region.value != 0) book.subtitle += " · 区划 " + RegionText(question.region);
  if (!question.unit.empty()) book.subtitle += " · 单位 " + question.unit;
  book.subtitle +=
      question.documents.empty() ? " · 全部文件" : " · 文件 " + Words(question.documents);
  book.audience = context.asked.audience;
  book.as_of = question.to;
  book.known_at = context.workspace.known_at().value;
  book.rulebooks = context.workspace.Rulebooks();
  book.cites = {std::string(Row(context.asked.kind))};
  NotePeriod(context, &book);
  if (context.open()) {
    AddNote(&book, "本册为公开类: 逐户明细除条款规定公开者外不列; 公民身份号码一律遮盖。");
  } else {
    AddNote(&book, "本册为内部类, 不得公开; 公民身份号码一律遮盖。");
  }
  return book;
}

Cell Share(uint64_t part, uint64_t whole) {
  if (whole == 0) return {};
  return static_cast<double>(part) / static_cast<double>(whole);
}

Cell Day(std::optional<model::Date> date) {
  if (!date || *date == model::kOpenStart || *date == model::kOpenEnd) return {};
  return *date;
}

std::string RegionText(model::RegionCode region) {
  return region.value == 0 ? "" : fmt::format("{:06}", region.value);
}

std::string Words(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "、"));
}

std::string_view ChineseWord(model::ListKind kind) {
  switch (kind) {
    case model::ListKind::kRed:
      return "红名单";
    case model::ListKind::kBlack:
      return "黑名单";
    case model::ListKind::kWatch:
      return "重点关注名单";
    case model::ListKind::kAbnormal:
      return "经营异常名录";
    case model::ListKind::kRecord:
      return "失信记录";
    case model::ListKind::kGrade:
      return "信用等级";
    case model::ListKind::kCourt:
      return "失信被执行人";
  }
  return "";
}

std::string_view ChineseWord(query::TermVerdict verdict) {
  switch (verdict) {
    case query::TermVerdict::kKept:
      return "按时";
    case query::TermVerdict::kLate:
      return "逾期办理";
    case query::TermVerdict::kOverdue:
      return "逾期未办";
    case query::TermVerdict::kRunning:
      return "未到期";
    case query::TermVerdict::kUndetermined:
      return "待定";
  }
  return "";
}

void AddPartyColumns(Sheet* sheet) {
  sheet->columns.insert(sheet->columns.end(),
                        {{"标识", kId}, {"名称", kText}, {"类型", kText}, {"区划", kId}});
}

void AddPartyCells(const query::ReportParty& party, std::vector<Cell>* row) {
  row->insert(row->end(), {party.key, party.name, std::string(ChineseName(party.type)),
                           RegionText(party.region)});
}

void AddNote(Book* book, std::string note) {
  book->notes.push_back(std::move(note));
}

void NoteUnknownRegions(uint64_t count, Book* book) {
  if (count == 0) return;
  AddNote(book, fmt::format("区划不明而未计入: {} 条。", count));
}

void AddLists(const query::ListReport& lists, Book* book) {
  Sheet sheet{"名单变动", "期初加列入减退出等于期末。期初为首日前一日, 期末为末日。", {}, {}};
  sheet.columns = {{"文件", kId},       {"名单", kId},     {"名称", kText},
                   {"种类", kText},     {"期初", kNumber}, {"列入", kNumber},
                   {"修复", kNumber},   {"撤销", kNumber}, {"异议成立", kNumber},
                   {"被替代", kNumber}, {"届满", kNumber}, {"期末", kNumber}};
  uint64_t entered = 0;
  uint64_t ended = 0;
  uint64_t closing = 0;
  for (const query::ListMoves& moves : lists.lists) {
    entered += moves.entered;
    ended += moves.ended();
    closing += moves.closing;
    sheet.rows.push_back({moves.document, moves.list, moves.name,
                          std::string(ChineseWord(moves.kind)), Count(moves.opening),
                          Count(moves.entered), Count(moves.repaired), Count(moves.revoked),
                          Count(moves.upheld_objection), Count(moves.superseded),
                          Count(moves.expired), Count(moves.closing)});
  }
  book->figures.push_back({"期末在列", Count(closing), "条", "有效的列入, 按名单计"});
  book->figures.push_back({"期内列入", Count(entered), "条", ""});
  book->figures.push_back({"期内退出", Count(ended), "条", "修复、撤销、异议成立、被替代、届满"});
  constexpr size_t kName = 2;
  constexpr size_t kEntered = 5;
  constexpr size_t kClosing = 11;
  book->charts.push_back({Chart::Kind::kBar,
                          "各名单期内列入与期末在列",
                          book->sheets.size(),
                          kName,
                          {kEntered, kClosing}});
  book->sheets.push_back(std::move(sheet));
  Sheet months{
      "按月", "惩戒类名单(黑名单、重点关注、经营异常、失信记录)的列入、退出与月末在列。", {}, {}};
  months.columns = {{"月份", kId}, {"列入", kNumber}, {"退出", kNumber}, {"月末在列", kNumber}};
  for (const query::MonthMoves& month : lists.months) {
    months.rows.push_back(
        {month.month, Count(month.entered), Count(month.ended), Count(month.standing)});
  }
  if (months.rows.size() > 1) {
    constexpr size_t kMonthsDrawn = 120;
    book->charts.push_back({Chart::Kind::kLine,
                            "惩戒类名单逐月变动",
                            book->sheets.size(),
                            0,
                            {1, 2, 3},
                            kMonthsDrawn});
  }
  book->sheets.push_back(std::move(months));
  NoteUnknownRegions(lists.region_unknown, book);
}

namespace {

void Add(const query::WorkCount& more, query::WorkCount* sum) {
  sum->due += more.due;
  sum->executed += more.executed;
  sum->not_executed += more.not_executed;
  sum->unanswered += more.unanswered;
  sum->delay_days_sum += more.delay_days_sum;
}

// A public book adds up all executors, because one may be a single party (a platform's operator).
std::vector<query::WorkRow> WithoutExecutors(const std::vector<query::WorkRow>& rows) {
  std::vector<query::WorkRow> sums;
  for (const query::WorkRow& row : rows) {
    const bool same = !sums.empty() && sums.back().incentive == row.incentive &&
                      sums.back().force == row.force && sums.back().measure == row.measure &&
                      sums.back().name == row.name;
    if (!same) sums.push_back({row.incentive, row.force, row.measure, row.name, "(合计)", {}});
    Add(row.count, &sums.back().count);
  }
  return sums;
}

// The same for bodies: those that are not in the register become one row.
std::vector<query::UnitRow> RegisteredAndOthers(const std::vector<query::UnitRow>& units) {
  std::vector<query::UnitRow> rows;
  query::UnitRow others;
  others.unit = "(其他)";
  for (const query::UnitRow& unit : units) {
    if (unit.registered) {
      rows.push_back(unit);
      continue;
    }
    others.listings_ever += unit.listings_ever;
    others.entered += unit.entered;
    others.closing += unit.closing;
    others.terms_kept += unit.terms_kept;
    others.terms_late += unit.terms_late;
    others.terms_overdue += unit.terms_overdue;
    others.terms_undetermined += unit.terms_undetermined;
    others.upheld_objections += unit.upheld_objections;
    Add(unit.work, &others.work);
  }
  rows.push_back(std::move(others));
  return rows;
}

void AddReasons(const query::WorkReport& work, Book* book) {
  Sheet sheet{"未执行原因", "每项以最后一次反馈为准。", {}, {}};
  sheet.columns = {{"类别", kText}, {"措施", kId}, {"原因", kText}, {"项数", kNumber}};
  for (const query::ReasonRow& row : work.reasons) {
    sheet.rows.push_back({row.incentive ? "激励" : "惩戒", row.measure,
                          row.reason.empty() ? "(未说明)" : row.reason, Count(row.count)});
  }
  book->sheets.push_back(std::move(sheet));
}

void AddCases(const query::WorkReport& work, Book* book) {
  Sheet sheet{"反馈明细", "期内收到的每一次反馈。", {}, {}};
  sheet.columns = {{"日期", kDate}, {"列入", kId}, {"名单", kId}};
  AddPartyColumns(&sheet);
  sheet.columns.insert(sheet.columns.end(),
                       {{"措施", kId}, {"执行单位", kText}, {"结果", kText}, {"原因", kText}});
  for (const query::CaseRow& one : work.cases) {
    std::vector<Cell> row = {one.on, one.listing, one.list};
    AddPartyCells(one.party, &row);
    row.insert(row.end(),
               {one.measure, one.executor, one.executed ? "已执行" : "未执行", one.reason});
    sheet.rows.push_back(std::move(row));
  }
  book->sheets.push_back(std::move(sheet));
}

}  // namespace

void AddWork(const query::WorkReport& work, bool open, Book* book) {
  book->figures.push_back(
      {"应办惩戒措施", Count(work.sanctions.due), "项", "有效、待认定或建议的措施, 按执行单位计"});
  book->figures.push_back({"已执行", Count(work.sanctions.executed), "项", "以最后一次反馈为准"});
  book->figures.push_back(
      {"执行率", Share(work.sanctions.executed, work.sanctions.due), "%", "已执行 / 应办"});
  book->figures.push_back({"未执行", Count(work.sanctions.not_executed), "项", "反馈为未执行"});
  book->figures.push_back({"未反馈", Count(work.sanctions.unanswered), "项", "没有任何反馈"});
  book->figures.push_back({"参考措施已执行", Count(work.advisory.executed), "项",
                           fmt::format("没有现行有效依据的 {} 项之中", work.advisory.due)});
  book->figures.push_back(
      {"已给予激励", Count(work.incentives.executed), "项",
       fmt::format("可给予 {} 项; 未给予不计为失职 (G52)", work.incentives.due)});
  Sheet sheet{
      "措施执行",
      "每一列入、条款、措施、主体、执行单位为一项, 按期末或列入末日的状态计; 效力为“参考”的没有"
      "现行有效依据, “中止”“待定”的暂不应办。",
      {},
      {}};
  sheet.columns = {{"类别", kText},      {"效力", kText},          {"措施", kId},
                   {"名称", kText},      {"执行单位", kText},      {"项数", kNumber},
                   {"已执行", kNumber},  {"未执行", kNumber},      {"未反馈", kNumber},
                   {"执行率", kPercent}, {"平均办理天数", kNumber}};
  for (const query::WorkRow& row : open ? WithoutExecutors(work.rows) : work.rows) {
    const Cell days = row.count.executed == 0 ? Cell()
                                              : Cell(static_cast<double>(row.count.delay_days_sum) /
                                                     static_cast<double>(row.count.executed));
    sheet.rows.push_back({row.incentive ? "激励" : "惩戒", std::string(ChineseName(row.force)),
                          row.measure, row.name, std::string(Unnamed(row.executor)),
                          Count(row.count.due), Count(row.count.executed),
                          Count(row.count.not_executed), Count(row.count.unanswered),
                          Share(row.count.executed, row.count.due), days});
  }
  constexpr size_t kName = 3;
  book->charts.push_back(
      {Chart::Kind::kStackedBar, "各项措施的执行", book->sheets.size(), kName, {6, 7, 8}});
  book->sheets.push_back(std::move(sheet));
  if (!open) {
    AddReasons(work, book);
    AddCases(work, book);
  }
}

void AddTerms(const std::vector<query::TermRow>& terms, bool open, Book* book) {
  std::array<uint64_t, query::kTermVerdictCount> counts{};
  for (const query::TermRow& term : terms) ++counts[static_cast<size_t>(term.verdict)];
  const auto count = [&](query::TermVerdict verdict) {
    return Count(counts[static_cast<size_t>(verdict)]);
  };
  book->figures.push_back({"逾期未办的时限", count(query::TermVerdict::kOverdue), "项", ""});
  book->figures.push_back({"逾期办理的时限", count(query::TermVerdict::kLate), "项", ""});
  book->figures.push_back({"待定的时限", count(query::TermVerdict::kUndetermined), "项",
                           "没有记录说明何时办理, 或期限无从计算"});
  if (open) return;
  Sheet sheet{"时限", "期内到期的时限; 没有记录能说明是否办理的, 一律为待定, 不作逾期。", {}, {}};
  sheet.columns = {{"到期日", kDate}, {"列入", kId},   {"名单", kId},       {"认定单位", kText},
                   {"条款", kId},     {"时限", kText}, {"责任人", kText},   {"起算日", kDate},
                   {"办理日", kDate}, {"结果", kText}, {"为何待定", kText}, {"逾期后果", kText},
                   {"暂定", kText}};
  for (const query::TermRow& term : terms) {
    const bool missed =
        term.verdict == query::TermVerdict::kOverdue || term.verdict == query::TermVerdict::kLate;
    sheet.rows.push_back({Day(term.end), term.listing, term.list, term.decider, term.term,
                          term.name, term.actor, Day(term.start), Day(term.answered_on),
                          std::string(ChineseWord(term.verdict)), term.why,
                          missed ? term.overdue_means : "", term.provisional ? "是" : ""});
  }
  book->sheets.push_back(std::move(sheet));
}

void AddUnits(const std::vector<query::UnitRow>& units, bool open, Book* book) {
  Sheet sheet{
      "各单位", "认定单位按列入所记, 执行单位按条款所写; 同一机构的不同名称未合并。", {}, {}};
  sheet.columns = {{"单位", kText},       {"机构名录", kText},   {"累计列入", kNumber},
                   {"期内列入", kNumber}, {"期末在列", kNumber}, {"应办", kNumber},
                   {"已执行", kNumber},   {"未执行", kNumber},   {"未反馈", kNumber},
                   {"执行率", kPercent},  {"时限按时", kNumber}, {"逾期办理", kNumber},
                   {"逾期未办", kNumber}, {"时限待定", kNumber}, {"异议成立", kNumber}};
  std::vector<query::UnitRow> rows = open ? RegisteredAndOthers(units) : units;
  // Bodies with the most items come first, because a chart draws the first rows.
  std::stable_sort(rows.begin(), rows.end(), [](const query::UnitRow& a, const query::UnitRow& b) {
    return std::tie(a.work.due, a.listings_ever) > std::tie(b.work.due, b.listings_ever);
  });
  for (const query::UnitRow& unit : rows) {
    sheet.rows.push_back(
        {std::string(Unnamed(unit.unit)), unit.registered ? "有" : "", Count(unit.listings_ever),
         Count(unit.entered), Count(unit.closing), Count(unit.work.due), Count(unit.work.executed),
         Count(unit.work.not_executed), Count(unit.work.unanswered),
         Share(unit.work.executed, unit.work.due), Count(unit.terms_kept), Count(unit.terms_late),
         Count(unit.terms_overdue), Count(unit.terms_undetermined), Count(unit.upheld_objections)});
  }
  book->charts.push_back(
      {Chart::Kind::kStackedBar, "各单位执行情况", book->sheets.size(), 0, {6, 7, 8}});
  book->sheets.push_back(std::move(sheet));
}

}  // namespace liancheng::report
