// query/report/report.h: what the standing reports have in common: a period, the listings that
// count, and the moves of each list.
// Period:  whole days; the first and the last belong to it. A report is computed for the last day:
//          pass Workspace::On(question.to).
// Counted: listings in effect, by the party's region, the deciding body and the list's document.
//          When a region is asked for, parties of unknown region are left out and their number is
//          given.
// Holds:   opening + entered - ended = closing, for every list.
// Errors:  InvalidArgument for a request with a missing or misspelt field (the message begins with
//          the field and contains no ID number); FailedPrecondition when its numbers belong to
//          different parties, and for a person's data without purpose and ground; those of the
//          directory.
// Source:  docs/reports.md; requirements 1.14.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/rulebook.h"
#include "query/answers/parties.h"
#include "query/report/question.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// A party in a row of a table.
struct ReportParty {
  std::string key;
  std::string name;
  model::EntityType type = model::EntityType::kEnterprise;
  model::RegionCode region;
};
ReportParty ReportPartyOf(const Parties& parties, model::EntityId id);

struct ListMoves {
  std::string list;
  std::string name;
  std::string document;
  model::ListKind kind = model::ListKind::kBlack;
  uint64_t opening = 0;  // in effect on the day before the first
  uint64_t entered = 0;
  uint64_t repaired = 0;  // this and the next four count the ways to end
  uint64_t revoked = 0;
  uint64_t upheld_objection = 0;
  uint64_t superseded = 0;
  uint64_t expired = 0;
  uint64_t closing = 0;  // in effect on the last day
  uint64_t ended() const { return repaired + revoked + upheld_objection + superseded + expired; }
};

struct MonthMoves {
  std::string month;  // YYYY-MM
  uint64_t entered = 0;
  uint64_t ended = 0;
  uint64_t standing = 0;  // number on the last day of the month, or of the period
};

struct ListReport {
  std::vector<ListMoves> lists;    // by document and list; lists without any number are left out
  std::vector<MonthMoves> months;  // the sanctions: black, watch, abnormal and record lists
  uint64_t corrected = 0;          // listings whose correction was completed in the period
  uint64_t relisted = 0;           // entries of parties that had an ended listing on the same list
  uint64_t region_unknown = 0;     // left out because their region is unknown
};
absl::StatusOr<ListReport> ReportLists(const Workspace& workspace, const ReportQuestion& question);

// The duty to report with this id ("HJ-21-a") and its book; nulls when there is none.
struct DutyPlace {
  const model::Rulebook* book = nullptr;
  const model::ReportDuty* duty = nullptr;
};
DutyPlace FindReportDuty(const Workspace& workspace, const std::string& id);

// The period of a duty in months on the day; 0 when neither the text nor a parameter sets one.
int DutyMonths(const Workspace& workspace, const model::ReportDuty& duty, model::Date day);

}  // namespace liancheng::query
