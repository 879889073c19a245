#include "datasets/readers/regions/regions.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Existed = RegionState::Existed;

model::Date Day(const char* text) {
  return *model::ParseDate(text);
}

TEST(RegionsTest, ParseRegion) {
  const struct {
    const char* text;
    uint32_t code;  // 0: refused
  } rows[] = {{"350104", 350104}, {"100000", 100000}, {"350199", 350199}, {"990000", 0},
              {"35010", 0},       {"3501040", 0},     {"35010a", 0},      {"", 0}};
  for (const auto& row : rows) {
    const auto region = ParseRegion(row.text);
    EXPECT_EQ(region ? region->value : 0, row.code) << row.text;
  }
}

TEST(RegionsTest, IsKnownRegion) {
  // 110103 崇文区 was merged away in 2010; 350112 长乐区 came in 2017.
  for (const uint32_t code : {100000u, 110000u, 110103u, 350104u, 152224u, 320812u, 710000u}) {
    EXPECT_TRUE(IsKnownRegion({code})) << code;
  }
  for (const uint32_t code : {350199u, 350112u, 0u, 999999u}) {
    EXPECT_FALSE(IsKnownRegion({code})) << code;
  }
}

TEST(RegionsTest, ACodeOnADay) {
  // 崇文区: abolished by the State Council on 2010-07-01; in the revision of 2009-12, not in
  // 2010-10. 楚州区 became 淮安区 in January 2012: between the revisions of 2011-10 and 2012-10.
  const struct {
    uint32_t code;
    const char* day;
    Existed existed;
    std::string name;
    uint32_t parent;  // 0: none
    std::string why;
  } rows[] = {
      {110103, "2002-12-30", Existed::kNotKnown, "", 0, "not known before 2002-12"},
      {110103, "2002-12-31", Existed::kYes, "崇文区", 110100, ""},
      {110103, "2009-12-31", Existed::kYes, "崇文区", 110100, ""},
      {110103, "2010-01-01", Existed::kNotKnown, "崇文区", 110100,
       "changed between 2009-12 and 2010-10"},
      {110103, "2010-10-31", Existed::kNo, "崇文区", 110100, ""},
      {110103, "2015-01-01", Existed::kNo, "崇文区", 110100, ""},
      {110103, "2016-08-01", Existed::kNotKnown, "崇文区", 110100, "not known after 2016-07"},
      {320803, "2011-10-31", Existed::kYes, "楚州区", 320800, ""},
      {320803, "2012-06-01", Existed::kYes, "楚州区", 320800,
       "renamed between 2011-10 and 2012-10"},
      {320803, "2012-10-31", Existed::kYes, "淮安区", 320800, ""},
      {350104, "2016-07-31", Existed::kYes, "仓山区", 350100, ""},
      {350104, "2016-08-01", Existed::kNotKnown, "仓山区", 350100, "not known after 2016-07"},
      {350100, "2010-06-01", Existed::kYes, "福州市", 350000, ""},
      {350000, "2010-06-01", Existed::kYes, "福建省", 0, ""},
      {152224, "2010-06-01", Existed::kYes, "突泉县", 152200, ""},
      {350112, "2010-06-01", Existed::kNo, "", 0, ""},
      {350112, "2020-06-01", Existed::kNotKnown, "", 0, "not known after 2016-07"},
  };
  for (const auto& row : rows) {
    const RegionState state = RegionOn({row.code}, Day(row.day));
    const std::string what = std::to_string(row.code) + " " + row.day;
    EXPECT_EQ(state.existed, row.existed) << what;
    EXPECT_EQ(state.name, row.name) << what;
    EXPECT_EQ(state.parent ? state.parent->value : 0, row.parent) << what;
    EXPECT_EQ(state.why, row.why) << what;
  }
}

TEST(RegionsTest, TheFullNameOnADay) {
  const struct {
    uint32_t code;
    const char* day;
    const char* name;
  } rows[] = {
      {350000, "2010-06-01", "福建省"},
      {350100, "2010-06-01", "福建省福州市"},
      {350104, "2010-06-01", "福建省福州市仓山区"},
      {350104, "2026-06-01", "福建省福州市仓山区"},  // by the last revision, 2016-07
      {152224, "2010-06-01", "内蒙古自治区兴安盟突泉县"},
      {110105, "2010-06-01", "北京市朝阳区"},
      {110100, "2010-06-01", "北京市市辖区"},
      {110103, "2015-01-01", "北京市崇文区"},  // merged away in 2010
      {320803, "2011-10-31", "江苏省淮安市楚州区"},
      {320803, "2012-10-31", "江苏省淮安市淮安区"},
      {350104, "2002-06-01", ""},  // before the first revision
      {350112, "2020-06-01", ""},  // in none
  };
  for (const auto& row : rows) {
    EXPECT_EQ(FullNameOn({row.code}, Day(row.day)), row.name) << row.code << " " << row.day;
  }
}

TEST(RegionsTest, EveryShortFormIsAUnitOfTheStandard) {
  const struct {
    const char* province;
    const char* prefecture;
    const char* full_name;
  } rows[] = {{"福建", "福州", "福建省福州市"},
              {"江苏省", "淮安", "江苏省淮安市"},
              {"陕西", "西安市", "陕西省西安市"},
              {"内蒙古", "兴安", "内蒙古自治区兴安盟"}};
  for (const auto& row : rows) {
    const auto province = ProvinceByName(row.province);
    ASSERT_TRUE(province) << row.province;
    const auto prefecture = PrefectureByName(*province, row.prefecture);
    ASSERT_TRUE(prefecture) << row.prefecture;
    EXPECT_EQ(FullNameOn(*prefecture, Day("2016-07-31")), row.full_name);
  }
}

TEST(RegionsTest, ACodeOfNoRevisionIsNotedOnceAndKept) {
  const Reading read = ReadNative({{"entities.csv",
                                    "id,type,region\nE1,shop,350104\nE2,shop,350112\n"
                                    "E3,shop,350112\nE4,shop,110103\nE5,shop,100000\n"}});
  EXPECT_THAT(read.facts, SizeIs(5));
  EXPECT_THAT(read.Issues(),
              ElementsAre("noted 3 region \"350112\" is in no revision of GB/T 2260 from 2002-12 "
                          "to 2016-07; kept"));
}

TEST(RegionsTest, ANoteOfARefusedRowIsNotLost) {
  const Reading read = ReadNative({{"entities.csv",
                                    "id,type,region,valid_from\nE1,shop,350112,never\n"
                                    "E2,shop,350112,\n"}});
  EXPECT_THAT(read.facts, SizeIs(1));
  ASSERT_THAT(read.issues, SizeIs(2));
  EXPECT_EQ(read.issues[1].row, 3);
  EXPECT_EQ(read.issues[1].column, "region");
}

}  // namespace
}  // namespace liancheng::datasets
