#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "query/ask/questions.h"
#include "tests/query/world.h"

namespace liancheng::query {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* kDay = "2020-06-01";

std::string Entity(const std::string& id, const std::string& type, const std::string& more = "") {
  return R"({"entity": ")" + id + R"(", "type": ")" + type + R"(")" + more + "}";
}

std::string Stake(const std::string& from, const std::string& to, const std::string& percent) {
  std::string share = percent.empty() ? "" : R"(, "share_percent": ")" + percent + R"(")";
  return R"({"relation": "shareholder", "from": ")" + from + R"(", "to": ")" + to + R"(")" + share +
         "}";
}

std::string Tie(const std::string& relation, const std::string& from, const std::string& to,
                const std::string& more = "") {
  return R"({"relation": ")" + relation + R"(", "from": ")" + from + R"(", "to": ")" + to + R"(")" +
         more + "}";
}

template <typename Items>
std::vector<std::string> Keys(const Parties& parties, const Items& items) {
  std::vector<std::string> keys;
  for (const auto& item : items) keys.push_back(parties[item.party].key);
  return keys;
}

// P1 60 % of E1, E1 60 % of E2; P2 the rest of both; E3 is held by three, none with a majority.
const std::vector<std::string> kFirms = {
    Entity("E1", "enterprise"), Entity("E2", "enterprise"), Entity("E3", "enterprise"),
    Entity("P1", "person"),     Entity("P2", "person"),     Entity("P3", "person"),
    Stake("P1", "E1", "60"),    Stake("P2", "E1", "40"),    Stake("E1", "E2", "60"),
    Stake("P2", "E2", "40"),    Stake("P1", "E3", "45"),    Stake("P2", "E3", "35"),
    Stake("P3", "E3", "20"),
};

TEST(Control, ExplainsTheSum) {
  ControlQuestion question;
  question.subjects = {"E2"};
  const auto answer = AskControl(WorldOf(kFirms, kDay), question);
  ASSERT_TRUE(answer.ok());
  ASSERT_THAT(Keys(answer->parties, answer->found), ElementsAre("E1", "P1"));
  EXPECT_EQ(answer->found[0].arithmetic, "60 % > 50 %");
  EXPECT_EQ(answer->found[1].arithmetic, "60 % > 50 %");
  ASSERT_EQ(answer->found[1].chains.size(), 1u);
  EXPECT_EQ(answer->found[1].chains[0].edges.size(), 2u);
}

TEST(Control, ExplainsTheProduct) {
  ControlQuestion question;
  question.subjects = {"E2"};
  question.method = ControlMethod::kMultiplied;
  question.threshold_ppm = 250'000;
  const auto answer = AskControl(WorldOf(kFirms, kDay), question);
  ASSERT_TRUE(answer.ok());
  // P2: 40 directly, and 40 % of 60.
  ASSERT_THAT(Keys(answer->parties, answer->found), ElementsAre("P2", "E1", "P1"));
  EXPECT_EQ(answer->found[0].share_ppm, 640'000u);
  EXPECT_EQ(answer->found[0].arithmetic, "40 % + 24 % = 64 % ≥ 25 %");
  EXPECT_EQ(answer->found[2].chains[0].arithmetic, "60 % × 60 % = 36 %");
}

TEST(Control, NamesWhatIsMissing) {
  std::vector<std::string> facts = kFirms;
  facts.push_back(Entity("E4", "enterprise"));
  facts.push_back(Stake("E1", "E4", "40"));
  facts.push_back(Stake("E2", "E4", ""));
  ControlQuestion question;
  question.subjects = {"P1"};
  question.direction = ControlDirection::kDown;
  const auto answer = AskControl(WorldOf(facts, kDay), question);
  ASSERT_TRUE(answer.ok());
  ASSERT_THAT(Keys(answer->parties, answer->found), ElementsAre("E1", "E2", "E4"));
  const ControlParty& open = answer->found[2];
  EXPECT_TRUE(open.undetermined);
  EXPECT_EQ(open.share_ppm, 400'000u);
  EXPECT_EQ(open.share_max_ppm, 1'000'000u);
  EXPECT_THAT(open.missing, ElementsAre("the share of E2 in E4 is not stated"));
}

TEST(Control, SeveralSubjectsAreTheSetOfACascadeOnly) {
  ControlQuestion question;
  question.subjects = {"P1", "P3"};
  EXPECT_EQ(AskControl(WorldOf(kFirms, kDay), question).status().code(),
            absl::StatusCode::kInvalidArgument);
  question.method = ControlMethod::kCascade;
  question.direction = ControlDirection::kDown;
  const auto answer = AskControl(WorldOf(kFirms, kDay), question);
  ASSERT_TRUE(answer.ok());
  // 45 + 20 of E3.
  EXPECT_THAT(Keys(answer->parties, answer->found), ElementsAre("E3", "E1", "E2"));
}

TEST(Owners, TheLastOfAChainOfMajorities) {
  const auto answer = AskOwners(WorldOf(kFirms, kDay), "E2", 500'000, 250'000);
  ASSERT_TRUE(answer.ok());
  EXPECT_FALSE(answer->largest);
  EXPECT_THAT(Keys(answer->parties, answer->controllers), ElementsAre("P1"));
  ASSERT_EQ(answer->owners.size(), 2u);
  EXPECT_EQ(answer->parties[answer->owners[0].by_share.party].key, "P2");
  EXPECT_FALSE(answer->owners[0].by_control);
  EXPECT_EQ(answer->owners[1].by_share.share_ppm, 360'000u);
  EXPECT_TRUE(answer->owners[1].by_control);
}

TEST(Owners, TheLargestWhereNobodyHasAMajority) {
  const auto answer = AskOwners(WorldOf(kFirms, kDay), "E3", 500'000, 250'000);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->largest);
  EXPECT_THAT(Keys(answer->parties, answer->controllers), ElementsAre("P1"));
  EXPECT_FALSE(answer->controllers[0].undetermined);
  EXPECT_EQ(answer->owners.size(), 2u);  // 20 % is less than 25
}

TEST(Owners, AnotherWhoMayHoldAsMuchLeavesItOpen) {
  const std::vector<std::string> facts = {
      Entity("E1", "enterprise"), Entity("P1", "person"), Entity("P2", "person"),
      Stake("P1", "E1", "45"),    Stake("P2", "E1", ""),
  };
  const auto answer = AskOwners(WorldOf(facts, kDay), "E1", 500'000, 250'000);
  ASSERT_TRUE(answer.ok());
  // P2 may have up to 55: a majority, or none.
  ASSERT_THAT(Keys(answer->parties, answer->controllers), ElementsAre("P2", "P1"));
  EXPECT_TRUE(answer->controllers[0].undetermined);
  EXPECT_TRUE(answer->controllers[1].undetermined);
  EXPECT_THAT(answer->controllers[1].missing, ElementsAre("another holder may hold as much"));
}

TEST(Owners, ARoundOfFirmsHasNoHead) {
  const std::vector<std::string> facts = {
      Entity("E1", "enterprise"), Entity("E2", "enterprise"), Entity("E3", "enterprise"),
      Stake("E1", "E2", "60"),    Stake("E2", "E1", "60"),    Stake("E1", "E3", "60"),
  };
  const auto answer = AskOwners(WorldOf(facts, kDay), "E3", 500'000, 250'000);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->controllers.size(), 2u);
  EXPECT_THAT(answer->owners, IsEmpty());
}

TEST(Groups, OneUnderEachHead) {
  GroupsQuestion question;
  const auto answer = AskGroups(WorldOf(kFirms, kDay), question);
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->groups.size(), 1u);
  EXPECT_EQ(answer->parties[*answer->groups[0].head].key, "P1");
  EXPECT_EQ(answer->groups[0].size, 3u);
  EXPECT_EQ(answer->groups[0].members.size(), 2u);
}

TEST(Groups, ARoundIsOneGroup) {
  const std::vector<std::string> facts = {
      Entity("E1", "enterprise"), Entity("E2", "enterprise"), Entity("E3", "enterprise"),
      Stake("E1", "E2", "60"),    Stake("E2", "E3", "60"),    Stake("E3", "E1", "60"),
  };
  const auto answer = AskGroups(WorldOf(facts, kDay), {});
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->groups.size(), 1u);
  EXPECT_EQ(answer->groups[0].size, 3u);
}

