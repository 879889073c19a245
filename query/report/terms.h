// query/report/terms.h: the terms that fell due in a period, and the ledger of rectification.
// Term:    a deadline of the asked documents for a listing whose last day lies in the period; or
//          one without a known last day while the listing was in effect, which is undetermined. A
//          deadline that no statement in the store can answer is never called overdue.
// Ledger:  every listing of black and watch lists in effect on some day of the period, with notice,
//          deadline, correction and state on its last day (台账, SX-16).
// Errors:  as query/report/report.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report/report.h"

namespace liancheng::query {

enum class TermVerdict { kKept, kLate, kOverdue, kRunning, kUndetermined };
inline constexpr int kTermVerdictCount = 5;

struct TermRow {
  std::string listing;
  std::string list;
  std::string decider;
  std::string term;  // id of the timer, a row of the requirement list
  std::string name;
  std::string actor;  // who is responsible for it, as the text says
  std::string overdue_means;
  std::optional<model::Date> start;
  std::optional<model::Date> end;  // the last day
  std::optional<model::Date> answered_on;
  TermVerdict verdict = TermVerdict::kUndetermined;
  std::string why;           // the reason of kUndetermined
  bool provisional = false;  // no calendar covers the day
};
absl::StatusOr<std::vector<TermRow>> ReportTerms(const Workspace& workspace,
                                                 const ReportQuestion& question);

struct LedgerRow {
  std::string listing;
  std::string list;
  model::ListKind kind = model::ListKind::kBlack;
  ReportParty party;
  std::string ground;
  std::string decider;
  model::Date decided_on;
  std::optional<model::Date> published_on;
  std::optional<model::Date> notice_due;
  std::optional<model::Date> notice_on;
  std::optional<model::Date> rectify_by;
  std::optional<model::Date> corrected_on;
  std::optional<model::Date> ended_on;
  std::optional<model::ListingState> state;  // nothing = not begun
  bool notice_overdue = false;
  bool overdue = false;  // not rectified in time and not since
  // measures that were carried out according to feedback, each once
  std::vector<std::string> taken;
  std::vector<std::string> missing;  // why a day is not known
};
absl::StatusOr<std::vector<LedgerRow>> ReportLedger(const Workspace& workspace,
                                                    const ReportQuestion& question);

}  // namespace liancheng::query
