// server/http/transport/problem.h: makes error responses as problem+json (RFC 9457).
// Shape:   {"type": "urn:liancheng:problem:NAME", "title", "status", "detail", "errors": [{"in",
//          "name", "detail"}]}; `errors` names the field at fault: `in` is query, path, header or
//          body; in a body `name` is a JSON pointer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "server/http/transport/message.h"

namespace liancheng::http {

struct FieldAtFault {
  std::string in;
  std::string name;
  std::string detail;
};

// `name` is the last part of the type: not-found, bad-field, purpose-required, ...
Response Problem(int status, std::string_view name, const std::string& detail);
Response Problem(int status, std::string_view name, const FieldAtFault& field);
// A problem with several field errors, at least one; `detail` is about the first.
Response Problem(int status, std::string_view name, const std::vector<FieldAtFault>& fields);

// The response for a failed question. For an internal error the message goes to the log only.
Response ProblemOf(const absl::Status& status);

// "Not Found"
std::string_view TitleOf(int status);

}  // namespace liancheng::http
