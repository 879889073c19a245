#include "storage/disk/row_run.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

#include "fmt/format.h"

namespace liancheng::storage {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 20;
constexpr uint64_t kBlockBytes = 32 * 1024;
constexpr uint64_t kMark = 0x314e55525f4c4c45u;

struct Tail {
  uint64_t rows = 0;
  uint64_t bytes = 0;
  uint64_t checksum = 0;
  uint64_t mark = 0;
};

absl::Status Failed(std::string_view doing, const std::string& file) {
  return absl::UnavailableError(
      fmt::format("cannot {} \"{}\": {}", doing, file, std::strerror(errno)));
}

absl::Status NotWhole(const std::string& file) {
  return absl::DataLossError(fmt::format("\"{}\" is not a whole run", file));
}

// Adds eight bytes at a time. Every piece but the last must have a multiple of eight bytes.
uint64_t AddToChecksum(uint64_t sum, std::string_view bytes) {
  constexpr uint64_t kFactor = 0x9e3779b97f4a7c15u;
  while (!bytes.empty()) {
    uint64_t word = 0;
    const size_t step = std::min(bytes.size(), sizeof(word));
    std::memcpy(&word, bytes.data(), step);
    sum = (sum ^ word) * kFactor;
    sum ^= sum >> 29;
    bytes.remove_prefix(step);
  }
  return sum;
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(wrote));
  }
  return true;
}

// Returns the number of bytes read, which is smaller than asked only at the end of the file;
// negative when reading failed.
ssize_t ReadAt(int fd, char* to, size_t bytes, uint64_t offset) {
  size_t done = 0;
  while (done < bytes) {
    const ssize_t got = ::pread(fd, to + done, bytes - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return got;
    if (got == 0) break;
    done += static_cast<size_t>(got);
  }
  return static_cast<ssize_t>(done);
}

absl::StatusOr<Tail> ReadTail(const RunFile& file) {
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return Failed("open", file.name());
  Tail tail;
  const auto size = static_cast<uint64_t>(status.st_size);
  if (size < sizeof(tail)) return NotWhole(file.name());
  if (ReadAt(file.get(), reinterpret_cast<char*>(&tail), sizeof(tail), size - sizeof(tail)) !=
      static_cast<ssize_t>(sizeof(tail))) {
    return Failed("read", file.name());
  }
  if (tail.mark != kMark || tail.bytes + sizeof(tail) != size) return NotWhole(file.name());
  return tail;
}

}  // namespace

RunFile::RunFile(const std::string& name, int flags)
    : name_(name), fd_(::open(name.c_str(), flags | O_CLOEXEC, 0600)) {}

RunFile::~RunFile() {
  if (fd_ >= 0) ::close(fd_);
}

RunWriter::RunWriter(std::string file)
    : file_(std::move(file)), out_(file_ + ".part", O_WRONLY | O_CREAT | O_TRUNC) {
  buffer_.reserve(kBufferBytes + (size_t{1} << 16));
}

absl::Status RunWriter::Add(std::string_view key, std::string_view value) {
  const uint64_t at = bytes_ + buffer_.size();
  if (blocks_.empty() || at - blocks_.back() >= kBlockBytes) blocks_.push_back(at);
  const auto key_bytes = static_cast<uint16_t>(key.size());
  const auto value_bytes = static_cast<uint32_t>(value.size());
  buffer_.append(reinterpret_cast<const char*>(&key_bytes), sizeof(key_bytes));
  buffer_.append(reinterpret_cast<const char*>(&value_bytes), sizeof(value_bytes));
  buffer_.append(key);
  buffer_.append(value);
  ++rows_;
  return buffer_.size() < kBufferBytes ? absl::OkStatus() : Flush();
}

absl::Status RunWriter::Flush() {
  // Only whole words are added before the end, so that the checksum does not depend on when the
  // buffer was full.
  const std::string_view ready(buffer_.data(), buffer_.size() / 8 * 8);
  if (out_.get() < 0 || !WriteAll(out_.get(), ready)) return Failed("write", out_.name());
  checksum_ = AddToChecksum(checksum_, ready);
  bytes_ += ready.size();
  buffer_.erase(0, ready.size());
  return absl::OkStatus();
}

