// server/cases/control_ask.h: the ask `control` of a case file as a question.
// Source: docs/case_format.md.
#pragma once

#include "absl/status/statusor.h"
#include "query/answers/control_answers.h"
#include "server/wire/answers_json.h"

namespace liancheng::cases {

// InvalidArgument for a word or percentage that is none, or a field of the wrong type.
absl::StatusOr<query::ControlQuestion> ReadControlQuestion(const wire::Json& ask);

}  // namespace liancheng::cases
