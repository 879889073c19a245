#include "storage/write/row_writer.h"

#include <array>
#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/sst_file_writer.h"
#include "rocksdb/write_batch.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

absl::Status FillBatch(const Tables& tables, const Overlay& overlay, rocksdb::WriteBatch& batch) {
  for (int i = 0; i < kTableCount; ++i) {
    const auto table = static_cast<Table>(i);
    rocksdb::ColumnFamilyHandle* family = tables.of(table);
    for (const Overlay::Line& line : overlay.SortedRows(table)) {
      const rocksdb::Status put = line.present
                                      ? batch.Put(family, ToSlice(line.key), ToSlice(line.value))
                                      : batch.Delete(family, ToSlice(line.key));
      if (!put.ok()) return ToStatus(put, fmt::format("gather rows of {}", Name(table)));
    }
  }
  for (const auto& [key, change] : overlay.SortedCounts()) {
    const rocksdb::Status merged =
        batch.Merge(tables.of(Table::kDeg), ToSlice(DegKey(key).view()), CountValue(change));
    if (!merged.ok()) return ToStatus(merged, "gather rows of deg");
  }
  return absl::OkStatus();
}

absl::Status WriteThroughLog(const Tables& tables, const Overlay& overlay, bool sync) {
  rocksdb::WriteBatch batch;
  if (absl::Status filled = FillBatch(tables, overlay, batch); !filled.ok()) return filled;
  rocksdb::WriteOptions options;
  options.sync = sync;
  return ToStatus(tables.db().Write(options, &batch), "write");
}

// --- as files ---

// The data file of one table; empty text when the table has no new rows.
absl::StatusOr<std::string> WriteFile(const Overlay& overlay, Table table,
                                      const std::string& folder) {
  const std::vector<Overlay::Line> lines = overlay.SortedRows(table);
  const auto counts =
      table == Table::kDeg ? overlay.SortedCounts() : std::vector<std::pair<DegreeKey, int64_t>>();
  if (lines.empty() && counts.empty()) return std::string();
  rocksdb::Options options = TableOptions(table);
  // Compaction will write the rows again, with better compression.
  options.bottommost_compression = rocksdb::kDisableCompressionOption;
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), options);
  std::string file = fmt::format("{}/{}.sst", folder, Name(table));
  rocksdb::Status status = writer.Open(file);
  for (size_t i = 0; status.ok() && i < lines.size(); ++i) {
    const Overlay::Line& line = lines[i];
    status = line.present ? writer.Put(ToSlice(line.key), ToSlice(line.value))
                          : writer.Delete(ToSlice(line.key));
  }
  for (size_t i = 0; status.ok() && i < counts.size(); ++i) {
    status = writer.Merge(ToSlice(DegKey(counts[i].first).view()), CountValue(counts[i].second));
  }
  if (status.ok()) status = writer.Finish();
  if (!status.ok()) return ToStatus(status, fmt::format("write \"{}\"", file));
  return file;
}

using Files = std::array<absl::StatusOr<std::string>, kTableCount>;

// Two threads take one table after another, the largest first.
void WriteFiles(const Overlay& overlay, const std::string& folder, Files& files) {
  constexpr std::array<Table, kTableCount> kLargeFirst = {
      Table::kOut,  Table::kIn,  Table::kDeg, Table::kXid, Table::kEnt,   Table::kName,
      Table::kHist, Table::kRec, Table::kLog, Table::kJob, Table::kAudit, Table::kMeta};
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < kLargeFirst.size(); i = next++) {
      files[static_cast<size_t>(kLargeFirst[i])] = WriteFile(overlay, kLargeFirst[i], folder);
    }
  };
  std::thread other(work);
  work();
  other.join();
}

absl::Status WriteAsFiles(const Tables& tables, const Overlay& overlay) {
  const std::string folder = IncomingFolder(tables.path());
  std::error_code error;
  fs::remove_all(folder, error);
  fs::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(
        fmt::format("cannot make folder \"{}\": {}", folder, error.message()));
  }
  Files files;
  WriteFiles(overlay, folder, files);
  std::vector<rocksdb::IngestExternalFileArg> args;
  for (int i = 0; i < kTableCount; ++i) {
    const auto& file = files[static_cast<size_t>(i)];
    if (!file.ok()) {
      // On a full disk the room that they take is missed.
      fs::remove_all(folder, error);
      return file.status();
    }
    if (file->empty()) continue;
    rocksdb::IngestExternalFileArg& arg = args.emplace_back();
    arg.column_family = tables.of(static_cast<Table>(i));
    arg.external_files = {*file};
    arg.options.move_files = true;
    arg.options.write_global_seqno = false;
  }
  const absl::Status taken = ToStatus(tables.db().IngestExternalFiles(args), "ingest data files");
  fs::remove_all(folder, error);
  return taken;
}

}  // namespace

absl::Status WriteRows(const Tables& tables, const Overlay& overlay,
                       const WriteRowsOptions& options) {
  return overlay.row_count() < options.bulk_rows_min
             ? WriteThroughLog(tables, overlay, options.sync)
             : WriteAsFiles(tables, overlay);
}

std::string IncomingFolder(const std::string& store) {
  return store + "/incoming";
}

void RemoveLeftovers(const std::string& store) {
  std::error_code ignored;
  fs::remove_all(IncomingFolder(store), ignored);
}

}  // namespace liancheng::storage
