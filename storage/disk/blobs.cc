#include "storage/disk/blobs.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include "fmt/format.h"
#include "storage/disk/files.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAside = ".part";
constexpr size_t kHugePageBytes = size_t{2} << 20;
constexpr size_t kWriteAtOnce = size_t{8} << 20;

absl::StatusOr<Blob> Map(int fd, size_t size, const std::string& file) {
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return SystemError("map", file);
  // Only a hint; for files most kernels ignore it.
  ::madvise(at, size, MADV_HUGEPAGE);
  ::madvise(at, size, MADV_WILLNEED);
  std::shared_ptr<const void> keep(at, [size](void* mapped) { ::munmap(mapped, size); });
  return Blob{{static_cast<const char*>(at), size}, std::move(keep)};
}

bool ReadPart(int fd, char* to, size_t begin, size_t end) {
  while (begin < end) {
    const ssize_t got = ::pread(fd, to + begin, end - begin, static_cast<off_t>(begin));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    begin += static_cast<size_t>(got);
  }
  return true;
}

absl::StatusOr<Blob> Copy(int fd, size_t size, const std::string& file, unsigned threads) {
  const size_t whole = (size + kHugePageBytes - 1) / kHugePageBytes * kHugePageBytes;
  auto* const at = static_cast<char*>(std::aligned_alloc(kHugePageBytes, whole));
  if (at == nullptr) {
    return absl::ResourceExhaustedError(
        fmt::format("no memory for the {} bytes of \"{}\"", size, file));
  }
  std::shared_ptr<const void> keep(at, [](void* block) { std::free(block); });
  ::madvise(at, whole, MADV_HUGEPAGE);
  // Parts begin at the border of a huge page, so that no two threads fault in the same page.
  const size_t pages = whole / kHugePageBytes;
  const size_t parts = std::clamp<size_t>(threads, 1, std::max<size_t>(pages, 1));
  std::vector<char> whole_part(parts, 0);
  {
    std::vector<std::jthread> readers;
    for (size_t i = 0; i < parts; ++i) {
      readers.emplace_back([&, i] {
        const size_t begin = std::min(size, pages * i / parts * kHugePageBytes);
        const size_t end = std::min(size, pages * (i + 1) / parts * kHugePageBytes);
        whole_part[i] = ReadPart(fd, at, begin, end) ? 1 : 0;
      });
    }
  }
  if (std::find(whole_part.begin(), whole_part.end(), 0) != whole_part.end()) {
    return absl::UnavailableError(fmt::format("cannot read \"{}\" to its end", file));
  }
  return Blob{{at, size}, std::move(keep)};
}

absl::Status WritePieces(int fd, const std::string& file,
                         std::span<const std::span<const char>> pieces) {
  for (std::span<const char> piece : pieces) {
    while (!piece.empty()) {
      const ssize_t wrote = ::write(fd, piece.data(), std::min(piece.size(), kWriteAtOnce));
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return SystemError("write", file);
      piece = piece.subspan(static_cast<size_t>(wrote));
    }
  }
  if (::fsync(fd) != 0) return SystemError("sync", file);
  return absl::OkStatus();
}

void RemoveEndingAs(const std::string& folder, std::string_view ending, std::string_view but) {
  for (const std::string& name : ListBlobs(folder, ending)) {
    std::error_code error;
    if (name != but) fs::remove(fs::path(folder) / name, error);
  }
}

}  // namespace

absl::StatusOr<Blob> ReadBlob(const std::string& file, BlobHold hold, unsigned threads) {
  const Descriptor fd(file, O_RDONLY);
  if (fd.get() < 0) {
    if (errno == ENOENT) return absl::NotFoundError(fmt::format("there is no \"{}\"", file));
    return SystemError("open", file);
  }
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return SystemError("read", file);
  if (!S_ISREG(status.st_mode))
    return absl::UnavailableError(fmt::format("\"{}\" is no file", file));
  const auto size = static_cast<size_t>(status.st_size);
  if (size == 0) return Blob{};
  return hold == BlobHold::kMapped ? Map(fd.get(), size, file)
                                   : Copy(fd.get(), size, file, threads);
}

std::vector<std::string> ListBlobs(const std::string& folder, std::string_view ending) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::string name = it->path().filename().string();
    if (name.size() > ending.size() && name.ends_with(ending)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status WriteBlob(const std::string& folder, const std::string& name,
                       std::span<const std::span<const char>> pieces, std::string_view replaces) {
  std::error_code error;
  fs::create_directory(folder, error);
  const Descriptor lock(folder + "/LOCK", O_RDWR | O_CREAT);
  if (lock.get() < 0) return SystemError("make", folder + "/LOCK");
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(fmt::format("another process writes in \"{}\"", folder));
  }
  RemoveEndingAs(folder, kAside, "");
  const std::string file = folder + "/" + name;
  const std::string aside = file + std::string(kAside);
  absl::Status written;
  {
    const Descriptor fd(aside, O_WRONLY | O_CREAT | O_TRUNC);
    written = fd.get() < 0 ? SystemError("make", aside) : WritePieces(fd.get(), aside, pieces);
  }
  if (written.ok() && ::rename(aside.c_str(), file.c_str()) != 0)
    written = SystemError("rename", aside);
  if (!written.ok()) {
    ::unlink(aside.c_str());
    return written;
  }
  RemoveEndingAs(folder, replaces, name);
  return SyncFolderOf(file);
}

}  // namespace liancheng::storage
