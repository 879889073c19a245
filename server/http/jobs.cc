#include "server/http/jobs.h"

#include <sodium.h>

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "server/access/state_file.h"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

std::string NewId() {
  std::array<unsigned char, 8> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  std::string text = "J";
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::string Text(const Json& json, const char* key) {
  return json.contains(key) && json.at(key).is_string() ? json.at(key).get<std::string>() : "";
}

int64_t Number(const Json& json, const char* key) {
  return json.contains(key) && json.at(key).is_number_integer() ? json.at(key).get<int64_t>() : 0;
}

Json Kept(const Job& job) {
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", job.state},
          {"user", job.user},
          {"unit", job.unit},
          {"asked_ms", job.asked_ms},
          {"ended_ms", job.ended_ms},
          {"result", job.result}};
}

}  // namespace

Json ToJson(const Job& job) {
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", job.state},
          {"asked_ms", job.asked_ms},
          {"ended_ms", job.ended_ms == 0 ? Json() : Json(job.ended_ms)},
          {"result", job.result}};
}

absl::StatusOr<std::unique_ptr<Jobs>> Jobs::Open(Options options) {
  std::unique_ptr<Jobs> jobs(new Jobs(std::move(options)));
  if (absl::Status made = access::MakeFolder(jobs->options_.folder); !made.ok()) return made;
  std::error_code error;
  for (std::filesystem::directory_iterator it(jobs->options_.folder, error), end;
       !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".json") continue;
    const auto text = access::ReadWhole(it->path().string());
    if (!text.ok()) return text.status();
    const Json json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) continue;
    Job job{Text(json, "id"),         Text(json, "kind"),
            Text(json, "state"),      Text(json, "user"),
            Text(json, "unit"),       Number(json, "asked_ms"),
            Number(json, "ended_ms"), json.contains("result") ? json.at("result") : Json()};
    if (job.state == "waiting" || job.state == "running") {
      job.state = "interrupted";
      if (absl::Status kept = jobs->Keep(job); !kept.ok()) return kept;
    }
    jobs->jobs_[job.id] = std::move(job);
  }
  Jobs* const self = jobs.get();
  jobs->thread_ = std::thread([self] { self->Run(); });
  return jobs;
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

absl::StatusOr<Job> Jobs::Start(Job job, Work work) {
  const std::lock_guard lock(mutex_);
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
  const auto found = jobs_.find(id);
  if (found == jobs_.end() || found->second.unit != unit) {
    return absl::NotFoundError(fmt::format("there is no job {} of this unit", id));
  }
  return found->second;
}

std::vector<Job> Jobs::Of(const std::string& unit) const {
  const std::lock_guard lock(mutex_);
  std::vector<Job> own;
  for (const auto& [id, job] : jobs_) {
    if (job.unit == unit) own.push_back(job);
  }
  return own;
}

void Jobs::Wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || (waiting_.empty() && !running_); });
}

void Jobs::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    auto [id, work] = std::move(waiting_.front());
    waiting_.pop_front();
    running_ = true;
    jobs_[id].state = "running";
    lock.unlock();
    auto result = work();
    lock.lock();
    Job& job = jobs_[id];
    job.state = result.ok() ? "done" : "failed";
    job.result = result.ok() ? *std::move(result)
                             : Json({{"problem", std::string(result.status().message())}});
    job.ended_ms = options_.now_ms();
    // What cannot be written down is still told while the service runs.
    Keep(job).IgnoreError();
    running_ = false;
    changed_.notify_all();
  }
}

}  // namespace liancheng::http
