#include "server/access/approvals.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "fmt/format.h"
#include "server/access/state_file.h"
#include "server/json/object_reader.h"

namespace liancheng::access {
namespace {

using json::Json;
using json::ObjectReader;
using State = PendingRequest::State;

constexpr State kStates[] = {State::kWaiting, State::kTaken, State::kDone, State::kRefused,
                             State::kFailed};

std::string NewId() {
  std::array<unsigned char, 8> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  std::string text = "A";
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Json ToJson(const PendingRequest& request) {
  return {{"id", request.id},
          {"operation", request.operation},
          {"method", request.method},
          {"target", request.target},
          {"body", request.body},
          {"purpose", request.purpose},
          {"user", request.user},
          {"unit", request.unit},
          {"asked_s", request.asked_s},
          {"expires_s", request.expires_s},
          {"state", Name(request.state)},
          {"answered_by", request.answered_by},
          {"outcome", request.outcome}};
}

PendingRequest FromJson(ObjectReader& json) {
  PendingRequest request{json.Text("id"),          json.Text("operation"), json.Text("method"),
                         json.Text("target"),      json.Text("body"),      json.Text("purpose"),
                         json.Text("user"),        json.Text("unit"),      json.Signed("asked_s"),
                         json.Signed("expires_s"), State::kFailed,         json.Text("answered_by"),
                         json.Text("outcome")};
  for (const State state : kStates) {
    if (Name(state) == json.Text("state")) request.state = state;
  }
  return request;
}

}  // namespace

std::string_view Name(State state) {
  switch (state) {
    case State::kWaiting:
      return "waiting";
    case State::kTaken:
      return "taken";
    case State::kDone:
      return "done";
    case State::kRefused:
      return "refused";
    case State::kFailed:
      return "failed";
  }
  return "";
}

absl::StatusOr<std::unique_ptr<Approvals>> Approvals::Open(Options options) {
  std::unique_ptr<Approvals> approvals(new Approvals(std::move(options)));
  const std::string& path = approvals->options_.path;
  const auto text = ReadWhole(path);
  if (absl::IsNotFound(text.status())) return approvals;
  if (!text.ok()) return text.status();
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_array()) {
    return absl::InvalidArgumentError(fmt::format("{}: expected a list of requests", path));
  }
  for (const Json& one : json) {
    ObjectReader reader(one, path);
    PendingRequest request = FromJson(reader);
    if (!reader.ok()) return reader.status();
    // It is not known whether the operation was carried out, so it is not tried again
    // automatically.
    if (request.state == State::kTaken) {
      request.state = State::kFailed;
      request.outcome = "the service ended while it was carried out";
    }
    approvals->requests_[request.id] = std::move(request);
  }
  return approvals;
}

absl::Status Approvals::Write(const std::map<std::string, PendingRequest>& requests) const {
  Json all = Json::array();
  const int64_t now = options_.now_s();
  for (const auto& [id, request] : requests) {
    if (request.asked_s + options_.kept_s > now) all.push_back(ToJson(request));
  }
  return ReplaceWhole(options_.path,
                      all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

absl::Status Approvals::Replace(PendingRequest request) {
  std::map<std::string, PendingRequest> after = requests_;
  const std::string id = request.id;
  after[id] = std::move(request);
  if (absl::Status written = Write(after); !written.ok()) return written;
  requests_ = std::move(after);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Approvals::Ask(PendingRequest request) {
  const std::lock_guard lock(mutex_);
  request.id = NewId();
  request.asked_s = options_.now_s();
  request.expires_s = request.asked_s + options_.wait_s;
  request.state = State::kWaiting;
  const std::string id = request.id;
  if (absl::Status written = Replace(std::move(request)); !written.ok()) return written;
  return id;
}

std::vector<PendingRequest> Approvals::Of(const std::string& unit) const {
  const std::lock_guard lock(mutex_);
  std::vector<PendingRequest> own;
  for (const auto& [id, request] : requests_) {
    if (request.unit == unit) own.push_back(request);
  }
  return own;
}

absl::StatusOr<PendingRequest> Approvals::Waiting(const std::string& id,
                                                  const Principal& by) const {
  const auto found = requests_.find(id);
  if (found == requests_.end() || found->second.unit != by.unit.id) {
    return absl::NotFoundError(fmt::format("there is no request {} in this unit", id));
  }
  if (found->second.state != State::kWaiting) {
    return absl::FailedPreconditionError(
        fmt::format("request {} is {}", id, Name(found->second.state)));
  }
  if (options_.now_s() >= found->second.expires_s) {
    return absl::FailedPreconditionError(fmt::format("request {} has expired", id));
  }
  return found->second;
}

absl::StatusOr<PendingRequest> Approvals::Take(const std::string& id, const Principal& by) {
  const std::lock_guard lock(mutex_);
  auto request = Waiting(id, by);
  if (!request.ok()) return request.status();
  if (request->user == by.user) {
    return absl::PermissionDeniedError("whoever asked cannot approve: a second user of the unit");
  }
  request->state = State::kTaken;
  request->answered_by = by.user;
  if (absl::Status written = Replace(*request); !written.ok()) return written;
  return request;
}

absl::Status Approvals::Finish(const std::string& id, bool done, const std::string& outcome) {
  const std::lock_guard lock(mutex_);
  const auto found = requests_.find(id);
  if (found == requests_.end()) {
    return absl::NotFoundError(fmt::format("there is no request {}", id));
  }
  PendingRequest request = found->second;
  request.state = done ? State::kDone : State::kFailed;
  request.outcome = outcome;
  return Replace(std::move(request));
}

absl::Status Approvals::Refuse(const std::string& id, const Principal& by, const std::string& why) {
  const std::lock_guard lock(mutex_);
  auto request = Waiting(id, by);
  if (!request.ok()) return request.status();
  request->state = State::kRefused;
  request->answered_by = by.user;
  request->outcome = why;
  return Replace(*std::move(request));
}

}  // namespace liancheng::access
