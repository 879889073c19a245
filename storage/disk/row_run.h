// storage/disk/row_run.h: rows in key order in a file of their own, on their way into the store.
// Form:   rows (key length u16, value length u32, key, value), then a tail: rows u64, bytes u64,
//         checksum u64, mark u64. Numbers as the machine has them: a run never leaves it.
// Whole:  a run has its name only when it is complete; a run that was cut or changed by a crash of
//         the machine is known by its checksum.
// Errors: Unavailable (cannot be read or written), DataLoss (not a whole run).
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
// A row as it stands in a run, and in memory before.
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

// A file that is closed on the way out.
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
  // The run gets its name.
  absl::Status Finish();
  uint64_t rows() const { return rows_; }
  // Where the rows of about every block begin: for finding a key.
  std::vector<uint64_t> TakeBlocks() { return std::move(blocks_); }

 private:
  absl::Status Flush();

  const std::string file_;
  RunFile out_;
  std::string buffer_;
  std::vector<uint64_t> blocks_;
  uint64_t rows_ = 0;
  uint64_t bytes_ = 0;  // before the buffer
  uint64_t checksum_ = 0;
};

// Over the rows of a run, first to last.
class RunReader {
 public:
  explicit RunReader(const std::string& file);
  // False at the end. The row lives until the next call.
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
  uint64_t rows_bytes_ = 0;  // all of the rows
  bool opened_ = false;
};

// The value of `key` in a run; `blocks` as its writer gave them.
absl::StatusOr<std::optional<std::string>> FindInRun(const std::string& file,
                                                     const std::vector<uint64_t>& blocks,
                                                     std::string_view key);

// Reads the whole run: Ok when it is complete and unchanged.
absl::Status CheckRun(const std::string& file);

}  // namespace liancheng::storage
