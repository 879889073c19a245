// engine/rules/evaluate.h: everything that follows from one act on one day.
// Source: docs/rulebook_format.md, "How a rule is evaluated". Findings never start rules.
#pragma once

#include <optional>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct Outcome {
  std::vector<model::Finding> findings;
  std::vector<model::Stop> stops;
};

// Appends to `outcome`; with `only_target`, only the findings on that party. Findings are in the
// order of the books' rules, then in an order of parties that does not depend on the order of
// loading.
void EvaluateAct(const World& world, const Act& act, model::Date day,
                 std::optional<graph::VertexIndex> only_target, Outcome* outcome);

}  // namespace liancheng::rules
