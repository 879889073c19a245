#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "datasets/readers/native/text.h"
#include "fmt/format.h"
#include "query/impact/impact.h"
#include "query/names/resolve.h"
#include "server/access/state_file.h"
#include "server/http/handlers/handlers.h"
#include "server/http/handlers/job_calls.h"
#include "server/http/service/disclosing.h"
#include "server/impact/batch_report.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;
namespace fs = std::filesystem;

// Logs the end of a job, under the request that asked for it.
Jobs::Work Logged(Call& call, Jobs::Work work) {
  audit::Entry entry = call.entry;
  entry.operation += "_done";
  entry.user = call.who.user;
  entry.kind = call.route->change ? audit::Kind::kChange : audit::Kind::kRead;
  Backend* const service = &call.service;
  return [service, entry, work = std::move(work)](const JobRun& run) mutable {
    absl::StatusOr<Json> result = work(run);
    entry.at_ms = service->now_ms();
    // 409: it was ended before it was done.
    entry.status = result.ok() ? 200 : absl::IsCancelled(result.status()) ? 409 : 500;
    if (entry.kind == audit::Kind::kChange) entry.revision = service->revision();
    const absl::Status logged = service->audit().Append(entry, audit::Sync::kNow);
    if (result.ok() && !logged.ok()) result = logged;
    return result;
  };
}

// The acts named in the body, in order, each once; a fault when one is no listing or demand.
std::vector<const rules::Act*> ActsOf(Call& call, const query::Workspace& workspace) {
  const bool named = call.object.contains("listings") && !call.object.at("listings").is_null();
  if (!named) return query::ActsInEffect(workspace);
  std::vector<const rules::Act*> acts;
  for (const std::string& id : call.body.Texts("listings")) {
    const auto act = query::ResolveAct(workspace, id);
    if (act.ok()) {
      acts.push_back(*act);
    } else {
      call.body.Fail("listings",
                     fmt::format("there is no listing or demand \"{}\"", datasets::ShownValue(id)));
    }
  }
  // An empty list does not mean all listings.
  if (acts.empty()) call.body.Fail("listings", "expected at least one, or no list at all");
  std::sort(acts.begin(), acts.end(),
            [](const rules::Act* a, const rules::Act* b) { return rules::ActBefore(*a, *b); });
  acts.erase(std::unique(acts.begin(), acts.end()), acts.end());
  return acts;
}

// Counts and names of files only: a job is shown without a purpose.
absl::StatusOr<Json> ResultOf(const query::Workspace& workspace, const impact::BatchReport& report,
                              const std::string& folder) {
  auto files = FilesIn(folder);
  if (!files.ok()) return files.status();
  return Json({{"as_of", model::FormatDate(workspace.as_of())},
               {"known_at", workspace.known_at().value},
               {"complete", report.tally.crowded == 0},
               {"listings", report.tally.listings},
               {"findings", report.tally.findings},
               {"parties", report.tally.parties.size()},
               {"files", *std::move(files)}});
}

// Does the same as the command `impact`, so that the files are equal.
absl::StatusOr<Json> RunImpact(const Backend& service, const query::Workspace& workspace,
                               const std::vector<const rules::Act*>& acts,
                               impact::BatchOptions batch, const JobRun& run) {
  if (absl::Status made = access::MakeFolder(run.folder()); !made.ok()) return made;
  batch.out = ReportFolder(run.folder());
  batch.threads = JobThreads();
  batch.acts_a_chunk = service.options().impact_acts_a_chunk;
  batch.progress = [&run](uint64_t done, uint64_t all) { return run.GoOn(done, all); };
  if (!run.GoOn(0, acts.size())) return absl::CancelledError("ended before it began");
  const auto report = impact::WriteBatchReport(workspace, acts, batch);
  if (!report.ok()) return report.status();
  return ResultOf(workspace, *report, batch.out);
}

// Roles whose jobs contain only their unit's own part, because they must not see what is for
// another executor only (G39).
bool SeesOwnPartOnly(access::Role role) {
  return role == access::Role::kDepartment || role == access::Role::kPlatform;
}

