#include <filesystem>
#include <fstream>
#include <system_error>

#include "datasets/readers/native/native.h"
#include "datasets/readers/native/text.h"
#include "fmt/format.h"
#include "server/access/state_file.h"
#include "server/audit/anomalies.h"
#include "server/audit/audit_read.h"
#include "server/http/api/openapi.h"
#include "server/http/handlers/handlers.h"
#include "server/http/handlers/job_calls.h"
#include "server/http/service/pipeline.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

absl::StatusOr<Json> RunImport(Backend& service, const std::string& path) {
  IssueList issues;
  datasets::ReadOptions options;
  options.words = &service.words();
  options.issues = &issues;
  auto source = datasets::OpenNative(path, options);
  if (!source.ok()) return source.status();
  const std::lock_guard change(service.change_mutex());
  const auto totals = service.archive().Import(**source, issues);
  service.Committed();
  if (!totals.ok()) return totals.status();
  return Json({{"read", totals->read},
               {"stored", totals->stored},
               {"unchanged", totals->unchanged},
               {"quarantined", issues.refused},
               {"noted", issues.noted},
               {"revision", totals->head.value},
               {"issues", issues.shown}});
}

Json ToJson(const access::PendingRequest& request) {
  return {{"id", request.id},
          {"operation", request.operation},
          {"target", request.target},
          {"body", Json::parse(request.body, nullptr, false)},
          {"asked_by", request.user},
          {"asked_s", request.asked_s},
          {"expires_s", request.expires_s},
          {"state", Name(request.state)},
          {"answered_by", request.answered_by},
          {"outcome", request.outcome}};
}

Json ToJson(const audit::Entry& entry) {
  return {{"seq", entry.sequence},
          {"at", audit::FormatTime(entry.at_ms)},
          {"kind", Name(entry.kind)},
          {"request", entry.request},
          {"user", entry.user},
          {"unit", entry.unit},
          {"role", entry.role},
          {"operation", entry.operation},
          {"subject", entry.subject},
          {"purpose", entry.purpose},
          {"ground", entry.ground},
          {"status", entry.status},
          {"revision", entry.revision},
          {"items", entry.items},
          {"out_of_remit", entry.out_of_remit},
          {"name_only", entry.name_only},
          {"hit", entry.hit ? Json(*entry.hit) : Json()}};
}

}  // namespace

Response Health(Call&) {
  return JsonResponse(200, {{"status", "up"}});
}

Response Ready(Call& call) {
  if (call.service.draining()) {
    return Problem(503, "draining", std::string("the service is ending"));
  }
  const auto world = call.service.archive().Current();
  if (!world.ok()) return ProblemOf(world.status());
  const char* const status = call.service.CanChange().ok() ? "ready" : "read_only";
  return JsonResponse(200, {{"status", status}, {"revision", world->known_at.value}});
}

Response MetricsText(Call& call) {
  Response response;
  response.type = "text/plain; version=0.0.4";
  response.body = call.pipeline.metrics().Text(
      {{"liancheng_revision", "The store's head.", call.service.revision()},
       {"liancheng_audit_sequence", "Lines of the audit log.", call.service.audit().sequence()},
       {"liancheng_audit_waiting_bytes", "Of the audit log, not yet on disk.",
        call.service.audit().waiting_bytes()},
       {"liancheng_folds", "Folds of the graph since the start.", call.service.archive().folds()}});
  return response;
}

Response OpenApiDocument(Call& call) {
  return JsonResponse(200, OpenApi(call.pipeline.table()));
}

Response Me(Call& call) {
  Json regions = Json::array();
  for (const model::RegionCode region : call.who.unit.regions) {
    regions.push_back(wire::RegionJson(region));
  }
  return JsonResponse(200, {{"user", call.who.user},
                            {"role", Name(call.who.role)},
                            {"unit", call.who.unit.id},
                            {"unit_name", call.who.unit.name},
                            {"regions", std::move(regions)},
                            {"measures", call.who.unit.measures},
                            {"token", call.service.Token()}});
}

// The lines are kept in a file until they are read: the reader goes over them more than once.
Response StartImport(Call& call) {
  const std::string folder = call.service.options().folder + "/spool";
  if (absl::Status made = access::MakeFolder(folder); !made.ok()) return ProblemOf(made);
  const std::string path =
      fmt::format("{}/{}-{}.jsonl", folder, call.service.audit().sequence(), call.id);
  if (absl::Status kept = access::ReplaceWhole(path, call.request.body); !kept.ok()) {
    return ProblemOf(kept);
  }
  call.entry.subject = "(import)";
  Backend* const service = &call.service;
  return StartJob(call, {.kind = "import"}, [service, path](const JobRun&) {
    auto result = RunImport(*service, path);
    std::error_code error;
    std::filesystem::remove(path, error);
    return result;
  });
}

