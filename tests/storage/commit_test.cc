// What a commit stores, leaves unchanged, supersedes, retracts and refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using model::Relation;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Commit : public testing::Test {
 protected:
  CommitResult Do(const std::vector<model::Fact>& facts) {
    log_.issues.clear();
    return Put(*store_, facts, &log_);
  }
  void ExpectCounts(const CommitResult& got, uint64_t revision, uint64_t stored, uint64_t unchanged,
                    uint64_t refused) {
    EXPECT_EQ(got.revision.value, revision);
    EXPECT_EQ(got.stored, stored);
    EXPECT_EQ(got.unchanged, unchanged);
    EXPECT_EQ(got.refused, refused);
    EXPECT_EQ(store_->head().value, revision);
    EXPECT_EQ(log_.issues.size(), refused);
    EXPECT_EQ(Damage(*store_), "");
  }
  std::vector<std::string> Now() { return ScanWords(*store_, store_->head()); }
  void Reopen() {
    store_.reset();
    store_ = MustOpen(Writing(folder_.path("store")));
  }

  TestFolder folder_;
  IssueLog log_;
  std::unique_ptr<FactStore> store_ = MustOpen(Writing(folder_.path("store")));
};

TEST_F(Commit, SayingTheSameAgainChangesNothing) {
  std::vector<model::Fact> facts = {Entity("E1", "甲", {{"uscc", "91"}}), Person("P1", "张三"),
                                    Edge("P1", Relation::kLegalRepresentative, "E1"),
                                    Stake("P1", "E1", 300'000, "R1"),
                                    Edge("E1", Relation::kContact, "phone:0591-1")};
  for (const model::Fact& record : OneOfEachRecord()) facts.push_back(record);
  ExpectCounts(Do(facts), 1, facts.size(), 0, 0);
  const std::vector<std::string> before = Now();
  // Another file and row do not change the content; another source does.
  std::vector<model::Fact> moved;
  for (const model::Fact& fact : facts) moved.push_back(From(fact, "", "other.csv", 7));
  ExpectCounts(Do(facts), 1, 0, facts.size(), 0);
  ExpectCounts(Do(moved), 1, 0, facts.size(), 0);
  Reopen();
  ExpectCounts(Do(moved), 1, 0, facts.size(), 0);
  EXPECT_EQ(Now(), before);
  ExpectCounts(Do({From(facts[0], "registry")}), 2, 1, 0, 0);
  ExpectCounts(Do({}), 2, 0, 0, 0);
}

TEST_F(Commit, OneFactATimeOrAllAtOnceGiveTheSame) {
  std::vector<model::Fact> facts = {Entity("E1", "甲"), Person("P1", "张三"),
                                    Edge("P1", Relation::kOwner, "E1", "R1")};
  for (const model::Fact& record : OneOfEachRecord()) facts.push_back(record);
  facts.push_back(Entity("E1", "甲二"));
  facts.push_back(Edge("P1", Relation::kDirector, "E1", "R1"));
  facts.push_back(Listing("L1", "P1", "2020-03-09"));
  Do(facts);
  const std::unique_ptr<FactStore> other = MustOpen(Writing(folder_.path("other")));
  for (const model::Fact& fact : facts) Put(*other, {fact});
  EXPECT_EQ(ScanWords(*other, other->head()), Now());
  EXPECT_EQ(other->head().value, facts.size());
  EXPECT_EQ(Damage(*other), "");
}

TEST_F(Commit, OtherContentSupersedes) {
  Do({Entity("E1", "甲"), Entity("E2"), Stake("E1", "E2", 1, "R1"), Stake("E1", "E2", 5),
      Listing("L1", "E1")});
  ExpectCounts(Do({Entity("E1", "乙"), Stake("E1", "E2", 2, "R1"), Stake("E1", "E2", 6),
                   Listing("L1", "E2")}),
               2, 4, 0, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("乙"), HasSubstr("[E2]"), HasSubstr("share=6-6"),
                                 HasSubstr("R1 shareholder <..> share=2"), HasSubstr("[E2]")));
  Reopen();
  EXPECT_EQ(Damage(*store_), "");
  const auto report = store_->Verify();
  EXPECT_EQ(report->entities, 2u);
  EXPECT_EQ(report->relations, 2u);
  EXPECT_EQ(report->records, 1u);
  EXPECT_EQ(report->revisions, 2u);
}

