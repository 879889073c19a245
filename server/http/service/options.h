// server/http/service/options.h: where the service keeps its state, and the limits that it sets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/audit/anomalies.h"

namespace liancheng::http {

struct ServiceOptions {
  std::string folder;  // access.json, approvals.json, audit/, jobs/, epoch.json
  std::string backup_folder;
  std::vector<std::string> books;    // the rulebooks that are asked; empty = all
  double requests_per_second = 200;  // of one token
  double burst = 1'000;
  uint64_t body_bytes_max = uint64_t{1} << 20;
  uint64_t import_bytes_max = uint64_t{256} << 20;
  uint64_t screen_bytes_max = uint64_t{32} << 20;
  uint64_t screen_rows_max = 100'000;
  uint64_t upload_bytes_max = uint64_t{32} << 20;  // body of a dry run, with its files
  uint32_t audit_sync_ms = 200;
  uint64_t audit_segment_bytes = uint64_t{64} << 20;
  uint64_t jobs_keep_days = 30;  // how long a job and its files are kept after its end
  uint64_t jobs_bytes_max = uint64_t{10} << 30;  // files of all jobs
  // Listings in a chunk of a batch report; the files do not depend on it
  size_t impact_acts_a_chunk = 256;
  audit::Thresholds anomalies;
  std::function<int64_t()> now_ms;               // wall clock, milliseconds since 1970
  std::function<void(const std::string&)> note;  // receives errors, without personal data
  // Receives one JSON line for each request; empty = no lines
  std::function<void(const std::string&)> log;
};

}  // namespace liancheng::http
