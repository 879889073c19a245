#include "server/access/state_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "fmt/format.h"

namespace liancheng::access {
namespace {

absl::Status Failed(const std::string& path, const char* what) {
  return absl::UnavailableError(fmt::format("{}: {}: {}", path, what, std::strerror(errno)));
}

absl::Status WriteAll(int descriptor, const std::string& path, const std::string& text) {
  size_t written = 0;
  while (written < text.size()) {
    const ssize_t n = ::write(descriptor, text.data() + written, text.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Failed(path, "cannot be written");
    written += static_cast<size_t>(n);
  }
  return ::fsync(descriptor) == 0 ? absl::OkStatus() : Failed(path, "cannot be synced");
}

absl::Status SyncFolder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return Failed(folder, "cannot be opened");
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced ? absl::OkStatus() : Failed(folder, "cannot be synced");
}

}  // namespace

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return absl::NotFoundError(fmt::format("{}: there is no such file", path));
  }
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) return Failed(path, "cannot be read");
  return text;
}

absl::Status ReplaceWhole(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  const int descriptor =
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return Failed(beside, "cannot be made");
  absl::Status written = WriteAll(descriptor, beside, text);
  ::close(descriptor);
  if (!written.ok()) return written;
  if (::rename(beside.c_str(), path.c_str()) != 0) return Failed(path, "cannot be replaced");
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return SyncFolder(folder.empty() ? "." : folder);
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  const std::filesystem::path above = std::filesystem::path(path).parent_path();
  if (!above.empty()) std::filesystem::create_directories(above, error);
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return Failed(path, "the folder cannot be made");
  }
  return absl::OkStatus();
}

uint64_t StampOf(const std::string& path) {
  struct stat found = {};
  if (::stat(path.c_str(), &found) != 0) return 0;
  // A new file usually has another inode number; if it reuses the old one, its time differs.
  const auto time = static_cast<uint64_t>(found.st_mtim.tv_sec) * 1'000'000'000 +
                    static_cast<uint64_t>(found.st_mtim.tv_nsec);
  return (time * 31 + static_cast<uint64_t>(found.st_ino)) * 31 +
         static_cast<uint64_t>(found.st_size) + 1;
}

absl::StatusOr<FileLock> FileLock::Take(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return Failed(path, "cannot be opened");
  while (::flock(descriptor, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    ::close(descriptor);
    return Failed(path, "cannot be locked");
  }
  return FileLock(descriptor);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace liancheng::access
