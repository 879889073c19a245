#include "server/report/standing.h"

#include <array>

#include "fmt/format.h"
#include "server/report/book_parts.h"
#include "server/report/masking.h"

namespace liancheng::report {
namespace {

struct KindPlace {
  ReportKind kind;
  std::string_view name;
  std::string_view title;
  std::string_view row;
  std::vector<std::string> documents;  // empty = all
  absl::StatusOr<Book> (*build)(const StandingContext& context);
};

const std::array<KindPlace, kReportKindCount>& Places() {
  static const std::array<KindPlace, kReportKindCount> places = {{
      {ReportKind::kEffect,
       "effect",
       "联合奖惩实施情况与奖惩效果通报",
       "CS-7-b",
       {"CS"},
       EffectBook},
      {ReportKind::kQuarterly,
       "quarterly",
       "信用联合奖惩实施情况季度报告",
       "HJ-21-a",
       {"HJ"},
       QuarterlyBook},
      {ReportKind::kCross, "cross", "红黑名单交叉比对报告", "HJ-4", {}, CrossBook},
      {ReportKind::kGrades, "grades", "商务信用评定年度通报与分析", "TQ-9", {"TQ"}, GradesBook},
      {ReportKind::kCollection,
       "collection",
       "公共信用信息归集和应用情况报告",
       "HX-35",
       {"HE", "HJ", "HP", "HX"},
       CollectionBook},
      {ReportKind::kDelinquency,
       "delinquency",
       "信用联合奖惩责任落实情况",
       "HJ-21-b",
       {"HJ"},
       DelinquencyBook},
      {ReportKind::kLedger, "ledger", "失信主体整改台账", "SX-16", {"SX"}, LedgerBook},
      {ReportKind::kDelivery, "delivery", "寄递企业信用状况", "HE-2.4-b", {"HE"}, DeliveryBook},
      {ReportKind::kAssessment,
       "assessment",
       "个人诚信建设督查考核数据",
       "HP-7.3",
       {"HP"},
       AssessmentBook},
  }};
  return places;
}

const KindPlace& PlaceOf(ReportKind kind) {
  return Places()[static_cast<size_t>(kind)];
}

// The first day: the given one, or that of the duty's period that ends on the last day.
absl::StatusOr<model::Date> FirstDay(const query::Workspace& workspace,
                                     const StandingQuestion& asked) {
  if (asked.from) return *asked.from;
  const std::string row(Row(asked.kind));
  const query::DutyPlace place = query::FindReportDuty(workspace, row);
  const int months =
      place.duty == nullptr ? 0 : query::DutyMonths(workspace, *place.duty, asked.to);
  if (months > 0) return model::AddMonths(model::AddDays(asked.to, 1), -months);
  const std::string why =
      place.duty == nullptr || place.duty->parameter.empty()
          ? ""
          : fmt::format(" and parameter {} has no value", place.duty->parameter);
  return absl::InvalidArgumentError(
      fmt::format("{} sets no period{}: state the first day", row, why));
}

}  // namespace

std::string_view Name(ReportKind kind) {
  return PlaceOf(kind).name;
}

std::string_view Title(ReportKind kind) {
  return PlaceOf(kind).title;
}

std::string_view Row(ReportKind kind) {
  return PlaceOf(kind).row;
}

std::optional<ReportKind> ParseReportKind(std::string_view text) {
  for (const KindPlace& place : Places()) {
    if (place.name == text) return place.kind;
  }
  return std::nullopt;
}

std::string AllReportKinds() {
  std::string all;
  for (const KindPlace& place : Places()) {
    if (!all.empty()) all += ", ";
    all += place.name;
  }
  return all;
}

absl::StatusOr<Book> StandingReport(const query::Workspace& workspace,
                                    const StandingQuestion& question) {
  const auto from = FirstDay(workspace, question);
  if (!from.ok()) return from.status();
  const KindPlace& place = PlaceOf(question.kind);
  const query::Workspace last_day = workspace.On(question.to);
  StandingContext context{last_day,
                          question,
                          {*from, question.to, question.region, question.unit,
                           question.documents.empty() ? place.documents : question.documents}};
  auto book = place.build(context);
  if (!book.ok()) return book.status();
  MaskIdNumbers(&*book);
  return book;
}

}  // namespace liancheng::report