TEST(Groups, ConnectedOnesDoNotCountSharedValues) {
  std::vector<std::string> facts = {
      Entity("E1", "enterprise"),  Entity("E2", "enterprise"),      Entity("E3", "enterprise"),
      Entity("E4", "enterprise"),  Tie("contact", "E1", "phone:1"), Tie("contact", "E2", "phone:1"),
      Tie("branch_of", "E3", "E4")};
  GroupsQuestion question;
  question.kind = GroupKind::kConnected;
  question.parties_min = 2;
  auto answer = AskGroups(WorldOf(facts, kDay), question);
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->groups.size(), 1u);  // a phone is a clue, and not asked for
  question.relations = model::SetOf(model::Relation::kContact);
  answer = AskGroups(WorldOf(facts, kDay), question);
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->groups.size(), 1u);
  EXPECT_EQ(answer->groups[0].size, 2u);
}

TEST(Groups, GoOnPageByPage) {
  std::vector<std::string> facts;
  for (const char* n : {"1", "2", "3"}) {
    facts.push_back(Entity(std::string("E") + n, "enterprise"));
    facts.push_back(Entity(std::string("B") + n, "branch"));
    facts.push_back(Tie("branch_of", std::string("B") + n, std::string("E") + n));
  }
  GroupsQuestion question;
  question.kind = GroupKind::kConnected;
  question.parties_min = 2;
  question.groups_max = 2;
  question.members_max = 1;
  const auto first = AskGroups(WorldOf(facts, kDay), question);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->groups.size(), 2u);
  EXPECT_EQ(first->groups_found, 3u);
  EXPECT_EQ(first->next, std::optional<uint32_t>(2));
  EXPECT_TRUE(first->members_cut);
  question.skip = *first->next;
  const auto second = AskGroups(WorldOf(facts, kDay), question);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->groups.size(), 1u);
  EXPECT_FALSE(second->next.has_value());
}

