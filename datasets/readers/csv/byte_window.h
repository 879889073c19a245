// datasets/readers/csv/byte_window.h: reads the bytes of one input, a file or a text in memory,
// through a window that moves along it.
// Errors:  NotFound when there is no such file, Unavailable when it cannot be read.
// Memory:  the chunk, and the bytes that the reader has not dropped yet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liancheng::datasets {

// One input: the file `name`, or `text` shown under that name.
struct Input {
  std::string name;
  std::optional<std::string> text;
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills a part of `room`, at least one byte; 0 is the end.
  virtual absl::StatusOr<size_t> Read(std::span<char> room) = 0;
};

// A source over `text` refers to the input, which must outlive it.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenInput(const Input& input);

// The size for the progress display; 0 when it is unknown.
uint64_t SizeOf(const Input& input);

class ByteWindow {
 public:
  ByteWindow(std::unique_ptr<ByteSource> source, size_t chunk_bytes);

  const char* data() const { return buffer_.data() + begin_; }
  size_t size() const { return end_ - begin_; }
  uint64_t dropped() const { return dropped_; }

  // Makes the byte at `offset` available. False at the end of the input or after a failure.
  bool Has(size_t offset) { return offset < size() || Extend(offset); }
  void Drop(size_t count) {
    begin_ += count;
    dropped_ += count;
  }
  void SkipByteOrderMark();
  const absl::Status& status() const { return status_; }

 private:
  bool Extend(size_t offset);

  std::unique_ptr<ByteSource> source_;
  size_t chunk_bytes_;
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  uint64_t dropped_ = 0;
  bool ended_ = false;
  absl::Status status_;
};

// Reads lines of text without their line end; a line over the limit is skipped.
class LineReader {
 public:
  enum class Outcome { kLine, kTooLong, kEnd };
  struct Limits {
    size_t chunk_bytes = size_t{256} << 10;
    size_t line_bytes_max = size_t{4} << 20;
  };

  LineReader(std::unique_ptr<ByteSource> source, Limits limits);

  // The line stays valid until the next call.
  absl::StatusOr<Outcome> Next();
  std::string_view line() const { return line_; }
  int64_t row() const { return row_; }
  uint64_t bytes_read() const { return window_.dropped(); }

 private:
  absl::StatusOr<Outcome> PassOverLine();

  ByteWindow window_;
  Limits limits_;
  std::string_view line_;
  size_t to_drop_ = 0;
  int64_t row_ = 0;
};

}  // namespace liancheng::datasets
