// engine/rules/scope.h: whether a document applies to a party at all.
// Source:  docs/rulebook_format.md, "How a rule is evaluated", step 2.
#pragma once

#include <string>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct ScopeResult {
  bool inside = true;
  bool region_unknown = false;
  std::string why;  // why the party is outside
};

// `list` is the act's list, or nullptr for a demand.
ScopeResult CheckScope(const World& world, const model::Rulebook& book,
                       const model::ListDefinition* list, const Act& act);

}  // namespace liancheng::rules
