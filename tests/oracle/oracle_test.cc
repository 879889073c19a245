// Tests the oracle itself on situations small enough to be worked out on paper: effect, scope,
// force.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/oracle/small_library.h"

namespace liancheng::oracle {
namespace {

using model::Force;
using model::Tier;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Oracle, OwnMeasureHasTheListsTerm) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  const auto findings = ReachOf(library, OneFirm(), "2020-03-01");
  ASSERT_THAT(findings, SizeIs(1));
  NaiveFinding want;
  want.subject = "E1";
  want.measure = "M";
  want.standing = model::Standing::kExtended;
  want.tier = Tier::kT1;
  want.force = Force::kEffective;
  want.rulebook = "T";
  want.provision = "T-9";
  want.label = "T-9";
  want.listing = "L1";
  want.from = Day("2020-03-01");
  want.to = Day("2022-03-01");
  want.missing = true;  // no end was decided
  EXPECT_EQ(findings[0], want) << Describe(findings[0]);
  EXPECT_THAT(ReachOf(library, OneFirm(), "2020-02-29"), IsEmpty());
  EXPECT_THAT(ReachOf(library, OneFirm(), "2022-02-28"), SizeIs(1));
  EXPECT_THAT(ReachOf(library, OneFirm(), "2022-03-01"), IsEmpty());
}

TEST(Oracle, DecidedEndEndingsAndTheRulesOwnTerm) {
  const model::RuleLibrary library =
      LibraryWith(Rule("T-9/own") + "," + Rule("T-9/short", "", R"("term": "T.short",)"));
  Situation world = OneFirm();
  world.LastListing().valid_to = Day("2023-03-01");
  auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].to, Day("2023-03-01"));
  EXPECT_FALSE(findings[0].missing);
  EXPECT_EQ(findings[1].to, Day("2021-03-01"));
  world.Ending("L1", "2020-09-01").Ending("L1", "2020-08-01").Ending("L2", "2020-07-01");
  findings = ReachOf(library, world, "2020-07-31");
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].to, Day("2020-08-01"));
  EXPECT_EQ(findings[1].to, Day("2020-08-01"));
  EXPECT_THAT(ReachOf(library, world, "2020-08-01"), IsEmpty());
}

TEST(Oracle, EffectFromPublication) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9", R"("seed": {"lists": ["T-told"]},)"));
  Situation world;
  world.Party("E1", "enterprise").Listing("L1", "T-told", "E1", "2020-03-01");
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), IsEmpty());
  world.LastListing().published_on = Day("2020-04-01");
  EXPECT_THAT(ReachOf(library, world, "2020-03-31"), IsEmpty());
  const auto findings = ReachOf(library, world, "2020-04-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].from, Day("2020-04-01"));
  EXPECT_EQ(findings[0].to, Day("2024-01-01"));  // no term: the book's own end
}

struct ScopeRow {
  const char* what;
  const char* type;
  uint32_t region;
  bool inside;
};

TEST(Oracle, ScopeByTypeAndRegion) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  const ScopeRow rows[] = {
      {"same district", "enterprise", 350104, true},
      {"the city itself", "individual_business", 350100, true},
      {"next city", "enterprise", 350200, false},
      {"the province", "enterprise", 350000, false},
      {"another type", "person", 350104, false},
  };
  for (const ScopeRow& row : rows) {
    SCOPED_TRACE(row.what);
    Situation world;
    world.Party("E1", row.type, row.region).Listing("L1", "T-black", "E1", "2020-03-01");
    EXPECT_EQ(ReachOf(library, world, "2020-06-01").size(), row.inside ? 1U : 0U);
  }
}

TEST(Oracle, UnknownRegionStaysUndetermined) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  Situation world;
  world.Party("E1", "enterprise", 0).Listing("L1", "T-black", "E1", "2020-03-01");
  world.LastListing().valid_to = Day("2021-03-01");
  const auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].force, Force::kUndetermined);
  EXPECT_TRUE(findings[0].missing);
}

TEST(Oracle, UnlicensedOperatorIsCoveredByPlace) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  for (const auto& [licensed, place, inside] : {std::tuple{"false", "350104", true},
                                                {"true", "350104", false},
                                                {"false", "350200", false}}) {
    Situation world;
    world.Party("E1", "enterprise", 110000).With("licensed", licensed).With("place_region", place);
    world.Listing("L1", "T-black", "E1", "2020-03-01");
    EXPECT_EQ(ReachOf(library, world, "2020-06-01").size(), inside ? 1U : 0U) << licensed << place;
  }
}

TEST(Oracle, ShopOnlyOnTheListingDayIsOutside) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  Situation world;
  world.Party("E1", "enterprise").Party("S1", "shop").Party("W1", "site");
  world.Edge("E1", "operates", "S1", "2020-01-01", "2020-03-02");
  world.Listing("L1", "T-black", "E1", "2020-03-01");
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), IsEmpty());
  world.Edge("E1", "operates", "W1", "2020-03-01");
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), SizeIs(1));
}

