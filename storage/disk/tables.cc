#include "storage/disk/tables.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/cache.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/listener.h"
#include "rocksdb/merge_operator.h"
#include "rocksdb/slice_transform.h"
#include "rocksdb/table.h"
#include "storage/disk/info_log.h"
#include "storage/format/journal.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMegabyte = size_t{1} << 20;
constexpr size_t kBlockCacheBytes = 256 * kMegabyte;
constexpr uint64_t kFlushOnCloseBytes = 8 * kMegabyte;
constexpr int kReadOnlyAttemptsMax = 5;     // attempts while the writer replaces no file
constexpr int kReadOnlyOvertakenMax = 200;  // attempts while it does

class AddCounts : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const rocksdb::Slice&, const rocksdb::Slice* existing, const rocksdb::Slice& value,
             std::string* sum, rocksdb::Logger*) const override {
    if (value.size() != 8 || (existing != nullptr && existing->size() != 8)) return false;
    const int64_t before = existing == nullptr ? 0 : ReadCount(ToView(*existing));
    *sum = CountValue(before + ReadCount(ToView(value)));
    return true;
  }
  const char* Name() const override { return "liancheng.AddCounts"; }
};

// After a write that found no room, RocksDB would go on by itself once 64 MiB are free, the size of
// a table in memory, and DB::Resume would say Busy until then. The commits ask it instead.
class GoesOnWhenAsked : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

// Tables whose keys begin with a node, all rows of which are read together.
bool ReadByNode(Table table) {
  return table == Table::kOut || table == Table::kIn || table == Table::kRec;
}

// Tables from which a commit reads single rows, most of which do not exist.
bool ReadByKey(Table table) {
  return table == Table::kXid || table == Table::kEnt || table == Table::kOut ||
         table == Table::kRec || table == Table::kDeg;
}

rocksdb::ColumnFamilyOptions FamilyOptions(Table table,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions blocks;
  blocks.checksum = rocksdb::kXXH3;
  blocks.format_version = 5;
  blocks.block_size = 16 * 1024;
  blocks.block_cache = cache;
  blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  blocks.whole_key_filtering = true;
  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  options.bottommost_compression_opts.enabled = true;
  options.bottommost_compression_opts.level = 1;
  // A large commit arrives as one file. A compaction after every four such files would rewrite the
  // rest of the table too often.
  options.level0_file_num_compaction_trigger = 8;
  options.level0_slowdown_writes_trigger = 32;
  options.level0_stop_writes_trigger = 64;
  options.write_buffer_size = 64 * kMegabyte;
  options.max_write_buffer_number = 4;
  options.target_file_size_base = 64 * kMegabyte;
  // The rows of a batch arrive sorted, so the memory table looks for the place of each near the row
  // before it.
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewCappedPrefixTransform(1));
  if (ReadByNode(table)) options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(8));
  if (ReadByKey(table)) {
    options.memtable_whole_key_filtering = true;
    options.memtable_prefix_bloom_size_ratio = 0.02;
  }
  if (table == Table::kDeg) options.merge_operator = std::make_shared<AddCounts>();
  return options;
}

rocksdb::DBOptions DatabaseOptions(const TablesOptions& wanted) {
  rocksdb::DBOptions options;
  options.create_if_missing = wanted.create;
  options.create_missing_column_families = !wanted.read_only;
  // An incomplete record at the end of a log is a commit that was never acknowledged. Damage before
  // it is a loss that must be reported and not skipped.
  options.wal_recovery_mode = wanted.salvage
                                  ? rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords
                                  : rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.track_and_verify_wals_in_manifest = true;
  options.paranoid_checks = !wanted.salvage;
  options.avoid_flush_during_recovery = true;
  // Every file stays open, so that a reader beside a writer keeps the files with which it began.
  options.max_open_files = -1;
  options.max_background_jobs = 2;
  options.max_total_wal_size = 512 * kMegabyte;
  options.bytes_per_sync = kMegabyte;
  options.listeners.push_back(std::make_shared<GoesOnWhenAsked>());
  options.info_log = wanted.read_only ? NoInfoLog() : OpenInfoLog(wanted.path);
  options.stats_dump_period_sec = 0;
  options.allow_fallocate = wanted.ahead;
  return options;
}

