// server/audit/audit_read.h: reads the audit log: checks its chain, searches it, and finds what is
// unusual. Needs only the files, also while a service writes them.
// Errors:  NotFound (no log there), Unavailable (a file cannot be read), DataLoss (ReadTail: the
//          last line is damaged).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/audit/audit_entry.h"

namespace liancheng::audit {

std::string SegmentPath(const std::string& folder, uint64_t number);
// The segments in the folder, from the first; those after a gap are left out.
std::vector<std::string> SegmentsOf(const std::string& folder);

struct Tail {
  uint64_t sequence = 0;
  std::string hash{kFirstHash};
  uint64_t last_revision = 0;
  uint64_t torn_bytes = 0;  // after the last line feed of the last segment
};
// Reads the end of the log from the last segment that holds a line.
absl::StatusOr<Tail> ReadTail(const std::vector<std::string>& segments);

struct Report {
  uint64_t entries = 0;
  uint64_t segments = 0;
  // to be kept elsewhere: when the end of the log was cut off, its hash differs
  std::string head_hash{kFirstHash};
  std::vector<std::string> problems;  // empty = every line fits the chain
};
// When `head_hash` is not empty, the log must contain a line with that hash.
absl::StatusOr<Report> Verify(const std::string& folder, const std::string& head_hash);

struct Filter {
  std::string user = "";  // empty = any, in all of these
  std::string unit = "";
  std::string operation = "";
  std::string subject = "";
  std::string kind = "";
  int64_t from_ms = 0;
  int64_t to_ms = INT64_MAX;
  uint64_t after = 0;  // sequence
  size_t limit = 100;
};
struct Selection {
  std::vector<Entry> entries;
  bool more = false;
};
absl::StatusOr<Selection> Select(const std::string& folder, const Filter& filter);

// Calls `visit` for every readable line in order until it returns false.
absl::Status ForEach(const std::string& folder, const std::function<bool(const Entry&)>& visit);

}  // namespace liancheng::audit
