#include "datasets/readers/native/text.h"

#include "datasets/readers/regions/regions.h"
#include "datasets/readers/registry/capital.h"
#include "gtest/gtest.h"

namespace liancheng::datasets {
namespace {

TEST(TextTest, SoundnessFollowsRfc3629) {
  const struct {
    std::string_view text;
    TextFault fault;
  } cases[] = {
      {"", TextFault::kNone},
      {"plain text of more than eight bytes", TextFault::kNone},
      {"tab\tline\nreturn\r", TextFault::kNone},
      {"福州市仓山区某某电子商务有限公司", TextFault::kNone},
      {"\xF0\xA0\xAE\xB7", TextFault::kNone},              // U+20BB7, four bytes
      {"\xF4\x8F\xBF\xBF", TextFault::kNone},              // U+10FFFF, the last
      {"\xC2\x80", TextFault::kNone},                      // U+0080, the first of two bytes
      {"\xF4\x90\x80\x80", TextFault::kNotUtf8},           // over U+10FFFF
      {"\xC0\xAF", TextFault::kNotUtf8},                   // overlong
      {"\xE0\x9F\xBF", TextFault::kNotUtf8},               // overlong
      {"\xF0\x8F\xBF\xBF", TextFault::kNotUtf8},           // overlong
      {"\xED\xA0\x80", TextFault::kNotUtf8},               // a surrogate
      {"\xE7\xA6", TextFault::kNotUtf8},                   // cut short
      {"\x80", TextFault::kNotUtf8},                       // a follower alone
      {"\xC4\xE3\xBA\xC3", TextFault::kNotUtf8},           // 你好 in GBK
      {"12345678\xFF", TextFault::kNotUtf8},               // behind eight plain bytes
      {std::string_view("a\0b", 3), TextFault::kControl},  //
      {"1234567\x1F", TextFault::kControl},
      {"\x1B[31m", TextFault::kControl},
  };
  for (const auto& c : cases) EXPECT_EQ(CheckText(c.text), c.fault) << ShownValue(c.text);
}

TEST(TextTest, ShownValueIsCutAtACharacterAndReadable) {
  EXPECT_EQ(ShownValue("福州"), "福州");
  EXPECT_EQ(ShownValue(std::string_view("a\0\xFF\n", 4)), "a\\x00\\xFF\\x0A");
  EXPECT_EQ(ShownValue(std::string(300, 'a')), std::string(200, 'a'));
  // 66 characters of three bytes are 198 bytes; the 67th would pass 200.
  std::string many;
  std::string shown;
  for (int i = 0; i < 70; ++i) many += "区";
  for (int i = 0; i < 66; ++i) shown += "区";
  EXPECT_EQ(ShownValue(many), shown);
}

TEST(TextTest, IdNumbersAreMaskedWhereverTheyStand) {
  // 11010519491231002X and 440524188001010014 are the examples of GB 11643.
  EXPECT_EQ(ShownValue("证号11010519491231002X。"), "证号1****************X。");
  EXPECT_EQ(ShownValue("440524188001010014,11010519491231002x"),
            "4****************4,1****************x");
  EXPECT_EQ(ShownValue("440524188001010015"), "440524188001010015");  // no ID number
  EXPECT_EQ(ShownLine("{\"x\": 440524188001010015, 13800000000"),
            "{\"x\": 4****************5, 13800000000");
}

TEST(TextTest, NearestWord) {
  constexpr std::string_view kLists = "CS-red, TQ-black, TQ-grade";
  EXPECT_EQ(Nearest("TQ-blak", kLists), "TQ-black");
  EXPECT_EQ(Nearest("TQ_black", kLists), "TQ-black");
  EXPECT_EQ(Nearest("CS-rad", kLists), "CS-red");
  EXPECT_EQ(Nearest("blacklist", kLists), "");
  EXPECT_EQ(Nearest("", kLists), "");
  EXPECT_EQ(Nearest(std::string(100000, 'x'), kLists), "");
}

TEST(TextTest, TrimAndFold) {
  EXPECT_EQ(Trim(" \t\xE3\x80\x80"
                 "a b\xC2\xA0\r\n"),
            "a b");
  EXPECT_EQ(Trim("\xE3\x80\x80"), "");
  EXPECT_EQ(FoldText("福建省 福州市　东街１２号（Ａ座）"), "福建省福州市东街12号(a座)");
  EXPECT_EQ(FoldText(" 　"), "");
  EXPECT_EQ(FoldPhone("+86 591-8765 4321"), "59187654321");
  EXPECT_EQ(FoldPhone("（０５９１）８７６５４３２１"), "059187654321");
  EXPECT_EQ(FoldPhone("0086 138 0000 0000"), "13800000000");
  EXPECT_EQ(FoldPhone("12315"), "12315");
  EXPECT_EQ(FoldPhone("8601"), "");
  EXPECT_EQ(FoldPhone("86543210"), "86543210");  // a local number that begins with 86
}

TEST(RegionsTest, NamesAndCodes) {
  const struct {
    std::string_view province;
    std::string_view city;
    uint32_t code;  // of the city, else of the province
  } cases[] = {
      {"福建", "福州", 350100},         {"福建省", "福州市", 350100},
      {"福建", "南京", 350000},         {"江苏", "宿迁", 321300},
      {"陕西省", "西咸新区", 610000},   {"陕西", "商洛市", 611000},
      {"内蒙古", "锡林郭勒", 152500},   {"内蒙古自治区", "兴安盟", 152200},
      {"内蒙古", "阿拉善盟", 152900},   {"北京市", "北京", 110000},
      {"广西壮族自治区", "", 450000},   {"澳门特别行政区", "", 820000},
      {"新疆维吾尔自治区", "", 650000},
  };
  for (const auto& c : cases) {
    const auto province = ProvinceByName(c.province);
    ASSERT_TRUE(province) << c.province;
    EXPECT_EQ(PrefectureByName(*province, c.city).value_or(*province).value, c.code) << c.city;
  }
  for (const std::string_view none : {"", "福", "福建市", "福建省福州市", "N/A", "美国"}) {
    EXPECT_FALSE(ProvinceByName(none)) << none;
  }
}

TEST(RegionsTest, ParseRegion) {
  EXPECT_EQ(ParseRegion("350104")->value, 350104u);
  EXPECT_EQ(ParseRegion("152224")->value, 152224u);
  EXPECT_EQ(ParseRegion("100000")->value, 100000u);
  for (const std::string_view none :
       {"", "35010", "3501040", "35010a", "990000", "000000", "福州"}) {
    EXPECT_FALSE(ParseRegion(none)) << none;
  }
}

TEST(CapitalTest, FormsOfRegisters) {
  for (const std::string_view good :
       {"100(万元人民币)", "5,000(万元)", "1,716.7000(万元人民币)", "6,201.5186(万元人民币)",
        "0(万元人民币)", "50万人民币", "50(万人民币元)", "980(万美元)", "1,234,567.5（万）",
        "3(万港币)", "0.0040(万元人民币)", "1.5亿元", "500000元", "20000"}) {
    EXPECT_TRUE(IsCapital(good)) << good;
  }
  for (const std::string_view bad :
       {"", "Philippe", "万元", "5,00(万元)", "50,00,000(万元)", "1000,000(万)", "5.(万元)", "50()",
        "50(万元", "50(万斤)", "壹佰万元"}) {
    EXPECT_FALSE(IsCapital(bad)) << bad;
  }
}

}  // namespace
}  // namespace liancheng::datasets
