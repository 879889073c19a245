#include "storage/disk/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "fmt/format.h"

namespace liancheng::storage {

absl::Status SystemError(std::string_view doing, const std::string& path) {
  return absl::UnavailableError(
      fmt::format("cannot {} \"{}\": {}", doing, path, std::strerror(errno)));
}

Descriptor::Descriptor(const std::string& path, int flags, mode_t mode)
    : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

absl::Status WriteFileSynced(const std::string& file, std::string_view content, mode_t mode) {
  const Descriptor fd(file, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (fd.get() < 0 || ::fchmod(fd.get(), mode) != 0) return SystemError("make", file);
  while (!content.empty()) {
    const ssize_t wrote = ::write(fd.get(), content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return SystemError("write", file);
    content.remove_prefix(static_cast<size_t>(wrote));
  }
  if (::fsync(fd.get()) != 0) return SystemError("sync", file);
  return absl::OkStatus();
}

absl::Status SyncPath(const std::string& path) {
  const Descriptor fd(path, O_RDONLY, 0);
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) return SystemError("sync", path);
  return absl::OkStatus();
}

absl::Status SyncFolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return SyncPath(folder.empty() ? "." : folder);
}

}  // namespace liancheng::storage