// Whether the user may see a job. An investigator neither imports nor makes backups, and does not
// see the results of those. A unit may have users of several roles: a job made for one who sees
// everything is not for one who does not.
bool MaySee(const Call& call, const Job& job) {
  if (SeesOwnPartOnly(call.who.role)) return job.own_part;
  return job.kind == kImpactJob || job.kind == kDiffJob ||
         call.who.role != access::Role::kInvestigator;
}

absl::StatusOr<Job> JobOf(Call& call) {
  const std::string& id = call.path[0];
  call.entry.subject = datasets::ShownValue(id);
  auto job = call.service.jobs().Find(id, call.who.unit.id);
  if (job.ok() && !MaySee(call, *job)) {
    return call.service.jobs().NotThere(id);
  }
  return job;
}

std::string_view TypeOf(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".csv", "text/csv; charset=utf-8"},
      {".jsonl", "application/x-ndjson"},
      {".json", "application/json"},
      {".html", "text/html; charset=utf-8"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

// A file that is sent in pieces, because it may be larger than memory.
struct Reading {
  std::ifstream in;
  uint64_t left = 0;
};

// False when the file ended before the length in the list.
bool ReadPiece(Reading& reading, std::string* out) {
  constexpr uint64_t kPieceBytes = uint64_t{1} << 18;
  out->resize(std::min(reading.left, kPieceBytes));
  reading.in.read(out->data(), static_cast<std::streamsize>(out->size()));
  const auto got = static_cast<uint64_t>(reading.in.gcount());
  const bool whole = got == out->size();
  out->resize(got);
  reading.left -= got;
  return whole;
}

Response NextPiece(const std::shared_ptr<Reading>& reading) {
  Response response;
  response.stream = true;
  const bool read = ReadPiece(*reading, &response.body);
  response.unfinished = reading->left > 0;
  if (!read || reading->left == 0) return response;
  Follow follow;
  follow.next = [reading] { return NextPiece(reading); };
  response.follow = std::make_shared<const Follow>(std::move(follow));
  return response;
}

// The length of a file in the job's list; nothing for a name that is not in it.
std::optional<uint64_t> Listed(const Job& job, const std::string& name) {
  if (!job.result.is_object() || !job.result.contains("files")) return std::nullopt;
  for (const Json& file : job.result.at("files")) {
    if (file.value("name", "") == name) return file.value("bytes", uint64_t{0});
  }
  return std::nullopt;
}

}  // namespace

std::string ReportFolder(const std::string& job_folder) {
  return job_folder + "/report";
}

absl::StatusOr<Json> FilesIn(const std::string& folder) {
  std::vector<std::pair<std::string, uint64_t>> found;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    found.emplace_back(it->path().lexically_relative(folder).generic_string(),
                       it->file_size(error));
  }
  if (error) return absl::UnavailableError(fmt::format("{}: {}", folder, error.message()));
  std::sort(found.begin(), found.end());
  Json files = Json::array();
  for (const auto& [name, bytes] : found) files.push_back({{"name", name}, {"bytes", bytes}});
  return files;
}

unsigned JobThreads() {
  return std::max(1u, std::thread::hardware_concurrency() / 2);
}

void IssueList::Report(model::Issue issue) {
  constexpr size_t kShown = 1'000;
  (issue.grade == model::IssueGrade::kRefused ? refused : noted) += 1;
  // The client need not know where the service keeps uploaded files.
  issue.file = fs::path(issue.file).filename();
  if (shown.size() < kShown) shown.push_back(model::Describe(issue));
}

Response StartJob(Call& call, Job job, Jobs::Work work) {
  job.user = call.who.user;
  job.unit = call.who.unit.id;
  const auto started = call.service.jobs().Start(std::move(job), Logged(call, std::move(work)));
  if (!started.ok()) return ProblemOf(started.status());
  Response response = JsonResponse(202, ToJson(*started));
  response.headers.emplace_back("Location", "/v1/jobs/" + started->id);
  return response;
}

