#include "tests/crash/full_disk.h"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "engine/model/issue.h"
#include "fmt/format.h"
#include "storage/fact_store.h"
#include "tests/crash/check.h"
#include "tests/crash/writer.h"

namespace liancheng::crash {
namespace {

namespace fs = std::filesystem;

class NoIssues : public model::IssueSink {
 public:
  void Report(model::Issue) override {}
};

bool MountSmallDisk(const std::string& folder) {
  // Root mounts in a name space of its own; others need one of users as well.
  if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=12m") == 0;
}

void WriteBallast(const std::string& file, size_t bytes) {
  std::ofstream out(file, std::ios::binary);
  const std::string block(size_t{1} << 16, 'b');
  for (size_t written = 0; out && written < bytes; written += block.size())
    out << block << std::flush;
}

class Disk {
 public:
  explicit Disk(std::string folder) : folder_(std::move(folder)) {}

  // With `kept`, this much room is not used by the store.
  std::string Open(uint64_t kept) {
    storage::OpenOptions options = Writing(folder_ + "/store");
    options.free_bytes_min = kept;
    options.bulk_rows_min = UINT64_MAX;
    auto store = storage::FactStore::Open(std::move(options));
    if (!store.ok()) return store.status().ToString();
    store_ = *std::move(store);
    return "";
  }
  void Close() { store_.reset(); }

  absl::Status Commit() {
    NoIssues issues;
    const std::vector<model::Fact> facts = Batch(next_);
    const auto done = store_->Commit(facts, issues);
    if (!done.ok()) return done.status();
    acks_.push_back({done->revision.value, next_++});
    return absl::OkStatus();
  }
  absl::Status CommitUntilItFails() {
    absl::Status status;
    while (status.ok()) status = Commit();
    return status;
  }
  bool GoesOn() { return store_->CanCommit().ok() && Commit().ok(); }
  std::string Wrong() const { return Check(*store_, acks_); }

 private:
  const std::string folder_;
  std::unique_ptr<storage::FactStore> store_;
  uint64_t next_ = 1'000'000;
  std::vector<Acknowledgement> acks_;
};

// The fault, or empty.
std::string Fill(const std::string& folder) {
  const std::string ballast = folder + "/ballast";
  WriteBallast(ballast, size_t{5} << 20);
  Disk disk(folder);
  std::string wrong = disk.Open(0);
  if (!wrong.empty()) return wrong;
  absl::Status full = disk.CommitUntilItFails();
  if (!absl::IsUnavailable(full) ||
      full.message().find("No space left") == std::string_view::npos) {
    return "a full disk is told as " + full.ToString();
  }
  if (disk.Commit().ok()) return "a commit on a full disk is acknowledged";
  fs::remove(ballast);
  if (!disk.GoesOn()) return "does not go on although there is room";
  wrong = disk.Wrong();
  if (!wrong.empty()) return "after it went on: " + wrong;
  WriteBallast(ballast, size_t{1} << 20);
  full = disk.CommitUntilItFails();
  // On its way out nothing can be written.
  disk.Close();
  fs::remove(ballast);
  wrong = disk.Open(0);
  return wrong.empty() ? disk.Wrong() : wrong;
}

// A store that keeps room free stops before the disk is full, and goes on at once.
std::string KeepRoom(const std::string& folder) {
  Disk disk(folder);
  std::string wrong = disk.Open(uint64_t{4} << 20);
  if (!wrong.empty()) return wrong;
  const absl::Status full = disk.CommitUntilItFails();
  if (!absl::IsUnavailable(full) || full.message().find("make room") == std::string_view::npos) {
    return "too little room is told as " + full.ToString();
  }
  std::ofstream log(folder + "/log");
  log << std::string(size_t{1} << 20, 'l') << std::flush;
  if (!log) return "others beside the store have no room";
  disk.Close();
  wrong = disk.Open(uint64_t{1} << 20);
  if (!wrong.empty()) return wrong;
  if (absl::Status done = disk.Commit(); !done.ok()) return done.ToString();
  return disk.Wrong();
}

}  // namespace

int FillDisk(const std::string& folder) {
  if (!MountSmallDisk(folder)) return kNoDisk;
  struct Run {
    const char* name;
    std::string (*run)(const std::string& folder);
  };
  for (const auto& [name, run] : {Run{"filled", Fill}, Run{"kept-room", KeepRoom}}) {
    const std::string of_run = fmt::format("{}/{}", folder, name);
    fs::create_directories(of_run);
    const std::string wrong = run(of_run);
    fs::remove_all(of_run);
    if (wrong.empty()) continue;
    fmt::print(stderr, "{}: {}\n", name, wrong);
    return 1;
  }
  fmt::print("a disk was filled: the store went on when there was room\n");
  return 0;
}

}  // namespace liancheng::crash
