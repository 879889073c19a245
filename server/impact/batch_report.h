// server/impact/batch_report.h: writes the findings of many listings as a folder of files.
// Shape:   docs/impact.md gives the files and their columns.
// Bytes:   the same input gives the same files, whatever the number of threads and however often
//          the run was killed and resumed.
// Memory:  some chunks of findings for each thread, and about 40 bytes for each party reached.
// Errors:  those of part_folder.h and of the directory; Cancelled when `progress` returns false.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "query/impact/tally.h"
#include "query/world/workspace.h"
#include "server/wire/answers_json.h"

namespace liancheng::impact {

struct BatchOptions {
  std::string out;
  std::string facts;  // identifies the workspace's facts: revision and journal hash
  bool jsonl = true;
  bool resume = false;
  unsigned threads = 1;
  size_t acts_a_chunk = 256;
  size_t parties_max = 10'000;  // rows of parties.csv
  bool sync = true;             // false only for tests and benchmarks
  size_t degree_max = query::kTiesLookedAtMax;
  // For a unit's own part: removes from a chunk what is not the unit's. Many threads call it at
  // once.
  std::function<void(query::ImpactChunk*)> keep_own;
  std::string unit;  // when set, every row goes to this one file of departments/
  // Called with the number of listings done and of all; false ends the run, which can be resumed.
  // May be empty.
  std::function<bool(uint64_t, uint64_t)> progress;
};

struct BatchReport {
  query::ImpactTally tally;
  wire::Json summary;            // the bytes of summary.json, as a value
  uint64_t listings_before = 0;  // done by the earlier run that was resumed
};

absl::StatusOr<BatchReport> WriteBatchReport(const query::Workspace& workspace,
                                             std::span<const rules::Act* const> acts,
                                             const BatchOptions& options);

}  // namespace liancheng::impact
