// server/access/state_file.h: small files that are replaced as a whole, so that a reader sees
// either the old content or the new.
// Errors:  Unavailable, naming the file, for input and output; NotFound when there is no file.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace liancheng::access {

absl::StatusOr<std::string> ReadWhole(const std::string& path);

// Writes another file, syncs it and renames it; readable by the owner only.
absl::Status ReplaceWhole(const std::string& path, const std::string& text);

// Makes the folder and those above it; only the owner may open the last one.
absl::Status MakeFolder(const std::string& path);

// A number that changes when the file is replaced; 0 when there is none.
uint64_t StampOf(const std::string& path);

// Held during reading, changing and writing back; other processes wait.
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