// Disclosure: investigators and stewards see every finding for a purpose and on a ground
//             (query/disclosure/disclosure.h). For others each chunk is reduced to their own part
//             before anything is written or counted. Clues and ID numbers are in none of the files
//             (docs/impact.md).
// (query/disclosure/disclosure.h); for others each chunk is cut down to their own part before
// anything is written or counted. Clues and ID numbers are in none of the files (docs/impact.md).
Response StartImpact(Call& call) {
  const auto day = call.body.Day("as_of");
  if (call.body.fault()) return call.body.problem();
  auto world = call.service.archive().Current();
  if (!world.ok()) return ProblemOf(world.status());
  const auto workspace = std::make_shared<const query::Workspace>(
      *std::move(world), call.service.plan(), day ? *day : Today(call.service));
  // Platforms cannot ask about a listing by its id anywhere else either.
  if (call.who.role == access::Role::kPlatform && call.object.contains("listings")) {
    call.body.Fail("listings", "a platform's batch is of all listings in effect");
  }
  if (call.body.fault()) return call.body.problem();
  auto acts = ActsOf(call, *workspace);
  if (call.body.fault()) return call.body.problem();
  const auto journal = call.service.archive().JournalHash(workspace->known_at());
  if (!journal.ok()) return ProblemOf(journal.status());
  impact::BatchOptions batch;
  batch.facts = fmt::format("revision {}, journal {}", workspace->known_at().value, *journal);
  const bool own_part = SeesOwnPartOnly(call.who.role);
  if (own_part) {
    batch.unit = call.who.unit.name;
    batch.keep_own = [workspace, asker = AskerOf(call)](query::ImpactChunk* chunk) {
      query::KeepOwnPart({*workspace, asker, query::DisclosurePolicy()}, chunk);
    };
  }
  call.entry.subject = fmt::format("({} listings)", acts.size());
  call.entry.revision = workspace->known_at().value;
  call.entry.items = acts.size();
  const Backend* const service = &call.service;
  return StartJob(
      call, {.kind = kImpactJob, .own_part = own_part, .can_be_cancelled = true},
      [service, workspace, acts = std::move(acts), batch = std::move(batch)](const JobRun& run) {
        return RunImpact(*service, *workspace, acts, batch, run);
      });
}

Response ListJobs(Call& call) {
  Json all = Json::array();
  for (const Job& job : call.service.jobs().Of(call.who.unit.id)) {
    if (MaySee(call, job)) all.push_back(ToJson(job));
  }
  return JsonResponse(200, {{"jobs", std::move(all)}});
}

Response ShowJob(Call& call) {
  const auto job = JobOf(call);
  if (!job.ok()) return ProblemOf(job.status());
  return JsonResponse(200, ToJson(*job));
}

Response CancelJob(Call& call) {
  const auto job = JobOf(call);
  if (!job.ok()) return ProblemOf(job.status());
  const auto cancelled = call.service.jobs().Cancel(job->id, call.who.unit.id);
  if (!cancelled.ok()) return ProblemOf(cancelled.status());
  return JsonResponse(202, ToJson(*cancelled));
}

Response RemoveJob(Call& call) {
  const auto job = JobOf(call);
  if (!job.ok()) return ProblemOf(job.status());
  const absl::Status removed = call.service.jobs().Remove(job->id, call.who.unit.id);
  if (!removed.ok()) return ProblemOf(removed);
  return JsonResponse(200, {{"done", fmt::format("removed {}", job->id)}});
}

Response JobFile(Call& call) {
  const auto job = JobOf(call);
  if (!job.ok()) return ProblemOf(job.status());
  const std::string& name = call.path[1];
  call.entry.subject = fmt::format("{}/{}", job->id, datasets::ShownValue(name));
  // The name is only looked up in the list and never used as a path.
  const auto bytes = Listed(*job, name);
  if (!bytes) return Problem(404, "not-found", fmt::format("job {} has no such file", job->id));
  auto reading = std::make_shared<Reading>();
  reading->in.open(ReportFolder(call.service.jobs().FolderOf(job->id)) + "/" + name,
                   std::ios::binary);
  reading->left = *bytes;
  if (!reading->in) return ProblemOf(absl::UnavailableError(""));
  // No file contains more than this number of findings.
  call.entry.items = job->result.value(job->kind == kDiffJob ? "changes" : "findings", uint64_t{0});
  call.entry.revision = job->result.value("known_at", uint64_t{0});
  Response response = NextPiece(reading);
  response.type = TypeOf(name);
  response.headers.emplace_back("Cache-Control", "private, no-store");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Content-Disposition", "attachment");
  return response;
}

}  // namespace liancheng::http
