#include "datasets/readers/csv/byte_window.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string Reason(int error) {
  return std::error_code(error, std::generic_category()).message();
}

class FileSource : public ByteSource {
 public:
  FileSource(std::string name, std::FILE* file) : name_(std::move(name)), file_(file) {
    // The window is the only buffer.
    std::setvbuf(file, nullptr, _IONBF, 0);
  }

  absl::StatusOr<size_t> Read(std::span<char> room) override {
    errno = 0;
    const size_t count = std::fread(room.data(), 1, room.size(), file_.get());
    if (count == 0 && std::ferror(file_.get()) != 0) {
      return absl::UnavailableError(fmt::format("{}: {}", name_, Reason(errno)));
    }
    return count;
  }

 private:
  std::string name_;
  std::unique_ptr<std::FILE, FileCloser> file_;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view text) : rest_(text) {}

  absl::StatusOr<size_t> Read(std::span<char> room) override {
    const size_t count = std::min(room.size(), rest_.size());
    std::copy_n(rest_.begin(), count, room.begin());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> OpenInput(const Input& input) {
  if (input.text) return std::make_unique<MemorySource>(*input.text);
  std::FILE* file = std::fopen(input.name.c_str(), "rb");
  if (file == nullptr) {
    const std::string problem = fmt::format("{}: {}", input.name, Reason(errno));
    return errno == ENOENT ? absl::NotFoundError(problem) : absl::UnavailableError(problem);
  }
  return std::make_unique<FileSource>(input.name, file);
}

uint64_t SizeOf(const Input& input) {
  if (input.text) return input.text->size();
  std::error_code error;
  const uint64_t size = std::filesystem::file_size(input.name, error);
  return error ? 0 : size;
}

ByteWindow::ByteWindow(std::unique_ptr<ByteSource> source, size_t chunk_bytes)
    : source_(std::move(source)), chunk_bytes_(chunk_bytes), buffer_(chunk_bytes * 2) {}

bool ByteWindow::Extend(size_t offset) {
  while (offset >= size()) {
    if (ended_) return false;
    if (buffer_.size() - end_ < chunk_bytes_) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, size());
      end_ -= begin_;
      begin_ = 0;
    }
    // Doubling keeps the copies of a long record linear in its length.
    if (buffer_.size() - end_ < chunk_bytes_) buffer_.resize(buffer_.size() * 2 + chunk_bytes_);
    const absl::StatusOr<size_t> count =
        source_->Read(std::span<char>(buffer_).subspan(end_, chunk_bytes_));
    if (!count.ok()) status_ = count.status();
    if (!count.ok() || *count == 0) {
      ended_ = true;
      return false;
    }
    end_ += *count;
  }
  return true;
}

void ByteWindow::SkipByteOrderMark() {
  if (Has(2) && std::string_view(data(), 3) == "\xEF\xBB\xBF") Drop(3);
}

LineReader::LineReader(std::unique_ptr<ByteSource> source, Limits limits)
    : window_(std::move(source), limits.chunk_bytes), limits_(limits) {}

absl::StatusOr<LineReader::Outcome> LineReader::Next() {
  if (row_ == 0) window_.SkipByteOrderMark();
  window_.Drop(to_drop_);
  to_drop_ = 0;
  line_ = {};
  ++row_;
  size_t scanned = 0;
  while (window_.Has(scanned)) {
    const void* found = std::memchr(window_.data() + scanned, '\n', window_.size() - scanned);
    if (found != nullptr) {
      const size_t length = static_cast<size_t>(static_cast<const char*>(found) - window_.data());
      to_drop_ = length + 1;
      line_ = std::string_view(window_.data(), length);
      break;
    }
    scanned = window_.size();
    if (scanned > limits_.line_bytes_max) return PassOverLine();
  }
  if (!window_.status().ok()) return window_.status();
  if (to_drop_ == 0) {
    if (window_.size() == 0) return Outcome::kEnd;
    to_drop_ = window_.size();
    line_ = std::string_view(window_.data(), to_drop_);
  }
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  if (line_.size() <= limits_.line_bytes_max) return Outcome::kLine;
  line_ = {};
  return Outcome::kTooLong;
}

absl::StatusOr<LineReader::Outcome> LineReader::PassOverLine() {
  while (window_.Has(0)) {
    const void* found = std::memchr(window_.data(), '\n', window_.size());
    if (found != nullptr) {
      to_drop_ = static_cast<size_t>(static_cast<const char*>(found) - window_.data()) + 1;
      break;
    }
    window_.Drop(window_.size());
  }
  if (!window_.status().ok()) return window_.status();
  return Outcome::kTooLong;
}

}  // namespace liancheng::datasets