std::set<std::string> WriteAheadLogs(const std::string& path) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".log") names.insert(it->path().filename().string());
  }
  return names;
}

// The name and length of the manifest; they change when a writer replaces files.
std::string ManifestNow(const std::string& path) {
  std::ifstream current(path + "/CURRENT");
  std::string name;
  std::getline(current, name);
  std::error_code error;
  const uintmax_t bytes = fs::file_size(fs::path(path) / name, error);
  return fmt::format("{} {}", name, error ? 0 : bytes);
}

// Another process may delete files after we read the manifest and before we read those files. A
// missing data file is an error of opening; RocksDB does not notice a missing log. In both cases
// what was read is stale, and the next attempt reads what is there now.
rocksdb::Status OpenBesideWriter(const rocksdb::DBOptions& options, const std::string& path,
                                 const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                                 std::vector<rocksdb::ColumnFamilyHandle*>& handles,
                                 rocksdb::DB*& db) {
  rocksdb::Status status;
  int at_rest = 0;
  for (int i = 0; i < kReadOnlyOvertakenMax && at_rest < kReadOnlyAttemptsMax; ++i) {
    const std::string manifest = ManifestNow(path);
    const std::set<std::string> before = WriteAheadLogs(path);
    status = rocksdb::DB::OpenForReadOnly(options, path, families, &handles, &db);
    if (!status.ok()) {
      if (ManifestNow(path) == manifest) ++at_rest;
      continue;
    }
    const std::set<std::string> after = WriteAheadLogs(path);
    if (std::includes(after.begin(), after.end(), before.begin(), before.end())) return status;
    for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
    handles.clear();
    delete db;
    db = nullptr;
    status = rocksdb::Status::TryAgain("the writer keeps replacing files");
  }
  return status;
}

absl::Status OpenError(const std::string& path, const rocksdb::Status& status) {
  std::string words = status.ToString();
  // RocksDB tries a missing data file under its oldest ending last, and names that one.
  for (size_t at = words.find(".ldb"); at != std::string::npos; at = words.find(".ldb", at)) {
    words.replace(at, 4, ".sst");
  }
  if (status.IsCorruption() || status.IsPathNotFound() ||
      words.find("No such file") != std::string::npos) {
    return absl::DataLossError(fmt::format(
        "store \"{}\" is damaged: {}; restore a backup, or open it for salvage", path, words));
  }
  if (status.IsIOError() && words.find("lock") != std::string::npos) {
    return absl::FailedPreconditionError(
        fmt::format("store \"{}\" is locked by another program: {}", path, words));
  }
  return ToStatus(status, fmt::format("open store \"{}\"", path));
}

absl::Status WrongFormat(const std::string& path, uint32_t found) {
  return absl::FailedPreconditionError(fmt::format(
      "store \"{}\" has format {}, this program reads format {}{}", path, found, kFormatVersion,
      found < kFormatVersion ? "; export it with the program that wrote it, then import it here"
                             : ""));
}

