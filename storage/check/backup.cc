#include "storage/check/backup.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "rocksdb/utilities/checkpoint.h"
#include "storage/check/verify.h"
#include "storage/disk/files.h"
#include "storage/format/journal.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBackupFile = "BACKUP";
constexpr size_t kCopyBytes = size_t{8} << 20;

absl::Status FileError(std::string_view doing, const std::string& path,
                       const std::error_code& error) {
  return absl::UnavailableError(fmt::format("cannot {} \"{}\": {}", doing, path, error.message()));
}

absl::StatusOr<Head> HeadOf(const Tables& tables) {
  rocksdb::PinnableSlice value;
  const auto found = tables.Get(Table::kMeta, kMetaHead, value);
  if (!found.ok()) return found.status();
  const auto head = *found ? DecodeHead(ToView(value)) : std::optional<Head>();
  if (!head) {
    return absl::DataLossError(fmt::format("\"{}\" has no readable head in meta", tables.path()));
  }
  return *head;
}

std::string Certificate(const Head& head) {
  return fmt::format("liancheng backup\nformat {}\nrevision {}\nhash {}\n", kFormatVersion,
                     head.revision.value, Hex(View(head.hash)));
}

// A reader beside a writer cannot make a checkpoint. But the state that it reads does not change,
// so its rows can be copied one by one.
absl::Status CopyRows(const Tables& from, const std::string& folder) {
  auto to = Tables::Open({folder, false, true, false});
  if (!to.ok()) return to.status();
  for (int i = 0; i < kTableCount; ++i) {
    const auto table = static_cast<Table>(i);
    rocksdb::WriteBatch batch;
    const auto it = from.Iterate(table);
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      rocksdb::Status put = batch.Put((*to)->of(table), it->key(), it->value());
      if (put.ok() && batch.GetDataSize() > kCopyBytes) {
        put = (*to)->db().Write(rocksdb::WriteOptions(), &batch);
        batch.Clear();
      }
      if (!put.ok()) return ToStatus(put, "write the backup");
    }
    if (!it->status().ok()) return ToStatus(it->status(), fmt::format("read {}", Name(table)));
    rocksdb::WriteOptions synced;
    synced.sync = true;
    const rocksdb::Status put = (*to)->db().Write(synced, &batch);
    if (!put.ok()) return ToStatus(put, "write the backup");
  }
  return absl::OkStatus();
}

absl::Status Checkpoint(const Tables& tables, const std::string& folder, uint64_t log_bytes_max) {
  rocksdb::Checkpoint* raw = nullptr;
  rocksdb::Status made = rocksdb::Checkpoint::Create(&tables.db(), &raw);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(raw);
  if (made.ok()) made = checkpoint->CreateCheckpoint(folder, log_bytes_max);
  return ToStatus(made, "copy the store");
}

absl::Status CopyFile(const fs::path& from, const std::string& folder) {
  const fs::path to = fs::path(folder) / from.filename();
  std::error_code error;
  fs::copy_file(from, to, error);
  return error ? FileError("copy to", to.string(), error) : absl::OkStatus();
}

absl::Status LinkFile(const fs::path& from, const std::string& folder) {
  std::error_code error;
  fs::create_hard_link(from, fs::path(folder) / from.filename(), error);
  return error ? CopyFile(from, folder) : absl::OkStatus();
}

std::set<std::string> LogsIn(const std::string& folder) {
  std::set<std::string> logs;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".log") logs.insert(it->path().filename().string());
  }
  return logs;
}

// A writer may add and delete files meanwhile. When the copy opens, every file that its manifest
// names is there. RocksDB does not notice a missing log, so each log that existed before the
// manifest was read must be in the copy.
absl::Status LinkFiles(const std::string& store, const std::string& folder) {
  const std::set<std::string> logs_before = LogsIn(store);
  std::ifstream in(store + "/CURRENT", std::ios::binary);
  std::string manifest;
  std::getline(in, manifest);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return FileError("make folder", folder, error);
  absl::Status status = CopyFile(fs::path(store) / manifest, folder);
  if (!status.ok()) return status;
  std::ofstream current(folder + "/CURRENT", std::ios::binary);
  current << manifest << '\n';
  current.close();
  if (!current) return absl::UnavailableError(fmt::format("cannot write \"{}/CURRENT\"", folder));
  for (fs::directory_iterator it(store, error), end; !error && it != end; it.increment(error)) {
    const std::string ending = it->path().extension().string();
    // If the copy needs a file that is gone by now, opening it fails below.
    if (ending == ".sst") LinkFile(it->path(), folder).IgnoreError();
    if (ending == ".log") CopyFile(it->path(), folder).IgnoreError();
  }
  if (error) return FileError("read folder", store, error);
  const std::set<std::string> logs = LogsIn(folder);
  if (std::includes(logs.begin(), logs.end(), logs_before.begin(), logs_before.end())) {
    return absl::OkStatus();
  }
  return absl::UnavailableError(fmt::format("a writer replaced logs of \"{}\"", store));
}

