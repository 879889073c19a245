// server/report/standing.h: the standing reports of the documents as books.
// Period:  whole days, first and last inside; the book stands on the last day.
// Public:  a public book holds counts, and of single parties only what a row publishes: grades of
//          firms (TQ-13), delivery firms that are no natural persons (HE-2.4-b) with those of their
//          listings that have a publication view. ID numbers are masked in every book; clues (T3)
//          are in none.
// Errors:  InvalidArgument for a period that neither the asker nor a document sets; those of the
//          questions (query/report*.h).
// Source:  docs/reports.md; requirements 1.14.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report.h"
#include "query/workspace.h"
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
  std::optional<model::Date> from;  // none: one period of the document before the last day
  model::Date to;
  model::RegionCode region;
  std::string unit;
  std::vector<std::string> documents;  // empty: those of the kind
  std::vector<std::string> firms;      // kDelivery
  Audience audience = Audience::kInternal;
};

absl::StatusOr<Book> StandingReport(const query::Workspace& workspace,
                                    const StandingQuestion& question);

}  // namespace liancheng::report
