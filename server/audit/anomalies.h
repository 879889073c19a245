// server/audit/anomalies.h: lists what a person should look at in an audit log. The list is not a
// judgement.
// Time:    hours and days are those of China (UTC+8).
// Errors:  those of audit_read.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/audit/audit_read.h"

namespace liancheng::audit {

// No source document sets thresholds; an office chooses its own.
struct Thresholds {
  uint64_t items_per_hour = 2'000;       // parties, findings or rows given to one user
  uint64_t requests_per_hour = 5'000;    // of one user
  uint64_t odd_hour_reads_per_day = 20;  // reads of one user outside the hours below
  int day_begins = 7;                    // hour, inclusive
  int day_ends = 20;                     // hour, exclusive
  uint64_t out_of_remit_per_day = 5;     // reads of one user
  uint64_t name_searches_per_day = 30;   // searches by name alone of one user
  uint64_t refused_per_hour = 20;        // requests of one user, or without a known token
};

struct Anomaly {
  std::string_view kind;  // volume, requests, odd_hours, out_of_remit, name_searches, refused
  std::string user;       // empty = no known token
  std::string unit;
  std::string window;  // 2026-11-22 or 2026-11-22T14
  uint64_t count = 0;
  uint64_t threshold = 0;
  uint64_t first = 0;  // sequence number of the first line that was counted
  uint64_t last = 0;
};

// The counts that exceed a threshold, by window, then user, then kind.
absl::StatusOr<std::vector<Anomaly>> FindAnomalies(const std::string& folder,
                                                   const Thresholds& thresholds,
                                                   const Filter& within);

}  // namespace liancheng::audit
