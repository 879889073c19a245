// query/report/grades.h: the grades given in a period and how they moved.
// Counted: of each party the newest grade of the period, against the newest before the period.
// Held:    the grade and its day. The items of a grading (TQ-4) are not in the store.
// Errors:  as query/report/report.h.
// Source:  TQ-3, TQ-9, TQ-10, TQ-13.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report/report.h"

namespace liancheng::query {

struct GradeRow {
  ReportParty party;
  std::string value;
  model::Date decided_on;
  std::string before;  // "" when there was none
  std::optional<model::Date> before_on;
};

struct GradeReport {
  std::vector<GradeRow> rows;                                     // by value, then by key
  std::map<std::string, uint64_t> values;                         // counts of the rows by grade
  std::map<std::pair<std::string, std::string>, uint64_t> moves;  // (before, now)
  uint64_t better = 0;                                            // A before B before C before D
  uint64_t worse = 0;
  uint64_t same = 0;
  uint64_t first = 0;       // parties without an earlier grade
  uint64_t not_graded = 0;  // parties with a grade before the period and none in it
  uint64_t region_unknown = 0;
};

absl::StatusOr<GradeReport> ReportGrades(const Workspace& workspace,
                                         const ReportQuestion& question);

}  // namespace liancheng::query
