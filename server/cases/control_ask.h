// server/cases/control_ask.h: reads the question `control` of a case file.
// Source:  docs/case_format.md.
#pragma once

#include "absl/status/statusor.h"
#include "query/answers/control_answers.h"
#include "server/wire/answers_json.h"

namespace liancheng::cases {

// InvalidArgument for an unknown word, a wrong percentage, or a field of the wrong type.
absl::StatusOr<query::ControlQuestion> ReadControlQuestion(const wire::Json& ask);

}  // namespace liancheng::cases
