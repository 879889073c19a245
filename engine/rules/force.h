// engine/rules/force.h: decides the force of a finding, the bases on which it rests, and which
// facts are missing.
// Source:  docs/rulebook_format.md, steps 8 and 9; requirements G17 (no compelling of private
//          addressees), G31 (no self-standing basis), section 3 rule 2 (a movement without basis is
//          shown at T2).
#pragma once

#include <string>
#include <vector>

#include "engine/rules/conditions.h"

namespace liancheng::rules {

// What guards, scope and exceptions have found so far.
struct Reservations {
  bool suspended = false;
  bool undetermined = false;
  bool awaiting = false;
  std::vector<std::string> missing;
};

// Sets force, tier, basis and missing of `finding`.
void DecideForce(const ConditionContext& context, graph::VertexIndex target,
                 const Reservations& reservations, model::Finding* finding);

// The status of a basis on a day; `unverified` on days that no version covers.
model::BasisStatus StatusOn(const model::Basis& basis, model::Date day);

}  // namespace liancheng::rules
