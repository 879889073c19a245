// Movements to persons: attribution, confirmation, the day of the act, the basis, the tier.
// Source: docs/rulebook_format.md, steps 6 to 9; requirements 1.10 facts 4 and 5, G31, section 3
// rule 2.
#include <gtest/gtest.h>

#include "query/ask/questions.h"
#include "tests/rules/small_book.h"

namespace liancheng::rules {
namespace {

constexpr graph::Limits kLimits{4, 1000, 1000, 100};

std::string Rule(const std::string& walk, const std::string& give_extra) {
  return R"J({"rules": [{"id": "HJ-14-(十一)", "label": "r", "movement": "D24", "text": "t", "flags": [],
    "seed": {"lists": ["HJ-black"]}, "guards": [], "walk": [)J" +
         walk +
         R"J(], "give": {"measure": "S-BAN", "name": "行业禁入", "tier": "T1", "kind": "MEAS",
    "standing": "extended", "modality": "must", "executors": ["x"], )J" +
         give_extra + "}}]}";
}

const std::string kLegalRepAtAct =
    R"J({"relation": ["legal_representative"], "direction": "in", "at": "act"})J";

// E1 was listed on 2020-03-01 for an act of 2019-06-01. P1 headed it then, P2 heads it now.
const std::vector<std::string> kWorld = {
    R"J({"entity": "E1", "type": "enterprise", "region": "320804"})J",
    R"J({"entity": "P1", "type": "person"})J",
    R"J({"entity": "P2", "type": "person"})J",
    R"J({"relation": "legal_representative", "from": "P1", "to": "E1", "valid_from": "2015-01-01", "valid_to": "2019-12-01"})J",
    R"J({"relation": "legal_representative", "from": "P2", "to": "E1", "valid_from": "2019-12-01"})J",
    R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-03-01", "act_on": "2019-06-01"})J",
};

std::vector<std::string> With(std::vector<std::string> more) {
  std::vector<std::string> lines = kWorld;
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

struct Reached {
  std::vector<std::string> parties;
  std::vector<model::Finding> findings;
  std::vector<std::string> stops;
};

Reached ReachOf(const std::string& rules, const std::vector<std::string>& lines,
                const std::string& day) {
  const auto answer = query::AskReach(Ask(rules, lines, day), "L1", {}, kLimits);
  EXPECT_TRUE(answer.ok()) << answer.status();
  Reached reached;
  for (const model::Finding& finding : answer->findings) {
    reached.parties.push_back(answer->parties[finding.subject].key);
    reached.findings.push_back(finding);
  }
  for (const model::Stop& stop : answer->stops) {
    reached.stops.push_back(answer->parties[stop.party].key + ": " + stop.why);
  }
  return reached;
}

using Parties = std::vector<std::string>;

TEST(Movement, AtActReachesWhoHeadedTheFirmThen) {
  const Reached reached =
      ReachOf(Rule(kLegalRepAtAct, R"J("bases": ["X01"])J"), kWorld, "2020-06-01");
  ASSERT_EQ(reached.parties, Parties{"P1"});
  // The relation has ended since; that does not shorten the consequences of the act.
  EXPECT_EQ(model::FormatDate(reached.findings[0].effect.to), "2023-03-01");
}

TEST(Movement, AtDecisionReachesWhoHeadsItOnThatDay) {
  const std::string walk =
      R"J({"relation": ["legal_representative"], "direction": "in", "at": "decision"})J";
  EXPECT_EQ(ReachOf(Rule(walk, R"J("bases": ["X01"])J"), kWorld, "2020-06-01").parties,
            Parties{"P2"});
}

TEST(Movement, OfficeAloneIsNotEnoughWhereFaultIsRequired) {
  const std::string rule = Rule(kLegalRepAtAct, R"J("bases": ["X01"], "needs": ["attribution"])J");
  const Reached without = ReachOf(rule, kWorld, "2020-06-01");
  EXPECT_TRUE(without.parties.empty());
  EXPECT_TRUE(without.stops[0].starts_with("P1: HJ-14-(十一): ")) << without.stops[0];
  const auto found = With(
      {R"J({"attribution": "A1", "person": "P1", "act": "L1", "role": "legal_representative", "decided_on": "2020-04-01"})J"});
  EXPECT_EQ(ReachOf(rule, found, "2020-06-01").parties, Parties{"P1"});
  // Nothing before the department's finding.
  EXPECT_TRUE(ReachOf(rule, found, "2020-03-31").parties.empty());
}

TEST(Movement, AttributedStepReachesOnlyWhomTheDepartmentFound) {
  const std::string rule = Rule(R"J({"attributed": ["practitioner"]})J", R"J("bases": ["X01"])J");
  const auto lines = With(
      {R"J({"attribution": "A1", "person": "P1", "act": "L1", "role": "practitioner", "decided_on": "2020-04-01"})J",
       R"J({"attribution": "A2", "person": "P2", "act": "L1", "role": "principal", "decided_on": "2020-04-01"})J"});
  const Reached reached = ReachOf(rule, lines, "2020-06-01");
  ASSERT_EQ(reached.parties, Parties{"P1"});
  ASSERT_EQ(reached.findings[0].path.size(), 1u);
  EXPECT_EQ(reached.findings[0].path[0].relation, model::Relation::kResponsibleFor);
}

TEST(Movement, AwaitsConfirmationThenHasEffect) {
  const std::string rule = Rule(kLegalRepAtAct, R"J("bases": ["X01"], "needs": ["confirmation"])J");
  const Reached awaiting = ReachOf(rule, kWorld, "2020-06-01");
  ASSERT_EQ(awaiting.findings.size(), 1u);
  EXPECT_EQ(awaiting.findings[0].force, model::Force::kAwaitingConfirmation);
  EXPECT_FALSE(awaiting.findings[0].missing.empty());
  const auto confirmed = With(
      {R"J({"confirmation": "C1", "listing": "L1", "provision": "HJ-14-(十一)", "party": "P1", "decided_on": "2020-05-01"})J"});
  EXPECT_EQ(ReachOf(rule, confirmed, "2020-06-01").findings[0].force, model::Force::kEffective);
  EXPECT_EQ(ReachOf(rule, confirmed, "2020-04-30").findings[0].force,
            model::Force::kAwaitingConfirmation);
}

TEST(Movement, WithoutEffectiveBasisIsShownAtT2AsAdvisory) {
  const std::string repealed_in_2021 = Rule(kLegalRepAtAct, R"J("bases": ["X01"])J");
  const Reached before = ReachOf(repealed_in_2021, kWorld, "2020-12-31");
  EXPECT_EQ(before.findings[0].tier, model::Tier::kT1);
  EXPECT_EQ(before.findings[0].force, model::Force::kEffective);
  const Reached after = ReachOf(repealed_in_2021, kWorld, "2021-01-01");
  EXPECT_EQ(after.findings[0].tier, model::Tier::kT2);
  EXPECT_EQ(after.findings[0].force, model::Force::kAdvisory);
  EXPECT_EQ(after.findings[0].basis[0].status, model::BasisStatus::kRepealed);
  // A basis that is not verified never decides alone.
  const Reached unverified =
      ReachOf(Rule(kLegalRepAtAct, R"J("bases": ["X02"])J"), kWorld, "2020-06-01");
  EXPECT_EQ(unverified.findings[0].force, model::Force::kAdvisory);
}

TEST(Movement, PrivateAddresseesAreOnlyRecommended) {
  const std::string rule = Rule(kLegalRepAtAct, R"J("bases": [], "private_addressee": true)J");
  EXPECT_EQ(ReachOf(rule, kWorld, "2020-06-01").findings[0].force, model::Force::kRecommended);
}

TEST(Movement, NeverReturnsToThePartyItCameFrom) {
  const std::string walk =
      R"J({"relation": ["legal_representative"], "direction": "in", "at": "evaluation"},
    {"relation": ["legal_representative"], "direction": "out", "at": "evaluation"})J";
  EXPECT_TRUE(ReachOf(Rule(walk, R"J("bases": [])J"), kWorld, "2020-06-01").parties.empty());
}

TEST(Movement, EndsWithTheDocument) {
  const std::string rule = Rule(kLegalRepAtAct, R"J("bases": ["X01"])J");
  auto lines = kWorld;
  lines.back() =
      R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2022-06-01", "act_on": "2019-06-01"})J";
  const Reached reached = ReachOf(rule, lines, "2023-12-31");
  ASSERT_EQ(reached.findings.size(), 1u);
  EXPECT_EQ(model::FormatDate(reached.findings[0].effect.to), "2024-01-01");
  EXPECT_TRUE(ReachOf(rule, lines, "2024-01-01").parties.empty());
}

}  // namespace
}  // namespace liancheng::rules
