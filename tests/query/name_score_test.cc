#include "query/names/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace liancheng::query {
namespace {

using names::ReadName;
using testing::HasSubstr;

struct Said {
  NameLikeness likeness;
  std::string why;
};

Said Compare(const std::string& asked, const std::string& held, bool former = false) {
  const auto a = ReadName(asked);
  const auto h = ReadName(held);
  const NameLikeness likeness = CompareNames(a, h, former);
  return {likeness, ExplainLikeness(a, h, former, likeness)};
}

TEST(NameScore, RanksAndReasons) {
  struct Row {
    std::string asked;
    std::string held;
    NameRank rank;
    std::string why;
  };
  const std::vector<Row> table = {
      {"示例商贸", "示例商贸", NameRank::kSame, "name, exact"},
      {"ＡＢＣ（甲）", "abc(甲)", NameRank::kSame, "name, exact"},
      {"羅馬商貿", "罗马商贸", NameRank::kSameWriting,
       "same name, traditional / simplified characters"},
      {"阿不都·热合曼", "阿不都热合曼", NameRank::kSameWriting,
       "same name, other brackets, dots or signs"},
      {"示例商贸有限公司", "示例商贸有限责任公司", NameRank::kSameCore,
       "name with the same core 示例商贸; legal form differs: 有限公司 / 有限责任公司"},
      {"示例商贸", "示例商贸有限公司", NameRank::kSameCore,
       "name with the same core 示例商贸; with legal form 有限公司"},
      {"示例商贸有限公司", "福州市示例商贸有限公司", NameRank::kSameCore,
       "name with the same core 示例商贸; with region 福州"},
      {"福州示例商贸有限公司", "示例商贸有限公司", NameRank::kSameCore,
       "name with the same core 示例商贸; without region 福州"},
      {"福建福州示例商贸", "福州示例商贸", NameRank::kSameCore,
       "name with the same core 示例商贸; region 福建福州 / 福州"},
      {"福州示例商贸", "示例商贸（福州）", NameRank::kSameCore, "name with the same core 示例商贸"},
      {"示力商贸", "示例商贸", NameRank::kReadAlike, "name read alike: 力 / 例 read alike"},
      {"福州示例商贸", "厦门示例商贸", NameRank::kSimilar,
       "name with the same core 示例商贸; region differs: 福州 / 厦门"},
      {"示倒商贸", "示例商贸", NameRank::kSimilar, "similar name: 倒 / 例"},
      {"示例商贸", "示例甲商贸", NameRank::kSimilar, "similar name: - / 甲"},
      {"示例", "示例商贸有限公司", NameRank::kSimilar, "name begins with it"},
      {"商贸", "示例商贸有限公司", NameRank::kSimilar, "name holds it"},
      {"甲12", "甲123", NameRank::kSimilar, "similar name: 12 / 123"},
  };
  for (const Row& row : table) {
    const Said said = Compare(row.asked, row.held);
    EXPECT_EQ(said.likeness.rank, row.rank) << row.asked << " " << row.held;
    EXPECT_EQ(said.why, row.why) << row.asked << " " << row.held;
  }
}

// Worked out by hand: a core character weighs 1, one of a trade 0.5, one of a region 0.15; 0.65 of
// it is common to characters read alike; 0.77 x common of both names / weight of both names.
TEST(NameScore, SimilarNamesByHand) {
  struct Row {
    std::string asked;
    std::string held;
    double score;
  };
  const std::vector<Row> table = {
      // 示 商 贸 of 3 each
      {"示倒商贸", "示例商贸", 0.77 * 4.0 / 6.0},
      // all of 3, one more in the other
      {"示例商贸", "示例甲商贸", 0.77 * 6.0 / 7.0},
      // 商贸 of 3 each
      {"甲乙商贸", "示例商贸", 0.77 * 2.0 / 6.0},
      // two of three and one read alike
      {"甲力丁", "甲例戊", 0.77 * (2.0 + 1.3) / 6.0},
      {"张三", "张四", 0.77 * 2.0 / 4.0},
      // region 2 x 0.15 each lost; another region: x 0.95
      {"福州示例商贸", "厦门示例商贸", 0.77 * 6.0 / 6.6 * 0.95},
      // one inside the other: 0.40 + 0.34 x covered (2 of 4), + 0.03 in front; and common:
      // 4 of 5 -> 0.616, which is more
      {"示例", "示例商贸", 0.77 * 4.0 / 5.0},
      {"三", "张三丰四五六", 0.40 + 0.34 / 6.0},
      {"张", "张三丰四五六", 0.40 + 0.34 / 6.0 + 0.03},
      {"甲", "乙", 0},
      {"", "乙", 0},
      {"··", "乙", 0},
  };
  for (const Row& row : table) {
    EXPECT_NEAR(Compare(row.asked, row.held).likeness.score, row.score, 1e-9)
        << row.asked << " " << row.held;
    EXPECT_NEAR(Compare(row.asked, row.held, true).likeness.score, row.score * 0.98, 1e-9)
        << "former: " << row.asked << " " << row.held;
  }
}

TEST(NameScore, EachRankHasItsOwnStretch) {
  // From the best to the worst; each strictly below the one before it.
  const std::vector<std::pair<std::string, bool>> held = {
      {"福州示例商贸有限公司", false},      // exact
      {"福州示例商貿有限公司", false},      // writing
      {"示例商贸（福州）有限公司", false},  // core, all the same
      {"福州示例商贸", false},              // core, without legal form
      {"福州示例商贸有限责任公司", false},  // core, other legal form
      {"示例商贸有限公司", false},          // core, no region
      {"示例商贸厂有限公司", true},         // see below: this is not the core
  };
  double before = 1.0;
  for (size_t i = 0; i + 1 < held.size(); ++i) {
    const double score = Compare("福州示例商贸有限公司", held[i].first).likeness.score;
    EXPECT_LT(score, before) << held[i].first;
    EXPECT_GE(score, 0.90) << held[i].first;
    before = score;
  }
  const std::vector<std::string> former = {"福州示例商贸有限公司", "福州示例商貿有限公司",
                                           "福州示例商贸", "示例商贸有限责任公司"};
  for (const std::string& name : former) {
    const double score = Compare("福州示例商贸有限公司", name, true).likeness.score;
    EXPECT_LT(score, before) << name;
    EXPECT_GE(score, 0.82) << name;
    before = score;
  }
  for (const std::string name : {"福州示力商贸有限公司", "福州示力尚贸有限公司"}) {
    const double score = Compare("福州示例商贸有限公司", name).likeness.score;
    EXPECT_LT(score, before) << name;
    EXPECT_GE(score, 0.77) << name;
    before = score;
  }
  EXPECT_LE(Compare("福州示例商贸有限公司", "福州示例商贸中心有限公司").likeness.score, 0.77);
}

TEST(NameScore, TheSameBothWays) {
  const std::vector<std::string> names = {
      "福州示例商贸有限公司", "示例商贸", "示力商贸", "张三", "北京大学", "abc科技", "例示商贸"};
  for (const std::string& a : names) {
    for (const std::string& b : names) {
      // Except where only one holds the other, all is the same from both sides.
      const auto x = Compare(a, b).likeness;
      const auto y = Compare(b, a).likeness;
      EXPECT_EQ(x.rank, y.rank) << a << " " << b;
      if (ReadName(a).text.find(ReadName(b).text) == std::string::npos &&
          ReadName(b).text.find(ReadName(a).text) == std::string::npos) {
        EXPECT_NEAR(x.score, y.score, 1e-9) << a << " " << b;
      }
    }
  }
}

TEST(Pinyin, Table) {
  struct Row {
    std::string letters;
    std::string name;
    double score;  // 0 = not meant
  };
  const std::vector<Row> table = {
      {"shilishangmao", "福州示例商贸有限公司", 0.80},
      {"fuzhoushilishangmao", "福州示例商贸有限公司", 0.80},
      {"shili", "福州示例商贸有限公司", 0.55 + 0.20 * 2 / 4},
      {"slsm", "福州示例商贸有限公司", 0.70},
      {"sls", "福州示例商贸有限公司", 0.50 + 0.18 * 3 / 4},
      {"shi", "福州示例商贸有限公司", 0},
      {"lishang", "福州示例商贸有限公司", 0},
      {"xian", "西安", 0.80},
      {"xian", "先", 0.80},
      {"changfeng", "长风", 0.80},
      {"zhangfeng", "长风", 0.80},  // its other reading
      {"lvse", "绿色", 0.80},
      {"abckeji", "abc科技", 0.80},
      {"zhangsan", "张三", 0.80},
      {"zhangsi", "张三", 0},
      {"zs", "张三", 0.70},
      {"s", "三", 0},
  };
  for (const Row& row : table) {
    const auto likeness = ComparePinyin(row.letters, ReadName(row.name));
    EXPECT_NEAR(likeness ? likeness->score : 0, row.score, 1e-9) << row.letters << " " << row.name;
  }
}

}  // namespace
}  // namespace liancheng::query
