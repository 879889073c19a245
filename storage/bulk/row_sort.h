// storage/bulk/row_sort.h: an external sort: rows are added in any order and visited in key order,
// in bounded memory; what does not fit is sorted and written to runs, which are merged at the end.
// Threads: each RowOrder and RowPile is used by one thread at a time.
// Errors:  those of storage/disk/row_run.h; InvalidArgument for two rows with one key.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "storage/format/keys.h"

namespace liancheng::storage {

// An arena of rows. A row keeps its address until Clear.
class RowPile {
 public:
  const char* Add(std::string_view key, std::string_view value);
  // Drops the rows and keeps the memory for the next ones.
  void Clear();
  void Free();
  size_t bytes() const { return used_; }

 private:
  struct Release {
    void operator()(char* memory) const { std::free(memory); }
  };
  using Block = std::unique_ptr<char[], Release>;
  static Block Allocate(size_t bytes);

  std::vector<Block> blocks_;
  std::vector<Block> large_;  // rows larger than a block
  size_t next_ = 0;           // the first block that is unused since Clear
  size_t left_ = 0;
  char* at_ = nullptr;
  size_t used_ = 0;
};

// The beginning of a key as two numbers; keys with different fronts sort as their fronts do.
struct KeyFront {
  uint64_t high = 0;
  uint64_t low = 0;
};
// The front made of the 16 bytes from `skip` on; all keys agree in the bytes before.
KeyFront FrontFrom(std::string_view key, size_t skip);
// The front of a key in `out` or `in`: all its fields but the relation's number.
// Limits:  numbers of entities below 2^32.
KeyFront FrontOfEdge(std::string_view key);
// Turns the key of a relation's row in `out` into that of its row in `in`, or the other way round.
FixedKey<kEdgeKeyBytes> TurnedEdge(std::string_view key);

class RowOrder {
 public:
  // kTurned: the rows are those of `out`, the keys those of `in`.
  enum class Keys { kAsStored, kTurned };
  // Runs are called `run_name`.1, `run_name`.2, ...
  RowOrder(std::string run_name, Keys keys) : run_name_(std::move(run_name)), keys_(keys) {}

  void Add(KeyFront front, const char* row) { entries_.push_back({front, row}); }
  size_t size() const { return entries_.size(); }
  // The row that was added at position `index` since the last Spill.
  const char* row(size_t index) const { return entries_[index].row; }
  // Forgets the rows added last.
  void Shrink(size_t size) { entries_.resize(size); }
  // Memory of the entries, including what sorting them takes.
  size_t bytes() const { return (entries_.capacity() + entries_.size()) * sizeof(Entry); }
  bool empty() const { return entries_.empty() && runs_.empty(); }
  uint64_t rows_in_all() const { return spilled_ + entries_.size(); }

  absl::Status Spill();
  // Looks for a key in the runs, not in the rows that are still in memory.
  absl::StatusOr<std::optional<std::string>> FindSpilled(std::string_view key) const;

  using RowFn = absl::FunctionRef<absl::Status(std::string_view key, std::string_view value)>;
  // Visits every row in the order of keys. No row can be added afterwards; the runs stay on disk.
  absl::Status Visit(RowFn fn);

  const std::string& run_name() const { return run_name_; }
  size_t runs() const { return runs_.size(); }
  // Resumes from runs that were written earlier.
  // Errors:  DataLoss (they are not complete), Unavailable.
  absl::Status TakeUp(size_t runs, uint64_t rows);

 private:
  struct Entry {
    KeyFront front;
    const char* row;
  };
  struct Run {
    std::string file;
    std::vector<uint64_t> blocks;
  };
  class Source;
  class MemorySource;
  class RunSource;

  bool Before(const Entry& a, const Entry& b) const;
  void Sort();

  const std::string run_name_;
  const Keys keys_;
  std::vector<Entry> entries_;
  std::vector<Run> runs_;
  uint64_t spilled_ = 0;
};

}  // namespace liancheng::storage
