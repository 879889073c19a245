// server/impact/diff_report.h: writes a dry run as a folder of files: every change, the parties
// concerned, a file for each department, the totals.
// Shape:   docs/impact.md gives the files and their columns.
// Bytes:   the same states give the same files, whatever the number of threads.
// Errors:  those of diff_run.h and part_folder.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "query/impact/diff.h"
#include "server/wire/answers_json.h"

namespace liancheng::impact {

struct DiffReportOptions {
  std::string out;  // new or empty
  unsigned threads = 1;
  size_t acts_a_chunk = 128;
  bool sync = true;                    // false only for tests
  std::optional<uint64_t> fail_above;  // how many findings may differ
  // Called with the number of listings done and of all; false ends the run. May be empty.
  std::function<bool(uint64_t, uint64_t)> progress;
};

struct WrittenDiff {
  query::DiffTally tally;
  wire::Json summary;  // the bytes of summary.json, as a value
};

absl::StatusOr<WrittenDiff> WriteDiffReport(const query::Workspace& before,
                                            const query::Workspace& after,
                                            const DiffReportOptions& options);

// Whether more findings differ than allowed: {"fail_above", "changes", "exceeded"}; null when no
// limit is set.
wire::Json ThresholdJson(const query::DiffTally& tally, std::optional<uint64_t> fail_above);

}  // namespace liancheng::impact
