// storage/disk/tables.h: the RocksDB database under a store: its column families, options and
// errors.
// Threads: const after Open; RocksDB itself is thread-safe.
// Errors:  NotFound (no store), FailedPrecondition (another format, or not a store of ours, or
//          locked by another program), DataLoss (damaged: names the file), Unavailable.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "rocksdb/db.h"
#include "storage/format/keys.h"

namespace liancheng::storage {

inline constexpr uint32_t kFormatVersion = 2;

// `doing` is the beginning of the message, such as `read ent`.
absl::Status ToStatus(const rocksdb::Status& status, std::string_view doing);

inline rocksdb::Slice ToSlice(std::string_view text) {
  return {text.data(), text.size()};
}
inline std::string_view ToView(const rocksdb::Slice& slice) {
  return {slice.data(), slice.size()};
}

// A count of `deg`: a signed 64-bit big-endian number; merging adds to it.
std::string CountValue(int64_t count);
int64_t ReadCount(std::string_view value);

struct TablesOptions {
  std::string path;
  bool read_only = false;
  bool create = false;
  bool salvage = false;  // read-only: open although something is damaged
  bool ahead = true;     // reserve room on the disk before writing
};

class Tables {
 public:
  // Opens the database or makes it; a new one gets its format and an empty head in `meta`.
  static absl::StatusOr<std::unique_ptr<Tables>> Open(const TablesOptions& options);
  // Flushes what is only in memory, so that the next opening has little of the log to replay.
  ~Tables();
  Tables(const Tables&) = delete;
  Tables& operator=(const Tables&) = delete;

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* of(Table table) const {
    return handles_[static_cast<size_t>(table)];
  }
  const std::string& path() const { return options_.path; }
  bool read_only() const { return options_.read_only; }
  bool salvage() const { return options_.salvage; }

  // False when there is no such row.
  absl::StatusOr<bool> Get(Table table, std::string_view key, rocksdb::PinnableSlice& value,
                           const rocksdb::Snapshot* snapshot = nullptr) const;
  // Iterates over a table in key order, up to `upper` when it is given; the caller keeps `upper`
  // alive.
  std::unique_ptr<rocksdb::Iterator> Iterate(Table table,
                                             const rocksdb::Snapshot* snapshot = nullptr,
                                             const rocksdb::Slice* upper = nullptr) const;

 private:
  explicit Tables(TablesOptions options) : options_(std::move(options)) {}
  absl::Status OpenDatabase(bool found);
  absl::Status CheckFormat();

  const TablesOptions options_;
  std::unique_ptr<rocksdb::DB> db_;
  std::array<rocksdb::ColumnFamilyHandle*, kTableCount> handles_{};
  rocksdb::ColumnFamilyHandle* default_ = nullptr;
};

// Whether there is a store in this folder, sound or damaged.
bool HoldsStore(const std::string& path);

// The options with which a table of the store is opened; also used to read single files of it.
rocksdb::Options TableOptions(Table table);

}  // namespace liancheng::storage