// Whether the linked files hold the state that the reader sees: a writer may have committed since.
bool EndsWhere(const Tables& tables, const std::string& folder) {
  const auto copy = Tables::Open({folder, true, false, false});
  if (!copy.ok()) return false;
  const auto there = HeadOf(**copy);
  const auto here = HeadOf(tables);
  return there.ok() && here.ok() && there->revision == here->revision && there->hash == here->hash;
}

absl::Status CopyFiles(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::create_directories(to, error);
  if (error) return FileError("make folder", to, error);
  for (fs::directory_iterator it(from, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (name == kBackupFile || name == "LOCK" || name == "WRITER" || name.starts_with("LOG")) {
      continue;
    }
    const std::string copy = to + "/" + name;
    std::error_code failed;
    fs::copy_file(it->path(), copy, failed);
    if (failed) return FileError("copy to", copy, failed);
    if (const absl::Status synced = SyncPath(copy); !synced.ok()) return synced;
  }
  if (error) return FileError("read folder", from, error);
  return SyncPath(to);
}

// Opens the backup, compares it with its certificate and verifies it.
absl::Status CheckBackup(const std::string& backup) {
  const std::string certificate_file = backup + "/" + std::string(kBackupFile);
  std::ifstream in(certificate_file, std::ios::binary);
  const std::string certificate((std::istreambuf_iterator<char>(in)),
                                std::istreambuf_iterator<char>());
  if (!in.is_open()) {
    return absl::NotFoundError(
        fmt::format("\"{}\" is not a backup: it has no file {}", backup, kBackupFile));
  }
  const auto tables = Tables::Open({backup, true, false, false});
  if (!tables.ok()) return tables.status();
  const auto head = HeadOf(**tables);
  if (!head.ok()) return head.status();
  if (certificate != Certificate(*head)) {
    return absl::DataLossError(
        fmt::format("backup \"{}\" is not what its file {} says: it ends at revision {}, hash {}",
                    backup, kBackupFile, head->revision.value, Hex(View(head->hash))));
  }
  // The key is not part of a backup, so ID numbers stay encrypted here.
  const auto sealed = SealedIds::Open("", "", backup);
  if (!sealed.ok()) return sealed.status();
  const VerifyReport report = VerifyStore(**tables, **sealed);
  if (report.problems.empty()) return absl::OkStatus();
  return absl::DataLossError(fmt::format("backup \"{}\" is damaged ({} problems): {}", backup,
                                         report.problems.size(), report.problems.front()));
}

}  // namespace

absl::Status BackupStore(const Tables& tables, const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    return absl::AlreadyExistsError(fmt::format("\"{}\" exists already", folder));
  }
  const fs::path parent = fs::absolute(folder, error).parent_path();
  if (!error) fs::create_directories(parent, error);
  if (error) return FileError("make folder", parent.string(), error);
  if (tables.read_only()) {
    if (const absl::Status copied = CopyRows(tables, folder); !copied.ok()) return copied;
  } else {
    // A checkpoint flushes the write-ahead logs first: a backup consists of data files.
    if (const absl::Status made = Checkpoint(tables, folder, 0); !made.ok()) return made;
  }
  const auto copy = Tables::Open({folder, true, false, false});
  if (!copy.ok()) return copy.status();
  const auto head = HeadOf(**copy);
  if (!head.ok()) return head.status();
  const std::string certificate = folder + "/" + std::string(kBackupFile);
  if (absl::Status wrote = WriteFileSynced(certificate, Certificate(*head), 0644); !wrote.ok()) {
    return wrote;
  }
  return SyncPath(folder);
}

absl::Status ForkStore(const Tables& tables, const std::string& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    return absl::AlreadyExistsError(fmt::format("\"{}\" exists already", folder));
  }
  // Smaller logs are copied, not flushed: a flush for each fork would leave the store with many
  // small data files.
  constexpr uint64_t kLogBytesMax = uint64_t{64} << 20;
  if (!tables.read_only()) return Checkpoint(tables, folder, kLogBytesMax);
  if (LinkFiles(tables.path(), folder).ok() && EndsWhere(tables, folder)) return absl::OkStatus();
  fs::remove_all(folder, error);
  if (error) return FileError("clear", folder, error);
  return CopyRows(tables, folder);
}

absl::Status RestoreStore(const std::string& backup, const std::string& path) {
  std::error_code error;
  if (HoldsStore(path) || (fs::exists(path, error) && !fs::is_empty(path, error))) {
    return absl::AlreadyExistsError(fmt::format("\"{}\" is not empty", path));
  }
  if (const absl::Status sound = CheckBackup(backup); !sound.ok()) return sound;
  // The folder keeps another name until it is complete.
  const std::string fresh = path + ".restoring";
  fs::remove_all(fresh, error);
  if (const absl::Status copied = CopyFiles(backup, fresh); !copied.ok()) return copied;
  fs::rename(fresh, path, error);
  if (error) return FileError("make", path, error);
  return SyncFolderOf(path);
}

}  // namespace liancheng::storage
