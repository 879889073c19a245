// server/http/jobs/jobs.h: work that goes on after its request was answered, one job after the
// other.
// Kept:    each job in a file of its own, so that what became of it is known after a restart; one
//          that a restart ended is `interrupted`.
// Files:   those that a job leaves lie in FOLDER/ID/; only a job that is done keeps them.
// Removed: a job that is over, with its files, once it was kept long enough; sooner, the oldest
//          first, while all files together take too much room. The one that ended last stays.
// Threads: all members from any thread; jobs run on one thread.
// Errors:  NotFound for an unknown job, a removed one and one of another unit (the same message);
//          ResourceExhausted when too many wait; FailedPrecondition for a job that cannot be
//          cancelled, or not be removed yet.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace liancheng::http {

// How far a job is, as it last said.
struct JobProgress {
  uint64_t done = 0;
  uint64_t all = 0;  // 0: it says nothing of its progress
  int64_t elapsed_ms = 0;
};

struct Job {
  std::string id = {};
  std::string kind = {};  // import, backup, impact, diff
  // waiting, running, cancelling, done, failed, cancelled, interrupted (by the service's end)
  std::string state = {};
  std::string user = {};
  std::string unit = {};
  bool own_part = false;  // its files hold what lies with the unit, and nothing else
  int64_t asked_ms = 0;
  int64_t ended_ms = 0;
  nlohmann::ordered_json result = {};  // of its kind; a problem's text when it failed
  JobProgress progress = {};           // not kept over a restart
  bool can_be_cancelled = false;
  uint64_t file_bytes = 0;  // not kept either: counted at the start
};
nlohmann::ordered_json ToJson(const Job& job);

// What a job is told of itself while it runs.
class JobRun {
 public:
  JobRun(std::string id, std::string folder, std::function<bool(uint64_t, uint64_t)> told)
      : id_(std::move(id)), folder_(std::move(folder)), told_(std::move(told)) {}
  const std::string& id() const { return id_; }
  // For its files; whoever writes there makes it.
  const std::string& folder() const { return folder_; }
  // Keeps the progress; false: it was cancelled and must end with Cancelled.
  bool GoOn(uint64_t done, uint64_t all) const { return told_(done, all); }

 private:
  std::string id_;
  std::string folder_;
  std::function<bool(uint64_t, uint64_t)> told_;
};

class Jobs {
 public:
  using Work = std::function<absl::StatusOr<nlohmann::ordered_json>(const JobRun&)>;
  struct Options {
    std::string folder;
    size_t waiting_max = 100;
    std::function<int64_t()> now_ms;
    uint64_t keep_days = 30;                       // after its end
    uint64_t file_bytes_max = uint64_t{10} << 30;  // of all jobs together
  };
  static absl::StatusOr<std::unique_ptr<Jobs>> Open(Options options);
  ~Jobs();  // ends after the job that runs

  absl::StatusOr<Job> Start(Job job, Work work);
  absl::StatusOr<Job> Find(const std::string& id, const std::string& unit) const;
  std::vector<Job> Of(const std::string& unit) const;
  // One that waits is over at once; one that runs, when it next says how far it is.
  absl::StatusOr<Job> Cancel(const std::string& id, const std::string& unit);
  // One that is over, with its files.
  absl::Status Remove(const std::string& id, const std::string& unit);
  // What is told of a job that is not there, or not for the asker.
  absl::Status NotThere(const std::string& id) const;
  std::string FolderOf(const std::string& id) const { return options_.folder + "/" + id; }
  // Before the service ends: what can be cancelled is interrupted, the rest goes on.
  void Interrupt();
  // Returns when no job waits or runs.
  void Wait();

 private:
  explicit Jobs(Options options) : options_(std::move(options)) {}
  absl::Status Load();
  absl::Status Keep(const Job& job) const;
  bool RemoveFiles(const std::string& id) const;
  // Those below with the lock held.
  const Job* Known(const std::string& id, const std::string& unit) const;
  bool IsKept(const Job& job) const;
  bool Forget(const std::string& id);
  void RemoveOld();
  // Of one that waits; `state`: what becomes of it.
  absl::Status EndWaiting(Job& job, const std::string& state);
  bool Told(const std::string& id, int64_t started_ms, uint64_t done, uint64_t all);
  void End(Job& job, absl::StatusOr<nlohmann::ordered_json> result);
  void Run();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Job> jobs_;
  std::deque<std::pair<std::string, Work>> waiting_;
  bool running_ = false;
  bool stopping_ = false;
  bool interrupting_ = false;
  std::thread thread_;
};

}  // namespace liancheng::http
