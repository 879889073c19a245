// storage/disk/files.h: small files written so that they are on disk when the call returns.
// Errors: Unavailable with the file's name and the system's words.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace liancheng::storage {

// Replaces the file's content. `mode` is given before a byte is written.
absl::Status WriteFileSynced(const std::string& file, std::string_view content, mode_t mode);
// Makes creations and renames in the folder that holds `path` durable.
absl::Status SyncFolderOf(const std::string& path);
absl::Status SyncPath(const std::string& path);

}  // namespace liancheng::storage
