#include "server/http/service/pipeline.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <utility>

#include "fmt/format.h"
#include "server/http/service/call.h"
#include "server/http/service/four_eyes.h"
#include "server/http/service/open_world.h"
#include "server/http/service/request_fields.h"

namespace liancheng::http {
namespace {

bool IsRequestId(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

// Not for a thread on which others wait. A past revision is built from the store; clues are walked
// for.
bool IsHeavy(const Route& route, std::string_view target) {
  const std::string_view query = QueryOf(target);
  return route.heavy || route.change || query.find("known_at=") != std::string_view::npos ||
         query.find("tier=") != std::string_view::npos;
}

}  // namespace

Pipeline::Pipeline(const RouteTable& table, Backend& service)
    : table_(table),
      service_(service),
      tags_(*service.plan()),
      rate_(service.options().requests_per_second, service.options().burst),
      metrics_(table),
      id_prefix_(fmt::format("{:08x}", randombytes_random())) {}

std::string Pipeline::NewRequestId() {
  return fmt::format("{}-{}", id_prefix_, requests_.fetch_add(1) + 1);
}

RouteMatch Pipeline::Find(std::string_view method, std::string_view target) const {
  RouteMatch match = table_.Match(method, PathOf(target));
  if (match.route != nullptr) {
    match.body_bytes_max = BodyBytesMax(*match.route, service_.options());
  }
  return match;
}

Response Pipeline::Handle(const Request& request, const RouteMatch& match) {
  return *Run(request, match, false);
}

std::optional<Response> Pipeline::HandleBriefly(const Request& request, const RouteMatch& match) {
  if (match.route != nullptr && IsHeavy(*match.route, request.target)) return std::nullopt;
  return Run(request, match, true);
}

// Nothing only when `brief` is set and the question takes long.
std::optional<Response> Pipeline::Run(const Request& request, const RouteMatch& match, bool brief) {
  const auto begin = std::chrono::steady_clock::now();
  metrics_.in_flight.fetch_add(1);
  Call call{
      .service = service_, .pipeline = *this, .request = request, .match = match, .brief = brief};
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

// Libraries throw when memory runs out or an invariant fails: that ends one request, not the
// service.
Response Pipeline::Safely(Call& call) {
  try {
    return Checked(call);
  } catch (const std::exception& error) {
    service_.Note(fmt::format("request {}: {}", call.id, error.what()));
    return ProblemOf(absl::InternalError(""));
  }
}

void Pipeline::Finish(const Call& call, Response& response, int64_t elapsed_us) {
  response.headers.emplace_back("X-Request-Id", call.id);
  if (call.route != nullptr && call.route->world) {
    const uint64_t at = call.world && !call.route->change ? call.world->known_at.value : revision();
    response.headers.emplace_back("X-Consistency-Token",
                                  fmt::format("{}:{}", service_.epoch(), at));
  }
  metrics_.Answered(call.route, response.status, elapsed_us);
  const auto& log = service_.options().log;
  if (!log) return;
  // The line has neither the path nor the user: personal data are in the audit log, under the same
  // id.
  log(
      fmt::format("{{\"at\":\"{}\",\"request\":\"{}\",\"operation\":\"{}\",\"status\":{},\"us\":{},"
                  "\"bytes\":{}}}",
                  audit::FormatTime(service_.now_ms()), call.id,
                  call.route == nullptr ? "none" : call.route->operation, response.status,
                  elapsed_us, response.body.size()));
}

Response Pipeline::Checked(Call& call) {
  if (call.route == nullptr) {
    const std::string& allowed = call.match.allowed;
    if (allowed.empty()) {
      return Problem(404, "no-such-path", std::string("there is nothing at this path"));
    }
    Response response =
        Problem(405, "method-not-allowed", fmt::format("this path takes {}", allowed));
    response.headers.emplace_back("Allow", allowed);
    return response;
  }
  call.entry.request = call.id;
  call.entry.operation = call.route->operation;
  call.entry.revision = revision();
  if (auto refused = Identify(call)) return Log(call, *std::move(refused));
  Response response = Authorised(call);
  if (!call.route->logged || call.too_long) return response;
  return Log(call, std::move(response));
}

// Finds the user and checks the role. The answer to a wrong token says nothing about the token.
std::optional<Response> Pipeline::Identify(Call& call) {
  const std::string_view header = HeaderOf(call.request, "Authorization");
  const bool open = (call.route->roles & SetOf(access::Role::kPublic)) != 0;
  if (!header.empty()) {
    constexpr std::string_view kBearer = "Bearer ";
    const auto book = service_.access_file().Book();
    if (!book.ok()) {
      service_.Note(std::string(book.status().message()));
      return ProblemOf(absl::UnavailableError(""));
    }
    auto who = header.starts_with(kBearer)
                   ? (*book)->Authenticate(header.substr(kBearer.size()), service_.now_ms() / 1000)
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

Response Pipeline::Authorised(Call& call) {
  if (const int64_t wait_ms = rate_.Take(call.who.token, service_.now_ms()); wait_ms > 0) {
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

Response Pipeline::Asked(Call& call) {
  const Route& route = *call.route;
  if (route.change) {
    if (auto refused = RefusedAsReadOnly(service_)) return *std::move(refused);
  }
  if (route.four_eyes && call.approved_by.empty()) return AskSecondUser(call);
  std::unique_lock<std::mutex> change;
  if (route.change) change = std::unique_lock(service_.change_mutex());
  if (route.world) {
    if (auto problem = OpenWorld(call)) return *std::move(problem);
  }
  // The question is asked also where the client has the answer already: what may not be seen is not
  // told by an unchanged tag.
  Response response = route.handle(call);
  const bool tagged = route.world && !route.change && route.method == "GET" &&
                      response.status == 200 && response.follow == nullptr;
  if (tagged) tags_.Put(call, response);
  return response;
}

Response Pipeline::CarryOut(const access::PendingRequest& request, const std::string& approved_by,
                            const std::string& request_id) {
  const Request asked{
      request.method, request.target, {{"Content-Type", "application/json"}}, request.body};
  const RouteMatch match = Find(asked.method, asked.target);
  Call call{.service = service_, .pipeline = *this, .request = asked, .match = match};
  if (auto refused = ActForAsker(request, approved_by, call)) return *std::move(refused);
  call.id = request_id;
  call.entry.request = request_id;
  call.entry.operation = match.route->operation;
  call.entry.user = call.who.user;
  call.entry.unit = call.who.unit.id;
  call.entry.role = Name(call.who.role);
  if (auto fault = ReadFields(call)) return *std::move(fault);
  call.entry.purpose = fmt::format("approved by {}", approved_by);
  return Log(call, Asked(call));
}

Response Pipeline::Log(Call& call, Response response) {
  audit::Entry& entry = call.entry;
  entry.at_ms = service_.now_ms();
  entry.status = response.status;
  const bool done = response.status < 300;
  if (response.status == 401 || response.status == 403) {
    entry.kind = audit::Kind::kRefused;
  } else {
    entry.kind = call.route->change && done ? audit::Kind::kChange : audit::Kind::kRead;
  }
  if (!done) entry.items = 0;
  const absl::Status logged = service_.audit().Append(
      entry, entry.kind == audit::Kind::kChange ? audit::Sync::kNow : audit::Sync::kSoon);
  if (logged.ok()) return response;
  service_.Note(fmt::format("audit: {}", std::string(logged.message())));
  return ProblemOf(absl::UnavailableError(""));
}

}  // namespace liancheng::http
