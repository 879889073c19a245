#include "server/http/service/four_eyes.h"

#include <mutex>
#include <utility>

#include "server/http/service/open_world.h"

namespace liancheng::http {

Response AskSecondUser(Call& call) {
  call.dry_run = true;
  {
    const std::lock_guard change(call.service.change_mutex());
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
  const auto id = call.service.approvals().Ask(std::move(request));
  if (!id.ok()) return ProblemOf(id.status());
  Response response = JsonResponse(
      202, {{"approval", *id},
            {"state", "waiting"},
            {"detail", "a second user of the unit must approve: POST /v1/approvals/" + *id}});
  response.headers.emplace_back("Location", "/v1/approvals/" + *id);
  return response;
}

std::optional<Response> ActForAsker(const access::PendingRequest& request,
                                    const std::string& approved_by, Call& call) {
  const auto book = call.service.access_file().Book();
  if (!book.ok()) return ProblemOf(absl::UnavailableError(""));
  const auto user = (*book)->users().find(request.user);
  const auto unit = (*book)->units().find(request.unit);
  if (call.route == nullptr || user == (*book)->users().end() || unit == (*book)->units().end() ||
      user->second.unit != request.unit || (call.route->roles & SetOf(user->second.role)) == 0) {
    return Problem(409, "conflict", std::string("whoever asked for this may no longer do it"));
  }
  call.approved_by = approved_by;
  call.who = {user->first, "", user->second.role, unit->second};
  return std::nullopt;
}

}  // namespace liancheng::http
