#include "engine/model/vocabulary.h"

#include <gtest/gtest.h>

namespace liancheng::model {
namespace {

// Every word has one spelling, is read back as itself, and is at its own place in the table.
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
  ExpectRoundTrip<ObjectionResult>(2);
  ExpectRoundTrip<BasisStatus>(4);
  ExpectRoundTrip<ListKind>(7);
  ExpectRoundTrip<ListingState>(16);
  ExpectRoundTrip<TermEvent>(18);
}

TEST(Vocabulary, SpellingsOfTheInterchangeForm) {
  EXPECT_EQ(Name(Relation::kLegalRepresentative), "legal_representative");
  EXPECT_EQ(Name(Relation::kAccountSuccessorOf), "account_successor_of");
  EXPECT_EQ(Name(EntityType::kIndividualBusiness), "individual_business");
  EXPECT_EQ(Name(Standing::kSupervised), "supervised");
  EXPECT_EQ(Name(Force::kAwaitingConfirmation), "awaiting_confirmation");
}

TEST(Vocabulary, StatesOfAListingStandInTheOrderOfItsLife) {
  const struct {
    ListingState state;
    std::string_view name;
    std::string_view chinese;
  } kStates[] = {
      {ListingState::kClue, "clue", "线索"},
      {ListingState::kProposed, "proposed", "拟认定"},
      {ListingState::kPreNotice, "pre_notice", "事前告知"},
      {ListingState::kDecided, "decided", "已认定"},
      {ListingState::kPublished, "published", "已公布"},
      {ListingState::kRectifying, "rectifying", "整改中"},
      {ListingState::kRectified, "rectified", "已整改"},
      {ListingState::kOverdue, "overdue", "逾期未整改"},
      {ListingState::kRepairApplied, "repair_applied", "已申请修复"},
      {ListingState::kRepairOpinion, "repair_opinion", "已出修复意见"},
      {ListingState::kRepairNotice, "repair_notice", "修复公示中"},
      {ListingState::kContested, "contested", "公示有异议"},
      {ListingState::kRepaired, "repaired", "已修复归档"},
      {ListingState::kExpired, "expired", "已届满"},
      {ListingState::kRevoked, "revoked", "已撤销"},
      {ListingState::kSuperseded, "superseded", "已替换"},
  };
  ASSERT_EQ(std::size(kStates), static_cast<size_t>(kListingStateCount));
  for (size_t i = 0; i < std::size(kStates); ++i) {
    EXPECT_EQ(static_cast<size_t>(kStates[i].state), i);
    EXPECT_EQ(Name(kStates[i].state), kStates[i].name);
    EXPECT_EQ(ChineseName(kStates[i].state), kStates[i].chinese);
    EXPECT_EQ(Ends(kStates[i].state), i >= 12) << kStates[i].name;  // repaired and what follows
  }
}

TEST(Vocabulary, AnObjectionIsRejectedOrUpheld) {
  EXPECT_EQ(Name(ObjectionResult::kRejected), "rejected");
  EXPECT_EQ(ChineseName(ObjectionResult::kRejected), "维持");
  EXPECT_EQ(Name(ObjectionResult::kUpheld), "upheld");
  EXPECT_EQ(ChineseName(ObjectionResult::kUpheld), "更正");
}

TEST(Vocabulary, AShareholderHoldsNoOffice) {
  for (Relation relation : {Relation::kLegalRepresentative, Relation::kOwner, Relation::kPrincipal,
                            Relation::kDirector, Relation::kSupervisor, Relation::kSeniorManager}) {
    EXPECT_NE(kOffices & SetOf(relation), 0u) << Name(relation);
  }
  for (Relation relation : {Relation::kShareholder, Relation::kActualController,
                            Relation::kEmployedBy, Relation::kResponsibleFor}) {
    EXPECT_EQ(kOffices & SetOf(relation), 0u) << Name(relation);
  }
}

TEST(Vocabulary, EventsThatTermsAreCountedFrom) {
  EXPECT_EQ(kTermEventCount, 18);
  EXPECT_EQ(Name(TermEvent::kGiven), "given");
  EXPECT_EQ(Name(TermEvent::kRectificationNotice), "rectification_notice");
  EXPECT_EQ(Name(TermEvent::kObjectionAnswered), "objection_answered");
  EXPECT_EQ(Name(TermEvent::kConfirmedWrong), "confirmed_wrong");
  EXPECT_EQ(Name(TermEvent::kQuarterEnd), "quarter_end");
  EXPECT_EQ(Name(TermEvent::kLastTime), "last_time");
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
  EXPECT_TRUE(AllListingStates().starts_with("clue, proposed, pre_notice, "));
  EXPECT_TRUE(AllListingStates().ends_with(", revoked, superseded"));
}

}  // namespace
}  // namespace liancheng::model
