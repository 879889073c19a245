#include "engine/model/date.h"

#include <gtest/gtest.h>

namespace liancheng::model {
namespace {

Date Day(const char* text) {
  return *ParseDate(text);
}

TEST(Date, CountsFrom1970) {
  EXPECT_EQ(Day("1970-01-01").days, 0);
  EXPECT_EQ(Day("1970-02-01").days, 31);
  EXPECT_EQ(Day("1969-12-31").days, -1);
  EXPECT_EQ(Day("2000-03-01").days, 11017);  // 30 years, 7 leap days, 60 days of 2000
}

TEST(Date, RoundTripsEveryDayOfFourCenturies) {
  for (int days = Day("1800-01-01").days; days <= Day("2200-01-01").days; ++days) {
    ASSERT_EQ(FromCivil(ToCivil(Date{days})).days, days);
  }
}

TEST(Date, RefusesWhatIsNoDay) {
  for (const char* text :
       {"", "2020-2-1", "2020/02/01", "2020-13-01", "2019-02-29", "1900-02-29", "2020-00-10",
        "2020-01-00", "1799-12-31", "3000-01-01", "２020-01-01", "2020-01-01 "}) {
    EXPECT_FALSE(ParseDate(text).ok()) << text;
  }
  EXPECT_TRUE(ParseDate("2000-02-29").ok());
}

TEST(Date, FormatsAndLeavesOpenEndsEmpty) {
  EXPECT_EQ(FormatDate(Day("2020-06-01")), "2020-06-01");
  EXPECT_EQ(FormatDate(kOpenStart), "");
  EXPECT_EQ(FormatDate(kOpenEnd), "");
  EXPECT_EQ(FormatDate(FromCivil({33, 1, 2})), "0033-01-02");
  EXPECT_EQ(FormatDate(FromCivil({9999, 12, 31})), "9999-12-31");
  EXPECT_EQ(FormatDate(FromCivil({12345, 10, 20})), "12345-10-20");
}

// 民法典 art. 202: the corresponding day, or the last day of the month.
TEST(Date, MonthsEndOnTheCorrespondingDayOrTheMonthsLast) {
  EXPECT_EQ(FormatDate(AddMonths(Day("2024-01-31"), 1)), "2024-02-29");
  EXPECT_EQ(FormatDate(AddMonths(Day("2023-01-31"), 1)), "2023-02-28");
  EXPECT_EQ(FormatDate(AddMonths(Day("2020-12-15"), 1)), "2021-01-15");
  EXPECT_EQ(FormatDate(AddMonths(Day("2020-01-31"), -12)), "2019-01-31");
  EXPECT_EQ(FormatDate(AddMonths(Day("2020-03-31"), -1)), "2020-02-29");
  EXPECT_EQ(FormatDate(AddYears(Day("2020-02-29"), 1)), "2021-02-28");
  EXPECT_EQ(FormatDate(AddYears(Day("2020-03-01"), 1)), "2021-03-01");
  EXPECT_EQ(AddYears(kOpenEnd, 1), kOpenEnd);
  EXPECT_EQ(AddDays(kOpenStart, 5), kOpenStart);
}

TEST(DateRange, IsHalfOpen) {
  const DateRange range{Day("2020-01-01"), Day("2021-01-01")};
  EXPECT_FALSE(range.Contains(Day("2019-12-31")));
  EXPECT_TRUE(range.Contains(Day("2020-01-01")));
  EXPECT_TRUE(range.Contains(Day("2020-12-31")));
  EXPECT_FALSE(range.Contains(Day("2021-01-01")));
}

TEST(DateRange, IntersectsToTheLaterStartAndEarlierEnd) {
  const DateRange a{Day("2020-01-01"), kOpenEnd};
  const DateRange b{kOpenStart, Day("2020-06-01")};
  EXPECT_EQ(Intersect(a, b), (DateRange{Day("2020-01-01"), Day("2020-06-01")}));
  EXPECT_TRUE(Intersect({Day("2020-06-01"), kOpenEnd}, b).Empty());
}

}  // namespace
}  // namespace liancheng::model
