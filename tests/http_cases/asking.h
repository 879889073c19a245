// tests/http_cases/asking.h: turns a question of a case file into a request to the service.
// Source:  docs/case_format.md, docs/api.md.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "engine/model/date.h"
#include "server/wire/answers_json.h"

namespace liancheng::http_cases {

using Json = wire::Json;

struct Asking {
  std::string method = "GET";
  std::string target = {};
  Json body = {};          // null: none
  Json unit = {};          // whose user asks; null: the credit office
  std::string paged = {};  // the list of the result that comes in pages; empty: it comes whole
};

// The number of items on a page: so small that answers take several pages.
inline constexpr int kPageItems = 3;

// Unimplemented when no endpoint answers such a question.
absl::StatusOr<Asking> AskingOf(const Json& ask, model::Date day);

// A step or an ending as a dry run of what a department asks for. Unimplemented, with the kind of
// step, where no endpoint takes it.
absl::StatusOr<Asking> AskingOfStep(const Json& fact);

// Percent-encoded but for letters, digits, - . _ ~
std::string Escaped(const std::string& text);

}  // namespace liancheng::http_cases
