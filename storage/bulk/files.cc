// The last step of a bulk load: sorted rows to data files, table after table on two threads.
#include <atomic>
#include <mutex>
#include <thread>

#include "fmt/format.h"
#include "storage/bulk/rows.h"
#include "storage/disk/row_run.h"

namespace liancheng::storage {

// Collects rows of deg. Their keys arrive in order; equal keys arrive one after another and are
// added up.
class DegreeRun {
 public:
  explicit DegreeRun(std::string file) : file_(file), writer_(file) {}

  absl::Status Add(std::string_view key, int64_t change) {
    if (key == key_) {
      count_ += change;
      return absl::OkStatus();
    }
    absl::Status written = Flush();
    key_ = key;
    count_ = change;
    return written;
  }
  absl::Status Finish() {
    if (absl::Status written = Flush(); !written.ok()) return written;
    return writer_.Finish();
  }
  const std::string& file() const { return file_; }

 private:
  absl::Status Flush() {
    return key_.empty() || count_ == 0 ? absl::OkStatus() : writer_.Add(key_, CountValue(count_));
  }

  const std::string file_;
  RunWriter writer_;
  std::string key_;
  int64_t count_ = 0;
};

class BulkRows::Writing {
 public:
  Writing(BulkRows& rows, const Progress& progress) : rows_(rows), progress_(progress) {
    for (int i = 0; i < kTableCount; ++i) {
      files_.push_back(std::make_unique<TableFiles>(rows.folder_, static_cast<Table>(i)));
    }
  }

  absl::StatusOr<std::array<std::vector<std::string>, kTableCount>> Run() {
    if (!rows_.log_status_.ok()) return rows_.log_status_;
    // The largest tables first.
    const std::array<std::function<absl::Status()>, 7> tasks = {
        [this] { return WriteEdges(rows_.out_, Table::kOut, DegreeOf::kOut, out_degrees_); },
        [this] { return WriteEdges(rows_.in_, Table::kIn, DegreeOf::kIn, in_degrees_); },
        [this] { return WriteGroup(rows_.xid_, Table::kXid); },
        [this] { return WriteGroup(rows_.ent_, Table::kEnt); },
        [this] { return WriteGroup(rows_.name_, Table::kName); },
        [this] { return WriteGroup(rows_.rec_, Table::kRec); },
        [this] { return WriteNamedBy(); }};
    std::atomic<size_t> next = 0;
    std::array<absl::Status, 7> done;
    const auto work = [&] {
      for (size_t i = next++; i < tasks.size(); i = next++) done[i] = tasks[i]();
    };
    std::thread other(work);
    work();
    other.join();
    for (const absl::Status& status : done) {
      if (!status.ok()) return status;
    }
    if (absl::Status degrees = MergeDegrees(); !degrees.ok()) return degrees;
    if (absl::Status log = rows_.log_.Finish(); !log.ok()) return log;
    std::array<std::vector<std::string>, kTableCount> files;
    for (size_t i = 0; i < files.size(); ++i) files[i] = files_[i]->files();
    files[static_cast<size_t>(Table::kLog)] = rows_.log_.files();
    return files;
  }

 private:
  TableFiles& FilesOf(Table table) { return *files_[static_cast<size_t>(table)]; }

  void Tick() {
    constexpr uint64_t kStep = 1 << 16;
    const uint64_t now = ++done_;
    if (now % kStep != 0 || !progress_) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    progress_(now);
  }

  absl::Status WriteGroup(Group& group, Table table) {
    TableFiles& files = FilesOf(table);
    for (auto& [prefix, order] : group.parts) {
      const absl::Status visited = order.Visit([&](std::string_view key, std::string_view value) {
        Tick();
        return files.Add(key, value);
      });
      if (!visited.ok()) return visited;
    }
    group.pile.Free();
    return files.Finish();
  }

  absl::Status WriteEdges(RowOrder& order, Table table, DegreeOf of, DegreeRun& degrees) {
    TableFiles& files = FilesOf(table);
    const absl::Status visited = order.Visit([&](std::string_view key, std::string_view value) {
      Tick();
      DegreeKey degree{GetBig(key.data(), 8), of, static_cast<uint16_t>(GetBig(key.data() + 8, 2))};
      const absl::Status counted = degrees.Add(DegKey(degree).view(), 1);
      return counted.ok() ? files.Add(key, value) : counted;
    });
    if (!visited.ok()) return visited;
    const absl::Status counted = degrees.Finish();
    return counted.ok() ? files.Finish() : counted;
  }

  absl::Status WriteNamedBy() {
    for (auto& [prefix, order] : rows_.named_by_.parts) {
      const absl::Status visited = order.Visit([&](std::string_view key, std::string_view value) {
        return named_by_.Add(key.substr(0, kDegreeKeyBytes), ReadCount(value));
      });
      if (!visited.ok()) return visited;
    }
    return named_by_.Finish();
  }

  // The three kinds of counts have different keys, each in order.
  absl::Status MergeDegrees() {
    TableFiles& files = FilesOf(Table::kDeg);
    std::array<std::unique_ptr<RunReader>, 3> readers;
    size_t at = 0;
    for (const DegreeRun* run : {&out_degrees_, &in_degrees_, &named_by_}) {
      readers[at++] = std::make_unique<RunReader>(run->file());
    }
    for (auto& reader : readers) {
      const auto more = reader->Next();
      if (!more.ok()) return more.status();
      if (!*more) reader.reset();
    }
    while (true) {
      std::unique_ptr<RunReader>* least = nullptr;
      for (auto& reader : readers) {
        if (reader != nullptr && (least == nullptr || reader->key() < (*least)->key())) {
          least = &reader;
        }
      }
      if (least == nullptr) return files.Finish();
      const absl::Status added = files.Add((*least)->key(), (*least)->value());
      if (!added.ok()) return added;
      const auto more = (*least)->Next();
      if (!more.ok()) return more.status();
      if (!*more) least->reset();
    }
  }

  BulkRows& rows_;
  const Progress& progress_;
  std::vector<std::unique_ptr<TableFiles>> files_;
  DegreeRun out_degrees_{rows_.folder_ + "/deg-out.1"};
  DegreeRun in_degrees_{rows_.folder_ + "/deg-in.1"};
  DegreeRun named_by_{rows_.folder_ + "/deg-named.1"};
  std::atomic<uint64_t> done_ = 0;
  std::mutex mutex_;
};

absl::StatusOr<std::array<std::vector<std::string>, kTableCount>> BulkRows::WriteFiles(
    const Progress& progress) {
  return Writing(*this, progress).Run();
}

}  // namespace liancheng::storage
