#include "server/http/jobs/jobs.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "server/access/state_file.h"
#include "server/json/object_reader.h"

namespace liancheng::http {
namespace {

using json::Json;
using json::ObjectReader;

std::string NewId() {
  std::array<unsigned char, 8> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  std::string text = "J";
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Json Kept(const Job& job) {
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", job.state},
          {"user", job.user},
          {"unit", job.unit},
          {"own_part", job.own_part},
          {"asked_ms", job.asked_ms},
          {"ended_ms", job.ended_ms},
          {"result", job.result}};
}

bool IsOver(const Job& job) {
  return job.state != "waiting" && job.state != "running" && job.state != "cancelling";
}

// When the job ended; for a job that a kill ended only the time of its request is known.
int64_t OverMs(const Job& job) {
  return job.ended_ms == 0 ? job.asked_ms : job.ended_ms;
}

uint64_t BytesBelow(const std::string& folder) {
  uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code gone;
    if (it->is_regular_file(gone)) bytes += it->file_size(gone);
  }
  return bytes;
}

// Libraries throw when memory runs out or an invariant fails: that ends one job, not the service.
absl::StatusOr<Json> Guarded(const Jobs::Work& work, const JobRun& run) {
  try {
    return work(run);
  } catch (const std::exception& error) {
    return absl::InternalError(error.what());
  }
}

// Null when the job reports no progress; no rate before some time has passed.
Json ProgressJson(const JobProgress& progress) {
  if (progress.all == 0) return {};
  Json rate;
  Json left;
  if (progress.elapsed_ms > 0 && progress.done > 0) {
    const auto done = static_cast<double>(progress.done);
    const auto elapsed_ms = static_cast<double>(progress.elapsed_ms);
    const auto rest = static_cast<double>(progress.all - std::min(progress.done, progress.all));
    rate = done * 1'000 / elapsed_ms;
    left = static_cast<int64_t>(std::ceil(rest * elapsed_ms / done / 1'000));
  }
  return {{"done", progress.done},
          {"all", progress.all},
          {"per_second", std::move(rate)},
          {"seconds_left", std::move(left)}};
}

}  // namespace

Json ToJson(const Job& job) {
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", job.state},
          {"own_part", job.own_part},
          {"asked_ms", job.asked_ms},
          {"ended_ms", job.ended_ms == 0 ? Json() : Json(job.ended_ms)},
          {"progress", ProgressJson(job.progress)},
          {"result", job.result}};
}

absl::StatusOr<std::unique_ptr<Jobs>> Jobs::Open(Options options) {
  std::unique_ptr<Jobs> jobs(new Jobs(std::move(options)));
  if (absl::Status made = access::MakeFolder(jobs->options_.folder); !made.ok()) return made;
  if (absl::Status loaded = jobs->Load(); !loaded.ok()) return loaded;
  Jobs* const self = jobs.get();
  jobs->thread_ = std::thread([self] { self->Run(); });
  return jobs;
}

absl::Status Jobs::Load() {
  std::error_code error;
  for (std::filesystem::directory_iterator it(options_.folder, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() != ".json") continue;
    const auto text = access::ReadWhole(it->path().string());
    if (!text.ok()) return text.status();
    const Json json = Json::parse(*text, nullptr, false);
    ObjectReader reader(json, it->path().string());
    Job job{.id = it->path().stem().string(),
            .kind = reader.Text("kind"),
            .state = reader.Text("state"),
            .user = reader.Text("user"),
            .unit = reader.Text("unit"),
            .own_part = reader.Flag("own_part"),
            .asked_ms = reader.Signed("asked_ms"),
            .ended_ms = reader.Signed("ended_ms"),
            .result = reader.Has("result") ? json.at("result") : Json()};
    // What a crash or another hand left is no job.
    if (!reader.ok()) continue;
    if (job.state == "waiting") {
      job.state = "interrupted";
      RemoveFiles(job.id);
      if (absl::Status kept = Keep(job); !kept.ok()) return kept;
    }
    job.file_bytes = BytesBelow(FolderOf(job.id));
    jobs_[job.id] = std::move(job);
  }
  RemoveOld();
  return absl::OkStatus();
}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

absl::Status Jobs::Keep(const Job& job) const {
  return access::ReplaceWhole(fmt::format("{}/{}.json", options_.folder, job.id),
                              Kept(job).dump(2, ' ', false, Json::error_handler_t::replace));
}

bool Jobs::RemoveFiles(const std::string& id) const {
  std::error_code error;
  std::filesystem::remove_all(FolderOf(id), error);
  return !error;
}

bool Jobs::IsKept(const Job& job) const {
  constexpr int64_t kDayMs = int64_t{24} * 3'600 * 1'000;
  return !IsOver(job) ||
         options_.now_ms() - OverMs(job) < static_cast<int64_t>(options_.keep_days) * kDayMs;
}

const Job* Jobs::Known(const std::string& id, const std::string& unit) const {
  const auto found = jobs_.find(id);
  const bool known = found != jobs_.end() && found->second.unit == unit && IsKept(found->second);
  return known ? &found->second : nullptr;
}

// Removes the files first: if a kill interrupts this, the job is still known and is removed at the
// next occasion.
bool Jobs::Forget(const std::string& id) {
  std::error_code error;
  if (!RemoveFiles(id)) return false;
  std::filesystem::remove(fmt::format("{}/{}.json", options_.folder, id), error);
  if (error) return false;
  jobs_.erase(id);
  return true;
}

void Jobs::RemoveOld() {
  std::vector<std::pair<int64_t, std::string>> over;
  uint64_t bytes = 0;
  for (const auto& [id, job] : jobs_) {
    if (!IsOver(job)) continue;
    over.emplace_back(OverMs(job), id);
    bytes += job.file_bytes;
  }
  std::sort(over.begin(), over.end());
  for (const auto& [over_ms, id] : over) {
    const Job& job = jobs_.at(id);
    const bool last = id == over.back().second;
    const uint64_t of_job = job.file_bytes;
    const bool too_much = bytes > options_.file_bytes_max && of_job > 0 && !last;
    // A failed removal is tried again at the next occasion.
    if ((!IsKept(job) || too_much) && Forget(id)) bytes -= of_job;
  }
}

absl::Status Jobs::NotThere(const std::string& id) const {
  return absl::NotFoundError(
      fmt::format("there is no job {} of this unit; a job and its files are removed {} days after "
                  "its end, or sooner where files take too much room",
                  id, options_.keep_days));
}

absl::Status Jobs::Remove(const std::string& id, const std::string& unit) {
  const std::lock_guard lock(mutex_);
  const Job* const job = Known(id, unit);
  if (job == nullptr) return NotThere(id);
  if (!IsOver(*job)) {
    return absl::FailedPreconditionError(
        fmt::format("the job is {}: it can be removed when it is over", job->state));
  }
  if (Forget(id)) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("the files of job {} cannot be removed", id));
}