const std::vector<std::string> kShared = {
    Entity("E1", "enterprise"),
    Entity("E2", "enterprise"),
    Entity("E3", "enterprise"),
    Entity("P1", "person"),
    Tie("legal_representative", "P1", "E1"),
    Tie("legal_representative", "P1", "E2"),
    Tie("contact", "E1", "phone:1"),
    Tie("contact", "E2", "phone:1"),
    Tie("contact", "E3", "phone:1"),
};

TEST(Common, WhatIsSharedWithEvidenceFromEachSide) {
  const auto answer = AskCommon(WorldOf(kShared, kDay), {"E1", "E2", "E3"}, model::kAllRelations,
                                {1, 1'000, 1'000, 0});
  ASSERT_TRUE(answer.ok());
  ASSERT_THAT(Keys(answer->parties, answer->ties), ElementsAre("phone:1", "P1"));
  EXPECT_EQ(answer->ties[0].sides.size(), 3u);
  EXPECT_EQ(answer->ties[0].shared_by, 3u);
  EXPECT_TRUE(answer->ties[0].clue);
  EXPECT_EQ(answer->ties[1].sides.size(), 2u);
  EXPECT_FALSE(answer->ties[1].clue);
}

TEST(Common, ACrowdedValueIsSaid) {
  const auto answer =
      AskCommon(WorldOf(kShared, kDay), {"E1", "E2"}, model::kAllRelations, {2, 1'000, 2, 0});
  ASSERT_TRUE(answer.ok());
  EXPECT_FALSE(answer->complete);
  ASSERT_EQ(answer->crowded.size(), 1u);
  EXPECT_EQ(answer->crowded[0].degree, 3u);
}

TEST(Common, NeedsTwoDifferentParties) {
  const Workspace workspace = WorldOf(kShared, kDay);
  for (const std::vector<std::string>& subjects : {std::vector<std::string>{"E1"}, {"E1", "E1"}}) {
    EXPECT_EQ(AskCommon(workspace, subjects, model::kAllRelations, {1, 10, 10, 0}).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

// S1 closed on 2019-03-01. S2 began a month later with its owner and phone; S3 shares the phone
// only; S4 is older; S5 bears the name.
const std::vector<std::string> kShops = {
    Entity("S1", "shop", R"(, "name": "示例一号店", "valid_to": "2019-03-01")"),
    Entity("S2", "shop", R"(, "name": "示例新店", "valid_from": "2019-04-01")"),
    Entity("S3", "shop", R"(, "name": "示例三号店", "valid_from": "2020-09-01")"),
    Entity("S4", "shop", R"(, "name": "示例老店", "valid_from": "2015-01-01")"),
    Entity("S5", "shop", R"(, "name": "示例一号店")"),
    Entity("P1", "person"),
    Tie("operates", "P1", "S1"),
    Tie("operates", "P1", "S2"),
    Tie("operates", "P1", "S4"),
    Tie("contact", "S1", "phone:1"),
    Tie("contact", "S2", "phone:1"),
    Tie("contact", "S3", "phone:1"),
};

TEST(Succession, OrdersWhoBeganAroundTheClosingDay) {
  SuccessionQuestion question;
  question.subject = "S1";
  const auto answer = AskSuccession(WorldOf(kShops, kDay), question);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(model::FormatDate(answer->since), "2019-03-01");
  ASSERT_THAT(Keys(answer->parties, answer->successors), ElementsAre("S2", "S5", "S3"));
  const Successor& best = answer->successors[0];
  EXPECT_LT(best.score, 1);
  EXPECT_THAT(best.reasons,
              UnorderedElementsAre("operates of the one, operates of the other",
                                   "same contact, shared by 3", "began 31 days after"));
  EXPECT_THAT(answer->successors[1].reasons,
              ElementsAre("same name, borne by 2", "when it began is not stated"));
}

TEST(Succession, TheWindowIsAsked) {
  SuccessionQuestion question;
  question.subject = "S1";
  question.days_after = 30;
  const auto answer = AskSuccession(WorldOf(kShops, kDay), question);
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(Keys(answer->parties, answer->successors), ElementsAre("S5"));
}

TEST(Succession, NeedsADay) {
  SuccessionQuestion question;
  question.subject = "S2";
  const auto answer = AskSuccession(WorldOf(kShops, kDay), question);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(answer.status().message()), HasSubstr("no closing day"));
}

TEST(AffiliatedFirms, EachDefinitionByItself) {
  std::vector<std::string> facts = kFirms;
  facts.push_back(Entity("E4", "enterprise"));
  facts.push_back(Tie("legal_representative", "P3", "E4"));
  facts.push_back(Tie("legal_representative", "P3", "E1"));
  const Workspace workspace = WorldOf(facts, kDay);
  const auto firms = [&](const char* words, uint32_t chain_ppm) {
    auto definition = *rules::ParseAffiliation(words);
    definition.control_ppm = 500'000;
    definition.chain_ppm = chain_ppm;
    const auto answer = AskAffiliatedFirms(workspace, "E1", definition);
    EXPECT_TRUE(answer.ok());
    return Keys(answer->parties, answer->firms);
  };
  EXPECT_THAT(firms("control", 500'000), ElementsAre("E2"));
  EXPECT_THAT(firms("chain", 600'000), ElementsAre("E2"));
  EXPECT_THAT(firms("chain", 600'001), IsEmpty());
  EXPECT_THAT(firms("legal_representative", 500'000), ElementsAre("E4"));
  EXPECT_THAT(firms("control+legal_representative", 500'000), ElementsAre("E2", "E4"));
  EXPECT_FALSE(rules::ParseAffiliation("kinship").ok());
  EXPECT_FALSE(rules::ParseAffiliation("").ok());
}

}  // namespace
}  // namespace liancheng::query
