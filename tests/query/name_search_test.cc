#include "query/names/name_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "engine/names/fold.h"
#include "query/names/bound.h"
#include "query/names/search.h"
#include "storage/index/derived.h"
#include "tests/query/names_world.h"
#include "tests/query/world.h"

namespace liancheng::query {
namespace {

using names::ReadName;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Keys = std::vector<std::string>;

Keys KeysOf(const FoundNames& found) {
  Keys keys;
  for (const FoundName& name : found.names) keys.push_back(name.party.entity.key);
  return keys;
}

Keys Find(const Directory& directory, const std::string& text, NameLimits limits = kRoomy,
          bool complete = true) {
  const auto found = NameSearch(directory).Find(text, limits);
  EXPECT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->complete, complete) << text;
  return KeysOf(*found);
}

TEST(NameSearch, BestFirst) {
  const auto directory = DirectoryOf({
      "福州示例商贸有限公司",       // N1
      "示例商贸有限责任公司",       // N2
      "福州示例商貿有限公司",       // N3 traditional
      "厦门示例商贸有限公司",       // N4 other region
      "新名|福州示例商贸有限公司",  // N5 formerly
      "福州示力商贸有限公司",       // N6 read alike
      "福州示倒商贸有限公司",       // N7 one slip
      "福州甲乙商贸有限公司",       // N8 another name
      "福州商贸有限公司",           // N9
  });
  EXPECT_THAT(Find(*directory, "福州示例商贸有限公司"),
              ElementsAre("N1", "N3", "N2", "N5", "N6", "N4", "N7"));
  EXPECT_THAT(Find(*directory, "示例商贸"), ElementsAre("N2", "N1", "N3", "N4", "N5", "N6", "N7"));
  EXPECT_THAT(Find(*directory, "shili"), ElementsAre("N1", "N2", "N3", "N4", "N6", "N5"));
  EXPECT_THAT(Find(*directory, "slsm", {2, 0.45}, false), ElementsAre("N1", "N2"));
  EXPECT_THAT(Find(*directory, "无此名称"), IsEmpty());
  EXPECT_THAT(Find(*directory, ""), IsEmpty());
  EXPECT_THAT(Find(*directory, " ·（）"), IsEmpty());
  EXPECT_THAT(Find(*directory, "\xff\xfe"), IsEmpty());
  EXPECT_THAT(Find(*directory, "新"), ElementsAre("N5"));
}

TEST(NameSearch, OneSlipAnywhereIsFound) {
  const auto directory = DirectoryOf({"甲示例商贸有限公司", "甲示例商贸有限公司"});
  // Each character of the core, and of the trade, replaced, left out, doubled by another.
  for (const std::string text :
       {"丁示例商贸", "甲丁例商贸", "甲示丁商贸", "甲示例丁贸", "甲示例商丁", "示例商贸",
        "甲例商贸", "甲示商贸", "甲示例贸", "甲示例商", "丁甲示例商贸", "甲丁示例商贸",
        "甲示丁例商贸", "甲示例丁商贸", "甲示例商贸丁"}) {
    EXPECT_THAT(Find(*directory, text), ElementsAre("N1", "N2")) << text;
  }
}

TEST(NameSearch, CrowdedNamesAreCutAndSaidToBe) {
  std::vector<std::string> names(50, "张伟");
  names.push_back("张伟|李娜");
  names.push_back("王芳");
  const auto directory = DirectoryOf(names);
  NameLimits limits = {10, 0.45, 20, 1000};
  const Keys found = Find(*directory, "张伟", limits, false);
  EXPECT_EQ(found.size(), 10u);
  EXPECT_EQ(found[0], "N1");
  // A list that is skipped hides no name that is also in a shorter list.
  EXPECT_THAT(Find(*directory, "李娜", limits), ElementsAre("N51"));
  EXPECT_THAT(Find(*directory, "王芳", limits), ElementsAre("N52"));
}

TEST(NameSearch, ALimitOfNamesComparedIsSaid) {
  const std::vector<std::string> names(100, "示例商贸");
  const auto directory = DirectoryOf(names);
  NameLimits limits = {1000, 0.45, 1000, 40};
  EXPECT_LT(Find(*directory, "示例商贸行", limits, false).size(), 100u);
}

TEST(NameSearch, TheSameAnswerAgain) {
  const auto directory = DirectoryOf({"示例商贸", "示例商贸有限公司", "示力商贸", "示例贸易"});
  NameSearch search(*directory);
  const auto first = search.Find("示例商贸", kRoomy);
  search.Find("示例贸易", kRoomy).status().IgnoreError();
  const auto again = search.Find("示例商贸", kRoomy);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(KeysOf(*first), KeysOf(*again));
}

// --- against an oracle that holds every name against the text, without lists ---

class RandomNames {
 public:
  explicit RandomNames(uint32_t seed) : random_(seed) {}

