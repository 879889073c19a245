// Tests the oracle itself: walks, responsible persons, demands and affiliation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/oracle/small_library.h"

namespace liancheng::oracle {
namespace {

using model::Force;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

TEST(Oracle, WalkGoesAlongEdgesOfTheDayAndNeverBack) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kSupervision));
  const auto early = ReachOf(library, TwoHops(), "2020-03-15");
  ASSERT_THAT(early, SizeIs(1));
  EXPECT_EQ(early[0].subject, "E3");
  EXPECT_THAT(early[0].path, ElementsAre("P1 -legal_representative-> E1", "P1 -owner-> E3"));
  EXPECT_EQ(early[0].from, Day("2020-03-01"));  // the effect begins last
  EXPECT_EQ(early[0].to, Day("2020-04-01"));    // the second edge ends first
  const auto late = ReachOf(library, TwoHops(), "2020-06-01");
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].subject, "E2");
  EXPECT_EQ(late[0].from, Day("2020-05-01"));
  EXPECT_EQ(late[0].to, Day("2020-12-01"));
}

TEST(Oracle, EdgesOfTheActDoNotNarrowTheDates) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", R"("movement": "D1", "walk": [
    {"relation": ["legal_representative"], "direction": "in", "at": "act"}],)"));
  Situation world = OneFirm();
  world.LastListing().act_on = Day("2019-12-01");
  world.Party("P1", "person").Party("P2", "person");
  world.Edge("P1", "legal_representative", "E1", "2019-01-01", "2020-01-01");
  world.Edge("P2", "legal_representative", "E1", "2020-01-01");
  const auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].subject, "P1");
  EXPECT_EQ(findings[0].from, Day("2020-03-01"));
  EXPECT_EQ(findings[0].to, Day("2022-03-01"));
}

TEST(Oracle, OfSeveralPathsTheOneThatLastsLongestIsShown) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kSupervision));
  Situation world = OneFirm();
  world.Party("P1", "person").Party("P2", "person").Party("P3", "person").Party("E2", "enterprise");
  world.Edge("P1", "owner", "E1", "2015-01-01", "2020-09-01").Edge("P1", "owner", "E2");
  world.Edge("P3", "owner", "E1", "2015-01-01").Edge("P3", "owner", "E2");
  world.Edge("P2", "owner", "E1", "2015-01-01").Edge("P2", "owner", "E2");
  const auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].path, ElementsAre("P2 -owner-> E1", "P2 -owner-> E2"));
}

TEST(Oracle, OfficeIsNotResponsibility) {
  const model::RuleLibrary library = LibraryWith(
      Rule("T-9/office", R"("movement": "D1", "walk": [{"relation": ["legal_representative"],
             "direction": "in", "at": "act"}],)",
           R"("needs": ["attribution"],)") +
      "," + Rule("T-9/found", R"("movement": "D2", "walk": [{"attributed": ["principal"]}],)"));
  Situation world = OneFirm();
  world.Party("P1", "person").Party("P2", "person").Edge("P1", "legal_representative", "E1");
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), IsEmpty());
  world.Attribution("P1", "L1", "legal_representative", "2020-07-01");
  world.Attribution("P2", "L1", "principal", "2020-07-01");
  EXPECT_THAT(ReachOf(library, world, "2020-06-30"), IsEmpty());
  const auto findings = ReachOf(library, world, "2020-07-01");
  EXPECT_THAT(Subjects(findings), ElementsAre("P1", "P2"));
  EXPECT_THAT(findings.at(1).path, ElementsAre("P2 -responsible_for-> E1"));
  EXPECT_EQ(findings.at(1).from, Day("2020-03-01"));
}

constexpr char kDemandRule[] = R"("movement": "D01", "seed": {"demand": true},
  "guards": [{"if": "not_cooperated"}], "walk": [
    {"relation": ["operates"], "direction": "out", "at": "decision", "where": {"types": ["shop"]}},
    {"relation": ["trades_on"], "direction": "out", "at": "decision"},
    {"relation": ["operates"], "direction": "in", "at": "decision", "meets_operator": true}],)";

TEST(Oracle, DemandWithoutATieToTheOperatorIsUndetermined) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kDemandRule));
  Situation world;
  world.Party("M1", "individual_business").Party("S1", "shop").Party("F1", "platform");
  world.Party("C1", "enterprise").Party("C2", "enterprise");
  world.Edge("M1", "operates", "S1").Edge("S1", "trades_on", "F1").Edge("C2", "operates", "F1");
  world.Demand("D1", "C1", "M1", "2020-03-01", false);
  const auto findings = Naive(world.facts(), library, {"T"}).Reach("D1", Day("2020-06-01"));
  ASSERT_THAT(Subjects(findings), ElementsAre("C1"));
  EXPECT_THAT(findings[0].path, IsEmpty());
  EXPECT_EQ(findings[0].force, Force::kUndetermined);
  EXPECT_TRUE(findings[0].missing);
  world.Demand("D1", "C1", "M1", "2020-03-01", true);
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).Reach("D1", Day("2020-06-01")), IsEmpty());
}

