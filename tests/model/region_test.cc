// What an area holds, and the two meanings of a code of 0.
#include "engine/model/region.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace liancheng::model {
namespace {

// GB/T 2260: two digits a province, two a city, two a county.
TEST(Area, HoldsTheRegionsThatLieInIt) {
  struct Row {
    uint32_t area;
    uint32_t region;
    bool holds;
  };
  const Row rows[] = {
      {350000, 350104, true},  {350100, 350104, true},  {350104, 350104, true},
      {610000, 610000, true},  {350104, 350100, false}, {350104, 350105, false},
      {350100, 350200, false}, {350000, 360104, false}, {350100, 350000, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Area{{row.area}}.Holds({row.region}), row.holds) << row.area << " " << row.region;
  }
}

// Of an area 0 is everywhere, of a party it is unknown.
TEST(Area, ZeroIsEverywhereAndHoldsAlsoAPartyOfUnknownRegion) {
  EXPECT_TRUE(Area{{0}}.IsEverywhere());
  EXPECT_TRUE(Area{{0}}.Holds({350104}));
  EXPECT_TRUE(Area{{0}}.Holds({0}));
}

TEST(Area, APartyOfUnknownRegionLiesInNoBoundedArea) {
  for (const uint32_t area : {350000u, 350100u, 350104u}) {
    EXPECT_FALSE(Area{{area}}.IsEverywhere());
    EXPECT_FALSE(Area{{area}}.Holds({0})) << area;
  }
}

TEST(Area, MeetsAnotherWhereOneLiesWithinTheOther) {
  struct Row {
    uint32_t a;
    uint32_t b;
    bool meet;
  };
  const Row rows[] = {
      {350000, 350104, true},
      {350104, 350100, true},
      {350104, 350104, true},
      {0, 350104, true},
      {0, 0, true},
      {350104, 350105, false},
      {350100, 350200, false},
      {350000, 360000, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(Area{{row.a}}.Meets({{row.b}}), row.meet) << row.a << " " << row.b;
    EXPECT_EQ(Area{{row.b}}.Meets({{row.a}}), row.meet) << row.b << " " << row.a;
  }
}

TEST(Area, SeveralHoldWhatOneOfThemHoldsAndNoneGivenHoldEverything) {
  const std::vector<RegionCode> two = {{350104}, {152200}};
  EXPECT_TRUE(AnyHolds(two, {152224}));
  EXPECT_TRUE(AnyHolds(two, {350104}));
  EXPECT_FALSE(AnyHolds(two, {350105}));
  EXPECT_FALSE(AnyHolds(two, {0}));
  EXPECT_TRUE(AnyHolds({}, {350105}));
  EXPECT_TRUE(AnyHolds({}, {0}));
}

}  // namespace
}  // namespace liancheng::model
