// server/cases/check_ask.h: turns the question `check` of a case file into the request of a gate
// check.
// Source:  docs/case_format.md.
#pragma once

#include "server/wire/answers_json.h"

namespace liancheng::cases {

// The request in the form that wire::ReadCheckRequest takes. A subject that is a text is the
// caller's id; purpose and ground are the usual ones of a case unless the question has its own.
wire::Json CheckRequestOf(const wire::Json& ask);

}  // namespace liancheng::cases
