// server/impact/diff_run.h: compares two states over all listings and writes each change as soon as
// it is found.
// Shape:   docs/impact.md: CSV with a line a change; JSON {"before", "after", "result": {"changes",
//          "totals"}}; rows for the files of diff_report.h; or only the totals and the first
//          changes.
// Order:   by listing, then party, rulebook, provision and measure; the same for any number of
//          threads.
// Errors:  those of the directories; Unavailable when `out` cannot be written; Cancelled when
//          `progress` returns false.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "query/impact/diff.h"
#include "server/wire/answers_json.h"

namespace liancheng::impact {

enum class DiffForm { kTotals, kCsv, kJson, kFiles };

inline constexpr std::string_view kChangesHeader =
    "change,listing,list,subject,subject_name,region,measure,name,standing,tier,force,executors,"
    "rulebook,provision,from,to,fields,why\r\n";

// A number of changes, to be appended to files.
struct DiffRows {
  std::string csv;                                 // columns as in kChangesHeader
  std::string lines;                               // the same as JSON, one object a line
  std::map<std::string, std::string> departments;  // CSV by executor, in either state
};

struct DiffOptions {
  DiffForm form = DiffForm::kTotals;
  std::ostream* out = nullptr;                             // for kCsv and kJson
  std::function<absl::Status(const DiffRows&)> take_rows;  // for kFiles; called in order
  unsigned threads = 1;
  size_t acts_a_chunk = 128;
  size_t first_max = 20;  // changes kept to be shown
  // Called with the number of listings done and of all; false ends the run. May be empty.
  std::function<bool(uint64_t, uint64_t)> progress;
};

struct DiffReport {
  query::DiffTally tally;
  std::vector<query::FindingChange> first;
};

absl::StatusOr<DiffReport> WriteDiff(const query::Workspace& before, const query::Workspace& after,
                                     const DiffOptions& options);

// "force: awaiting_confirmation -> effective; to: 2021-01-01 -> 2022-01-01".
std::string FieldsText(const query::FindingChange& change);
wire::Json TotalsJson(const query::DiffTally& tally);
// Day, revision and rulebooks of a state, as in the envelope of an answer.
wire::Json StateJson(const query::Workspace& workspace);

}  // namespace liancheng::impact