absl::Status RunWriter::Finish() {
  if (absl::Status flushed = Flush(); !flushed.ok()) return flushed;
  checksum_ = AddToChecksum(checksum_, buffer_);
  const Tail tail{rows_, bytes_ + buffer_.size(), checksum_, kMark};
  buffer_.append(reinterpret_cast<const char*>(&tail), sizeof(tail));
  if (!WriteAll(out_.get(), buffer_)) return Failed("write", out_.name());
  buffer_.clear();
  if (std::rename(out_.name().c_str(), file_.c_str()) != 0) return Failed("name", file_);
  return absl::OkStatus();
}

RunReader::RunReader(const std::string& file) : in_(file, O_RDONLY), buffer_(kBufferBytes / 2) {}

absl::StatusOr<bool> RunReader::Next() {
  if (!opened_) {
    const auto tail = ReadTail(in_);
    if (!tail.ok()) return tail.status();
    rows_bytes_ = tail->bytes;
    opened_ = true;
  }
  begin_ += row_bytes_;
  row_bytes_ = 0;
  const auto header = Need(kRowHeaderBytes);
  if (!header.ok() || !*header) return header;
  const char* row = buffer_.data() + begin_;
  const size_t bytes = kRowHeaderBytes + RowKey(row).size() + RowValue(row).size();
  const auto whole = Need(bytes);
  if (!whole.ok()) return whole.status();
  if (!*whole) return NotWhole(in_.name());
  row_ = buffer_.data() + begin_;
  row_bytes_ = bytes;
  return true;
}

absl::StatusOr<bool> RunReader::Need(size_t bytes) {
  if (end_ - begin_ >= bytes) return true;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < bytes) buffer_.resize(bytes);
  const size_t room = std::min<uint64_t>(buffer_.size() - end_, rows_bytes_ - read_);
  if (room > 0) {
    const ssize_t got = ReadAt(in_.get(), buffer_.data() + end_, room, read_);
    if (got < 0) return Failed("read", in_.name());
    end_ += static_cast<size_t>(got);
    read_ += static_cast<uint64_t>(got);
  }
  return end_ - begin_ >= bytes;
}

absl::StatusOr<std::optional<std::string>> FindInRun(const std::string& file,
                                                     const std::vector<uint64_t>& blocks,
                                                     std::string_view key) {
  const RunFile in(file, O_RDONLY);
  const auto tail = ReadTail(in);
  if (!tail.ok()) return tail.status();
  std::vector<char> room;
  const auto read_row = [&](uint64_t at) -> absl::StatusOr<const char*> {
    room.resize(kRowHeaderBytes);
    if (ReadAt(in.get(), room.data(), kRowHeaderBytes, at) != ssize_t{kRowHeaderBytes}) {
      return Failed("read", file);
    }
    const size_t bytes =
        kRowHeaderBytes + RowKey(room.data()).size() + RowValue(room.data()).size();
    room.resize(bytes);
    if (ReadAt(in.get(), room.data(), bytes, at) != static_cast<ssize_t>(bytes)) {
      return Failed("read", file);
    }
    return room.data();
  };
  // The last block whose first key is not after `key`.
  size_t low = 0;
  size_t high = blocks.size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const auto row = read_row(blocks[middle]);
    if (!row.ok()) return row.status();
    if (RowKey(*row) <= key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0) return std::nullopt;
  const uint64_t end = low < blocks.size() ? blocks[low] : tail->bytes;
  for (uint64_t at = blocks[low - 1]; at < end; at += room.size()) {
    const auto row = read_row(at);
    if (!row.ok()) return row.status();
    if (RowKey(*row) == key) return std::string(RowValue(*row));
    if (RowKey(*row) > key) break;
  }
  return std::nullopt;
}

absl::Status CheckRun(const std::string& file) {
  const RunFile in(file, O_RDONLY);
  const auto tail = ReadTail(in);
  if (!tail.ok()) return tail.status();
  std::vector<char> buffer(kBufferBytes);
  uint64_t checksum = 0;
  for (uint64_t at = 0; at < tail->bytes;) {
    const size_t wanted = std::min<uint64_t>(buffer.size(), tail->bytes - at);
    const ssize_t got = ReadAt(in.get(), buffer.data(), wanted, at);
    if (got != static_cast<ssize_t>(wanted)) return Failed("read", file);
    checksum = AddToChecksum(checksum, {buffer.data(), wanted});
    at += wanted;
  }
  return checksum == tail->checksum ? absl::OkStatus() : NotWhole(file);
}

}  // namespace liancheng::storage
