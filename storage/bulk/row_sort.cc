#include "storage/bulk/row_sort.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>
#include <utility>

#include "fmt/format.h"
#include "storage/disk/row_run.h"
#include "storage/format/journal.h"

namespace liancheng::storage {
namespace {

constexpr size_t kPileBlockBytes = size_t{4} << 20;
constexpr size_t kHugePageBytes = size_t{2} << 20;
constexpr size_t kRadixRowsMin = 256;
constexpr size_t kRowsAhead = 16;
constexpr size_t kCacheLineBytes = 64;

// One stable pass of a radix sort by one byte of the front; false when all rows have the same byte
// there.
template <typename Entry>
bool PassByByte(std::vector<Entry>& from, std::vector<Entry>& to, unsigned shift) {
  std::array<size_t, 256> counts{};
  for (const Entry& entry : from) ++counts[entry.front.high >> shift & 255];
  if (std::find(counts.begin(), counts.end(), from.size()) != counts.end()) return false;
  size_t place = 0;
  for (size_t& count : counts) place += std::exchange(count, place);
  for (const Entry& entry : from) to[counts[entry.front.high >> shift & 255]++] = entry;
  return true;
}

}  // namespace

// Uses huge pages, because sorted rows are read in an order unrelated to where they lie in memory.
RowPile::Block RowPile::Allocate(size_t bytes) {
  const size_t whole = (bytes + kHugePageBytes - 1) / kHugePageBytes * kHugePageBytes;
  Block block(static_cast<char*>(std::aligned_alloc(kHugePageBytes, whole)));
  if (block == nullptr) std::abort();
  ::madvise(block.get(), whole, MADV_HUGEPAGE);
  return block;
}

const char* RowPile::Add(std::string_view key, std::string_view value) {
  const size_t bytes = kRowHeaderBytes + key.size() + value.size();
  char* row = nullptr;
  if (bytes > kPileBlockBytes) {
    row = large_.emplace_back(Allocate(bytes)).get();
  } else {
    if (bytes > left_) {
      if (next_ == blocks_.size()) {
        blocks_.push_back(Allocate(kPileBlockBytes));
      }
      at_ = blocks_[next_++].get();
      left_ = kPileBlockBytes;
    }
    row = at_;
    at_ += bytes;
    left_ -= bytes;
  }
  used_ += bytes;
  const auto key_bytes = static_cast<uint16_t>(key.size());
  const auto value_bytes = static_cast<uint32_t>(value.size());
  std::memcpy(row, &key_bytes, sizeof(key_bytes));
  std::memcpy(row + sizeof(key_bytes), &value_bytes, sizeof(value_bytes));
  std::memcpy(row + kRowHeaderBytes, key.data(), key.size());
  if (!value.empty()) {
    std::memcpy(row + kRowHeaderBytes + key.size(), value.data(), value.size());
  }
  return row;
}

void RowPile::Clear() {
  large_.clear();
  next_ = 0;
  left_ = 0;
  used_ = 0;
}

void RowPile::Free() {
  Clear();
  blocks_.clear();
}

KeyFront FrontFrom(std::string_view key, size_t skip) {
  std::array<char, 16> front{};
  if (key.size() > skip) {
    std::memcpy(front.data(), key.data() + skip, std::min(key.size() - skip, front.size()));
  }
  return {GetBig(front.data(), 8), GetBig(front.data() + 8, 8)};
}

KeyFront FrontOfEdge(std::string_view key) {
  const char* at = key.data();
  const uint64_t first = GetBig(at + 4, 4);
  const uint64_t relation = GetBig(at + 8, 2);
  const uint64_t second = GetBig(at + 14, 4);
  const uint64_t start = GetBig(at + 18, 4);
  return {first << 32 | relation << 16 | second >> 16, (second & 0xffff) << 48 | start << 16};
}

FixedKey<kEdgeKeyBytes> TurnedEdge(std::string_view key) {
  FixedKey<kEdgeKeyBytes> turned;
  std::memcpy(turned.bytes.data(), key.data(), kEdgeKeyBytes);
  std::memcpy(turned.bytes.data(), key.data() + 10, 8);
  std::memcpy(turned.bytes.data() + 10, key.data(), 8);
  return turned;
}

bool RowOrder::Before(const Entry& a, const Entry& b) const {
  if (a.front.high != b.front.high) return a.front.high < b.front.high;
  if (a.front.low != b.front.low) return a.front.low < b.front.low;
  if (keys_ == Keys::kAsStored) return RowKey(a.row) < RowKey(b.row);
  return TurnedEdge(RowKey(a.row)).view() < TurnedEdge(RowKey(b.row)).view();
}

// A radix sort by the upper half of the front, last byte first; then the few rows with equal upper
// halves are sorted by comparison.
void RowOrder::Sort() {
  const auto before = [this](const Entry& a, const Entry& b) { return Before(a, b); };
  if (entries_.size() < kRadixRowsMin) {
    std::sort(entries_.begin(), entries_.end(), before);
    return;
  }
  std::vector<Entry> other(entries_.size());
  for (unsigned shift = 0; shift < 64; shift += 8) {
    if (PassByByte(entries_, other, shift)) entries_.swap(other);
  }
  for (auto begin = entries_.begin(); begin != entries_.end();) {
    auto end = begin + 1;
    while (end != entries_.end() && end->front.high == begin->front.high) ++end;
    // Often they were added in order (grams by revision, names by entity) and need no sorting.
    if (end - begin > 1 && !std::is_sorted(begin, end, before)) std::sort(begin, end, before);
    begin = end;
  }
}

// --- the rows of one run, or of memory, one after the other ---

class RowOrder::Source {
 public:
  virtual ~Source() = default;
  virtual absl::StatusOr<bool> Next() = 0;
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }

