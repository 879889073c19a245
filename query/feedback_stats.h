// query/feedback_stats.h: what became of the consequences of a period, by executor, measure and
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
#include "query/workspace.h"

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

struct FeedbackStats {
  model::Date from;
  model::Date to;                 // exclusive
  std::vector<FeedbackRow> rows;  // by executor, measure, month
  FeedbackRow total;
};

// Incentives are counted with the rest. InvalidArgument when the period is empty.
absl::StatusOr<FeedbackStats> AskFeedbackStats(const Workspace& workspace, model::Date from,
                                               model::Date to);

}  // namespace liancheng::query
