#include "engine/model/vocabulary.h"

#include <gtest/gtest.h>

namespace liancheng::model {
namespace {

// Every word is spelled once, reads back as itself, and is at its own place in the table.
template <typename Word>
void ExpectRoundTrip(int count) {
  for (int i = 0; i < count; ++i) {
    const auto word = static_cast<Word>(i);
    EXPECT_EQ(Parse<Word>(Name(word)), word) << i;
  }
  EXPECT_EQ(Parse<Word>(""), std::nullopt);
  EXPECT_EQ(Parse<Word>("no such word"), std::nullopt);
}

TEST(Vocabulary, RoundTrips) {
  ExpectRoundTrip<EntityType>(kEntityTypeCount);
  ExpectRoundTrip<Relation>(kRelationCount);
  ExpectRoundTrip<Standing>(7);
  ExpectRoundTrip<Tier>(3);
  ExpectRoundTrip<Force>(6);
  ExpectRoundTrip<Modality>(4);
  ExpectRoundTrip<MovementKind>(8);
  ExpectRoundTrip<Severity>(5);
  ExpectRoundTrip<Procedure>(3);
  ExpectRoundTrip<ResponsibleRole>(4);
  ExpectRoundTrip<EndingHow>(4);
  ExpectRoundTrip<BasisStatus>(4);
  ExpectRoundTrip<ListKind>(7);
}

TEST(Vocabulary, SpellingsOfTheInterchangeForm) {
  EXPECT_EQ(Name(Relation::kLegalRepresentative), "legal_representative");
  EXPECT_EQ(Name(Relation::kAccountSuccessorOf), "account_successor_of");
  EXPECT_EQ(Name(EntityType::kIndividualBusiness), "individual_business");
  EXPECT_EQ(Name(Standing::kSupervised), "supervised");
  EXPECT_EQ(Name(Force::kAwaitingConfirmation), "awaiting_confirmation");
}

TEST(Vocabulary, SeverityReadsTheChineseLabels) {
  EXPECT_EQ(Parse<Severity>("轻微"), Severity::kTrivial);
  EXPECT_EQ(Parse<Severity>("一般"), Severity::kGeneral);
  EXPECT_EQ(Parse<Severity>("较重"), Severity::kHeavier);
  EXPECT_EQ(Parse<Severity>("严重"), Severity::kSerious);
  EXPECT_EQ(Parse<Severity>("未明确"), Severity::kUnspecified);
}

TEST(Vocabulary, ClueRelationsAreThoseNoProvisionNames) {
  for (Relation relation :
       {Relation::kShareholder, Relation::kActualController, Relation::kRegisteredAt,
        Relation::kContact, Relation::kSameName, Relation::kAccountSuccessorOf}) {
    EXPECT_NE(kClueRelations & SetOf(relation), 0u) << Name(relation);
  }
  for (Relation relation : {Relation::kLegalRepresentative, Relation::kOwner, Relation::kOperates,
                            Relation::kTradesOn, Relation::kBranchOf, Relation::kMemberOf}) {
    EXPECT_EQ(kClueRelations & SetOf(relation), 0u) << Name(relation);
  }
}

TEST(Vocabulary, ListsSayWhatMayBeWritten) {
  EXPECT_EQ(AllEntityTypes().find("value"), std::string::npos);
  EXPECT_NE(AllEntityTypes().find("shop"), std::string::npos);
  EXPECT_NE(AllRelations().find("trades_on"), std::string::npos);
}

}  // namespace
}  // namespace liancheng::model
