// query/work/feedback_stats.h: what was done about the consequences of a period, by executor,
// measure and month.
// Counted: an item (worklist.h) counts in the month in which its effect begins. It is evaluated on
//          the last day of that month, of the listing's effect, or on the asked day, whichever is
//          first.
// Units:   days for delays, from the beginning of the effect to the first answer "executed".
// Source:  HJ-21, requirements 5.2 (feedback counters); which answers count: docs/gate.md.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/world/workspace.h"

namespace liancheng::query {

struct FeedbackRow {
  std::string executor;  // "" when the provision names nobody
  std::string measure;
  std::string month;  // YYYY-MM
  uint64_t due = 0;
  uint64_t executed = 0;
  uint64_t not_executed = 0;
  uint64_t unanswered = 0;
  std::map<std::string, uint64_t> reasons;  // reasons why items were not executed
  uint64_t delay_days_sum = 0;              // sum over the executed items
};

// How often a unit asked for a gate check in a month, and how often the answer was a hit.
struct CheckCount {
  std::string unit;  // id of the unit
  std::string unit_name;
  std::string month;
  uint64_t queries = 0;       // checks that were answered
  uint64_t hits = 0;          // IsHit (gate.h)
  uint64_t hits_unknown = 0;  // queries of which the log does not say whether they were hits
};

// Counted from the audit log of the service; the store does not record questions.
struct CheckCounts {
  // Why the counts are not known; empty when they are.
  std::string unknown_why = "no log of questions was read";
  std::vector<CheckCount> rows;  // by unit and month
  CheckCount total;
};

struct FeedbackStats {
  model::Date from;
  model::Date to;                 // exclusive
  std::vector<FeedbackRow> rows;  // by executor, measure, month
  FeedbackRow total;
  CheckCounts checks;  // not known in what AskFeedbackStats returns
};

// 2020-06
std::string MonthOf(model::Date date);

// Counts incentives too. InvalidArgument when the period is empty.
absl::StatusOr<FeedbackStats> AskFeedbackStats(const Workspace& workspace, model::Date from,
                                               model::Date to);

}  // namespace liancheng::query
