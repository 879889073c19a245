// server/http/service/backend.h: what handlers need: the store, the rulebooks, access rules, the
// audit log, jobs, and the state that the service keeps between requests.
// Errors:  Open: those of the files in ServiceOptions::folder, and of rulebooks that are not there.
// Threads: from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "query/world/live_archive.h"
#include "query/world/workspace.h"
#include "server/access/access_file.h"
#include "server/access/approvals.h"
#include "server/audit/audit_log.h"
#include "server/http/jobs/jobs.h"
#include "server/http/service/epoch.h"
#include "server/http/service/kept_worlds.h"
#include "server/http/service/options.h"

namespace liancheng::http {

class Backend {
 public:
  // The archive must outlive it.
  static absl::StatusOr<std::unique_ptr<Backend>> Open(
      ServiceOptions options, query::LiveArchive& archive,
      std::shared_ptr<const model::RuleLibrary> library, datasets::KnownWords words);
  ~Backend();

  const ServiceOptions& options() const { return options_; }
  int64_t now_ms() const { return options_.now_ms(); }
  // Reports an error to the operator of the service.
  void Note(const std::string& text) const;

  query::LiveArchive& archive() { return archive_; }
  uint64_t revision() const { return archive_.head().value; }
  const std::shared_ptr<const rules::Plan>& plan() const { return plan_; }
  const datasets::KnownWords& words() const { return words_; }
  access::AccessFile& access_file() { return access_; }
  access::Approvals& approvals() { return *approvals_; }
  audit::AuditLog& audit() { return *audit_; }
  std::string AuditFolder() const { return options_.folder + "/audit"; }
  Jobs& jobs() { return *jobs_; }
  KeptWorlds& worlds() { return worlds_; }

  const std::string& epoch() const { return epoch_->name(); }
  std::string Token() const;  // `epoch:revision` of the head

  // Whether changes can be made now: not while the disk is full. Tells the log when that changes.
  absl::Status CanChange();
  // Held while a change is checked against the current world and committed, so that changes are
  // made one at a time.
  std::mutex& change_mutex() { return change_; }
  // Called after each commit by the thread that made it; it tells the listeners.
  void Committed();
  void OnCommit(std::function<void()> listener);

  // From now on /readyz says that the service is ending.
  void Drain() { draining_ = true; }
  bool draining() const { return draining_; }
  // Waits until jobs have ended and the log is on disk.
  absl::Status Close();

 private:
  Backend(ServiceOptions options, query::LiveArchive& archive, datasets::KnownWords words);
  absl::Status Start(std::shared_ptr<const model::RuleLibrary> library);

  const ServiceOptions options_;
  query::LiveArchive& archive_;
  const datasets::KnownWords words_;
  std::shared_ptr<const rules::Plan> plan_;
  access::AccessFile access_;
  std::unique_ptr<access::Approvals> approvals_;
  std::unique_ptr<audit::AuditLog> audit_;
  std::optional<Epoch> epoch_;
  KeptWorlds worlds_;
  std::mutex change_;
  std::mutex listeners_mutex_;
  std::vector<std::function<void()>> listeners_;
  std::atomic<bool> draining_{false};
  std::atomic<bool> read_only_{false};  // what CanChange found last
  std::unique_ptr<Jobs> jobs_;          // declared last, because its thread uses all of the above
};

}  // namespace liancheng::http
