// server/report/standing_question.h: the question for a standing report: which one, for which
// period, region, unit and readers.
// Source:  docs/reports.md
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/date.h"
#include "engine/model/ids.h"
#include "server/report/book.h"

namespace liancheng::report {

enum class ReportKind {
  kEffect,
  kQuarterly,
  kCross,
  kGrades,
  kCollection,
  kDelinquency,
  kLedger,
  kDelivery,
  kAssessment,
};
inline constexpr int kReportKindCount = 9;

// "effect", "quarterly", ...; the title is Chinese; the row is the duty that asks for it.
std::string_view Name(ReportKind kind);
std::string_view Title(ReportKind kind);
std::string_view Row(ReportKind kind);
std::optional<ReportKind> ParseReportKind(std::string_view text);
std::string AllReportKinds();

struct StandingQuestion {
  ReportKind kind = ReportKind::kEffect;
  std::optional<model::Date> from;  // empty = one period of the document before the last day
  model::Date to;
  model::RegionCode region;
  std::string unit;
  std::vector<std::string> documents;  // empty = those of the kind of report
  std::vector<std::string> firms;      // kDelivery
  Audience audience = Audience::kInternal;
};

}  // namespace liancheng::report
