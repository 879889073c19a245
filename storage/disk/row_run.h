// storage/disk/row_run.h: a sorted run: a file of rows in key order that a bulk load merges later.
// Form:    rows (key length u16, value length u32, key, value), then a tail: rows u64, bytes u64,
//          checksum u64, mark u64. Numbers in the machine's byte order: a run never leaves it.
// Whole:   a run gets its name when it is complete; the checksum shows one that a crash of the
//          machine cut short or changed.
// Errors:  Unavailable (cannot be read or written), DataLoss (not a complete run).
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace liancheng::storage {

inline constexpr size_t kRowHeaderBytes = 6;
// The key and value of a row, which has the same form in a run and in memory.
inline std::string_view RowKey(const char* row) {
  uint16_t bytes;
  std::memcpy(&bytes, row, sizeof(bytes));
  return {row + kRowHeaderBytes, bytes};
}
inline std::string_view RowValue(const char* row) {
  uint16_t key_bytes;
  uint32_t bytes;
  std::memcpy(&key_bytes, row, sizeof(key_bytes));
  std::memcpy(&bytes, row + sizeof(key_bytes), sizeof(bytes));
  return {row + kRowHeaderBytes + key_bytes, bytes};
}

// A file that is closed when it goes out of scope.
class RunFile {
 public:
  RunFile(const std::string& name, int flags);
  ~RunFile();
  RunFile(const RunFile&) = delete;
  RunFile& operator=(const RunFile&) = delete;
  int get() const { return fd_; }
  const std::string& name() const { return name_; }

 private:
  const std::string name_;
  const int fd_;
};

class RunWriter {
 public:
  explicit RunWriter(std::string file);
  absl::Status Add(std::string_view key, std::string_view value);
  // Completes the run and gives it its name.
  absl::Status Finish();
  uint64_t rows() const { return rows_; }
  // Where the blocks of rows begin, for finding a key by binary search.
  std::vector<uint64_t> TakeBlocks() { return std::move(blocks_); }

 private:
  absl::Status Flush();

  const std::string file_;
  RunFile out_;
  std::string buffer_;
  std::vector<uint64_t> blocks_;
  uint64_t rows_ = 0;
  uint64_t bytes_ = 0;  // written to the file, without the buffer
  uint64_t checksum_ = 0;
};

// Reads the rows of a run from first to last.
class RunReader {
 public:
  explicit RunReader(const std::string& file);
  // False at the end. The row is valid until the next call.
  absl::StatusOr<bool> Next();
  std::string_view key() const { return RowKey(row_); }
  std::string_view value() const { return RowValue(row_); }

 private:
  absl::StatusOr<bool> Need(size_t bytes);

  RunFile in_;
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  size_t row_bytes_ = 0;
  const char* row_ = nullptr;
  uint64_t read_ = 0;
  uint64_t rows_bytes_ = 0;  // of all rows together
  bool opened_ = false;
};

// The value of `key` in a run. `blocks` comes from TakeBlocks of the run's writer.
absl::StatusOr<std::optional<std::string>> FindInRun(const std::string& file,
                                                     const std::vector<uint64_t>& blocks,
                                                     std::string_view key);

// Reads the whole run and checks it: OK when it is complete and unchanged.
absl::Status CheckRun(const std::string& file);

}  // namespace liancheng::storage
