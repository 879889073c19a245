// server/audit/audit_log.h: writes the audit log: append-only segments of lines, each holding the
// hash of the line before.
// Files:   FOLDER/audit-00000001.jsonl, ...; a new one when the last is over its size. One process
//          writes (a lock file).
// Synced:  with Sync::kNow, Append returns when the line is on disk (many lines share one sync).
//          With Sync::kSoon the line is on disk within `sync_ms`; a crash of the machine may lose
//          the last lines, never one in between.
// Threads: Append from any thread.
// Errors:  FailedPrecondition (another process writes here), DataLoss (the last line does not fit
//          the chain), Unavailable (input, output). After a failed write every Append fails, so
//          that nothing is done without a line in the log, until what was not written could be: a
//          full disk that has room again. What could not be synced is not tried again.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "server/audit/audit_entry.h"

namespace liancheng::audit {

enum class Sync { kNow, kSoon };

class AuditLog {
 public:
  struct Options {
    std::string folder;
    uint64_t segment_bytes_max = uint64_t{64} << 20;
    uint32_t sync_ms = 200;
  };
  // Resumes after the last complete line. An incomplete line that a crash left is cut off;
  // `torn_bytes` gives its length.
  static absl::StatusOr<std::unique_ptr<AuditLog>> Open(Options options);
  ~AuditLog();
  AuditLog(const AuditLog&) = delete;
  AuditLog& operator=(const AuditLog&) = delete;

  absl::Status Append(Entry entry, Sync sync);
  // Returns when everything appended before is on disk.
  absl::Status Flush();

  uint64_t sequence() const;      // of the last line
  std::string head_hash() const;  // of the last line
  // The highest revision of a change that the log holds.
  uint64_t last_revision() const;
  uint64_t torn_bytes() const { return torn_bytes_; }
  uint64_t waiting_bytes() const;

 private:
  explicit AuditLog(Options options) : options_(std::move(options)) {}
  absl::Status Start();
  absl::Status OpenSegment(uint64_t number, bool fresh);
  // Takes out of `lines` what it wrote.
  absl::Status WriteOut(std::string* lines);
  void Run(const std::stop_token& stop);

  const Options options_;
  int lock_ = -1;
  int segment_ = -1;  // only the writer thread uses it
  uint64_t segment_number_ = 0;
  uint64_t segment_bytes_ = 0;
  uint64_t torn_bytes_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable_any wake_;  // wakes the writer
  std::condition_variable done_;      // wakes those who wait for the disk or for room
  std::string waiting_;
  std::string unwritten_;  // only the writer thread uses it: what an error left to be written
  bool hurry_ = false;
  uint64_t sequence_ = 0;
  uint64_t on_disk_ = 0;  // sequence
  uint64_t last_revision_ = 0;
  std::string hash_{kFirstHash};
  absl::Status failed_;
  std::jthread writer_;  // declared last, because it uses all of the above
};

}  // namespace liancheng::audit
