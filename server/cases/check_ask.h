// server/cases/check_ask.h: the ask `check` of a case file as the request of a gate check.
// Source: docs/case_format.md.
#pragma once

#include "server/wire/answers_json.h"

namespace liancheng::cases {

// In the form of wire::ReadCheckRequest. A subject that is text is named by the caller's id;
// purpose and ground are those of a case unless the ask has its own.
wire::Json CheckRequestOf(const wire::Json& ask);

}  // namespace liancheng::cases
