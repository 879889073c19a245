// server/http/jobs/jobs.h: work that continues after its request was answered, one job after
// another.
// Kept:    each job in a file of its own, so that its result is known after a restart; a job that a
//          restart ended is `interrupted`.
// Files:   in FOLDER/ID/; only a job that is done keeps its files.
// Removed: a finished job, with its files, after `keep_days`; earlier, the oldest first, while all
//          files together exceed `file_bytes_max`. The job that ended last is never removed for
//          room.
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

// The progress of a job as it reported it last.
struct JobProgress {
  uint64_t done = 0;
  uint64_t all = 0;  // 0 = it reports no progress
  int64_t elapsed_ms = 0;
};

struct Job {
  std::string id = {};
  std::string kind = {};  // import, backup, impact, diff
  // waiting, running, cancelling, done, failed, cancelled, interrupted (by the service's end)
  std::string state = {};
  std::string user = {};
  std::string unit = {};
  bool own_part = false;  // its files contain only what lies with the unit
  int64_t asked_ms = 0;
  int64_t ended_ms = 0;
  // depends on the kind; the text of the problem when it failed
  nlohmann::ordered_json result = {};
  JobProgress progress = {};  // lost by a restart
  bool can_be_cancelled = false;
  uint64_t file_bytes = 0;  // counted again at the start
};
nlohmann::ordered_json ToJson(const Job& job);

// What a running job can use.
class JobRun {
 public:
  JobRun(std::string id, std::string folder, std::function<bool(uint64_t, uint64_t)> told)
      : id_(std::move(id)), folder_(std::move(folder)), told_(std::move(told)) {}
  const std::string& id() const { return id_; }
  // The folder for its files; the job makes it when it writes there.
  const std::string& folder() const { return folder_; }
  // Reports progress. False when the job was cancelled; it must then end with Cancelled.
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
    uint64_t keep_days = 30;                       // days after its end
    uint64_t file_bytes_max = uint64_t{10} << 30;  // files of all jobs together
  };
  static absl::StatusOr<std::unique_ptr<Jobs>> Open(Options options);
  ~Jobs();  // waits for the job that runs

  absl::StatusOr<Job> Start(Job job, Work work);
  absl::StatusOr<Job> Find(const std::string& id, const std::string& unit) const;
  std::vector<Job> Of(const std::string& unit) const;
  // Cancels a job: a waiting one ends at once, a running one when it next reports progress.
  absl::StatusOr<Job> Cancel(const std::string& id, const std::string& unit);
  // Removes a finished job with its files.
  absl::Status Remove(const std::string& id, const std::string& unit);
  // The error for a job that does not exist or that the user may not see.
  absl::Status NotThere(const std::string& id) const;
  std::string FolderOf(const std::string& id) const { return options_.folder + "/" + id; }
  // Called before the service ends: jobs that can be cancelled are interrupted, the others finish.
  void Interrupt();
  // Returns when no job waits or runs.
  void Wait();

 private:
  explicit Jobs(Options options) : options_(std::move(options)) {}
  absl::Status Load();
  absl::Status Keep(const Job& job) const;
  bool RemoveFiles(const std::string& id) const;
  // The functions below require the lock.
  const Job* Known(const std::string& id, const std::string& unit) const;
  bool IsKept(const Job& job) const;
  bool Forget(const std::string& id);
  void RemoveOld();
  // Ends a waiting job in the given state.
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
