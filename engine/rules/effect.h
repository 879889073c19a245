// engine/rules/effect.h: from when to when an act has effect, and what of that was not decided.
// Source: docs/rulebook_format.md, "How a rule is evaluated", step 1.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct Effect {
  model::DateRange range;            // empty: it has none
  std::vector<std::string> missing;  // e.g. no term was decided and a parameter stands in
};

// The day an act counts from: decided_on, the publication, or the day of the demand; kOpenEnd while
// there is none yet.
model::Date ActStart(const Act& act, const model::ListDefinition* list);

// Of a listing on any list, or of a demand under `book`. Endings cut it whatever day is asked.
Effect EffectOf(const Plan& plan, const Act& act);

// Terms are whole years in a parameter; nothing where the parameter has no value on that day.
std::optional<int> TermYears(const Plan& plan, const std::string& parameter, model::Date on);

}  // namespace liancheng::rules