Response StartBackup(Call& call) {
  const std::string name = call.body.Required("name");
  if (call.body.fault()) return call.body.problem();
  const bool plain = name.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789-_") == std::string::npos;
  if (!plain || name.size() > 100) {
    call.body.Fail("name", "expected letters, digits, - and _");
    return call.body.problem();
  }
  Backend* const service = &call.service;
  return StartJob(call, {.kind = "backup"}, [service, name](const JobRun&) -> absl::StatusOr<Json> {
    const std::string& folder = service->options().backup_folder;
    if (absl::Status made = access::MakeFolder(folder); !made.ok()) return made;
    const uint64_t at_least = service->revision();
    if (absl::Status done = service->archive().Backup(folder + "/" + name); !done.ok()) return done;
    return Json({{"name", name}, {"revision_at_least", at_least}});
  });
}

Response ListApprovals(Call& call) {
  Json all = Json::array();
  for (const auto& request : call.service.approvals().Of(call.who.unit.id)) {
    all.push_back(ToJson(request));
  }
  return JsonResponse(200, {{"approvals", std::move(all)}});
}

Response AnswerApproval(Call& call) {
  const size_t decision = call.body.OneOf("decision", {"", "approve", "refuse"});
  const std::string note = call.body.Text("note");
  if (decision == 0) call.body.Fail("decision", "expected approve or refuse");
  if (call.body.fault()) return call.body.problem();
  const std::string& id = call.path[0];
  call.entry.subject = id;
  access::Approvals& approvals = call.service.approvals();
  if (decision == 2) {
    if (absl::Status refused = approvals.Refuse(id, call.who, note); !refused.ok()) {
      return ProblemOf(refused);
    }
    return JsonResponse(200, {{"approval", id}, {"state", "refused"}});
  }
  // Taken, a request is carried out or over: it must not be lost to a full disk.
  if (auto refused = RefusedAsReadOnly(call.service)) return *std::move(refused);
  const auto request = approvals.Take(id, call.who);
  if (!request.ok()) return ProblemOf(request.status());
  Response response = call.pipeline.CarryOut(*request, call.who.user, call.id);
  const Json body = Json::parse(response.body, nullptr, false);
  const char* const told = response.status < 300 ? "done" : "detail";
  const std::string outcome = body.is_object() && body.contains(told) && body.at(told).is_string()
                                  ? body.at(told).get<std::string>()
                                  : "";
  if (absl::Status kept = approvals.Finish(id, response.status < 300, outcome); !kept.ok()) {
    return ProblemOf(kept);
  }
  return response;
}

Response AuditEntries(Call& call) {
  audit::Filter filter;
  filter.user = call.query.Text("user");
  filter.unit = call.query.Text("unit");
  filter.operation = call.query.Text("operation");
  filter.subject = call.query.Text("subject");
  filter.kind = call.query.Text("kind");
  filter.after = call.query.Number("after", 0, 0, INT64_MAX);
  filter.limit = call.query.Number("limit", 100, 1, 10'000);
  constexpr int64_t kDayMs = 24 * 3'600'000;
  if (const auto from = call.query.Day("from")) filter.from_ms = from->days * kDayMs;
  if (const auto to = call.query.Day("to")) filter.to_ms = to->days * kDayMs;
  if (call.query.fault()) return call.query.problem();
  if (absl::Status flushed = call.service.audit().Flush(); !flushed.ok()) {
    return ProblemOf(flushed);
  }
  const auto found = audit::Select(call.service.AuditFolder(), filter);
  if (!found.ok()) return ProblemOf(found.status());
  Json entries = Json::array();
  for (const audit::Entry& entry : found->entries) entries.push_back(ToJson(entry));
  call.entry.items = entries.size();
  Json next;
  if (found->more) next = found->entries.back().sequence;
  return JsonResponse(200, {{"entries", std::move(entries)}, {"next", std::move(next)}});
}

Response AuditVerify(Call& call) {
  if (absl::Status flushed = call.service.audit().Flush(); !flushed.ok()) {
    return ProblemOf(flushed);
  }
  const auto report = audit::Verify(call.service.AuditFolder(), call.query.Text("head"));
  if (!report.ok()) return ProblemOf(report.status());
  return JsonResponse(200, {{"entries", report->entries},
                            {"segments", report->segments},
                            {"head", report->head_hash},
                            {"problems", report->problems}});
}

Response AuditAnomalies(Call& call) {
  audit::Filter within;
  within.unit = call.query.Text("unit");
  within.user = call.query.Text("user");
  constexpr int64_t kDayMs = 24 * 3'600'000;
  if (const auto from = call.query.Day("from")) within.from_ms = from->days * kDayMs;
  if (const auto to = call.query.Day("to")) within.to_ms = to->days * kDayMs;
  if (call.query.fault()) return call.query.problem();
  if (absl::Status flushed = call.service.audit().Flush(); !flushed.ok()) {
    return ProblemOf(flushed);
  }
  const auto found =
      audit::FindAnomalies(call.service.AuditFolder(), call.service.options().anomalies, within);
  if (!found.ok()) return ProblemOf(found.status());
  Json all = Json::array();
  for (const audit::Anomaly& one : *found) {
    all.push_back({{"kind", one.kind},
                   {"user", one.user},
                   {"unit", one.unit},
                   {"window", one.window},
                   {"count", one.count},
                   {"threshold", one.threshold},
                   {"first", one.first},
                   {"last", one.last}});
  }
  return JsonResponse(200, {{"anomalies", std::move(all)}});
}

}  // namespace liancheng::http
