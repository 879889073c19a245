#include <gtest/gtest.h>

#include "engine/model/money.h"
#include "engine/model/share.h"

namespace liancheng::model {
namespace {

TEST(Money, ReadsYuanToFen) {
  EXPECT_EQ(ParseYuan("50000")->fen, 5'000'000);
  EXPECT_EQ(ParseYuan("49999.99")->fen, 4'999'999);
  EXPECT_EQ(ParseYuan("0.5")->fen, 50);
  EXPECT_EQ(ParseYuan("0")->fen, 0);
}

TEST(Money, RefusesWhatIsNoAmount) {
  for (const char* text : {"", ".", "5.", ".5", "-1", "1,000", "1.234", "five", "1e5",
                           "1000000000000001", "99999999999999999999999"}) {
    EXPECT_FALSE(ParseYuan(text).ok()) << text;
  }
}

TEST(Money, FormatsFenOnlyWhereThereAreSome) {
  EXPECT_EQ(FormatYuan({5'000'000}), "50000");
  EXPECT_EQ(FormatYuan({4'999'990}), "49999.90");
}

TEST(Share, ReadsPercentToPpm) {
  EXPECT_EQ(*ParsePercent("0"), 0u);
  EXPECT_EQ(*ParsePercent("30"), 300'000u);
  EXPECT_EQ(*ParsePercent("33.3333"), 333'333u);
  EXPECT_EQ(*ParsePercent("33.333333333333336"), 333'333u);
  EXPECT_EQ(*ParsePercent("100"), kWholePpm);
  EXPECT_EQ(*ParsePercent("100.0"), kWholePpm);
}

TEST(Share, RefusesWhatIsOutside0To100) {
  for (const char* text :
       {"", ".", "-1", "100.0001", "130", "1000", "30%", "30.", "3 0", "30.00001x"}) {
    EXPECT_FALSE(ParsePercent(text).ok()) << text;
  }
}

TEST(Share, FormatsWithoutTrailingZeros) {
  EXPECT_EQ(FormatPercent(300'000), "30");
  EXPECT_EQ(FormatPercent(333'333), "33.3333");
  EXPECT_EQ(FormatPercent(500), "0.05");
  EXPECT_EQ(FormatPercent(0), "0");
}

}  // namespace
}  // namespace liancheng::model
