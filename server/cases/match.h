// server/cases/match.h: compares an answer in JSON with what a case wants.
// Source:  docs/case_format.md: `want` is a subset of the fields and of the findings; lists inside
//          a finding match as subsets; `exactly` closes the list of findings.
#pragma once

#include <string>

#include "server/wire/answers_json.h"

namespace liancheng::cases {

// Whether one finding (or ground, party, ...) has every field that `partial` names. `cite` is the
// provision, `because` the listing and the path edges as `A -relation-> B`.
bool Fits(const wire::Json& partial, const wire::Json& whole);

// Compares `items` with the keys "want", "not" and "exactly" of `ask`. Empty when they agree; else
// what is wrong, in words.
std::string CheckItems(const wire::Json& ask, const wire::Json& items);

}  // namespace liancheng::cases
