// engine/rules/effect.h: the period in which an act has effect, and which parts of it were not
// decided.
// Source:  docs/rulebook_format.md, "How a rule is evaluated", step 1.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct Effect {
  model::DateRange range;            // empty = the act has no effect
  std::vector<std::string> missing;  // e.g. no term was decided and a parameter stands in
};

// The day from which an act counts: decided_on, the publication, or the day of the demand; kOpenEnd
// while there is none yet.
model::Date ActStart(const Act& act, const model::ListDefinition* list);

// The effect of a listing on any list, or of a demand under `book`. An ending shortens it, whatever
// day is asked.
Effect EffectOf(const Plan& plan, const Act& act);

// Reads a term, which is a parameter in whole years; nothing when the parameter has no value on
// that day.
std::optional<int> TermYears(const Plan& plan, const std::string& parameter, model::Date on);

}  // namespace liancheng::rules
