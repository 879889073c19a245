// query/report/work.h: what became of the consequences of a period, and the answers themselves.
// Item:    that of the worklist (worklist.h), of listings in effect in the period, as it stood on
//          the last day of the period or of the listing, whichever is first; its last answer up to
//          that day counts. Clues (T3) are none.
// Sums:    hold what a unit is asked: effective, awaiting confirmation, recommended; what has no
//          effective basis (advisory) is summed on its own; what is suspended or undetermined asks
//          nothing of anybody. Rows hold items of every force.
// Units:   days for delays, from the beginning of the consequence to the first answer "executed".
// Errors:  as query/report/report.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report/report.h"

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
  model::Force force = model::Force::kEffective;
  std::string measure;
  std::string name;
  std::string executor;  // as of a worklist item: the provision's word, a platform's own id, ""
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
  std::vector<WorkRow> rows;       // sanctions, then incentives; by force, measure, executor
  std::vector<ReasonRow> reasons;  // sanctions, then incentives; by measure, reason
  std::vector<CaseRow> cases;      // by day, listing, measure
  std::vector<std::string> idle;   // black and court listings with no answer "executed" at all
  WorkCount sanctions;
  WorkCount incentives;
  WorkCount advisory;  // of both
};

// `question.unit` is the executor here; listings of every decider count.
absl::StatusOr<WorkReport> ReportWork(const Workspace& workspace, const ReportQuestion& question);

}  // namespace liancheng::query
