#include "storage/index/gram_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "storage/format/bytes.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using namespace names;

using model::EntityId;
using model::Revision;
using testing::ElementsAre;

constexpr Gram kPair = {77};

std::vector<std::pair<std::string, std::string>> RowsOf(
    const std::vector<std::pair<Gram, uint64_t>>& postings) {
  std::vector<std::pair<std::string, std::string>> rows;
  // The writer keeps a reference to it.
  const auto sink = [&](std::string_view key, std::string_view value) {
    rows.emplace_back(key, value);
  };
  GramRowWriter writer({3}, sink);
  for (const auto& [gram, id] : postings) writer.Add(gram, EntityId{id});
  writer.Finish();
  return rows;
}

TEST(GramRows, OneRowAGram) {
  EXPECT_TRUE(RowsOf({}).empty());
  const auto rows = RowsOf({{kPair, 5}, {kPair, 6}, {kPair, 300}, {{78}, 5}});
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].first, GramKey({77, {3}, 0}));
  EXPECT_EQ(rows[0].second, "\x05\x01\xa6\x02");  // 5, +1, +294
  EXPECT_EQ(rows[1].first, GramKey({78, {3}, 0}));
  EXPECT_EQ(rows[1].second, "\x05");
}

TEST(GramRows, LongListsGoOn) {
  std::vector<std::pair<Gram, uint64_t>> postings;
  for (uint64_t id = 1; id <= 2 * kPostingsInRow + 1; ++id) postings.emplace_back(kPair, 2 * id);
  postings.emplace_back(Gram{78}, 1);
  const auto rows = RowsOf(postings);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[2].first, GramKey({77, {3}, 2}));
  EXPECT_EQ(rows[3].first, GramKey({78, {3}, 0}));
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
  std::vector<EntityId> read;
  for (size_t i = 0; i < 3; ++i) ASSERT_TRUE(ReadPostings(rows[i].second, read));
  ASSERT_EQ(read.size(), 2 * kPostingsInRow + 1);
  for (size_t i = 0; i < read.size(); ++i) ASSERT_EQ(read[i].value, 2 * (i + 1));
}

TEST(GramRows, WhatIsNoListIsNotRead) {
  std::vector<EntityId> read;
  for (const std::string& bytes : {std::string(), std::string("\xff"), std::string("\x05\0", 2)}) {
    EXPECT_FALSE(ReadPostings(bytes, read));
  }
}

class Grams : public testing::Test {
 protected:
  std::vector<uint64_t> Find(std::string_view pair, Revision at, size_t max = 100,
                             bool whole = true) {
    const NameForm form = ReadName(pair);
    const Gram gram = UnitGram(form.units[0].code, form.units.size() > 1 ? form.units[1].code : 0);
    std::vector<EntityId> ids;
    const auto complete = store_->FindByGrams(gram, {gram.value + 1}, at, max, ids);
    EXPECT_TRUE(complete.ok()) << complete.status();
    EXPECT_EQ(*complete, whole);
    std::vector<uint64_t> numbers;
    for (const EntityId id : ids) numbers.push_back(id.value);
    return numbers;
  }

  TestFolder folder_;
  std::unique_ptr<FactStore> store_ = MustOpen(Writing(folder_.path("store")));
};

TEST_F(Grams, RowsOfThePastStay) {
  Put(*store_, {Entity("E1", "甲乙"), Entity("E2", "乙丙"), Entity("E3", "甲乙丙")});
  Put(*store_, {Entity("E1", "丁戊")});
  Put(*store_, {Retract("entity:E3")});
  EXPECT_THAT(Find("甲乙", {1}), ElementsAre(1, 3));
  EXPECT_THAT(Find("甲乙", {3}), ElementsAre(1, 3));
  EXPECT_THAT(Find("丁戊", {1}), ElementsAre());
  EXPECT_THAT(Find("丁戊", {2}), ElementsAre(1));
  const std::vector<EntityId> ids = {{1}, {3}, {9}};
  const auto before = store_->DescribeBriefly(ids, {1});
  const auto after = store_->DescribeBriefly(ids, {3});
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_EQ(before->at(0)->name, "甲乙");
  EXPECT_EQ(before->at(1)->name, "甲乙丙");
  EXPECT_FALSE(before->at(2));
  EXPECT_EQ(after->at(0)->name, "丁戊");
  EXPECT_EQ(after->at(0)->entity.key, "E1");
  EXPECT_EQ(after->at(0)->entity.id.value, 1u);
  EXPECT_FALSE(after->at(1));
  EXPECT_EQ(store_->DescribeBriefly(ids, {4}).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(Damage(*store_), "");
}

TEST_F(Grams, WhatIsReplacedWithinARevisionLeavesNone) {
  Put(*store_, {Entity("E1", "甲乙"), Entity("E2", "甲乙"), Entity("E3", "甲乙"),
                Entity("E1", "丙丁"), Entity("E1", "乙丙丁"), Retract("entity:E2")});
  EXPECT_THAT(Find("甲乙", {1}), ElementsAre(3));
  EXPECT_THAT(Find("丙丁", {1}), ElementsAre(1));
  EXPECT_THAT(Find("乙丙", {1}), ElementsAre(1));
  EXPECT_EQ(Damage(*store_), "");
}

TEST_F(Grams, ARefusedCommitLeavesNone) {
  Put(*store_, {Entity("E1", "甲乙", {{"uscc", "9A"}})});
  IssueLog issues;
  Put(*store_, {Entity("E2", "甲丁", {{"uscc", "9A"}})}, &issues);
  EXPECT_EQ(issues.issues.size(), 1u);
  EXPECT_THAT(Find("甲丁", {1}), ElementsAre());
  Put(*store_, {Entity("E3", "丙丁")});
  EXPECT_THAT(Find("甲丁", {2}), ElementsAre());
  EXPECT_EQ(Damage(*store_), "");
}

TEST_F(Grams, NoMoreThanAskedFor) {
  Put(*store_, {Entity("E1", "甲乙"), Entity("E2", "甲乙")});
  Put(*store_, {Entity("E3", "甲乙"), Entity("E4", "", {}), Entity("E5", "甲")});
  EXPECT_THAT(Find("甲乙", {2}, 3), ElementsAre(1, 2, 3));
  EXPECT_THAT(Find("甲乙", {2}, 2, false), ElementsAre(1, 2));
  EXPECT_THAT(Find("甲乙", {1}, 2), ElementsAre(1, 2));
  EXPECT_THAT(Find("甲", {2}), ElementsAre(5));
}

TEST_F(Grams, IdNumbersAreLeftOutOfBriefFacts) {
  Put(*store_, {Person("P1", "甲乙", "11010519491231002X")});
  const std::vector<EntityId> ids = {{1}};
  const auto facts = store_->DescribeBriefly(ids, {1});
  ASSERT_TRUE(facts.ok());
  EXPECT_TRUE(facts->at(0)->identifiers.empty());
  EXPECT_EQ(facts->at(0)->name, "甲乙");
}

}  // namespace
}  // namespace liancheng::storage
