// Tests the oracle itself: grounds that penalties meet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/oracle/small_library.h"

namespace liancheng::oracle {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(OracleGrounds, CountRollsWithinTwelveMonths) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  const std::string bureau = "甲县市场监督管理局";
  const auto met = [&](std::string_view first, std::string_view procedure,
                       const std::string& authority, std::string_view day) {
    Situation world;
    world.Party("E1", "enterprise").Penalty("E1", "G-many", authority, procedure, first);
    world.Penalty("E1", "G-many", bureau, "simple", "2020-05-10");
    world.Penalty("E1", "G-many", bureau, "general", "2020-09-30");
    return Naive(world.facts(), library, {"T"}).GroundsMet("E1", Day(day)).contains("G-many");
  };
  EXPECT_FALSE(met("2019-09-30", "general", bureau, "2021-01-01"));  // exactly a year before
  EXPECT_TRUE(met("2019-10-01", "general", bureau, "2021-01-01"));
  EXPECT_TRUE(met("2019-10-01", "general", bureau, "2020-09-30"));
  EXPECT_FALSE(met("2019-10-01", "general", bureau, "2020-09-29"));
  EXPECT_FALSE(met("2019-10-01", "warning", bureau, "2021-01-01"));
  EXPECT_FALSE(met("2019-10-01", "general", "甲县公安局", "2021-01-01"));
}

TEST(OracleGrounds, SeveralItemsAndWarningsWhereListed) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  const std::string bureau = "甲县市场监督管理局";
  Situation world;
  world.Party("E1", "enterprise").Penalty("E1", "G-many", bureau, "warning", "2020-01-10");
  world.Penalty("E1", "G-many", bureau, "general", "2020-02-10");
  world.Penalty("E1", "G-many", bureau, "general", "2020-03-10");
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).GroundsMet("E1", Day("2021-01-01")), IsEmpty());
  world.Penalty("E1", "G-one", bureau, "simple", "2020-04-10");  // simple is not listed there
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).GroundsMet("E1", Day("2021-01-01")),
              ElementsAre("G-one"));
  world.Penalty("E1", "G-one", bureau, "general", "2020-04-11");
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).GroundsMet("E1", Day("2021-01-01")),
              ElementsAre("G-mixed", "G-one"));
}

TEST(OracleGrounds, AmountOfOneRecordOfAnyAuthority) {
  const model::RuleLibrary library = LibraryWith(Rule("T-9"));
  Situation world;
  world.Party("E1", "enterprise").Penalty("E1", "G-many", "甲县公安局", "general", "2020-01-10");
  world.LastPenalty().sales = model::Money{4'999'999};
  world.Penalty("E1", "G-many", "甲县公安局", "general", "2020-01-11");
  world.LastPenalty().illegal_gain = model::Money{5'000'000};
  EXPECT_THAT(Naive(world.facts(), library, {"T"}).GroundsMet("E1", Day("2021-01-01")), IsEmpty());
  world.LastPenalty().sales = model::Money{5'000'000};
  const Naive oracle(world.facts(), library, {"T"});
  EXPECT_THAT(oracle.GroundsMet("E1", Day("2020-01-11")), ElementsAre("G-many"));
  EXPECT_THAT(oracle.GroundsMet("E1", Day("2020-01-10")), IsEmpty());
  EXPECT_THAT(oracle.GroundsMet("E2", Day("2021-01-01")), IsEmpty());
}

}  // namespace
}  // namespace liancheng::oracle