TEST_F(Commit, ARelationWithAnIdMayMoveAndKeepsItsNumber) {
  Do({Entity("E1"), Entity("E2"), Entity("E3"), Stake("E1", "E2", 1, "R1")});
  Do({Edge("E3", Relation::kOwner, "E1", "R1", "2020-01-01", "2021-01-01")});
  const std::vector<model::Fact> facts = ScanFacts(*store_, {2});
  ASSERT_EQ(facts.size(), 4u);
  EXPECT_EQ(Words(facts[3], true),
            "relation R1 owner 2020-01-01..2021-01-01 share=unknown position= [3:E3] [1:E1] #1 "
            "source=");
  // A relation without id is identified by its ends, type and start: another start makes another
  // relation.
  ExpectCounts(Do({Edge("E1", Relation::kOwner, "E2", "", "2020-01-01")}), 3, 1, 0, 0);
  ExpectCounts(Do({Edge("E1", Relation::kOwner, "E2", "", "2020-01-02")}), 4, 1, 0, 0);
  ExpectCounts(Do({Edge("E1", Relation::kOwner, "E2", "", "2020-01-02", "2020-05-01")}), 5, 1, 0,
               0);
  EXPECT_EQ(ScanFacts(*store_, {5}).size(), 6u);
}

TEST_F(Commit, FactsOfOneCommitApplyInOrder) {
  ExpectCounts(Do({Entity("E1", "甲"), Entity("E1", "乙"), Entity("E1", "乙"), Listing("L1", "E1"),
                   Retract("listing:L1"), Listing("L2", "E1"), Listing("L2", "E1", "2020-04-01"),
                   Entity("E2"), Entity("E1", "丙"), Stake("E1", "E2", 1), Stake("E1", "E2", 2)}),
               1, 10, 1, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("丙"), HasSubstr("[E2]"), HasSubstr("share=2-2"),
                                 HasSubstr("L2 TQ-black")));
  // A statement replaced within the same commit was never visible.
  EXPECT_THAT(ScanWords(*store_, {0}), IsEmpty());
}

TEST_F(Commit, RetractionCloses) {
  Do({Entity("E1", "甲", {{"uscc", "91"}}), Entity("E2"), Stake("E1", "E2", 1, "R1"),
      Edge("E1", Relation::kOwner, "E2", "", "2020-01-01"), Edge("E1", Relation::kOwner, "E2"),
      Listing("L1", "E1"), Ending("N1", "L1")});
  ExpectCounts(Do({Retract("ending:N1"), Retract("listing:L1"), Retract("relation:R1"),
                   Retract("relation:E1|owner|E2|2020-01-01"), Retract("relation:E1|owner|E2|"),
                   Retract("entity:E1")}),
               2, 6, 0, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E2]")));
  EXPECT_EQ(ScanFacts(*store_, {1}).size(), 7u);
  EXPECT_EQ(*store_->FindByIdentifier("uscc", "91"), std::nullopt);
  EXPECT_EQ(*store_->FindByIdentifier("source", "E1"), std::nullopt);
  EXPECT_TRUE(store_->FindByName("甲", false, 9)->empty());
  // Stated again it is a new thing with a new number.
  ExpectCounts(Do({Entity("E1", "甲", {{"uscc", "91"}}), Listing("L1", "E1")}), 3, 2, 0, 0);
  EXPECT_EQ((*store_->FindByIdentifier("source", "E1"))->value, 3u);
  Reopen();
  EXPECT_EQ((*store_->FindByIdentifier("uscc", "91"))->value, 3u);
}

