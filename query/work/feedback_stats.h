// query/work/feedback_stats.h: what became of the consequences of a period, by executor, measure and
// month.
// Counted: an item (worklist.h) in the month in which its effect begins, as seen on the last day of
//          that month, of the listing's effect, or of the asked day, whichever is first.
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
  std::string executor;  // "" where the provision names nobody
  std::string measure;
  std::string month;  // YYYY-MM
  uint64_t due = 0;
  uint64_t executed = 0;
  uint64_t not_executed = 0;
  uint64_t unanswered = 0;
  std::map<std::string, uint64_t> reasons;  // of what was not executed
  uint64_t delay_days_sum = 0;              // over `executed`
};

// How often a unit asked the gate in a month, and how often something spoke in the matter.
struct CheckCount {
  std::string unit;  // its id
  std::string unit_name;
  std::string month;
  uint64_t queries = 0;       // those that were answered
  uint64_t hits = 0;          // IsHit (gate.h)
  uint64_t hits_unknown = 0;  // of the queries: the log does not say whether they were hits
};

// From the log of whoever keeps one; the store knows nothing of questions.
struct CheckCounts {
  // Empty: the counts are known.
  std::string unknown_why = "no log of questions was read";
  std::vector<CheckCount> rows;  // by unit and month
  CheckCount total;
};

struct FeedbackStats {
  model::Date from;
  model::Date to;                 // exclusive
  std::vector<FeedbackRow> rows;  // by executor, measure, month
  FeedbackRow total;
  CheckCounts checks;  // unknown, as AskFeedbackStats gives it
};

// 2020-06
std::string MonthOf(model::Date date);

// Incentives are counted with the rest. InvalidArgument when the period is empty.
absl::StatusOr<FeedbackStats> AskFeedbackStats(const Workspace& workspace, model::Date from,
                                               model::Date to);

}  // namespace liancheng::query
