#include "engine/model/fact.h"

#include <gtest/gtest.h>

#include "engine/model/issue.h"

namespace liancheng::model {
namespace {

TEST(FactKey, NamesWhatIsStated) {
  EntityFact entity;
  entity.entity.key = "E1";
  EXPECT_EQ(FactKey({entity, {}}), "entity:E1");
  ListingFact listing;
  listing.id = "L1";
  EXPECT_EQ(FactKey({listing, {}}), "listing:L1");
}

TEST(FactKey, RelationWithoutIdIsKeyedByEndsTypeAndStart) {
  RelationFact relation;
  relation.relation = Relation::kOwner;
  relation.from.key = "P1";
  relation.to.key = "E1";
  EXPECT_EQ(FactKey({relation, {}}), "relation:P1|owner|E1|");
  relation.valid.from = *ParseDate("2015-01-01");
  EXPECT_EQ(FactKey({relation, {}}), "relation:P1|owner|E1|2015-01-01");
  relation.id = "R7";
  EXPECT_EQ(FactKey({relation, {}}), "relation:R7");
}

TEST(FactKind, NamesRoundTrip) {
  for (int i = 0; i < kFactKindCount; ++i) {
    const auto kind = static_cast<FactKind>(i);
    EXPECT_EQ(ParseFactKind(Name(kind)), kind);
  }
  EXPECT_EQ(ParseFactKind("rumour"), std::nullopt);
  // The number is a byte in the store, so a new kind must come after the old ones.
  EXPECT_EQ(static_cast<int>(FactKind::kRetraction), 13);
  EXPECT_EQ(static_cast<int>(FactKind::kStep), 14);
  EXPECT_EQ(Name(FactKind::kStep), "step");
  EXPECT_EQ((Fact{StepFact{}, {}}).kind(), FactKind::kStep);
}

TEST(PartiesOf, GivesEveryNamedParty) {
  DemandFact demand;
  demand.operator_party.key = "OP";
  demand.merchant.key = "M";
  Statement statement = demand;
  const auto parties = PartiesOf(statement);
  ASSERT_EQ(parties.size(), 2u);
  EXPECT_EQ(parties[0]->key, "OP");
  EXPECT_EQ(parties[1]->key, "M");
  EXPECT_TRUE(PartiesOf(Statement(EndingFact{})).empty());
}

TEST(ParentRecord, GivesTheActThatARecordHangsOn) {
  AttributionFact attribution;
  attribution.act = "L1";
  EXPECT_EQ(*ParentRecord(attribution), "L1");
  EXPECT_EQ(ParentRecord(ListingFact{}), nullptr);
  StepFact step;
  step.id = "S1";
  step.listing = "L2";
  const Statement statement = step;
  EXPECT_EQ(*ParentRecord(statement), "L2");
  EXPECT_TRUE(PartiesOf(statement).empty());
  EXPECT_EQ(FactKey({step, {}}), "step:S1");
}

TEST(ValueKeys, AreAddressesPhonesAndNames) {
  EXPECT_TRUE(IsValueKey("address:somewhere"));
  EXPECT_TRUE(IsValueKey("phone:123"));
  EXPECT_TRUE(IsValueKey("name:x"));
  EXPECT_FALSE(IsValueKey("E1"));
}

TEST(Issue, SaysWhereWhatAndWhatWasExpected) {
  const Issue issue{IssueGrade::kRefused, "relations.csv", 17, "share_percent", "130",
                    "is over 100",        "0 to 100"};
  EXPECT_EQ(Describe(issue),
            "relations.csv row 17: share_percent \"130\" is over 100 (expected 0 to 100)");
}

}  // namespace
}  // namespace liancheng::model
