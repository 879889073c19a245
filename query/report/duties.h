// query/report/duties.h: what HJ-22 asks of departments (a list, data in time, something done,
// right data), and what each did, for assessments (HP-7.3).
// Verdicts: when no statement gives what a row needs, the verdict is undetermined and says so. The
//           report shows that a body decided no listing; whether it has a list system (HJ-22-(一))
//           or whether a mistake had bad effect (HJ-22-(四)) is not recorded.
// Errors:   as query/report/report.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/report/report.h"
#include "query/report/terms.h"
#include "query/report/work.h"

namespace liancheng::query {

struct UnitRow {
  std::string unit;  // as listings, penalties and provisions name it; "" when they name nobody
  uint64_t listings_ever = 0;  // decided on or before the last day
  uint64_t entered = 0;        // in the period
  uint64_t closing = 0;        // in effect on the last day
  uint64_t terms_kept = 0;
  uint64_t terms_late = 0;
  uint64_t terms_overdue = 0;
  uint64_t terms_undetermined = 0;
  uint64_t upheld_objections = 0;
  WorkCount work;           // as an executor
  bool registered = false;  // the register of bodies has it in the document's region
};

// A listing whose party's objection was upheld in the period.
struct WrongRow {
  std::string listing;
  std::string list;
  std::string decider;
  model::Date on;
};

// A listing for which no action is recorded.
struct IdleRow {
  std::string listing;
  std::string list;
  std::string decider;
  ReportParty party;
  model::Date since;
};

struct DutyReport {
  std::vector<UnitRow> units;   // by name
  std::vector<TermRow> terms;   // as in ReportTerms
  std::vector<IdleRow> idle;    // by listing
  std::vector<WrongRow> wrong;  // by day, then listing
};

// `question.documents` selects the lists; bodies of their regions are among the units even when
// they did nothing.
absl::StatusOr<DutyReport> ReportDuties(const Workspace& workspace, const ReportQuestion& question);

}  // namespace liancheng::query
