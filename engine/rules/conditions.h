// engine/rules/conditions.h: whether a condition of a rulebook holds for one party on one day.
#pragma once

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct ConditionContext {
  const World& world;
  const model::Rule* rule;  // nullptr when the condition belongs to an exception
  const Act& act;
  model::Date day;
};

bool Holds(const model::Condition& condition, const ConditionContext& context,
           graph::VertexIndex target);

// Whether `party` has a listing in effect on `day` on one of `lists`.
bool IsOnList(const World& world, graph::VertexIndex party, const std::vector<std::string>& lists,
              model::Date day);

}  // namespace liancheng::rules
