// tests/benchmark/peers/report.h: writes the measurements of one run of the peers as
// docs/performance.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace liancheng::peers {

enum class Job {
  kLoad,
  kLoadUnnamed,
  kOpen,
  kHops,
  kHopsMean,
  kWhole,
  kControl,
  kCommit,
  kCommitTogether,
  kMemory,
};
inline constexpr Job kJobs[] = {
    Job::kLoad,  Job::kLoadUnnamed, Job::kOpen,   Job::kHops,           Job::kHopsMean,
    Job::kWhole, Job::kControl,     Job::kCommit, Job::kCommitTogether, Job::kMemory};

inline constexpr const char* kOurs = "ours";
inline constexpr const char* kBare = "csr";
inline constexpr const char* kDated = "dated";
inline constexpr const char* kRaw = "rocksdb";

struct Measured {
  // In the order of the columns; `ours` first.
  std::vector<std::string> peers;
  std::map<std::string, std::string> versions;  // of peers that ran
  std::map<std::string, std::string> not_run;   // peer, or "peer at N", to the reason
  std::vector<uint64_t> sizes;                  // entities
  std::map<uint64_t, uint64_t> relations;       // by size
  std::map<uint64_t, uint64_t> reached;         // by size: parties within three hops, median
  // Microseconds, or kB for memory.
  std::map<Job, std::map<uint64_t, std::map<std::string, double>>> figures;
  uint64_t compared = 0;  // answers
  std::vector<std::string> differences;
};

std::string Markdown(const Measured& measured);

}  // namespace liancheng::peers