 protected:
  std::string_view key_;
  std::string_view value_;
};

class RowOrder::MemorySource : public Source {
 public:
  MemorySource(const std::vector<Entry>& entries, Keys keys) : entries_(entries), keys_(keys) {}
  absl::StatusOr<bool> Next() override {
    if (next_ == entries_.size()) return false;
    // Prefetched, because rows lie in the order of adding and each would be a wait for memory.
    if (next_ + kRowsAhead < entries_.size()) {
      const char* ahead = entries_[next_ + kRowsAhead].row;
      __builtin_prefetch(ahead);
      __builtin_prefetch(ahead + kCacheLineBytes);
    }
    const char* row = entries_[next_++].row;
    key_ = RowKey(row);
    if (keys_ == Keys::kTurned) {
      turned_ = TurnedEdge(key_);
      key_ = turned_.view();
    }
    value_ = RowValue(row);
    return true;
  }

 private:
  const std::vector<Entry>& entries_;
  const Keys keys_;
  FixedKey<kEdgeKeyBytes> turned_;
  size_t next_ = 0;
};

class RowOrder::RunSource : public Source {
 public:
  explicit RunSource(const std::string& file) : reader_(file) {}
  absl::StatusOr<bool> Next() override {
    const auto more = reader_.Next();
    if (more.ok() && *more) {
      key_ = reader_.key();
      value_ = reader_.value();
    }
    return more;
  }

 private:
  RunReader reader_;
};

absl::Status RowOrder::Spill() {
  if (entries_.empty()) return absl::OkStatus();
  Sort();
  Run run;
  run.file = fmt::format("{}.{}", run_name_, runs_.size() + 1);
  RunWriter writer(run.file);
  MemorySource rows(entries_, keys_);
  while (true) {
    const auto more = rows.Next();
    if (!more.ok()) return more.status();
    if (!*more) break;
    if (absl::Status added = writer.Add(rows.key(), rows.value()); !added.ok()) return added;
  }
  if (absl::Status finished = writer.Finish(); !finished.ok()) return finished;
  run.blocks = writer.TakeBlocks();
  runs_.push_back(std::move(run));
  spilled_ += entries_.size();
  entries_ = std::vector<Entry>();
  return absl::OkStatus();
}

absl::Status RowOrder::TakeUp(size_t runs, uint64_t rows) {
  for (size_t i = 1; i <= runs; ++i) {
    Run run;
    run.file = fmt::format("{}.{}", run_name_, i);
    if (absl::Status whole = CheckRun(run.file); !whole.ok()) return whole;
    runs_.push_back(std::move(run));
  }
  spilled_ = rows;
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> RowOrder::FindSpilled(std::string_view key) const {
  for (const Run& run : runs_) {
    auto found = FindInRun(run.file, run.blocks, key);
    if (!found.ok() || *found) return found;
  }
  return std::nullopt;
}

absl::Status RowOrder::Visit(RowFn fn) {
  Sort();
  std::vector<std::unique_ptr<Source>> sources;
  for (const Run& run : runs_) sources.push_back(std::make_unique<RunSource>(run.file));
  sources.push_back(std::make_unique<MemorySource>(entries_, keys_));
  std::vector<Source*> heap;
  const auto after = [](const Source* a, const Source* b) { return a->key() > b->key(); };
  for (const auto& source : sources) {
    const auto more = source->Next();
    if (!more.ok()) return more.status();
    if (*more) heap.push_back(source.get());
  }
  std::make_heap(heap.begin(), heap.end(), after);
  std::string last;
  bool first = true;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), after);
    Source* source = heap.back();
    if (!first && source->key() == last) {
      return absl::InvalidArgumentError(
          fmt::format("{}: two rows with the key {}", run_name_, Hex(last)));
    }
    if (absl::Status done = fn(source->key(), source->value()); !done.ok()) return done;
    last.assign(source->key());
    first = false;
    const auto more = source->Next();
    if (!more.ok()) return more.status();
    if (*more) {
      std::push_heap(heap.begin(), heap.end(), after);
    } else {
      heap.pop_back();
    }
  }
  entries_ = std::vector<Entry>();
  return absl::OkStatus();
}

}  // namespace liancheng::storage
