// query/report_work.h: what became of the consequences of a period: carried out, not carried out
// and why, not answered; and the answers themselves. Counted: items (worklist.h) of listings in
// effect in the period, each as it stood on the last day
//          of the period or of the listing, whichever is first; its last answer up to that day
//          counts. Effective, awaiting, recommended: all that a unit is asked; not what is
//          suspended, undetermined or only advisory.
// Units:   days for delays, from the beginning of the consequence to the first answer "executed".
// Errors:  as query/report.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report.h"

namespace liancheng::query {

struct WorkCount {
  uint64_t due = 0;
  uint64_t executed = 0;
  uint64_t not_executed = 0;
  uint64_t unanswered = 0;
  uint64_t delay_days_sum = 0;  // over `executed`
};

struct WorkRow {
  bool incentive = false;
  std::string measure;
  std::string name;
  std::string executor;  // as the provision says; "" where it names nobody
  WorkCount count;
};

struct ReasonRow {
  bool incentive = false;
  std::string measure;
  std::string reason;  // "" where none was given
  uint64_t count = 0;
};

// One answer given in the period.
struct CaseRow {
  model::Date on;
  std::string listing;
  std::string list;
  ReportParty party;
  std::string measure;
  std::string executor;
  bool executed = false;
  std::string reason;
};

struct WorkReport {
  std::vector<WorkRow> rows;       // sanctions, then incentives; by measure, executor
  std::vector<ReasonRow> reasons;  // sanctions, then incentives; by measure, reason
  std::vector<CaseRow> cases;      // by day, listing, measure
  std::vector<std::string> idle;   // black and court listings with no answer "executed" at all
  WorkCount sanctions;
  WorkCount incentives;
  // Findings that ask nothing of anybody yet.
  uint64_t suspended = 0;
  uint64_t undetermined = 0;
  uint64_t advisory = 0;
};

// `question.unit` is the executor here; listings of every decider count.
absl::StatusOr<WorkReport> ReportWork(const Workspace& workspace, const ReportQuestion& question);

}  // namespace liancheng::query