TEST_F(Commit, StepsOfOneListingAreKeptEachByItsOwnId) {
  const auto to = model::ListingState::kContested;
  Do({Entity("E1"), Listing("L1", "E1"), Step("S1", "L1", to), Step("S2", "L1", to)});
  // The same statement again changes nothing; another state supersedes only that step.
  ExpectCounts(Do({Step("S1", "L1", to), Step("S2", "L1", model::ListingState::kRepaired)}), 2, 1,
               1, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E1]"), HasSubstr("L1 TQ-black"),
                                 HasSubstr("S1 listing=L1 to=contested 2020-08-01"),
                                 HasSubstr("S2 listing=L1 to=repaired 2020-08-01")));
  // A listing cannot be retracted before its steps.
  ExpectCounts(Do({Retract("listing:L1")}), 2, 0, 0, 1);
  EXPECT_THAT(log_.issues[0].problem, HasSubstr("0 relations and 2 records still name it"));
  ExpectCounts(Do({Retract("step:S1")}), 3, 1, 0, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E1]"), HasSubstr("L1"), HasSubstr("S2")));
  ExpectCounts(Do({Retract("step:S2"), Retract("listing:L1")}), 4, 2, 0, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E1]")));
  EXPECT_EQ(ScanFacts(*store_, {1}).size(), 4u);
}

TEST_F(Commit, AProposedListingIsDecidedByBeingStatedAgain) {
  Do({Entity("E1"), Proposed("L1", "E1"), Step("S1", "L1", model::ListingState::kPreNotice)});
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E1]"), HasSubstr("> 2020-02-10 - - - -"),
                                 HasSubstr("to=pre_notice")));
  ExpectCounts(Do({Proposed("L1", "E1")}), 1, 0, 1, 0);
  model::Fact decided = Listing("L1", "E1");
  std::get<model::ListingFact>(decided.statement).proposed_on = Day("2020-02-10");
  ExpectCounts(Do({decided}), 2, 1, 0, 0);
  // There is one row, which dependent records still find; the proposal is what was known before.
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E1]"), HasSubstr("2020-03-01 2020-02-10 - - - -"),
                                 HasSubstr("to=pre_notice")));
  EXPECT_THAT(ScanWords(*store_, {1}),
              ElementsAre(HasSubstr("[E1]"), HasSubstr("> 2020-02-10 - - - -"),
                          HasSubstr("to=pre_notice")));
  ExpectCounts(Do({Retract("listing:L1")}), 2, 0, 0, 1);
  Reopen();
  ExpectCounts(Do({Ending("N1", "L1")}), 3, 1, 0, 0);
}

TEST_F(Commit, KeysWithBarsCanBeRetracted) {
  Do({Entity("a|owner|b"), Entity("c"), Edge("a|owner|b", Relation::kOwner, "c")});
  ExpectCounts(Do({Retract("relation:a|owner|b|owner|c|")}), 2, 1, 0, 0);
}

TEST_F(Commit, ValueNodesComeIntoBeingByBeingPointedTo) {
  ExpectCounts(Do({Entity("E1"), Edge("E1", Relation::kRegisteredAt, "address:福州|1号"),
                   Edge("E1", Relation::kContact, "phone:1")}),
               1, 3, 0, 0);
  EXPECT_THAT(Now(), ElementsAre(HasSubstr("[E1]"),
                                 "entity value 福州|1号 region=0 <..> [address:福州|1号] source=",
                                 "entity value 1 region=0 <..> [phone:1] source=",
                                 HasSubstr("registered_at"), HasSubstr("contact")));
  EXPECT_TRUE(store_->FindByName("福州", true, 9)->empty());
  // As the start of a relation a value node must be known already.
  ExpectCounts(Do({Edge("phone:2", Relation::kContact, "E1")}), 1, 0, 0, 1);
}

