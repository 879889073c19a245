#include "engine/rules/datalog.h"

#include <gtest/gtest.h>

#include "tests/rules/small_book.h"

namespace liancheng::rules {
namespace {

TEST(Datalog, PrintsEveryOperatorOfARule) {
  const auto library = SmallLibrary(R"J({"rules": [
    {"id": "HJ-14-(十一)", "label": "r", "movement": "D24", "text": "t", "flags": [],
     "seed": {"lists": ["HJ-black"], "severities": ["serious"], "subject_types": ["enterprise"]},
     "guards": [{"if": "on_list", "lists": ["HJ-black"], "on": "target", "otherwise": "undetermined", "missing": "m"}],
     "walk": [{"relation": ["legal_representative", "owner"], "direction": "in", "at": "act", "where": {"types": ["person"]}},
              {"relation": ["owner"], "direction": "out", "at": "evaluation"}],
     "give": {"measure": "S-BAN", "name": "n", "tier": "T1", "kind": "MEAS", "standing": "extended", "modality": "must",
              "executors": ["x"], "bases": [], "needs": ["confirmation"]}}]})J");
  ASSERT_EQ(library->books.size(), 2u);
  EXPECT_EQ(Datalog(library->books[0].rules[0]),
            "extended(P2, \"S-BAN\", L, Day) :-\n"
            "    listing(L, P0, List), List in {\"HJ-black\"}, in_effect(L, Day),\n"
            "    severity(L) in {\"serious\"},\n"
            "    type(P0, enterprise),\n"
            "    on_list(P2, {\"HJ-black\"}, Day),\n"
            "    legal_representative|owner(P1, P0, ActDay), type(P1, person),\n"
            "    owner(P1, P2, Day),\n"
            "    confirmed(L, P2, Day).\n");
}

TEST(Datalog, SaysInWhichRolesAPersonMustHaveBeenFound) {
  model::Rule rule;
  model::Condition guard;
  guard.kind = model::Condition::Kind::kAttributedOn;
  guard.lists = {"N-revoked"};
  guard.roles = {model::ResponsibleRole::kLegalRepresentative};
  rule.guards = {guard};
  model::WalkStep step;
  step.kind = model::WalkStep::Kind::kAttributed;
  step.roles = {model::ResponsibleRole::kPrincipal, model::ResponsibleRole::kDirectlyResponsible};
  rule.walk = {step};
  const std::string text = Datalog(rule);
  EXPECT_NE(text.find(", Act, as legal_representative), party(Act, P0)"), std::string::npos);
  EXPECT_NE(text.find("found_responsible(P1, L, Day, as principal|directly_responsible)"),
            std::string::npos);
  rule.guards[0].roles.clear();
  EXPECT_NE(Datalog(rule).find(", Act), party(Act, P0)"), std::string::npos);
}

}  // namespace
}  // namespace liancheng::rules
