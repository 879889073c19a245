// server/access/state_file.h: small files that are replaced whole, so that a reader sees the one
// before or the one after.
// Errors: Unavailable, naming the file, for input and output; NotFound where there is no file.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace liancheng::access {

absl::StatusOr<std::string> ReadWhole(const std::string& path);

// Written beside it, synced, renamed; readable by the owner only.
absl::Status ReplaceWhole(const std::string& path, const std::string& text);

// Makes the folder and those above it; the last one is open to its owner only.
absl::Status MakeFolder(const std::string& path);

// What tells whether a file was replaced: 0 where there is none.
uint64_t StampOf(const std::string& path);

// Held by whoever reads, changes and writes back; other processes wait.
class FileLock {
 public:
  static absl::StatusOr<FileLock> Take(const std::string& path);
  ~FileLock();
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock& operator=(FileLock&&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace liancheng::access
