// engine/rules/clues.h: tier T3: parties tied to a listed one by equity, control, a shared address,
// phone or name, or account succession. For internal use: a clue has no measure and no effect and
// is never public.
#pragma once

#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct ClueAnswer {
  std::vector<model::Finding> findings;  // standing `associated`, tier T3, no measure
  std::vector<model::EntityId>
      crowded;  // shared values with more than `degree_max` parties, not followed
};

// The parties one tie away from the listed party of `act`, while the act is in effect.
ClueAnswer CluesFrom(const World& world, const Act& act, model::Date day, size_t degree_max);

// The listed parties one tie away from `party`: the same ties, seen from the other end.
ClueAnswer CluesOn(const World& world, graph::VertexIndex party, model::Date day,
                   size_t degree_max);

}  // namespace liancheng::rules
