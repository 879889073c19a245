// storage/disk/files.h: small files written so that they are on disk when the call returns.
// Errors:  Unavailable with the file's name and the system's words.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace liancheng::storage {

// Replaces the file's content. `mode` is given before a byte is written.
absl::Status WriteFileSynced(const std::string& file, std::string_view content, mode_t mode);
// Syncs the folder that holds `path`, so that files made or renamed in it are durable.
absl::Status SyncFolderOf(const std::string& path);
absl::Status SyncPath(const std::string& path);

// Unavailable: `doing`, the file and what the system says of it.
absl::Status SystemError(std::string_view doing, const std::string& path);

// An open file, closed at the end of its life. Below 0: it could not be opened.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode = 0644);
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  const int fd_;
};

}  // namespace liancheng::storage
