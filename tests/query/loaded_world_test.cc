#include "query/world/loaded_world.h"

#include <gtest/gtest.h>

#include "tests/query/world.h"

namespace liancheng::query {
namespace {

const std::string kE1 = R"({"entity": "E1", "type": "enterprise", "name": "a"})";
const std::string kE2 = R"({"entity": "E2", "type": "enterprise", "name": "b"})";
const std::string kTie =
    R"({"relation": "shareholder", "from": "E1", "to": "E2", "id": "R1", "share_percent": "30"})";
const std::string kListing =
    R"({"listing": "L1", "list": "TQ-black", "subject": "E1", "ground": "g", "decided_on": "2020-01-01"})";

std::string Problem(const std::vector<std::string>& lines) {
  return std::string(LoadFromFacts(FactsOf(lines)).status().message());
}

TEST(LoadFromFacts, RefusesWhatNamesAnUnknownPartyOrRecord) {
  EXPECT_EQ(Problem({kE1, kTie}), "relation:R1 names E2, which no entity fact states");
  EXPECT_EQ(
      Problem({kE1, R"({"ending": "X", "listing": "L9", "how": "repaired", "on": "2020-01-01"})"}),
      "ending:X hangs on L9, which is not stated");
  EXPECT_EQ(Problem({kE1, R"({"retraction": "X", "target": "listing:L1"})"}),
            "retraction X names listing:L1, which is not stated");
}

TEST(LoadFromFacts, TakesFactsInAnyOrder) {
  const auto world = LoadFromFacts(FactsOf({kListing, kTie, kE2, kE1}));
  ASSERT_TRUE(world.ok()) << world.status();
  EXPECT_EQ(world->graph->vertex_count(), 2u);
  EXPECT_EQ(world->graph->edge_count(), 1u);
  EXPECT_EQ(world->records->acts().size(), 1u);
}

TEST(LoadFromFacts, LaterStatementsSupersedeAndRetractionsRemove) {
  const auto world = LoadFromFacts(FactsOf(
      {kE1, kE2, kTie,
       R"({"relation": "shareholder", "from": "E1", "to": "E2", "id": "R1", "share_percent": "60"})",
       kListing, R"({"retraction": "X", "target": "listing:L1"})"}));
  ASSERT_TRUE(world.ok()) << world.status();
  ASSERT_EQ(world->graph->edge_count(), 1u);
  EXPECT_EQ(world->graph->EdgeAt(0).share->lo_ppm, 600'000u);
  EXPECT_TRUE(world->records->acts().empty());
}

TEST(LoadFromFacts, SharedValuesComeIntoBeingByBeingPointedTo) {
  const auto world =
      LoadFromFacts(FactsOf({kE1, kE2, R"({"relation": "contact", "from": "E1", "to": "phone:1"})",
                             R"({"relation": "contact", "from": "E2", "to": "phone:1"})"}));
  ASSERT_TRUE(world.ok()) << world.status();
  EXPECT_EQ(world->graph->vertex_count(), 3u);
}

}  // namespace
}  // namespace liancheng::query
