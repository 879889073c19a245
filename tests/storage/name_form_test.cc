#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "engine/names/form.h"
#include "engine/names/grams.h"
#include "engine/names/han.h"
#include "storage/index/derived.h"

namespace liancheng::storage {
namespace {

using namespace names;

// text, core, regions, legal form; parts as one letter a unit
struct Row {
  std::string name;
  std::string text;
  std::string core;
  std::string regions;
  std::string legal_form;
  std::string parts;
};

std::string RegionsOf(const NameForm& form) {
  std::string all;
  for (const std::string_view region : form.regions)
    all += (all.empty() ? "" : " ") + std::string(region);
  return all;
}

std::string PartsOf(const NameForm& form) {
  std::string all;
  for (const NameUnit& unit : form.units) all.push_back("rct"[static_cast<int>(unit.part)]);
  return all;
}

TEST(NameForm, Table) {
  const std::vector<Row> table = {
      {"", "", "", "", "", ""},
      {"示例", "示例", "示例", "", "", "cc"},
      {"福州示例商贸有限公司", "福州示例商贸", "示例商贸", "福州", "有限公司", "rrcctt"},
      {"福州市示例商贸有限责任公司", "福州市示例商贸", "示例商贸", "福州", "有限责任公司",
       "rrrcctt"},
      {"福建省福州市鼓楼区示例商贸", "福建省福州市鼓楼区示例商贸", "示例商贸", "福建 福州 鼓楼区",
       "", "rrrrrrrrrcctt"},
      {"示例商貿（福州）有限公司", "示例商贸", "示例商贸", "福州", "有限公司", "cctt"},
      {"(福建福州)示例商贸", "示例商贸", "示例商贸", "福建 福州", "", "cctt"},
      {"示例（集团）股份有限公司", "示例", "示例", "", "集团股份有限公司", "cc"},
      {"示例（甲）商贸", "示例甲商贸", "示例甲商贸", "", "", "ccctt"},
      // Enough must be left to identify a party: the region stays when otherwise only a trade would
      // be left.
      {"福州商贸有限公司", "福州商贸", "福州商贸", "", "有限公司", "cctt"},
      {"北京大学", "北京大学", "北京大学", "", "", "cctt"},
      {"福州张有限公司", "福州张", "福州张", "", "有限公司", "ccc"},
      // A county's short name counts only behind another region; its full name alone too.
      {"连江示例商贸", "连江示例商贸", "连江示例商贸", "", "", "cccctt"},
      {"连江县示例商贸", "连江县示例商贸", "示例商贸", "连江", "", "rrrcctt"},
      {"福建连江示例商贸", "福建连江示例商贸", "示例商贸", "福建 连江", "", "rrrrcctt"},
      // A branch is another body: its ending stays, the legal form of the whole goes.
      {"示例商贸有限公司福州分公司", "示例商贸福州分公司", "示例商贸福州分公司", "", "",
       "ccttccttt"},
      {"公司", "公司", "公司", "", "", "cc"},
      {"张三", "张三", "张三", "", "", "cc"},
      {"买买提·吐尔逊", "买买提吐尔逊", "买买提吐尔逊", "", "", "cccccc"},
      {"张 三 丰.", "张三丰", "张三丰", "", "", "ccc"},
      {"老王便利店（个体工商户）", "老王便利店", "老王便利店", "", "个体工商户", "ccttt"},
      {"示例投资合伙企业（有限合伙）", "示例投资", "示例投资", "", "合伙企业有限合伙", "cctt"},
      {"ＡＢＣ科技（厦门）有限公司", "abc科技", "abc科技", "厦门", "有限公司", "ccctt"},
      {"Example Co., Ltd.", "example", "example", "", "coltd", "ccccccc"},
      {"第12分店3号", "第12分店3号", "第12分店3号", "", "", "ccttcc"},
      {"羅馬後裔", "罗马后裔", "罗马后裔", "", "", "cccc"},
      {"\xff示例\xe4", "示例", "示例", "", "", "cc"},
  };
  for (const Row& row : table) {
    const NameForm form = ReadName(row.name);
    EXPECT_EQ(form.text, row.text) << row.name;
    EXPECT_EQ(form.Core(), row.core) << row.name;
    EXPECT_EQ(RegionsOf(form), row.regions) << row.name;
    EXPECT_EQ(form.legal_form, row.legal_form) << row.name;
    EXPECT_EQ(PartsOf(form), row.parts) << row.name;
  }
}

TEST(NameForm, DigitsAreOneUnit) {
  const NameForm twelve = ReadName("甲12乙");
  ASSERT_EQ(twelve.units.size(), 3u);
  EXPECT_GE(twelve.units[1].code, kDigits);
  EXPECT_EQ(twelve.units[1].bytes, 2);
  EXPECT_EQ(twelve.units[1].code, ReadName("１２").units[0].code);
  EXPECT_NE(twelve.units[1].code, ReadName("21").units[0].code);
}

TEST(Han, SimplifiedAndRead) {
  for (const auto& [from, to] : std::vector<std::pair<char32_t, char32_t>>{{U'國', U'国'},
                                                                           {U'貿', U'贸'},
                                                                           {U'臺', U'台'},
                                                                           {U'後', U'后'},
                                                                           {U'舖', U'铺'},
                                                                           {U'国', U'国'},
                                                                           {U'a', U'a'},
                                                                           {U'(', U'('},
                                                                           {0x20bb7, 0x20bb7},
                                                                           {0xf90a, U'金'}}) {
    EXPECT_EQ(Simplified(from), to);
  }
  EXPECT_EQ(Letters(ReadingOf(U'示')), "shi");
  EXPECT_EQ(Letters(ReadingOf(U'长')), "chang");
  EXPECT_EQ(Letters(ReadingOf(U'厦')), "xia");
  EXPECT_EQ(Letters(ReadingOf(U'绿')), "lu");
  EXPECT_EQ(ReadingOf(U'a'), Syllable());
  EXPECT_EQ(ReadingOf(0x20bb7), Syllable());
  EXPECT_TRUE(IsRead(U'长', SyllableOfLetters("zhang")));
  EXPECT_TRUE(IsRead(U'行', SyllableOfLetters("hang")));
  EXPECT_FALSE(IsRead(U'行', SyllableOfLetters("hong")));
  EXPECT_EQ(SyllableOfLetters("lv"), SyllableOfLetters("lu"));
  EXPECT_EQ(SyllableOfLetters("zhuangs"), Syllable());
  EXPECT_EQ(SyllableOfLetters("sh1"), Syllable());
  // 行 is usually read xing: whoever types hang may mean it.
  std::set<std::string> usual;
  for (const Syllable syllable : UsualReadingsBehind(SyllableOfLetters("hang"))) {
    usual.insert(Letters(syllable));
  }
  EXPECT_EQ(usual, (std::set<std::string>{"hang", "xing"}));
  EXPECT_TRUE(UsualReadingsBehind(SyllableOfLetters("xyz")).empty());
}

std::set<std::string> GramsOf(const model::EntityFact& fact) {
  std::set<std::string> words;
  size_t count = 0;
  VisitNameGrams(fact, [&](Gram gram) {
    words.insert(Words(gram));
    ++count;
  });
  EXPECT_EQ(count, words.size()) << "a gram came twice";
  return words;
}

TEST(NameGrams, Table) {
  const std::vector<std::pair<std::string, std::set<std::string>>> table = {
      {"", {}},
      {"一", {"一"}},
      {"张三", {"张三", "zhang-san", "zs"}},
      {"福州示例商贸有限公司",
       {"福州", "州示", "示例", "例商", "商贸", "示商", "shi-li", "li-shang", "shang-mao",
        "shi-shang", "slsm"}},
      {"示例商貿（福州）有限公司",
       {"示例", "例商", "商贸", "示商", "shi-li", "li-shang", "shang-mao", "shi-shang", "slsm"}},
      {"甲12", {"甲#"}},
      {"哈哈哈", {"哈哈", "ha-ha", "hhh"}},
      {"abc科技", {"ab", "bc", "c科", "科技", "ac", "ke-ji", "abck"}},
  };
  for (const auto& [name, grams] : table) {
    model::EntityFact fact;
    fact.name = name;
    EXPECT_EQ(GramsOf(fact), grams) << name;
  }
  model::EntityFact fact;
  fact.name = "张三";
  fact.former_names = {"张三", "一"};
  EXPECT_EQ(GramsOf(fact), (std::set<std::string>{"张三", "zhang-san", "zs", "一"}));
  fact.type = model::EntityType::kValue;
  EXPECT_TRUE(GramsOf(fact).empty());
}

TEST(NameGrams, InitialsAreARange) {
  const auto initials = [](const std::string& letters) {
    std::vector<uint8_t> numbers;
    for (const char c : letters) numbers.push_back(static_cast<uint8_t>(c - 'a' + 1));
    return numbers;
  };
  const Gram low = InitialsGram(initials("zs"));
  const Gram high = AfterInitials(initials("zs"));
  for (const std::string in : {"zs", "zsa", "zsz", "zszz", "zszzz"}) {
    EXPECT_GE(InitialsGram(initials(in)), low) << in;
    EXPECT_LT(InitialsGram(initials(in)), high) << in;
  }
  for (const std::string out : {"z", "zr", "zrzz", "zt", "a"}) {
    EXPECT_FALSE(InitialsGram(initials(out)) >= low && InitialsGram(initials(out)) < high) << out;
  }
  EXPECT_EQ(InitialsGram(initials("abcde")), InitialsGram(initials("abcd")));
  EXPECT_EQ(KindOf(AfterInitials(initials("zzzz"))), GramKind::kInitials);
}

}  // namespace
}  // namespace liancheng::storage
