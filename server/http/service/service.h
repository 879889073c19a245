// server/http/service/service.h: the service without its sockets: a request in, a response out.
// Order:   route, token, role, rate, form of the body, fields, purpose, world, the question, audit.
// World:   each request is answered from one revision; a commit is seen by every request that comes
//          after it was acknowledged. Changes through the service are made one at a time.
// Audit:   what is not public is logged before the response is given; a change is on disk in the
//          log first. A log that cannot be written stops the service from answering.
// Threads: Handle from any thread.
// Source:  docs/api.md, docs/decisions/0034-the-service.md
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/native/known_words.h"
#include "query/world/live_archive.h"
#include "query/world/workspace.h"
#include "server/access/access_file.h"
#include "server/access/approvals.h"
#include "server/audit/anomalies.h"
#include "server/audit/audit_log.h"
#include "server/http/jobs/jobs.h"
#include "server/http/transport/message.h"
#include "server/http/service/metrics.h"
#include "server/http/service/rate_limit.h"

namespace liancheng::http {

struct Call;
struct Route;

struct ServiceOptions {
  std::string folder;  // access.json, approvals.json, audit/, jobs/, epoch.json
  std::string backup_folder;
  std::vector<std::string> books;    // the rulebooks that answer; none named: all
  double requests_per_second = 200;  // of one token
  double burst = 1'000;
  uint64_t body_bytes_max = uint64_t{1} << 20;
  uint64_t import_bytes_max = uint64_t{256} << 20;
  uint64_t screen_bytes_max = uint64_t{32} << 20;
  uint64_t screen_rows_max = 100'000;
  uint64_t upload_bytes_max = uint64_t{32} << 20;  // of dry runs, with the files in them
  uint32_t audit_sync_ms = 200;
  uint64_t audit_segment_bytes = uint64_t{64} << 20;
  uint64_t jobs_keep_days = 30;                  // a job and its files, after its end
  uint64_t jobs_bytes_max = uint64_t{10} << 30;  // files of all jobs
  size_t impact_acts_a_chunk = 256;              // of a batch report; its bytes do not depend on it
  audit::Thresholds anomalies;
  std::function<int64_t()> now_ms;               // wall clock, since 1970
  std::function<void(const std::string&)> note;  // what went wrong; no personal data
  std::function<void(const std::string&)> log;   // one JSON line a request; none: no lines
};

class Service {
 public:
  // The archive must outlive it.
  static absl::StatusOr<std::unique_ptr<Service>> Open(
      ServiceOptions options, query::LiveArchive& archive,
      std::shared_ptr<const model::RuleLibrary> library, datasets::KnownWords words);
  ~Service();

  Response Handle(const Request& request);
  // For a thread on which others wait: nothing for a question that takes long, and then it was not
  // asked: Handle is for another thread.
  std::optional<Response> HandleBriefly(const Request& request);

  // What a transport asks before it reads a body, and before it chooses a thread.
  uint64_t BodyMax(std::string_view method, std::string_view target) const;
  bool IsHeavy(std::string_view method, std::string_view target) const;

  uint64_t revision() const { return archive_.head().value; }
  // Called after each commit, from the thread that made it.
  void OnCommit(std::function<void()> call);
  // From here on /readyz says that the service ends.
  void Drain() { draining_ = true; }
  // Jobs are over and the log is on disk.
  absl::Status Close();

  // --- for the handlers ---
  const ServiceOptions& options() const { return options_; }
  query::LiveArchive& archive() { return archive_; }
  const std::shared_ptr<const rules::Plan>& plan() const { return plan_; }
  const datasets::KnownWords& words() const { return words_; }
  access::AccessFile& access_file() { return access_; }
  access::Approvals& approvals() { return *approvals_; }
  audit::AuditLog& audit() { return *audit_; }
  Jobs& jobs() { return *jobs_; }
  Metrics& metrics() { return metrics_; }
  bool draining() const { return draining_; }
  std::string AuditFolder() const { return options_.folder + "/audit"; }
  std::string Token() const;  // epoch:revision of the head
  const std::string& epoch() const { return epoch_; }
  int64_t now_ms() const { return options_.now_ms(); }
  // One change at a time: planned on the world that it changes.
  std::mutex& change_mutex() { return change_; }
  void Committed();
  // A world kept for the next pages of an answer.
  void Keep(const query::LoadedWorld& world);
  std::optional<query::LoadedWorld> Kept(model::Revision revision) const;
  // An approved request: handled as its asker's, without asking again.
  Response CarryOut(const access::PendingRequest& request, const std::string& approved_by,
                    const std::string& request_id);

 private:
  Service(ServiceOptions options, query::LiveArchive& archive, datasets::KnownWords words);
  absl::Status Start(std::shared_ptr<const model::RuleLibrary> library);
  absl::Status FindEpoch();
  absl::Status WriteEpoch() const;
  std::string NewRequestId();
  std::optional<Response> Run(const Request& request, bool brief);
  Response Safely(Call& call);
  void Finish(const Call& call, Response& response, int64_t elapsed_us);

  Response Checked(Call& call);
  Response Authorised(Call& call);
  Response Asked(Call& call);
  std::optional<Response> Identify(Call& call);
  std::optional<Response> ReadFields(Call& call);
  std::optional<Response> OpenWorld(Call& call);
  std::string EntityTag(const Call& call) const;
  uint64_t BodyMaxOf(const Route& route) const;
  Response FourEyes(Call& call);
  Response Log(Call& call, Response response);

  const ServiceOptions options_;
  query::LiveArchive& archive_;
  const datasets::KnownWords words_;
  std::shared_ptr<const rules::Plan> plan_;
  access::AccessFile access_;
  std::unique_ptr<access::Approvals> approvals_;
  std::unique_ptr<audit::AuditLog> audit_;
  RateLimit rate_;
  Metrics metrics_;
  std::string epoch_;
  std::string books_print_;  // of the rulebooks that answer
  std::string id_prefix_;
  std::atomic<uint64_t> requests_{0};
  std::atomic<bool> draining_{false};
  std::mutex change_;
  mutable std::mutex kept_mutex_;
  std::map<uint64_t, query::LoadedWorld> kept_;
  std::mutex listeners_mutex_;
  std::vector<std::function<void()>> listeners_;
  std::unique_ptr<Jobs> jobs_;  // last: its thread uses all of the above
};

}  // namespace liancheng::http
