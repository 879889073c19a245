#include "query/names/screen.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/query/world.h"

namespace liancheng::query {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<std::string> kWorld = {
    R"({"entity": "E1", "type": "enterprise", "name": "福州示例商贸有限公司", "uscc": "91350200776049653A"})",
    R"({"entity": "E2", "type": "enterprise", "name": "福州示例商贸有限责任公司"})",
    R"({"entity": "E3", "type": "enterprise", "name": "甲乙科技", "org_code": "776049653"})",
    R"({"entity": "P1", "type": "person", "name": "张三", "id_number": "11010519491231002X"})",
    R"({"entity": "P2", "type": "person", "name": "张三"})",
};

class Screening : public testing::Test {
 protected:
  ScreenResult Screen(const ScreenRow& row) {
    Screener screener(world_.directory(), {5, 0.6});
    auto result = screener.Screen(row);
    EXPECT_TRUE(result.ok()) << result.status();
    return *std::move(result);
  }
  static std::vector<std::string> Keys(const ScreenResult& result) {
    std::vector<std::string> keys;
    for (const FoundName& found : result.parties) keys.push_back(found.party.entity.key);
    return keys;
  }
  const Workspace world_ = WorldOf(kWorld, "2019-06-01");
};

TEST_F(Screening, AValidCodeDecides) {
  const ScreenResult result = Screen({"福州示例商贸", {{"uscc", "91350200776049653A"}}});
  EXPECT_EQ(result.verdict, ScreenVerdict::kExact);
  EXPECT_THAT(Keys(result), ElementsAre("E1"));
  EXPECT_EQ(result.parties[0].score, 1.0);
  EXPECT_EQ(result.parties[0].why, "exact code (uscc)");
  const ScreenResult other = Screen({"毫不相干", {{"uscc", "91350200776049653A"}}});
  EXPECT_EQ(other.verdict, ScreenVerdict::kExact);
  EXPECT_EQ(other.parties[0].why, "exact code (uscc); its name differs");
}

TEST_F(Screening, ANameIsNeverMoreThanACandidate) {
  const ScreenResult result = Screen({"福州示例商贸有限公司", {}});
  EXPECT_EQ(result.verdict, ScreenVerdict::kCandidates);
  EXPECT_THAT(Keys(result), ElementsAre("E1", "E2"));
  EXPECT_LT(result.parties[0].score, 1.0);
  // Both parties of one name are given.
  EXPECT_THAT(Keys(Screen({"张三", {}})), ElementsAre("P1", "P2"));
  const ScreenResult none = Screen({"无此名称", {}});
  EXPECT_EQ(none.verdict, ScreenVerdict::kNone);
  EXPECT_THAT(none.parties, IsEmpty());
  EXPECT_TRUE(none.complete);
}

TEST_F(Screening, AWrongCodeIsSaidAndTheNameLookedFor) {
  const ScreenResult result = Screen({"甲乙科技", {{"uscc", "91350200776049653B"}}});
  EXPECT_EQ(result.verdict, ScreenVerdict::kCandidates);
  EXPECT_THAT(Keys(result), ElementsAre("E3"));
  EXPECT_THAT(result.problems, ElementsAre(HasSubstr("uscc: ")));
}

TEST_F(Screening, AnotherValidCodeCounts) {
  const ScreenResult result = Screen({"福州示例商贸有限公司", {{"uscc", "91350100M000100Y43"}}});
  EXPECT_EQ(result.verdict, ScreenVerdict::kCandidates);
  EXPECT_THAT(result.problems, IsEmpty());
  // E1 has the name, but another code: behind E2, which has none.
  EXPECT_THAT(Keys(result), ElementsAre("E2", "E1"));
  EXPECT_EQ(result.parties[1].why, "name, exact; but its uscc is another");
}

TEST_F(Screening, CodesOfTwoPartiesDoNotDecide) {
  const ScreenResult result =
      Screen({"", {{"uscc", "91350200776049653A"}, {"id_number", "11010519491231002X"}}});
  EXPECT_EQ(result.verdict, ScreenVerdict::kCandidates);
  EXPECT_THAT(Keys(result), ElementsAre("E1", "P1"));
  EXPECT_LT(result.parties[0].score, 1.0);
  EXPECT_THAT(result.parties[0].why, HasSubstr("another party's"));
  EXPECT_EQ(result.parties[1].matched, "(id_number)");
}

TEST_F(Screening, NoIdNumberIsGivenBack) {
  for (const FoundName& found : Screen({"张三", {{"id_number", "11010519491231002X"}}}).parties) {
    EXPECT_THAT(found.party.identifiers, IsEmpty());
    EXPECT_EQ(found.matched, "(id_number)");
  }
}

}  // namespace
}  // namespace liancheng::query
