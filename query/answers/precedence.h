// query/answers/precedence.h: where several documents bring one measure on one party, which of them is
// applied. All findings are kept; the choice is shown beside them.
// Source:  requirements section 2, "Precedence": keep both findings, apply the milder measure
//          unless the basis is mandatory; within equal mildness special over general, later over
//          earlier.
#pragma once

#include <string>
#include <vector>

#include "engine/model/finding.h"
#include "engine/rules/plan.h"

namespace liancheng::query {

struct MeasureChoice {
  std::string measure;
  std::vector<std::string> provisions;  // all that bring it, in the order of the findings
  // One, or all that a basis in force carries, or all of the only document that is not suspended;
  // none while every finding is suspended.
  std::vector<std::string> applied;
  std::string why;
};

// `findings` of one party. One choice for each measure that two or more rulebooks bring by findings
// of the tiers T1 and T2; incentives and executors' duties are no burdens to choose between.
std::vector<MeasureChoice> ChooseMilder(const rules::Plan& plan,
                                        const std::vector<model::Finding>& findings);

}  // namespace liancheng::query
