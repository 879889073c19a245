// storage/disk/writer_lock.h: the file WRITER in a store's folder, which lets one process write and
// says which.
// Held:    by an advisory lock (flock) that ends with the process; the text in it is for people.
// Errors:  FailedPrecondition naming the holder (program, pid, since when); Unavailable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace liancheng::storage {

class WriterLock {
 public:
  static absl::StatusOr<std::unique_ptr<WriterLock>> Take(const std::string& store,
                                                          const std::string& program,
                                                          int64_t now_s);
  // Empties the file, to show that nobody writes.
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  explicit WriterLock(int fd) : fd_(fd) {}
  const int fd_;
};

// Formats a time as `2024-05-01T08:00:00Z`.
std::string UtcText(int64_t seconds);

}  // namespace liancheng::storage