struct Refused {
  model::Fact fact;
  std::string column;
  std::string value;
  std::string problem;
};

TEST_F(Commit, RefusalsNameTheField) {
  Do({Entity("E1", "", {{"uscc", "91"}}), Person("P1"), Listing("L1", "E1"), Penalty("W1", "E1"),
      Demand("D1", "E1", "P1"), Attribution("A1", "P1", "W1")});
  const std::string huge(1025, 'x');
  model::Fact confirmation{model::ConfirmationFact{"C1", "L1", "", {{}, "P9"}, {}, ""}, {}};
  model::Fact feedback{model::FeedbackFact{"F1", "W1", "", {{}, "P1"}, "", false, "", {}}, {}};
  model::Fact notice{model::NoticeFact{"T1", "W1", "", {}}, {}};
  model::Fact objection{model::ObjectionFact{"O1", "L9", {}}, {}};
  const auto state = model::ListingState::kRepaired;
  model::Fact grade{model::GradeFact{"G1", {{}, "E9"}, "A", {}}, {}};
  const std::vector<Refused> table = {
      {Entity(""), "id", "", "has no id"},
      {Entity(huge), "id", huge.substr(0, 200), "1025 bytes"},
      {Entity("E2", "", {{"uscc", "91"}}), "uscc", "91", "belongs to \"E1\" already"},
      {Entity("E2", "", {{"source", "E1"}}), "source", "E1", "belongs to \"E1\" already"},
      {Edge("E9", Relation::kOwner, "E1"), "from", "E9", "unknown party"},
      {Edge("E1", Relation::kOwner, "E9"), "to", "E9", "unknown party"},
      {Edge("E1", Relation::kOwner, "phone:" + huge), "to", ("phone:" + huge).substr(0, 200),
       "too long"},
      {Listing("L2", "E9"), "subject", "E9", "unknown party"},
      {Listing("", "E1"), "id", "", "has no id"},
      {Penalty("W2", "E9"), "subject", "E9", "unknown party"},
      {grade, "subject", "E9", "unknown party"},
      {Demand("D2", "E9", "P1"), "operator", "E9", "unknown party"},
      {Demand("D2", "E1", "P9"), "merchant", "P9", "unknown party"},
      {Attribution("A2", "P9", "L1"), "person", "P9", "unknown party"},
      {Attribution("A2", "P1", "D1"), "act", "D1", "unknown listing or penalty"},
      {confirmation, "party", "P9", "unknown party"},
      {Ending("N1", "W1"), "listing", "W1", "unknown listing or demand"},
      {objection, "listing", "L9", "unknown listing or demand"},
      {feedback, "listing", "W1", "unknown listing or demand"},
      {notice, "listing", "W1", "unknown listing"},
      {Step("S1", "L9", state), "listing", "L9", "unknown listing or demand"},
      {Step("S1", "W1", state), "listing", "W1", "unknown listing or demand"},
      {Step("", "L1", state), "id", "", "has no id"},
      {Retract("listing:L9"), "target", "listing:L9", "unknown statement"},
      {Retract("step:S1"), "target", "step:S1", "unknown statement"},
      {Retract("relation:E1|owner|P1|"), "target", "relation:E1|owner|P1|", "unknown statement"},
      {Retract("relation:R9"), "target", "relation:R9", "unknown statement"},
      {Retract("entity:E9"), "target", "entity:E9", "unknown statement"},
      {Retract("nothing:L1"), "target", "nothing:L1", "names no statement"},
      {Retract("retraction:X"), "target", "retraction:X", "names no statement"},
      {Retract("entity:E1"), "target", "entity:E1", "0 relations and 3 records still name it"},
      {Retract("penalty:W1"), "target", "penalty:W1", "0 relations and 1 records still name it"},
  };
  for (const Refused& row : table) {
    log_.issues.clear();
    const CommitResult got = Put(*store_, {From(row.fact, "s", "in.csv", 17)}, &log_);
    ASSERT_EQ(log_.issues.size(), 1u) << Words(row.fact);
    EXPECT_EQ(got.refused, 1u);
    EXPECT_EQ(got.stored, 0u);
    EXPECT_EQ(got.revision.value, 1u);
    const model::Issue& issue = log_.issues[0];
    EXPECT_EQ(issue.grade, model::IssueGrade::kRefused);
    EXPECT_EQ(issue.file, "in.csv");
    EXPECT_EQ(issue.row, 17);
    EXPECT_EQ(issue.column, row.column) << Words(row.fact);
    EXPECT_EQ(issue.value, row.value) << Words(row.fact);
    EXPECT_THAT(issue.problem, HasSubstr(row.problem)) << Words(row.fact);
  }
  EXPECT_EQ(Damage(*store_), "");
}

