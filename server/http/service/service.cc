#include "server/http/service/service.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <exception>
#include <filesystem>
#include <iterator>
#include <limits>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "server/access/state_file.h"
#include "server/http/service/call.h"
#include "server/http/api/routes.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

// Worlds kept for the next pages of answers.
constexpr size_t kKeptMax = 16;

std::string HashText(std::string_view text) {
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string hex;
  for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
  return hex;
}

std::string RandomHex(size_t bytes) {
  std::string text;
  for (size_t i = 0; i < bytes; ++i) text += fmt::format("{:02x}", randombytes_uniform(256));
  return text;
}

std::string_view PathOf(std::string_view target) {
  return target.substr(0, target.find('?'));
}

std::string_view QueryOf(std::string_view target) {
  const size_t at = target.find('?');
  return at == std::string_view::npos ? std::string_view() : target.substr(at + 1);
}

bool IsRequestId(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

std::optional<uint64_t> ReadNumber(std::string_view text) {
  uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// Of a value that may be percent-encoded UTF-8, for headers hold ASCII only.
std::string HeaderText(const Request& request, std::string_view name) {
  bool ok = true;
  const std::string_view raw = HeaderOf(request, name);
  std::string text = Unescape(raw, false, &ok);
  return ok ? text : std::string(raw);
}

// `application/json; charset=utf-8` is application/json.
bool IsType(std::string_view header, std::string_view type) {
  header = header.substr(0, header.find(';'));
  while (header.ends_with(' ')) header.remove_suffix(1);
  return header == type;
}

bool FitsForm(std::string_view type, BodyForm form) {
  if (form == BodyForm::kObject) return IsType(type, "application/json");
  return IsType(type, "application/x-ndjson") || IsType(type, "application/jsonl") ||
         IsType(type, "application/json-lines");
}

// The first name that is none of those known. `extra` are taken wherever there is a body.
std::optional<Response> UnknownField(const std::vector<std::string_view>& names,
                                     std::span<const Param> known,
                                     std::span<const std::string_view> extra,
                                     const std::string& in) {
  const auto unknown = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return std::none_of(known.begin(), known.end(),
                        [name](const Param& param) { return param.name == name; }) &&
           std::find(extra.begin(), extra.end(), name) == extra.end();
  });
  if (unknown == names.end()) return std::nullopt;
  std::string all;
  const auto add = [&all](std::string_view name) {
    all += fmt::format("{}{}", all.empty() ? "" : ", ", name);
  };
  for (const Param& param : known) add(param.name);
  for (const std::string_view name : extra) add(name);
  return Problem(400, "unknown-field",
                 FieldAtFault{in, fmt::format("{}{}", in == "body" ? "/" : "", *unknown),
                              all.empty() ? "nothing is taken here" : "known are " + all});
}

}  // namespace

Service::Service(ServiceOptions options, query::LiveArchive& archive, datasets::KnownWords words)
    : options_(std::move(options)),
      archive_(archive),
      words_(std::move(words)),
      access_(options_.folder + "/access.json"),
      rate_(options_.requests_per_second, options_.burst) {}

absl::StatusOr<std::unique_ptr<Service>> Service::Open(
    ServiceOptions options, query::LiveArchive& archive,
    std::shared_ptr<const model::RuleLibrary> library, datasets::KnownWords words) {
  if (sodium_init() < 0) return absl::UnavailableError("libsodium cannot be started");
  std::unique_ptr<Service> service(new Service(std::move(options), archive, std::move(words)));
  if (absl::Status started = service->Start(std::move(library)); !started.ok()) return started;
  return service;
}

