// storage/bulk/row_sort.h: rows gathered in any order and given back in key order, in bounded memory:
// what does not fit is sorted and written to runs, which are merged at the end.
// Threads: one at a time, each RowOrder and RowPile by itself.
// Errors:  those of storage/disk/row_run.h; InvalidArgument: two rows with one key.
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

// Rows one after the other in memory. They stay where they are until Clear.
class RowPile {
 public:
  const char* Add(std::string_view key, std::string_view value);
  // Keeps the memory for the next rows.
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
  size_t next_ = 0;           // the first block not used since Clear
  size_t left_ = 0;
  char* at_ = nullptr;
  size_t used_ = 0;
};

// The beginning of a key as numbers: where these differ, they tell the order.
struct KeyFront {
  uint64_t high = 0;
  uint64_t low = 0;
};
// Of the 16 bytes from `skip` on; all keys agree in the bytes before.
KeyFront FrontFrom(std::string_view key, size_t skip);
// Of a key in `out` or `in`: all it says but the relation's number. Entities below 2^32.
KeyFront FrontOfEdge(std::string_view key);
// The key in `in` of the row with this key in `out`, or the other way round.
FixedKey<kEdgeKeyBytes> TurnedEdge(std::string_view key);

class RowOrder {
 public:
  // kTurned: the rows are those of `out`, the keys those of `in`.
  enum class Keys { kAsStored, kTurned };
  // Runs are called `run_name`.1, `run_name`.2, ...
  RowOrder(std::string run_name, Keys keys) : run_name_(std::move(run_name)), keys_(keys) {}

  void Add(KeyFront front, const char* row) { entries_.push_back({front, row}); }
  size_t size() const { return entries_.size(); }
  // The row added as number `index` since the last Spill.
  const char* row(size_t index) const { return entries_[index].row; }
  // Forgets the rows added last.
  void Shrink(size_t size) { entries_.resize(size); }
  // With what sorting them takes.
  size_t bytes() const { return (entries_.capacity() + entries_.size()) * sizeof(Entry); }
  bool empty() const { return entries_.empty() && runs_.empty(); }
  uint64_t rows_in_all() const { return spilled_ + entries_.size(); }

  absl::Status Spill();
  // In a run; nothing of what is still in memory.
  absl::StatusOr<std::optional<std::string>> FindSpilled(std::string_view key) const;

  using RowFn = absl::FunctionRef<absl::Status(std::string_view key, std::string_view value)>;
  // Every row in the order of keys; the runs stay where they are. Ends the gathering.
  absl::Status Visit(RowFn fn);

  const std::string& run_name() const { return run_name_; }
  size_t runs() const { return runs_.size(); }
  // Goes on from runs that were spilled before, if they are whole. DataLoss, Unavailable.
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
