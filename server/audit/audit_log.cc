#include "server/audit/audit_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "server/audit/audit_read.h"

namespace liancheng::audit {
namespace {

namespace fs = std::filesystem;

constexpr size_t kWaitingBytesMax = size_t{16} << 20;

absl::Status Failed(const std::string& path, const char* what) {
  return absl::UnavailableError(fmt::format("{}: {}: {}", path, what, std::strerror(errno)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<AuditLog>> AuditLog::Open(Options options) {
  std::unique_ptr<AuditLog> log(new AuditLog(std::move(options)));
  if (absl::Status started = log->Start(); !started.ok()) return started;
  AuditLog* const self = log.get();
  log->writer_ = std::jthread([self](const std::stop_token& stop) { self->Run(stop); });
  return log;
}

absl::Status AuditLog::Start() {
  std::error_code error;
  fs::create_directories(options_.folder, error);
  const std::string lock = options_.folder + "/LOCK";
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (lock_ < 0) return Failed(lock, "cannot be opened");
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(
        fmt::format("{}: another process writes this audit log", options_.folder));
  }
  const std::vector<std::string> segments = SegmentsOf(options_.folder);
  if (segments.empty()) return OpenSegment(1, true);
  const std::string& last = segments.back();
  auto tail = ReadTail(segments);
  if (!tail.ok()) return tail.status();
  torn_bytes_ = tail->torn_bytes;
  if (torn_bytes_ > 0) {
    const auto size = fs::file_size(last, error);
    fs::resize_file(last, size - torn_bytes_, error);
    if (error) return absl::UnavailableError(fmt::format("{}: cannot be cut", last));
  }
  sequence_ = on_disk_ = tail->sequence;
  last_revision_ = tail->last_revision;
  hash_ = tail->hash;
  return OpenSegment(segments.size(), false);
}

absl::Status AuditLog::OpenSegment(uint64_t number, bool fresh) {
  if (segment_ >= 0) ::close(segment_);
  const std::string path = SegmentPath(options_.folder, number);
  const int flags = O_WRONLY | O_APPEND | O_CLOEXEC | (fresh ? O_CREAT | O_EXCL : 0);
  segment_ = ::open(path.c_str(), flags, S_IRUSR | S_IWUSR);
  if (segment_ < 0) return Failed(path, "cannot be opened");
  const off_t end = ::lseek(segment_, 0, SEEK_END);
  segment_bytes_ = end > 0 ? static_cast<uint64_t>(end) : 0;
  segment_number_ = number;
  if (!fresh) return absl::OkStatus();
  const int folder = ::open(options_.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  return synced ? absl::OkStatus() : Failed(options_.folder, "cannot be synced");
}

AuditLog::~AuditLog() {
  if (writer_.joinable()) {
    writer_.request_stop();
    writer_.join();
  }
  if (segment_ >= 0) ::close(segment_);
  if (lock_ >= 0) ::close(lock_);
}

absl::Status AuditLog::Append(Entry entry, Sync sync) {
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return waiting_.size() < kWaitingBytesMax || !failed_.ok(); });
  if (!failed_.ok()) return failed_;
  entry.sequence = ++sequence_;
  const uint64_t own = sequence_;
  if (entry.kind == Kind::kChange) last_revision_ = std::max(last_revision_, entry.revision);
  std::string hash;
  waiting_ += WriteLine(entry, hash_, &hash);
  waiting_ += '\n';
  hash_ = std::move(hash);
  if (sync == Sync::kSoon) return absl::OkStatus();
  hurry_ = true;
  wake_.notify_one();
  done_.wait(lock, [this, own] { return on_disk_ >= own || !failed_.ok(); });
  return on_disk_ >= own ? absl::OkStatus() : failed_;
}

absl::Status AuditLog::Flush() {
  std::unique_lock lock(mutex_);
  const uint64_t own = sequence_;
  hurry_ = true;
  wake_.notify_one();
  done_.wait(lock, [this, own] { return on_disk_ >= own || !failed_.ok(); });
  return failed_;
}

uint64_t AuditLog::sequence() const {
  const std::lock_guard lock(mutex_);
  return sequence_;
}

std::string AuditLog::head_hash() const {
  const std::lock_guard lock(mutex_);
  return hash_;
}

uint64_t AuditLog::last_revision() const {
  const std::lock_guard lock(mutex_);
  return last_revision_;
}

uint64_t AuditLog::waiting_bytes() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

absl::Status AuditLog::WriteOut(std::string* lines) {
  if (segment_bytes_ > options_.segment_bytes_max) {
    if (absl::Status next = OpenSegment(segment_number_ + 1, true); !next.ok()) return next;
  }
  const std::string path = SegmentPath(options_.folder, segment_number_);
  while (!lines->empty()) {
    const ssize_t n = ::write(segment_, lines->data(), lines->size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Failed(path, "cannot be written");
    segment_bytes_ += static_cast<uint64_t>(n);
    lines->erase(0, static_cast<size_t>(n));
  }
  return ::fdatasync(segment_) == 0 ? absl::OkStatus() : Failed(path, "cannot be synced");
}

void AuditLog::Run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait_for(lock, stop, std::chrono::milliseconds(options_.sync_ms),
                   [this] { return hurry_; });
    const bool last = stop.stop_requested();
    hurry_ = false;
    // After a full disk, what could not be written is tried again, from the byte where it ended.
    if (!waiting_.empty() || !unwritten_.empty()) {
      unwritten_ += std::exchange(waiting_, {});
      const uint64_t upto = sequence_;
      lock.unlock();
      absl::Status written = WriteOut(&unwritten_);
      lock.lock();
      if (written.ok()) on_disk_ = upto;
      failed_ = std::move(written);
    }
    done_.notify_all();
    if (last && (waiting_.empty() || !failed_.ok())) return;
  }
}

}  // namespace liancheng::audit
