// server/impact/diff_report.h: a dry run as a folder of files: every change, who it falls on, a
// file a department, the totals.
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
  std::optional<uint64_t> fail_above;  // findings that may differ
  // Listings done, and in all; false ends the run. May be empty.
  std::function<bool(uint64_t, uint64_t)> progress;
};

struct WrittenDiff {
  query::DiffTally tally;
  wire::Json summary;  // the bytes of summary.json, as a value
};

absl::StatusOr<WrittenDiff> WriteDiffReport(const query::Workspace& before,
                                            const query::Workspace& after,
                                            const DiffReportOptions& options);

// Whether more differs than may: {"fail_above", "changes", "exceeded"}; null where none is set.
wire::Json ThresholdJson(const query::DiffTally& tally, std::optional<uint64_t> fail_above);

}  // namespace liancheng::impact