  std::string Next() {
    // Few characters, some of them read alike (示 是 事, 例 力 立), so that names are near each
    // other.
    static const std::vector<std::string> kCharacters = {
        "示", "是", "事", "例", "力", "立", "甲", "乙", "金", "龙", "长", "a", "12", "科", "技"};
    static const std::vector<std::string> kTrades = {"", "商贸", "科技", "贸易", "餐饮管理"};
    static const std::vector<std::string> kRegions = {"", "", "福州", "福州市", "厦门", "福建福州"};
    static const std::vector<std::string> kForms = {"", "有限公司", "有限责任公司", "厂"};
    std::string name = Pick(kRegions);
    const size_t size = 1 + random_() % 5;
    for (size_t i = 0; i < size; ++i) name += Pick(kCharacters);
    name += Pick(kTrades);
    if (random_() % 8 == 0) name += "（" + Pick(kRegions) + "）";
    return name + Pick(kForms);
  }

  // The same with a character replaced, left out or put in.
  std::string Slip(const std::string& name) {
    std::vector<std::string> characters;
    for (std::string_view rest = name; !rest.empty();) {
      const size_t bytes = names::FrontCharacter(rest).bytes;
      characters.emplace_back(rest.substr(0, bytes));
      rest.remove_prefix(bytes);
    }
    static const std::vector<std::string> kOther = {"示", "是", "例", "丁", "商", "b"};
    const size_t at = random_() % characters.size();
    const auto where = characters.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random_() % 3) {
      case 0:
        characters[at] = Pick(kOther);
        break;
      case 1:
        characters.erase(where);
        break;
      default:
        characters.insert(where, Pick(kOther));
    }
    std::string slipped;
    for (const std::string& character : characters) slipped += character;
    return slipped;
  }

 private:
  const std::string& Pick(const std::vector<std::string>& from) {
    return from[random_() % from.size()];
  }
  std::mt19937 random_;
};

std::vector<std::string> Names(RandomNames& random, size_t count) {
  std::vector<std::string> names;
  for (size_t i = 0; i < count; ++i) {
    names.push_back(i % 7 == 0 ? random.Next() + "|" + random.Next() : random.Next());
  }
  return names;
}

TEST(NameSearch, FindsAllThatTheOracleScoresAbove) {
  constexpr double kLimit = 0.6;
  size_t expected = 0;
  for (uint32_t seed = 1; seed <= 6; ++seed) {
    RandomNames random(seed);
    const std::vector<std::string> names = Names(random, 300);
    const auto directory = DirectoryOf(names);
    NameSearch search(*directory);
    for (size_t i = 0; i < 60; ++i) {
      const std::string& near = names[i];
      const std::string text =
          i % 3 == 0 ? random.Next() : random.Slip(near.substr(0, near.find('|')));
      const names::NameForm asked = ReadName(text);
      std::map<std::string, double> above;
      for (size_t n = 0; n < names.size(); ++n) {
        const size_t bar = names[n].find('|');
        double best = CompareNames(asked, ReadName(names[n].substr(0, bar)), false).score;
        if (bar != std::string::npos) {
          best =
              std::max(best, CompareNames(asked, ReadName(names[n].substr(bar + 1)), true).score);
        }
        if (best >= kLimit) above["N" + std::to_string(n + 1)] = best;
      }
      NameLimits limits = kRoomy;
      limits.score_min = kLimit;
      const auto found = search.Find(text, limits);
      ASSERT_TRUE(found.ok());
      std::map<std::string, double> got;
      for (const FoundName& name : found->names) got[name.party.entity.key] = name.score;
      EXPECT_EQ(got, above) << "seed " << seed << " text " << text;
      EXPECT_TRUE(found->complete);
      expected += above.size();
    }
  }
  EXPECT_GT(expected, 150u);
}

