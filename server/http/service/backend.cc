#include "server/http/service/backend.h"

#include <sodium.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "server/access/state_file.h"

namespace liancheng::http {

Backend::Backend(ServiceOptions options, query::LiveArchive& archive, datasets::KnownWords words)
    : options_(std::move(options)),
      archive_(archive),
      words_(std::move(words)),
      access_(options_.folder + "/access.json") {}

Backend::~Backend() {
  jobs_.reset();
}

absl::StatusOr<std::unique_ptr<Backend>> Backend::Open(
    ServiceOptions options, query::LiveArchive& archive,
    std::shared_ptr<const model::RuleLibrary> library, datasets::KnownWords words) {
  if (sodium_init() < 0) return absl::UnavailableError("libsodium cannot be started");
  std::unique_ptr<Backend> backend(new Backend(std::move(options), archive, std::move(words)));
  if (absl::Status started = backend->Start(std::move(library)); !started.ok()) return started;
  return backend;
}

absl::Status Backend::Start(std::shared_ptr<const model::RuleLibrary> library) {
  auto plan = rules::Plan::Make(std::move(library), options_.books);
  if (!plan.ok()) return plan.status();
  plan_ = *std::move(plan);
  if (absl::Status made = access::MakeFolder(options_.folder); !made.ok()) return made;
  if (auto book = access_.Book(); !book.ok()) return book.status();
  auto approvals = access::Approvals::Open(
      {.path = options_.folder + "/approvals.json", .now_s = [this] { return now_ms() / 1000; }});
  if (!approvals.ok()) return approvals.status();
  approvals_ = *std::move(approvals);
  auto log = audit::AuditLog::Open({.folder = AuditFolder(),
                                    .segment_bytes_max = options_.audit_segment_bytes,
                                    .sync_ms = options_.audit_sync_ms});
  if (!log.ok()) return log.status();
  audit_ = *std::move(log);
  auto epoch = Epoch::Find(options_.folder + "/epoch.json", revision(), audit_->last_revision());
  if (!epoch.ok()) return epoch.status();
  epoch_ = *std::move(epoch);
  // Removes uploads for jobs that a kill ended.
  std::error_code error;
  std::filesystem::remove_all(options_.folder + "/spool", error);
  auto jobs = Jobs::Open({.folder = options_.folder + "/jobs",
                          .now_ms = options_.now_ms,
                          .keep_days = options_.jobs_keep_days,
                          .file_bytes_max = options_.jobs_bytes_max});
  if (!jobs.ok()) return jobs.status();
  jobs_ = *std::move(jobs);
  return absl::OkStatus();
}

void Backend::Note(const std::string& text) const {
  if (options_.note) options_.note(text);
}

std::string Backend::Token() const {
  return fmt::format("{}:{}", epoch(), revision());
}

absl::Status Backend::CanChange() {
  absl::Status can = archive_.CanCommit();
  const bool was = read_only_.exchange(!can.ok());
  if (!can.ok() && !was) {
    Note(fmt::format("changes are refused: {}", std::string(can.message())));
  } else if (can.ok() && was) {
    Note("changes are taken again");
  }
  return can;
}

void Backend::OnCommit(std::function<void()> listener) {
  const std::lock_guard lock(listeners_mutex_);
  listeners_.push_back(std::move(listener));
}

void Backend::Committed() {
  const std::lock_guard lock(listeners_mutex_);
  for (const auto& listener : listeners_) listener();
}

absl::Status Backend::Close() {
  draining_ = true;
  jobs_->Interrupt();
  jobs_->Wait();
  jobs_.reset();
  if (absl::Status kept = epoch_->Keep(revision()); !kept.ok()) return kept;
  return audit_->Flush();
}

}  // namespace liancheng::http
