// query/report/work.h: what was done about the consequences of a period, and the answers
// themselves.
// Item:    as in the worklist (worklist.h), of listings in effect in the period, evaluated on the
//          last day of the period or of the listing, whichever is first; the last answer up to that
//          day counts. Clues (T3) are no items.
// Sums:    count items that require action: effective, awaiting confirmation, recommended. Items
//          without effective basis (advisory) are summed apart; suspended and undetermined ones
//          require nothing of anybody. Rows contain items of every force.
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
  uint64_t delay_days_sum = 0;  // sum over the executed items
};

struct WorkRow {
  bool incentive = false;
  model::Force force = model::Force::kEffective;
  std::string measure;
  std::string name;
  std::string executor;  // as in a worklist item: the provision's word, a platform's own id, ""
  WorkCount count;
};

struct ReasonRow {
  bool incentive = false;
  std::string measure;
  std::string reason;  // "" when none was given
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
  WorkCount advisory;  // of sanctions and incentives together
};

// Here `question.unit` is the executor; listings of every deciding body count.
absl::StatusOr<WorkReport> ReportWork(const Workspace& workspace, const ReportQuestion& question);

}  // namespace liancheng::query