TEST(NameSearch, TheFirstFewAreTheBest) {
  RandomNames random(99);
  const auto directory = DirectoryOf(Names(random, 400));
  NameSearch search(*directory);
  for (int i = 0; i < 60; ++i) {
    const std::string text = random.Next();
    NameLimits all = kRoomy;
    all.score_min = 0.6;
    NameLimits few = all;
    few.matches_max = 3;
    const auto whole = search.Find(text, all);
    const auto first = search.Find(text, few);
    ASSERT_TRUE(whole.ok() && first.ok());
    Keys best = KeysOf(*whole);
    EXPECT_EQ(first->complete, best.size() <= 3) << text;
    if (best.size() > 3) best.resize(3);
    EXPECT_EQ(KeysOf(*first), best) << text;
  }
}

// Given only the grams of a name, its score must not exceed the bound that they allow.
TEST(NameBound, NeverTooLow) {
  RandomNames random(7);
  size_t near = 0;
  for (int i = 0; i < 8000; ++i) {
    const std::string asked_name = random.Next();
    const std::string held_name = i % 2 == 0 ? random.Next() : random.Slip(asked_name);
    const names::NameForm asked = ReadName(asked_name);
    if (asked.units.size() - asked.core_at < 2) continue;
    const double score = CompareNames(asked, ReadName(held_name), false).score;
    if (score <= 0.01) continue;
    model::EntityFact held;
    held.name = held_name;
    std::vector<names::Gram> has;
    storage::VisitNameGrams(held, [&](names::Gram gram) { has.push_back(gram); });
    const NameBound bound(asked);
    uint64_t absent = 0;
    for (size_t g = 0; g < bound.grams().size(); ++g) {
      if (!std::binary_search(has.begin(), has.end(), bound.grams()[g])) absent |= uint64_t{1} << g;
    }
    EXPECT_TRUE(bound.MayReach(score, absent)) << asked_name << " " << held_name << " " << score;
    // The bound is also useful: names that share nothing are excluded.
    if (!bound.MayReach(0.6, absent)) ++near;
  }
  EXPECT_GT(near, 500u);
}

// --- AskSearch ---

const std::vector<std::string> kWorld = {
    R"({"entity": "E1", "type": "enterprise", "name": "福州示例商贸有限公司", "uscc": "91350200776049653A"})",
    R"({"entity": "E2", "type": "enterprise", "name": "示例商贸"})",
    R"({"entity": "91350200776049653A", "type": "enterprise", "name": "另一家"})",
    R"({"entity": "P1", "type": "person", "name": "张三", "id_number": "11010519491231002X"})",
};

TEST(Search, CodesFirstAndOnlyTheyAreCertain) {
  const Workspace world = WorldOf(kWorld, "2019-06-01");
  const NameLimits limits = {10, kSearchScoreMin};
  const auto by_code = AskSearch(world.directory(), "91350200776049653A", limits);
  ASSERT_TRUE(by_code.ok());
  ASSERT_EQ(by_code->matches.size(), 2u);
  EXPECT_EQ(by_code->matches[0].why, "exact id");
  EXPECT_EQ(by_code->matches[1].why, "exact code (uscc)");
  EXPECT_EQ(by_code->matches[1].score, 1.0);
  const auto by_name = AskSearch(world.directory(), "福州示例商贸有限公司", limits);
  ASSERT_TRUE(by_name.ok());
  ASSERT_EQ(by_name->matches.size(), 2u);
  EXPECT_EQ(by_name->matches[0].why, "name, exact");
  EXPECT_LT(by_name->matches[0].score, 1.0);
  EXPECT_LT(by_name->matches[1].score, by_name->matches[0].score);
  const auto person = AskSearch(world.directory(), "11010519491231002X", limits);
  ASSERT_TRUE(person.ok());
  ASSERT_EQ(person->matches.size(), 1u);
  EXPECT_EQ(person->matches[0].matched, "(id_number)");
  EXPECT_TRUE(AskSearch(world.directory(), "无", limits)->matches.empty());
  const auto cut = AskSearch(world.directory(), "示例商贸", {1, kSearchScoreMin});
  ASSERT_TRUE(cut.ok());
  EXPECT_EQ(cut->matches.size(), 1u);
  EXPECT_FALSE(cut->complete);
}

}  // namespace
}  // namespace liancheng::query
