// server/impact/tally_json.h: writes totals as JSON: a line in the journal of an unfinished report,
// and the summary of a finished one.
// Source:  docs/impact.md gives the fields of the summary.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "query/impact/tally.h"
#include "query/world/workspace.h"
#include "server/wire/answers_json.h"

namespace liancheng::impact {

using wire::Json;

// One line with its line feed.
std::string JournalLine(const query::ImpactTally& tally);
// Adds up the lines. FailedPrecondition when one cannot be read.
absl::StatusOr<query::ImpactTally> ReadJournal(std::string_view lines);

// The `result` of summary.json without the parties: counts, one array for each ImpactBy, stops.
// Regions have the names that they had on `day`.
Json SummaryOf(const query::ImpactTally& tally, model::Date day);

// departments/NAME.csv; different executors have different names.
std::string DepartmentFile(std::string_view executor);

}  // namespace liancheng::impact