TEST(Oracle, BookAppliesToListingsSinceItsEffectAndUntilItsEnd) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  Situation before;
  before.Party("E1", "enterprise").Listing("L1", "T-black", "E1", "2018-12-31");
  EXPECT_THAT(ReachOf(library, before, "2019-06-01"), IsEmpty());
  Situation late;
  late.Party("E1", "enterprise").Listing("L1", "T-black", "E1", "2023-03-01");
  EXPECT_THAT(ReachOf(library, late, "2023-12-31"), SizeIs(1));
  EXPECT_THAT(ReachOf(library, late, "2024-01-01"), IsEmpty());
}

TEST(Oracle, SeedFiltersAndReading) {
  const model::RuleLibrary library = LibraryWith(
      Rule("T-9/g", R"("seed": {"lists": ["T-black"], "grounds": ["G-one"]},)") + "," +
      Rule("T-9/s", R"("seed": {"lists": ["T-black"], "severities": ["serious"]},)") + "," +
      Rule("T-9/t",
           R"("seed": {"lists": ["T-black"], "subject_types": ["individual_business"]},)") +
      "," + Rule("T-9/r", R"("reading": {"parameter": "T.reading", "is": "B"},)"));
  const auto labels = [&](const Situation& world, std::string_view day) {
    std::vector<std::string> found;
    for (const NaiveFinding& finding : ReachOf(library, world, day)) found.push_back(finding.label);
    return found;
  };
  Situation world = OneFirm();
  EXPECT_THAT(labels(world, "2020-08-01"), IsEmpty());
  world.LastListing().ground = "G-one";
  world.LastListing().severity = model::Severity::kSerious;
  EXPECT_THAT(labels(world, "2020-08-01"), ElementsAre("T-9/g", "T-9/s"));
  world.LastListing().decided_on = Day("2020-07-01");  // the day from which reading B stands
  EXPECT_THAT(labels(world, "2020-08-01"), ElementsAre("T-9/g", "T-9/s", "T-9/r"));
}

TEST(Oracle, GuardsOnSeedAndTarget) {
  const std::string walk = R"("movement": "D1", "walk": [
    {"relation": ["legal_representative"], "direction": "in", "at": "evaluation"}],)";
  const model::RuleLibrary library = LibraryWith(
      Rule("T-9/drop", walk + R"("guards": [{"if": "has_relation", "relations": ["operates"],
                                             "direction": "out", "types": ["site"]}],)") +
      "," + Rule("T-9/stay", walk + R"("guards": [{"if": "not_on_list", "lists": ["N-serious"],
             "on": "target", "otherwise": "suspended", "missing": "a clean record"}],)"));
  Situation world = OneFirm();
  world.LastListing().valid_to = Day("2021-03-01");
  world.Party("P1", "person").Party("W1", "site").Edge("P1", "legal_representative", "E1");
  world.Listing("L9", "N-serious", "P1", "2020-08-01");
  auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].force, Force::kEffective);
  EXPECT_FALSE(findings[0].missing);
  findings = ReachOf(library, world, "2020-08-01");
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].force, Force::kSuspended);
  EXPECT_TRUE(findings[0].missing);
  world.Edge("E1", "operates", "W1", "2020-07-01");
  EXPECT_THAT(ReachOf(library, world, "2020-06-30"), SizeIs(1));
  EXPECT_THAT(ReachOf(library, world, "2020-07-01"), SizeIs(2));
}

TEST(Oracle, ExceptionsDropAndSuspend) {
  const model::RuleLibrary library = LibraryWith(
      Rule("T-9/a") + "," +
          Rule("T-9/b", R"("seed": {"lists": ["T-red"]},)", R"("incentive": true, "bases": [],)"),
      R"({"label": "G14", "excepts": ["T-9/a"], "when": [{"if": "ground", "words": ["G-open"]}],
          "effect": "drop", "why": "w"},
         {"label": "clean", "excepts": ["incentives"],
          "when": [{"if": "on_list", "lists": ["T-black"]}], "effect": "suspend", "why": "w"})");
  Situation world;
  world.Party("E1", "enterprise").Listing("L0", "T-black", "E1", "2020-06-01");
  world.LastListing().ground = "G-open";
  world.Listing("L1", "T-red", "E1", "2020-03-01");
  EXPECT_EQ(ReachOf(library, world, "2020-05-31").at(0).force, Force::kEffective);
  EXPECT_EQ(ReachOf(library, world, "2020-06-01").at(0).force, Force::kSuspended);
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).Reach("L0", Day("2020-06-01")), IsEmpty());
}