// A store of another format has other column families, but may give its format in `meta`.
absl::Status ForeignFamilies(const std::string& path, const std::vector<std::string>& names) {
  const std::string meta(Name(Table::kMeta));
  const auto foreign = absl::FailedPreconditionError(
      fmt::format("\"{}\" is a RocksDB database, but not a store of this program", path));
  if (std::find(names.begin(), names.end(), meta) == names.end()) return foreign;
  const std::vector<rocksdb::ColumnFamilyDescriptor> two = {
      {rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions()},
      {meta, rocksdb::ColumnFamilyOptions()}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  const rocksdb::Status opened =
      rocksdb::DB::OpenForReadOnly(rocksdb::DBOptions(), path, two, &handles, &raw);
  if (!opened.ok()) return OpenError(path, opened);
  const std::unique_ptr<rocksdb::DB> db(raw);
  std::string value;
  const rocksdb::Status got =
      db->Get(rocksdb::ReadOptions(), handles[1], ToSlice(kMetaFormat), &value);
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  if (!got.ok() || value.size() != 4) return foreign;
  return WrongFormat(path, static_cast<uint32_t>(GetBig(value.data(), 4)));
}

absl::Status CheckFamilies(const std::string& path) {
  std::vector<std::string> names;
  const rocksdb::Status listed =
      rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), path, &names);
  if (!listed.ok()) return OpenError(path, listed);
  for (const std::string& name : names) {
    bool ours = name == rocksdb::kDefaultColumnFamilyName;
    for (int i = 0; i < kTableCount; ++i) ours |= name == Name(static_cast<Table>(i));
    if (!ours) return ForeignFamilies(path, names);
  }
  return absl::OkStatus();
}

// Makes all column families in one step. When RocksDB makes them one by one, each rewrites and
// reads back the file of all options. After an interruption the next opening makes the missing
// ones.
rocksdb::Status MakeDatabase(const rocksdb::DBOptions& options, const std::string& path,
                             const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                             std::vector<rocksdb::ColumnFamilyHandle*>& handles, rocksdb::DB*& db) {
  rocksdb::Status status = rocksdb::DB::Open(options, path, {families.front()}, &handles, &db);
  if (!status.ok()) return status;
  std::vector<rocksdb::ColumnFamilyHandle*> made;
  status = db->CreateColumnFamilies({families.begin() + 1, families.end()}, &made);
  handles.insert(handles.end(), made.begin(), made.end());
  if (status.ok()) return status;
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  handles.clear();
  delete db;
  db = nullptr;
  return status;
}

absl::Status NoStore(const std::string& path) {
  return absl::NotFoundError(fmt::format(
      "there is no store at \"{}\"; check the folder, or import something first", path));
}

}  // namespace

absl::Status ToStatus(const rocksdb::Status& status, std::string_view doing) {
  if (status.ok()) return absl::OkStatus();
  const std::string words = fmt::format("cannot {}: {}", doing, status.ToString());
  if (status.IsCorruption()) return absl::DataLossError(words);
  if (status.IsNotSupported()) return absl::PermissionDeniedError(words);
  return absl::UnavailableError(words);
}

std::string CountValue(int64_t count) {
  std::string value(8, '\0');
  PutBig(value.data(), static_cast<uint64_t>(count), 8);
  return value;
}

int64_t ReadCount(std::string_view value) {
  return value.size() == 8 ? static_cast<int64_t>(GetBig(value.data(), 8)) : 0;
}

rocksdb::Options TableOptions(Table table) {
  return {rocksdb::DBOptions(), FamilyOptions(table, rocksdb::NewLRUCache(kMegabyte))};
}

bool HoldsStore(const std::string& path) {
  // RocksDB writes this manifest first, then CURRENT, then rows. A folder with this manifest only
  // is a database whose making was interrupted; it holds nothing.
  constexpr std::string_view kFirstManifest = "MANIFEST-000001";
  std::error_code error;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name == "CURRENT" || name.ends_with(".sst") || name.ends_with(".log")) return true;
    if (name.starts_with("MANIFEST-") && name != kFirstManifest) return true;
  }
  return false;
}

absl::StatusOr<std::unique_ptr<Tables>> Tables::Open(const TablesOptions& options) {
  const bool found = HoldsStore(options.path);
  std::error_code error;
  if (!found && (options.read_only || !options.create)) return NoStore(options.path);
  if (found) {
    // Without CURRENT, RocksDB would make an empty database over the files of the old one.
    if (!fs::exists(fs::path(options.path) / "CURRENT", error)) {
      return absl::DataLossError(
          fmt::format("store \"{}\" is damaged: the file CURRENT is missing", options.path));
    }
    if (const absl::Status ours = CheckFamilies(options.path); !ours.ok()) return ours;
  } else if (fs::create_directories(options.path, error); error) {
    return absl::UnavailableError(
        fmt::format("cannot make folder \"{}\": {}", options.path, error.message()));
  }
  std::unique_ptr<Tables> tables(new Tables(options));
  if (const absl::Status opened = tables->OpenDatabase(found); !opened.ok()) return opened;
  if (const absl::Status format = tables->CheckFormat(); !format.ok()) return format;
  return tables;
}