absl::StatusOr<Job> Jobs::Start(Job job, Work work) {
  const std::lock_guard lock(mutex_);
  RemoveOld();
  if (waiting_.size() >= options_.waiting_max) {
    return absl::ResourceExhaustedError("too many jobs are waiting");
  }
  job.id = NewId();
  job.state = "waiting";
  job.asked_ms = options_.now_ms();
  if (absl::Status kept = Keep(job); !kept.ok()) return kept;
  jobs_[job.id] = job;
  waiting_.emplace_back(job.id, std::move(work));
  changed_.notify_all();
  return job;
}

absl::StatusOr<Job> Jobs::Find(const std::string& id, const std::string& unit) const {
  const std::lock_guard lock(mutex_);
  const Job* const job = Known(id, unit);
  if (job == nullptr) return NotThere(id);
  return *job;
}

std::vector<Job> Jobs::Of(const std::string& unit) const {
  const std::lock_guard lock(mutex_);
  std::vector<Job> own;
  for (const auto& [id, job] : jobs_) {
    if (job.unit == unit && IsKept(job)) own.push_back(job);
  }
  return own;
}

absl::Status Jobs::EndWaiting(Job& job, const std::string& state) {
  std::erase_if(waiting_, [&job](const auto& one) { return one.first == job.id; });
  job.state = state;
  job.ended_ms = options_.now_ms();
  changed_.notify_all();
  return Keep(job);
}

absl::StatusOr<Job> Jobs::Cancel(const std::string& id, const std::string& unit) {
  const std::lock_guard lock(mutex_);
  if (Known(id, unit) == nullptr) return NotThere(id);
  Job& job = jobs_.at(id);
  if (IsOver(job)) {
    return absl::FailedPreconditionError(fmt::format("the job is {} already", job.state));
  }
  if (!job.can_be_cancelled) {
    return absl::FailedPreconditionError(
        fmt::format("a job of the kind {} is not ended half way", job.kind));
  }
  if (job.state == "waiting") {
    if (absl::Status kept = EndWaiting(job, "cancelled"); !kept.ok()) return kept;
  } else {
    job.state = "cancelling";
  }
  return job;
}

void Jobs::Interrupt() {
  const std::lock_guard lock(mutex_);
  interrupting_ = true;
  for (auto& [id, job] : jobs_) {
    // If the file cannot be written it still says `waiting`, which the next start reads as
    // interrupted as well.
    if (job.can_be_cancelled && job.state == "waiting") {
      EndWaiting(job, "interrupted").IgnoreError();
    }
  }
}

void Jobs::Wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || (waiting_.empty() && !running_); });
}

bool Jobs::Told(const std::string& id, int64_t started_ms, uint64_t done, uint64_t all) {
  const std::lock_guard lock(mutex_);
  Job& job = jobs_[id];
  job.progress = {done, all, options_.now_ms() - started_ms};
  const bool ending = job.state == "cancelling" || interrupting_ || stopping_;
  return !(job.can_be_cancelled && ending);
}

void Jobs::End(Job& job, absl::StatusOr<Json> result) {
  if (result.ok()) {
    job.state = "done";
    job.result = *std::move(result);
  } else if (absl::IsCancelled(result.status())) {
    job.state = job.state == "cancelling" ? "cancelled" : "interrupted";
  } else {
    job.state = "failed";
    job.result = Json({{"problem", std::string(result.status().message())}});
  }
  if (job.state != "done") RemoveFiles(job.id);
  job.ended_ms = options_.now_ms();
  job.file_bytes = BytesBelow(FolderOf(job.id));
  // When the file cannot be written, the job is still reported as long as the service runs.
  Keep(job).IgnoreError();
  RemoveOld();
}

void Jobs::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const bool woken = changed_.wait_for(lock, std::chrono::hours(1),
                                         [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    if (!woken) {
      RemoveOld();
      continue;
    }
    auto [id, work] = std::move(waiting_.front());
    waiting_.pop_front();
    running_ = true;
    jobs_[id].state = "running";
    const int64_t started_ms = options_.now_ms();
    const JobRun run(id, FolderOf(id), [this, &id = id, started_ms](uint64_t done, uint64_t all) {
      return Told(id, started_ms, done, all);
    });
    lock.unlock();
    auto result = Guarded(work, run);
    lock.lock();
    End(jobs_[id], std::move(result));
    running_ = false;
    changed_.notify_all();
  }
}

}  // namespace liancheng::http