TEST(Oracle, ForceFollowsBasisAndFacts) {
  const model::RuleLibrary library =
      LibraryWith(Rule("T-9/repealed", "", R"("bases": ["B1"],)") + "," +
                  Rule("T-9/none", "", R"("bases": [],)") + "," +
                  Rule("T-9/need", "", R"("bases": [{"code": "B2", "needs": [
             {"if": "on_list", "lists": ["N-serious"], "missing": "the national list"}]}],)") +
                  "," + Rule("T-9/private", "", R"("bases": [], "private_addressee": true,)") +
                  "," + Rule("T-9/confirm", "", R"("needs": ["confirmation"],)"));
  Situation world = OneFirm();
  world.LastListing().valid_to = Day("2022-01-01");
  world.Listing("L9", "N-serious", "E1", "2020-09-01");
  world.Confirmation("L1", "T-9", "E1", "2020-10-01");
  const auto forces = [&](std::string_view day) {
    std::vector<Force> found;
    for (const NaiveFinding& finding : ReachOf(library, world, day)) found.push_back(finding.force);
    return found;
  };
  EXPECT_THAT(forces("2020-06-01"),
              ElementsAre(Force::kEffective, Force::kAdvisory, Force::kUndetermined,
                          Force::kRecommended, Force::kAwaitingConfirmation));
  EXPECT_THAT(forces("2021-06-01"),
              ElementsAre(Force::kAdvisory, Force::kAdvisory, Force::kEffective,
                          Force::kRecommended, Force::kEffective));
}

TEST(Oracle, MovementWithoutCarryingBasisIsShownAtT2) {
  const std::string walk = R"("movement": "D1", "walk": [
    {"relation": ["legal_representative"], "direction": "in", "at": "evaluation"}],)";
  const model::RuleLibrary library = LibraryWith(
      Rule("T-9/own", "", R"("bases": [],)") + "," + Rule("T-9/meas", walk, R"("bases": [],)") +
      "," + Rule("T-9/exec", walk, R"("bases": [], "kind": "EXEC",)") + "," +
      Rule("T-9/based", walk));
  Situation world = OneFirm();
  world.Party("P1", "person").Edge("P1", "legal_representative", "E1");
  const auto findings = ReachOf(library, world, "2020-06-01");
  ASSERT_THAT(findings, SizeIs(4));
  EXPECT_EQ(findings[0].tier, Tier::kT1);
  EXPECT_EQ(findings[1].tier, Tier::kT2);
  EXPECT_EQ(findings[2].tier, Tier::kT1);
  EXPECT_EQ(findings[3].tier, Tier::kT1);
}

TEST(Oracle, MeasuresIsReachSeenFromTheParty) {
  const model::RuleLibrary library =
      LibraryWith(Rule("T-9/own") + "," + Rule("T-9/lr", kSupervision));
  Situation world = TwoHops();
  world.Listing("L2", "T-black", "E2", "2020-04-15");
  const Naive oracle(world.facts(), library, {"T"});
  std::vector<std::string> from;
  for (const NaiveFinding& finding : oracle.Measures("E2", Day("2020-06-01"))) {
    from.push_back(finding.listing + " " + finding.label);
  }
  EXPECT_THAT(from, ElementsAre("L1 T-9/lr", "L2 T-9/own"));
  EXPECT_THAT(oracle.Measures("nobody", Day("2020-06-01")), IsEmpty());
  EXPECT_THAT(oracle.Reach("no listing", Day("2020-06-01")), IsEmpty());
  EXPECT_THAT(Naive(world.facts(), library, {}).Reach("L1", Day("2020-06-01")), IsEmpty());
}

TEST(Oracle, LaterStatementsStandAndRetractionsTakeAway) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  Situation world = OneFirm();
  world.Listing("L1", "T-black", "E1", "2021-03-01");
  EXPECT_THAT(ReachOf(library, world, "2020-06-01"), IsEmpty());
  EXPECT_THAT(ReachOf(library, world, "2021-06-01"), SizeIs(1));
  world.Add(model::RetractionFact{.id = "Z1", .target = "listing:L1"});
  EXPECT_THAT(ReachOf(library, world, "2021-06-01"), IsEmpty());
}

TEST(Oracle, GradesAndHonours) {
  const model::RuleLibrary library =
      LibraryWith(Rule("T-9/graded", R"("guards": [{"if": "graded_within", "years": 1}],)") + "," +
                  Rule("T-9/honoured", R"("guards": [{"if": "honoured"}],)"));
  for (const auto& [graded, within] : {std::pair{"2019-03-01", false},
                                       {"2019-03-02", true},
                                       {"2020-03-01", true},
                                       {"2020-03-02", false}}) {
    Situation world = OneFirm();
    world.Grade("E1", graded);
    EXPECT_EQ(ReachOf(library, world, "2020-06-01").size(), within ? 1U : 0U) << graded;
  }
  Situation world = OneFirm();
  world.Honour("E1", "2020-05-01", "2020-07-01");
  EXPECT_THAT(ReachOf(library, world, "2020-04-30"), IsEmpty());
  EXPECT_THAT(ReachOf(library, world, "2020-05-01"), SizeIs(1));
  EXPECT_THAT(ReachOf(library, world, "2020-07-01"), IsEmpty());
}

}  // namespace
}  // namespace liancheng::oracle
