#include "server/http/transport/problem.h"

#include "fmt/format.h"
#include "nlohmann/json.hpp"

namespace liancheng::http {
namespace {

using Json = nlohmann::ordered_json;

Json Body(int status, std::string_view name, const std::string& detail) {
  return {{"type", fmt::format("urn:liancheng:problem:{}", name)},
          {"title", TitleOf(status)},
          {"status", status},
          {"detail", detail}};
}

Response Made(int status, const Json& body) {
  Response response;
  response.status = status;
  response.type = "application/problem+json";
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

}  // namespace

std::string_view TitleOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Error";
  }
}

Response Problem(int status, std::string_view name, const std::string& detail) {
  return Made(status, Body(status, name, detail));
}

Response Problem(int status, std::string_view name, const FieldAtFault& field) {
  return Problem(status, name, std::vector{field});
}

Response Problem(int status, std::string_view name, const std::vector<FieldAtFault>& fields) {
  const FieldAtFault& first = fields.front();
  Json body = Body(status, name, fmt::format("{}: {}", first.name, first.detail));
  body["errors"] = Json::array();
  for (const FieldAtFault& field : fields) {
    body["errors"].push_back({{"in", field.in}, {"name", field.name}, {"detail", field.detail}});
  }
  return Made(status, body);
}

Response ProblemOf(const absl::Status& status) {
  const std::string message(status.message());
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return Problem(404, "not-found", message);
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kOutOfRange:
      return Problem(422, "not-possible", message);
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAlreadyExists:
      return Problem(409, "conflict", message);
    case absl::StatusCode::kUnauthenticated:
      return Problem(401, "no-token", message);
    case absl::StatusCode::kPermissionDenied:
      return Problem(403, "not-allowed", message);
    case absl::StatusCode::kResourceExhausted:
      return Problem(413, "over-a-limit", message);
    case absl::StatusCode::kUnavailable:
      return Problem(503, "unavailable", std::string("the service cannot do this at present"));
    default:
      return Problem(500, "internal", std::string("the service failed; its log says why"));
  }
}

}  // namespace liancheng::http
