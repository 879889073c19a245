// server/access/approvals.h: four eyes: requests that wait for a second user of the same unit.
// Kept:    in one file, so that requests outlive the service; an answered request stays there, with
//          the user who answered, until `kept_s` have passed.
// Threads: all members from any thread.
// Errors:  NotFound for an unknown request and for one of another unit (the same message);
//          PermissionDenied when the user who asked tries to approve; FailedPrecondition for a
//          request that is over.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "server/access/access_book.h"

namespace liancheng::access {

struct PendingRequest {
  enum class State { kWaiting, kTaken, kDone, kRefused, kFailed };
  std::string id;
  std::string operation;  // of the route
  std::string method;
  std::string target;  // path and query
  std::string body;
  std::string purpose;
  std::string user;
  std::string unit;
  int64_t asked_s = 0;
  int64_t expires_s = 0;
  State state = State::kWaiting;
  std::string answered_by;
  std::string outcome;
};
std::string_view Name(PendingRequest::State state);

class Approvals {
 public:
  struct Options {
    std::string path;
    int64_t wait_s = 7 * 24 * 3600;   // after this time a request is over
    int64_t kept_s = 90 * 24 * 3600;  // counted from the request
    std::function<int64_t()> now_s;
  };
  static absl::StatusOr<std::unique_ptr<Approvals>> Open(Options options);

  // Returns the id of the request.
  absl::StatusOr<std::string> Ask(PendingRequest request);
  std::vector<PendingRequest> Of(const std::string& unit) const;
  // Takes a waiting request, so that it is carried out only once. `by` must be a user of the same
  // unit who did not ask.
  absl::StatusOr<PendingRequest> Take(const std::string& id, const Principal& by);
  absl::Status Finish(const std::string& id, bool done, const std::string& outcome);
  // Any user of the unit may refuse, also the one who asked.
  absl::Status Refuse(const std::string& id, const Principal& by, const std::string& why);

 private:
  explicit Approvals(Options options) : options_(std::move(options)) {}
  absl::Status Write(const std::map<std::string, PendingRequest>& requests) const;
  absl::StatusOr<PendingRequest> Waiting(const std::string& id, const Principal& by) const;
  absl::Status Replace(PendingRequest request);

  const Options options_;
  mutable std::mutex mutex_;
  std::map<std::string, PendingRequest> requests_;
};

}  // namespace liancheng::access
