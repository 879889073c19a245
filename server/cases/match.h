// server/cases/match.h: whether an answer in JSON fits what a case wants of it.
// Source:  docs/case_format.md: `want` is a subset of the fields and of the findings; lists inside
//          a finding match as subsets; `exactly` closes the list of findings.
#pragma once

#include <string>

#include "server/wire/answers_json.h"

namespace liancheng::cases {

// Whether one finding (or ground, party, ...) has every field that `partial` names. `cite` is the
// provision, `because` the listing and the path edges as `A -relation-> B`.
bool Fits(const wire::Json& partial, const wire::Json& whole);

// Empty when `ask` ("want", "not", "exactly") is met by `items`; else what is wrong, for people.
std::string CheckItems(const wire::Json& ask, const wire::Json& items);

}  // namespace liancheng::cases