TEST_F(Commit, ARefusedFactLeavesTheOthers) {
  ExpectCounts(Do({Entity("E1", "", {{"uscc", "91"}}), Entity("E2", "", {{"uscc", "91"}}),
                   Edge("E2", Relation::kOwner, "E1"), Listing("L1", "E1"), Ending("N1", "L7")}),
               1, 2, 0, 3);
  EXPECT_THAT(log_.issues[0].problem, "belongs to \"E1\" already and cannot be \"E2\" too");
}

TEST_F(Commit, IdentifiersMoveWhenTheirOwnerLetsGo) {
  Do({Entity("E1", "", {{"uscc", "91a"}, {"lei", "L"}}), Entity("E2")});
  // Codes compare in capitals, organisation codes without the hyphen.
  Do({Entity("E3", "", {{"uscc", "91A"}})});
  EXPECT_EQ(log_.issues.size(), 1u);
  ExpectCounts(Do({Entity("E1", "", {{"lei", "L"}}), Entity("E2", "", {{"uscc", "91A"}})}), 2, 2, 0,
               0);
  EXPECT_EQ((*store_->FindByIdentifier("uscc", "91a"))->value, 2u);
  EXPECT_EQ((*store_->FindByIdentifier("lei", "l"))->value, 1u);
  ExpectCounts(Do({Entity("E4", "", {{"org_code", "12345678-9"}, {"org_code", "123456789"}})}), 3,
               1, 0, 0);
  EXPECT_EQ((*store_->FindByIdentifier("org_code", "12345678-9"))->value, 3u);
  EXPECT_EQ(*store_->FindByIdentifier("licence", "L"), std::nullopt);
}

TEST_F(Commit, AnotherIdOfAPartyIsNotAPartyOfItsOwn) {
  Do({Entity("E1", "甲", {{"source", "OLD1"}}), Entity("E2")});
  ExpectCounts(Do({Edge("OLD1", Relation::kOwner, "E2")}), 2, 1, 0, 0);
  EXPECT_EQ((*store_->FindByIdentifier("source", "OLD1"))->value, 1u);
  ExpectCounts(Do({Entity("OLD1", "乙")}), 2, 0, 0, 1);
  EXPECT_THAT(log_.issues[0].problem, HasSubstr("another id of \"E1\""));
  ExpectCounts(Do({Retract("entity:OLD1")}), 2, 0, 0, 1);
  // Once it is no longer used, another party may have it.
  ExpectCounts(Do({Entity("E1", "甲"), Entity("OLD1", "乙")}), 3, 2, 0, 0);
}

TEST_F(Commit, ACommitOverTheLimitIsRefusedWhole) {
  IssueLog log;
  const std::vector<model::Fact> many((size_t{1} << 22) + 1);
  const auto result = store_->Commit(many, log);
  EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(result.status().message()), HasSubstr("split it"));
  ExpectCounts(Do({Entity("E1")}), 1, 1, 0, 0);
}

