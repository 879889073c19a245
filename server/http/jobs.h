// server/http/jobs.h: work that goes on after its request was answered, one job after the other.
// Kept:    each job in a file of its own, so that what became of it is known after a restart; one
//          that a restart ended is `interrupted`.
// Threads: all members from any thread; jobs run on one thread.
// Errors:  NotFound for an unknown job and for one of another unit (the same message);
//          ResourceExhausted when too many wait.
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

struct Job {
  std::string id;
  std::string kind;   // import, backup
  std::string state;  // waiting, running, done, failed, interrupted
  std::string user;
  std::string unit;
  int64_t asked_ms = 0;
  int64_t ended_ms = 0;
  nlohmann::ordered_json result;  // of its kind; a problem's text when it failed
};
nlohmann::ordered_json ToJson(const Job& job);

class Jobs {
 public:
  using Work = std::function<absl::StatusOr<nlohmann::ordered_json>()>;
  struct Options {
    std::string folder;
    size_t waiting_max = 100;
    std::function<int64_t()> now_ms;
  };
  static absl::StatusOr<std::unique_ptr<Jobs>> Open(Options options);
  ~Jobs();  // ends after the job that runs

  absl::StatusOr<Job> Start(Job job, Work work);
  absl::StatusOr<Job> Find(const std::string& id, const std::string& unit) const;
  std::vector<Job> Of(const std::string& unit) const;
  // Returns when no job waits or runs.
  void Wait();

 private:
  explicit Jobs(Options options) : options_(std::move(options)) {}
  absl::Status Keep(const Job& job) const;
  void Run();

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Job> jobs_;
  std::deque<std::pair<std::string, Work>> waiting_;
  bool running_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace liancheng::http
