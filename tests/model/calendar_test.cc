#include "engine/model/calendar.h"

#include <gtest/gtest.h>

namespace liancheng::model {
namespace {

Date Day(const char* text) {
  return *ParseDate(text);
}

// Two weeks of a made-up notice: 2030-01-01 is a Tuesday; Monday to Wednesday are free, the
// Saturday before is worked.
Calendar Small() {
  return Calendar({.source = "made up",
                   .covered_from = Day("2029-12-24"),
                   .covered_to = Day("2030-01-13"),
                   .days_off = {Day("2029-12-31"), Day("2030-01-01"), Day("2030-01-02")},
                   .worked_weekends = {Day("2029-12-29")}});
}

TEST(Calendar, WeekendsAreFreeUnlessWorked) {
  const Calendar calendar = Small();
  EXPECT_TRUE(calendar.IsWorkingDay(Day("2029-12-28")));
  EXPECT_TRUE(calendar.IsWorkingDay(Day("2029-12-29")));
  EXPECT_FALSE(calendar.IsWorkingDay(Day("2029-12-30")));
  EXPECT_FALSE(calendar.IsWorkingDay(Day("2029-12-31")));
  EXPECT_TRUE(calendar.IsWorkingDay(Day("2030-01-03")));
  EXPECT_FALSE(calendar.IsWorkingDay(Day("2030-01-05")));
  EXPECT_TRUE(calendar.IsWorkingDay(Day("1970-01-01")));   // a Thursday
  EXPECT_FALSE(calendar.IsWorkingDay(Day("1969-12-28")));  // a Sunday
}

TEST(Calendar, TheDayOfTheStartIsNotCounted) {
  const Calendar calendar = Small();
  EXPECT_EQ(calendar.AddWorkingDays(Day("2029-12-28"), 0), (CountedDay{Day("2029-12-28")}));
  EXPECT_EQ(calendar.AddWorkingDays(Day("2029-12-28"), 1), (CountedDay{Day("2029-12-29")}));
  EXPECT_EQ(calendar.AddWorkingDays(Day("2029-12-28"), 2), (CountedDay{Day("2030-01-03")}));
  EXPECT_EQ(calendar.AddWorkingDays(Day("2029-12-30"), 1), (CountedDay{Day("2030-01-03")}));
}

TEST(Calendar, BeyondTheNoticesAResultIsProvisional) {
  const Calendar calendar = Small();
  EXPECT_FALSE(calendar.AddWorkingDays(Day("2030-01-10"), 1).provisional);
  EXPECT_EQ(calendar.AddWorkingDays(Day("2030-01-11"), 1),
            (CountedDay{.day = Day("2030-01-14"), .provisional = true}));
  EXPECT_TRUE(calendar.AddWorkingDays(Day("2029-12-20"), 5).provisional);
  EXPECT_TRUE(Calendar().AddWorkingDays(Day("2020-01-01"), 1).provisional);
  EXPECT_TRUE(calendar.NextWorkingDay(Day("2030-01-12")).provisional);
}

// 民法典 art. 203.
TEST(Calendar, AFreeLastDayMovesToTheNextWorkingDay) {
  const Calendar calendar = Small();
  EXPECT_EQ(calendar.NextWorkingDay(Day("2029-12-31")),
            (CountedDay{.day = Day("2030-01-03"), .moved = true}));
  EXPECT_EQ(calendar.NextWorkingDay(Day("2029-12-29")), (CountedDay{Day("2029-12-29")}));
}

TEST(Calendar, OpenEndsStayOpen) {
  EXPECT_EQ(Small().AddWorkingDays(kOpenEnd, 3).day, kOpenEnd);
  EXPECT_EQ(Small().NextWorkingDay(kOpenStart).day, kOpenStart);
}

}  // namespace
}  // namespace liancheng::model