// Written as data files: the same rows, complete, and readable beside rows that went through the
// log.
TEST_F(Commit, LargeCommitsGiveTheSameStore) {
  std::vector<model::Fact> facts = {Entity("E1"), Person("P1")};
  for (const model::Fact& record : OneOfEachRecord()) facts.push_back(record);
  for (int i = 0; i < 2000; ++i) {
    const std::string key = "X" + std::to_string(i * 7919 % 2000);
    facts.push_back(Entity(key, "名" + key, {{"uscc", "9" + key}}));
    facts.push_back(Stake(key, "E1", 1, i % 2 == 0 ? "R" + key : ""));
    facts.push_back(Edge(key, Relation::kRegisteredAt, "address:" + std::to_string(i % 5)));
  }
  OpenOptions options = Writing(folder_.path("bulk"));
  options.bulk_rows_min = 1000;
  auto bulk = MustOpen(options);
  Put(*bulk, {Entity("E1"), Entity("Z")});
  Put(*store_, {Entity("E1"), Entity("Z")});
  Put(*bulk, facts);
  Put(*store_, facts);
  std::vector<model::Fact> changed;
  for (int i = 0; i < 2000; ++i) changed.push_back(Entity("X" + std::to_string(i), "新"));
  changed.push_back(Retract("relation:RX0"));
  Put(*bulk, changed);
  Put(*store_, changed);
  EXPECT_EQ(Put(*bulk, {Stake("X1", "E1", 9)}).stored, 1u);
  Put(*store_, {Stake("X1", "E1", 9)});
  EXPECT_EQ(Damage(*bulk), "");
  bulk.reset();
  bulk = MustOpen(options);
  EXPECT_EQ(Damage(*bulk), "");
  EXPECT_EQ(Put(*bulk, changed).unchanged, 2000u);
  for (uint64_t at = 0; at <= 4; ++at) {
    EXPECT_EQ(ScanWords(*bulk, {at}), ScanWords(*store_, {at})) << at;
  }
  EXPECT_EQ(bulk->FindByName("新", false, 9999)->size(), 2000u);
  EXPECT_EQ(*bulk->FindByIdentifier("uscc", "9X5"), std::nullopt);
}

TEST_F(Commit, NamesAreFoundExactFirst) {
  Do({Entity("E1", "福州仓山（集团）有限公司"), Entity("E2", "福州仓山(集团)有限公司分公司"),
      Entity("E3", "福州仓山"), Entity("E4", "ABC科技")});
  model::Fact renamed = Entity("E4", "ＡＢＣ数据");
  std::get<model::EntityFact>(renamed.statement).former_names = {"ABC科技", "abc 科技"};
  Do({renamed});
  const auto found = [&](std::string_view text, bool prefix, uint32_t limit = 10) {
    std::vector<std::string> words;
    const auto matches = store_->FindByName(text, prefix, limit);
    EXPECT_TRUE(matches.ok());
    for (const NameMatch& match : *matches) {
      words.push_back(std::to_string(match.id.value) + (match.former ? "f " : " ") + match.name);
    }
    return words;
  };
  EXPECT_THAT(found("福州仓山(集团）有限公司", false), ElementsAre("1 福州仓山（集团）有限公司"));
  EXPECT_THAT(found("福州仓山", true), ElementsAre("3 福州仓山", "1 福州仓山（集团）有限公司",
                                                   "2 福州仓山(集团)有限公司分公司"));
  EXPECT_THAT(found("福州仓山", true, 2), ElementsAre("3 福州仓山", "1 福州仓山（集团）有限公司"));
  EXPECT_THAT(found("福州仓山", false), ElementsAre("3 福州仓山"));
  EXPECT_THAT(found("abc", true), ElementsAre("4 ＡＢＣ数据", "4f ABC科技"));
  EXPECT_THAT(found("Abc 科技", false), ElementsAre("4f ABC科技"));
  EXPECT_THAT(found("", true), IsEmpty());
  EXPECT_EQ(Damage(*store_), "");
}

}  // namespace
}  // namespace liancheng::storage
