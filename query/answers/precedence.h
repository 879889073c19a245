// query/answers/precedence.h: when several documents give one measure on one party, chooses which
// of them is applied. All findings are kept; the choice is shown beside them.
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
  std::vector<std::string> provisions;  // all provisions that give it, in the order of the findings
  // One provision; or all that have a basis in force; or all of the only document that is not
  // suspended. Empty while every finding is suspended.
  std::vector<std::string> applied;
  std::string why;
};

// `findings` are those of one party. Returns one choice for each measure that two or more rulebooks
// give by findings of tiers T1 and T2; incentives and executors' duties are no burdens to choose
// between.
std::vector<MeasureChoice> ChooseMilder(const rules::Plan& plan,
                                        const std::vector<model::Finding>& findings);

}  // namespace liancheng::query
