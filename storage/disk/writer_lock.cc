#include "storage/disk/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "engine/model/date.h"
#include "fmt/format.h"

namespace liancheng::storage {
namespace {

std::string ReadAll(int fd) {
  std::array<char, 512> text{};
  const ssize_t got = ::pread(fd, text.data(), text.size(), 0);
  std::string out(text.data(), got > 0 ? static_cast<size_t>(got) : 0);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

// Replaces control characters: the file must be one line.
std::string OneLine(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return text;
}

}  // namespace

std::string UtcText(int64_t seconds) {
  constexpr int64_t kDay = 86'400;
  int64_t day = seconds / kDay;
  int64_t rest = seconds % kDay;
  if (rest < 0) {
    rest += kDay;
    --day;
  }
  return fmt::format("{}T{:02}:{:02}:{:02}Z",
                     model::FormatDate(model::Date{static_cast<int32_t>(day)}), rest / 3600,
                     rest / 60 % 60, rest % 60);
}

absl::StatusOr<std::unique_ptr<WriterLock>> WriterLock::Take(const std::string& store,
                                                             const std::string& program,
                                                             int64_t now_s) {
  const std::string file = store + "/WRITER";
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return absl::UnavailableError(
        fmt::format("store \"{}\" cannot be written: {}", store, std::strerror(errno)));
  }
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    const std::string holder = ReadAll(fd);
    ::close(fd);
    if (why != EWOULDBLOCK) {
      return absl::UnavailableError(
          fmt::format("store \"{}\" cannot be locked: {}", store, std::strerror(why)));
    }
    return absl::FailedPreconditionError(
        fmt::format("store \"{}\" is being written by {}; stop it, or open the store read-only",
                    store, holder.empty() ? "another process" : holder));
  }
  std::unique_ptr<WriterLock> lock(new WriterLock(fd));
  const std::string text =
      fmt::format("{} (pid {}) since {}\n", OneLine(program), ::getpid(), UtcText(now_s));
  if (::ftruncate(fd, 0) != 0 ||
      ::pwrite(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return absl::UnavailableError(
        fmt::format("store \"{}\" cannot be written: {}", store, std::strerror(errno)));
  }
  return lock;
}

WriterLock::~WriterLock() {
  // Removes only the text for people; closing the descriptor ends the lock itself.
  if (::ftruncate(fd_, 0) != 0) errno = 0;
  ::close(fd_);
}

}  // namespace liancheng::storage
