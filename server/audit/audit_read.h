// server/audit/audit_read.h: the audit log read back: checked against its chain, searched, and
// looked through for what is unusual. Works on the files alone, also while a service writes them.
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
// Those that are there, from the first; one after a gap is left out.
std::vector<std::string> SegmentsOf(const std::string& folder);

struct Tail {
  uint64_t sequence = 0;
  std::string hash{kFirstHash};
  uint64_t last_revision = 0;
  uint64_t torn_bytes = 0;  // after the last line feed of the last segment
};
// From the last segment that holds a line.
absl::StatusOr<Tail> ReadTail(const std::vector<std::string>& segments);

struct Report {
  uint64_t entries = 0;
  uint64_t segments = 0;
  std::string head_hash{kFirstHash};  // to be kept elsewhere: a shortened log has another
  std::vector<std::string> problems;  // empty: every line stands in the chain
};
// `head_hash` not empty: a line with that hash must be in the log.
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