absl::Status Tables::OpenDatabase(bool found) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families = {
      {rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions()}};
  for (int i = 0; i < kTableCount; ++i) {
    const auto table = static_cast<Table>(i);
    families.emplace_back(std::string(Name(table)), FamilyOptions(table, cache));
  }
  const rocksdb::DBOptions db_options = DatabaseOptions(options_);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  rocksdb::Status status;
  if (options_.read_only) {
    status = OpenBesideWriter(db_options, options_.path, families, handles, raw);
  } else if (found) {
    status = rocksdb::DB::Open(db_options, options_.path, families, &handles, &raw);
  } else {
    status = MakeDatabase(db_options, options_.path, families, handles, raw);
  }
  if (!status.ok()) return OpenError(options_.path, status);
  db_.reset(raw);
  default_ = handles[0];
  std::copy(handles.begin() + 1, handles.end(), handles_.begin());
  return absl::OkStatus();
}

absl::Status Tables::CheckFormat() {
  rocksdb::PinnableSlice value;
  const auto found = Get(Table::kMeta, kMetaFormat, value);
  if (!found.ok()) return options_.salvage ? absl::OkStatus() : found.status();
  if (*found) {
    const uint32_t version = value.size() == 4 ? static_cast<uint32_t>(GetBig(value.data(), 4)) : 0;
    return version == kFormatVersion ? absl::OkStatus() : WrongFormat(options_.path, version);
  }
  // The making of this database was interrupted before anything could be stored.
  if (options_.read_only) return NoStore(options_.path);
  std::string version(4, '\0');
  PutBig(version.data(), kFormatVersion, 4);
  rocksdb::WriteBatch batch;
  batch.Put(of(Table::kMeta), ToSlice(kMetaFormat), version);
  batch.Put(of(Table::kMeta), ToSlice(kMetaHead), EncodeHead(Head()));
  rocksdb::WriteOptions synced;
  synced.sync = true;
  return ToStatus(db_->Write(synced, &batch), "write meta");
}

Tables::~Tables() {
  if (db_ == nullptr) return;
  uint64_t in_memory = 0;
  if (!options_.read_only &&
      db_->GetAggregatedIntProperty("rocksdb.cur-size-active-mem-table", &in_memory) &&
      in_memory > kFlushOnCloseBytes) {
    // A failure here loses nothing: the logs hold every row.
    db_->Flush(rocksdb::FlushOptions(), {handles_.begin(), handles_.end()}).PermitUncheckedError();
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  db_->DestroyColumnFamilyHandle(default_);
}

absl::StatusOr<bool> Tables::Get(Table table, std::string_view key, rocksdb::PinnableSlice& value,
                                 const rocksdb::Snapshot* snapshot) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  value.Reset();
  const rocksdb::Status got = db_->Get(options, of(table), ToSlice(key), &value);
  if (got.ok()) return true;
  if (got.IsNotFound()) return false;
  return ToStatus(got, fmt::format("read {}", Name(table)));
}

std::unique_ptr<rocksdb::Iterator> Tables::Iterate(Table table, const rocksdb::Snapshot* snapshot,
                                                   const rocksdb::Slice* upper) const {
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  options.total_order_seek = true;
  options.iterate_upper_bound = upper;
  if (upper == nullptr) {
    // A scan of a whole table would push rows that are read often out of the cache.
    options.readahead_size = 2 * kMegabyte;
    options.fill_cache = false;
  }
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, of(table)));
}

}  // namespace liancheng::storage
