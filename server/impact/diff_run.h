// server/impact/diff_run.h: two states compared over all listings, the changes written as they
// come. Shape:   docs/impact.md: CSV with a line a change; JSON {"before", "after", "result":
// {"changes",
//          "totals"}}; or only the totals and the first changes.
// Order:   by listing, then party, rulebook, provision and measure; the same for any number of
//          threads.
// Errors:  those of the directories; Unavailable when `out` cannot be written.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/impact_diff.h"
#include "server/wire/answers_json.h"

namespace liancheng::impact {

enum class DiffForm { kTotals, kCsv, kJson };

struct DiffOptions {
  DiffForm form = DiffForm::kTotals;
  std::ostream* out = nullptr;  // of kCsv and kJson
  unsigned threads = 1;
  size_t acts_a_chunk = 128;
  size_t first_max = 20;                             // changes kept for a reader
  std::function<void(uint64_t, uint64_t)> progress;  // listings done, and in all; may be empty
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

}  // namespace liancheng::impact