absl::Status Service::Start(std::shared_ptr<const model::RuleLibrary> library) {
  auto plan = rules::Plan::Make(std::move(library), options_.books);
  if (!plan.ok()) return plan.status();
  plan_ = *std::move(plan);
  std::string print;
  for (const model::Rulebook* book : plan_->books()) print += book->id + book->revision_hash;
  books_print_ = HashText(print);
  id_prefix_ = RandomHex(4);
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
  if (absl::Status found = FindEpoch(); !found.ok()) return found;
  // What was uploaded for a job that a kill ended.
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

Service::~Service() {
  jobs_.reset();
}

// The epoch names one line of revisions. A store whose head lies below what was once acknowledged
// was put back from a backup: its later revisions are others, so old tokens must not fit them.
absl::Status Service::FindEpoch() {
  uint64_t known = audit_->last_revision();
  const auto text = access::ReadWhole(options_.folder + "/epoch.json");
  if (!text.ok() && !absl::IsNotFound(text.status())) return text.status();
  if (text.ok()) {
    const Json json = Json::parse(*text, nullptr, false);
    if (json.is_object() && json.contains("epoch") && json.at("epoch").is_string()) {
      epoch_ = json.at("epoch").get<std::string>();
      known = std::max(known, json.value("revision", uint64_t{0}));
    }
  }
  if (epoch_.empty() || revision() < known) epoch_ = RandomHex(4);
  return WriteEpoch();
}

absl::Status Service::WriteEpoch() const {
  const Json json = {{"epoch", epoch_}, {"revision", revision()}};
  return access::ReplaceWhole(options_.folder + "/epoch.json", json.dump() + "\n");
}

absl::Status Service::Close() {
  draining_ = true;
  jobs_->Interrupt();
  jobs_->Wait();
  jobs_.reset();
  if (absl::Status written = WriteEpoch(); !written.ok()) return written;
  return audit_->Flush();
}

std::string Service::Token() const {
  return fmt::format("{}:{}", epoch_, revision());
}

void Service::OnCommit(std::function<void()> call) {
  const std::lock_guard lock(listeners_mutex_);
  listeners_.push_back(std::move(call));
}

void Service::Committed() {
  const std::lock_guard lock(listeners_mutex_);
  for (const auto& call : listeners_) call();
}

void Service::Keep(const query::LoadedWorld& world) {
  const std::lock_guard lock(kept_mutex_);
  kept_[world.known_at.value] = world;
  if (kept_.size() > kKeptMax) kept_.erase(kept_.begin());
}

std::optional<query::LoadedWorld> Service::Kept(model::Revision revision) const {
  const std::lock_guard lock(kept_mutex_);
  const auto found = kept_.find(revision.value);
  if (found == kept_.end()) return std::nullopt;
  return found->second;
}

std::string Service::NewRequestId() {
  return fmt::format("{}-{}", id_prefix_, requests_.fetch_add(1) + 1);
}

uint64_t Service::BodyMax(std::string_view method, std::string_view target) const {
  const RouteMatch match = Match(method, PathOf(target));
  if (match.route == nullptr || match.route->body == BodyForm::kNone) return 0;
  return BodyMaxOf(*match.route);
}

uint64_t Service::BodyMaxOf(const Route& route) const {
  switch (route.body_size) {
    case BodySize::kPlain:
      return options_.body_bytes_max;
    case BodySize::kFiles:
      return options_.upload_bytes_max;
    case BodySize::kRows:
      return options_.screen_bytes_max;
    case BodySize::kImport:
      return options_.import_bytes_max;
  }
  return 0;
}

bool Service::IsHeavy(std::string_view method, std::string_view target) const {
  const RouteMatch match = Match(method, PathOf(target));
  if (match.route == nullptr) return false;
  // A past revision is built from the store; clues are walked for.
  const std::string_view query = QueryOf(target);
  return match.route->heavy || match.route->change ||
         query.find("known_at=") != std::string_view::npos ||
         query.find("tier=") != std::string_view::npos;
}

Response Service::Handle(const Request& request) {
  return *Run(request, false);
}

std::optional<Response> Service::HandleBriefly(const Request& request) {
  if (IsHeavy(request.method, request.target)) return std::nullopt;
  return Run(request, true);
}

// Nothing only where it was to be brief.
std::optional<Response> Service::Run(const Request& request, bool brief) {
  const auto begin = std::chrono::steady_clock::now();
  metrics_.in_flight.fetch_add(1);
  Call call{.service = *this, .request = request, .brief = brief};
  const std::string_view asked_id = HeaderOf(request, "X-Request-Id");
  call.id = IsRequestId(asked_id) ? std::string(asked_id) : NewRequestId();
  Response response = Safely(call);
  metrics_.in_flight.fetch_sub(1);
  if (call.too_long) {
    rate_.GiveBack(call.who.token);
    return std::nullopt;
  }
  const auto elapsed = std::chrono::steady_clock::now() - begin;
  Finish(call, response, std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count());
  return response;
}

// The libraries below throw where memory or an invariant fails: that ends one request, not all.
Response Service::Safely(Call& call) {
  try {
    return Checked(call);
  } catch (const std::exception& error) {
    if (options_.note) options_.note(fmt::format("request {}: {}", call.id, error.what()));
    return ProblemOf(absl::InternalError(""));
  }
}

void Service::Finish(const Call& call, Response& response, int64_t elapsed_us) {
  response.headers.emplace_back("X-Request-Id", call.id);
  if (call.route != nullptr && call.route->world) {
    const uint64_t at = call.world && !call.route->change ? call.world->known_at.value : revision();
    response.headers.emplace_back("X-Consistency-Token", fmt::format("{}:{}", epoch_, at));
  }
  const size_t route =
      call.route == nullptr ? Routes().size() : static_cast<size_t>(call.route - Routes().data());
  metrics_.Answered(route, response.status, elapsed_us);
  if (!options_.log) return;
  // Neither the path nor the user: what is personal stands in the audit log, under this id.
  options_.log(fmt::format(
      "{{\"at\":\"{}\",\"request\":\"{}\",\"operation\":\"{}\",\"status\":{},\"us\":{},"
      "\"bytes\":{}}}",
      audit::FormatTime(now_ms()), call.id, call.route == nullptr ? "none" : call.route->operation,
      response.status, elapsed_us, response.body.size()));
}

Response Service::Checked(Call& call) {
  const std::string_view path = PathOf(call.request.target);
  RouteMatch match = Match(call.request.method, path);
  if (match.route == nullptr) {
    if (match.allowed.empty()) {
      return Problem(404, "no-such-path", std::string("there is nothing at this path"));
    }
    Response response =
        Problem(405, "method-not-allowed", fmt::format("this path takes {}", match.allowed));
    response.headers.emplace_back("Allow", match.allowed);
    return response;
  }
  call.route = match.route;
  call.path = std::move(match.values);
  call.entry.request = call.id;
  call.entry.operation = match.route->operation;
  call.entry.revision = revision();
  if (auto refused = Identify(call)) return Log(call, *std::move(refused));
  Response response = Authorised(call);
  if (!call.route->logged || call.too_long) return response;
  return Log(call, std::move(response));
}

// Who asks, and whether that role may. The answer to a wrong token says nothing about the token.
std::optional<Response> Service::Identify(Call& call) {
  const std::string_view header = HeaderOf(call.request, "Authorization");
  const bool open = (call.route->roles & SetOf(access::Role::kPublic)) != 0;
  if (!header.empty()) {
    constexpr std::string_view kBearer = "Bearer ";
    const auto book = access_.Book();
    if (!book.ok()) {
      if (options_.note) options_.note(std::string(book.status().message()));
      return ProblemOf(absl::UnavailableError(""));
    }
    auto who = header.starts_with(kBearer)
                   ? (*book)->Authenticate(header.substr(kBearer.size()), now_ms() / 1000)
                   : absl::UnauthenticatedError("expected Authorization: Bearer TOKEN");
    if (!who.ok()) {
      Response response = ProblemOf(who.status());
      response.headers.emplace_back("WWW-Authenticate", "Bearer");
      return response;
    }
    call.who = *std::move(who);
  } else if (!open) {
    Response response = Problem(401, "no-token",
                                std::string("a token is needed: Authorization: "
                                            "Bearer TOKEN"));
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  }
  call.entry.user = call.who.user;
  call.entry.unit = call.who.unit.id;
  call.entry.role = Name(call.who.role);
  if (open || (call.route->roles & SetOf(call.who.role)) != 0) return std::nullopt;
  return Problem(403, "not-allowed",
                 fmt::format("the role {} may not do this", Name(call.who.role)));
}

Response Service::Authorised(Call& call) {
  if (const int64_t wait_ms = rate_.Take(call.who.token, now_ms()); wait_ms > 0) {
    Response response =
        Problem(429, "too-many-requests", std::string("more requests than this token may make"));
    response.headers.emplace_back("Retry-After", std::to_string((wait_ms + 999) / 1000));
    return response;
  }
  if (auto fault = ReadFields(call)) return *std::move(fault);
  call.entry.purpose = call.purpose;
  call.entry.ground = call.ground;
  if (call.route->purpose == Purpose::kAlways) {
    if (auto missing = NeedPurpose(call)) return *std::move(missing);
  }
  return Asked(call);
}

std::optional<Response> Service::ReadFields(Call& call) {
  const Request& request = call.request;
  const Route& route = *call.route;
  call.query = Fields::OfQuery(QueryOf(request.target));
  if (call.query.fault()) return call.query.problem();
  if (const auto names = call.query.Names(); !names.empty()) {
    if (auto unknown = UnknownField(names, http::QueryOf(route), {}, "query")) return unknown;
  }
  call.purpose = HeaderText(request, "X-Purpose");
  call.ground = HeaderText(request, "X-Ground");
  const uint64_t body_max = BodyMaxOf(route);
  if (request.body.size() > body_max) {
    return Problem(413, "body-too-large", fmt::format("at most {} bytes are taken", body_max));
  }
  if (route.body == BodyForm::kNone) return std::nullopt;
  if (!FitsForm(HeaderOf(request, "Content-Type"), route.body)) {
    return Problem(415, "wrong-type",
                   FieldAtFault{"header", "Content-Type",
                                route.body == BodyForm::kObject ? "expected application/json"
                                                                : "expected application/x-ndjson"});
  }
  if (route.body == BodyForm::kLines) return std::nullopt;
  call.object = Json::parse(request.body, nullptr, false);
  if (!call.object.is_object()) {
    return Problem(400, "bad-json", std::string("the body is not a JSON object"));
  }
  std::vector<std::string_view> names;
  for (const auto& [name, value] : call.object.get_ref<const Json::object_t&>()) {
    names.push_back(name);
  }
  constexpr std::string_view kOfEveryBody[] = {"purpose", "ground"};
  if (auto unknown = UnknownField(names, route.fields, kOfEveryBody, "body")) return unknown;
  // Objects inside the body are read by the handler that knows them.
  call.body = Fields::OfBody(call.object, Fields::Nested::kLeft);
  if (call.body.fault()) return call.body.problem();
  if (call.purpose.empty()) call.purpose = call.body.Text("purpose");
  // Of a listing `ground` is the row that it rests on, and never the ground of a query.
  if (call.ground.empty() && !route.change) call.ground = call.body.Text("ground");
  return std::nullopt;
}

// The revision and the day that the request asks about.
std::optional<Response> Service::OpenWorld(Call& call) {
  const std::string known_at_text = call.query.Text("known_at");
  const uint64_t known_at =
      call.query.Number("known_at", 0, 1, std::numeric_limits<uint64_t>::max());
  std::optional<model::Date> day = call.query.Day("as_of");
  std::string at_least = call.query.Text("at_least");
  if (at_least.empty()) at_least = HeaderOf(call.request, "X-Consistency-Token");
  const std::string cursor = call.query.Text("cursor");
  if (call.query.fault()) return call.query.problem();
  if (!at_least.empty()) {
    const size_t colon = at_least.find(':');
    const auto wanted =
        colon == std::string::npos ? std::nullopt : ReadNumber(at_least.substr(colon + 1));
    if (!wanted) {
      return Problem(400, "bad-field",
                     FieldAtFault{"query", "at_least", "expected epoch:revision as it was given"});
    }
    if (at_least.substr(0, colon) != epoch_ || *wanted > revision()) {
      return Problem(409, "revision-not-here",
                     fmt::format("this service is at {}; the token is of another store or of one "
                                 "that was put back",
                                 Token()));
    }
  }
  absl::StatusOr<query::LoadedWorld> world;
  if (!cursor.empty()) {
    // `offset.revision.day`
    const size_t first = cursor.find('.');
    const size_t second = first == std::string::npos ? first : cursor.find('.', first + 1);
    const auto offset = ReadNumber(cursor.substr(0, first));
    const auto revision = second == std::string::npos
                              ? std::nullopt
                              : ReadNumber(cursor.substr(first + 1, second - first - 1));
    const auto cursor_day = revision ? model::ParseDate(cursor.substr(second + 1))
                                     : absl::StatusOr<model::Date>(absl::InvalidArgumentError(""));
    if (!offset || !cursor_day.ok()) {
      return Problem(400, "bad-field",
                     FieldAtFault{"query", "cursor", "expected the `next` of an answer"});
    }
    call.offset = *offset;
    day = *cursor_day;
    const auto kept = Kept({*revision});
    if (kept) {
      world = *kept;
    } else if (*revision == this->revision()) {
      world = archive_.Current();
    } else {
      return Problem(410, "cursor-expired",
                     std::string("the revision of this cursor is no longer kept; ask again from "
                                 "the first page"));
    }
  } else {
    world = known_at == 0 ? archive_.Current() : archive_.At({known_at});
  }
  if (!world.ok()) return ProblemOf(world.status());
  call.world = *world;
  call.workspace.emplace(*std::move(world), plan_, day ? *day : Today(*this));
  call.entry.revision = call.world->known_at.value;
  return std::nullopt;
}

std::string Service::EntityTag(const Call& call) const {
  return fmt::format(
      "\"{}\"", HashText(fmt::format(
                    "{}:{}|{}|{}|{}|{}|{}|{}|{}", epoch_, call.world->known_at.value,
                    model::FormatDate(call.workspace->as_of()), books_print_, Name(call.who.role),
                    call.who.unit.id, call.purpose, call.ground, call.request.target)));
}

Response Service::Asked(Call& call) {
  const Route& route = *call.route;
  if (route.four_eyes && call.approved_by.empty()) return FourEyes(call);
  std::unique_lock<std::mutex> change;
  if (route.change) change = std::unique_lock(change_);
  if (route.world) {
    if (auto problem = OpenWorld(call)) return *std::move(problem);
  }
  if (!route.world || route.change || route.method != "GET") return route.handle(call);
  const std::string tag = EntityTag(call);
  // The question is asked all the same: what may not be seen is not told by an unchanged tag.
  Response response = route.handle(call);
  if (response.status != 200 || response.follow != nullptr) return response;
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  response.headers.emplace_back("Vary", "Authorization, X-Purpose, X-Ground");
  const std::string_view known = HeaderOf(call.request, "If-None-Match");
  if (known == "*" || known.find(tag) != std::string_view::npos) {
    response.status = 304;
    response.body.clear();
    call.entry.items = 0;
  }
  return response;
}

// First whether it could be done at all; then it waits for a second user of the unit.
Response Service::FourEyes(Call& call) {
  call.dry_run = true;
  {
    const std::lock_guard change(change_);
    if (auto problem = OpenWorld(call)) return *std::move(problem);
    Response tried = call.route->handle(call);
    if (tried.status >= 400 || call.body.Flag("dry_run")) return tried;
  }
  access::PendingRequest request;
  request.operation = call.route->operation;
  request.method = call.request.method;
  request.target = call.request.target;
  request.body = call.request.body;
  request.purpose = call.purpose;
  request.user = call.who.user;
  request.unit = call.who.unit.id;
  const auto id = approvals_->Ask(std::move(request));
  if (!id.ok()) return ProblemOf(id.status());
  Response response = JsonResponse(
      202, {{"approval", *id},
            {"state", "waiting"},
            {"detail", "a second user of the unit must approve: POST /v1/approvals/" + *id}});
  response.headers.emplace_back("Location", "/v1/approvals/" + *id);
  return response;
}

Response Service::CarryOut(const access::PendingRequest& request, const std::string& approved_by,
                           const std::string& request_id) {
  const auto book = access_.Book();
  if (!book.ok()) return ProblemOf(absl::UnavailableError(""));
  const auto user = (*book)->users().find(request.user);
  const auto unit = (*book)->units().find(request.unit);
  const Request asked{
      request.method, request.target, {{"Content-Type", "application/json"}}, request.body};
  Call call{.service = *this, .request = asked};
  RouteMatch match = Match(asked.method, PathOf(asked.target));
  // The asker must still be one who may ask.
  if (match.route == nullptr || user == (*book)->users().end() || unit == (*book)->units().end() ||
      user->second.unit != request.unit || (match.route->roles & SetOf(user->second.role)) == 0) {
    return Problem(409, "conflict", std::string("whoever asked for this may no longer do it"));
  }
  call.route = match.route;
  call.path = std::move(match.values);
  call.id = request_id;
  call.approved_by = approved_by;
  call.who = {user->first, "", user->second.role, unit->second};
  call.entry.request = request_id;
  call.entry.operation = match.route->operation;
  call.entry.user = call.who.user;
  call.entry.unit = call.who.unit.id;
  call.entry.role = Name(call.who.role);
  if (auto fault = ReadFields(call)) return *std::move(fault);
  call.entry.purpose = fmt::format("approved by {}", approved_by);
  return Log(call, Asked(call));
}

Response Service::Log(Call& call, Response response) {
  audit::Entry& entry = call.entry;
  entry.at_ms = now_ms();
  entry.status = response.status;
  const bool done = response.status < 300;
  if (response.status == 401 || response.status == 403) {
    entry.kind = audit::Kind::kRefused;
  } else {
    entry.kind = call.route->change && done ? audit::Kind::kChange : audit::Kind::kRead;
  }
  if (!done) entry.items = 0;
  const absl::Status logged = audit_->Append(
      entry, entry.kind == audit::Kind::kChange ? audit::Sync::kNow : audit::Sync::kSoon);
  if (logged.ok()) return response;
  if (options_.note) options_.note(fmt::format("audit: {}", std::string(logged.message())));
  return ProblemOf(absl::UnavailableError(""));
}

}  // namespace liancheng::http
