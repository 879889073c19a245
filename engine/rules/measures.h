// engine/rules/measures.h: evaluates backward from one party: every finding on it on one day, and
// why. Agrees with reach.h: a finding is in Measures(x) exactly when it is in Reach(l) for some act
// l.
#pragma once

#include "engine/rules/evaluate.h"

namespace liancheng::rules {

// Findings on `party`, in order of the acts' ids. Stops say why an act that could have reached the
// party did not.
Outcome Measures(const World& world, graph::VertexIndex party, model::Date day);

// The acts from which some asked rule could reach `party`, in order (ActBefore).
std::vector<uint32_t> ActsThatMayReach(const World& world, graph::VertexIndex party,
                                       model::Date day);

}  // namespace liancheng::rules
