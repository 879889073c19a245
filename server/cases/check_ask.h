// server/cases/check_ask.h: the ask `check` of a case file as a gate check.
// Source: docs/case_format.md.
#pragma once

#include "absl/status/statusor.h"
#include "query/gate.h"
#include "server/wire/answers_json.h"

namespace liancheng::cases {

// A subject that is text is named by the caller's id; purpose and ground are those of a
// case unless the ask has its own. InvalidArgument naming the field.
absl::StatusOr<query::CheckRequest> ReadCheckAsk(const wire::Json& ask);

}  // namespace liancheng::cases