TEST(Oracle, DemandStartsAtTheMerchantAndMeetsTheOperator) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kDemandRule, R"("term": "T.short",)"));
  Situation world;
  world.Party("M1", "individual_business", 110000).Party("S1", "shop").Party("F1", "platform");
  world.Party("C1", "enterprise").Party("C2", "enterprise");
  world.Edge("M1", "operates", "S1").Edge("S1", "trades_on", "F1");
  world.Edge("C1", "operates", "F1").Edge("C2", "operates", "F1");
  world.Demand("D1", "C1", "M1", "2020-03-01", false);
  const Naive oracle(world.facts(), library, {"T"});
  const auto findings = oracle.Reach("D1", Day("2020-06-01"));
  EXPECT_THAT(Subjects(findings), ElementsAre("C1"));
  EXPECT_EQ(findings.at(0).to, Day("2021-03-01"));
  EXPECT_THAT(findings.at(0).path,
              ElementsAre("M1 -operates-> S1", "S1 -trades_on-> F1", "C1 -operates-> F1"));
  world.Demand("D1", "C1", "M1", "2020-03-01", true);  // stated anew: it was followed after all
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).Reach("D1", Day("2020-06-01")), IsEmpty());
}

constexpr char kAffiliated[] =
    R"("movement": "D14", "walk": [{"affiliated": "T.firm", "where": {"types": ["enterprise"]}}],)";

// E1 holds 30 of E2 itself and controls E3, which holds 21 of E2: control of 51, not one chain.
TEST(Oracle, AffiliatedByJointControlDownAndUp) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kAffiliated));
  for (const char* listed : {"E1", "E2"}) {
    SCOPED_TRACE(listed);
    Situation world;
    world.Party("E1", "enterprise").Party("E2", "enterprise").Party("E3", "enterprise");
    world.Stake("E1", "E2", 30, 30, "", "2021-01-01").Stake("E1", "E3", 60, 60);
    world.Stake("E3", "E2", 21, 21, "2020-01-01");
    world.Listing("L1", "T-black", listed, "2020-03-01");
    const auto findings = ReachOf(library, world, "2020-06-01");
    const std::string other = listed == std::string("E1") ? "E2" : "E1";
    ASSERT_THAT(Subjects(findings), testing::Contains(other));
    for (const NaiveFinding& finding : findings) {
      EXPECT_TRUE(finding.evidence_is_a_set);
      if (finding.subject != other) continue;
      EXPECT_THAT(finding.path,
                  UnorderedElementsAre("E1 -shareholder-> E2", "E3 -shareholder-> E2"));
      EXPECT_EQ(finding.to, Day("2021-01-01"));
    }
    // E3 is controlled by E1; it neither controls E2 nor is controlled by it.
    EXPECT_EQ(Subjects(findings).size(), listed == std::string("E1") ? 2U : 1U);
  }
}

struct ControlRow {
  const char* what;
  uint32_t lo;
  uint32_t hi;
  bool affiliated;
};

TEST(Oracle, ControlIsMoreThanHalfAndAChainAtLeastItsPart) {
  const ControlRow rows[] = {
      {"half is a link of forty", 50, 50, true},
      {"forty is a link", 40, 40, true},
      {"thirty-nine is none", 39, 39, false},
      {"a band counts by its lower end", 39, 90, false},
      {"nothing", 0, 0, false},
  };
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kAffiliated));
  for (const ControlRow& row : rows) {
    SCOPED_TRACE(row.what);
    Situation world = OneFirm();
    world.Party("E2", "enterprise").Stake("E1", "E2", row.lo, row.hi);
    EXPECT_EQ(ReachOf(library, world, "2020-06-01").size(), row.affiliated ? 1U : 0U);
  }
}

TEST(Oracle, UnknownSharesOwnStakesAndSisters) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kAffiliated));
  Situation world = OneFirm();
  world.Party("E2", "enterprise").Party("E3", "enterprise").Party("P1", "person");
  world.Edge("E1", "shareholder", "E2");                      // share unknown
  world.Stake("E2", "E2", 60, 60);                            // in itself
  world.Stake("P1", "E1", 80, 80).Stake("P1", "E3", 80, 80);  // sisters under one person
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), IsEmpty());
  world.Edge("E1", "actual_controller", "E2");
  EXPECT_THAT(Subjects(ReachOf(library, world, "2020-06-01")), ElementsAre("E2"));
}

TEST(Oracle, TwoStakesOfOneHolderAreAdded) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", kAffiliated));
  Situation world = OneFirm();
  world.Party("E2", "enterprise").Stake("E1", "E2", 20, 20).Stake("E1", "E2", 20, 20);
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), SizeIs(1));
}

}  // namespace
}  // namespace liancheng::oracle
