#include "engine/names/fold.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "storage/format/keys.h"

namespace liancheng::storage {
namespace {

using namespace names;

TEST(Fold, Table) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"", ""},
      {"福州仓山（集团）有限公司", "福州仓山(集团)有限公司"},
      {"福州仓山(集团）有限公司", "福州仓山(集团)有限公司"},
      {"福州仓山〔集团〕有限公司", "福州仓山(集团)有限公司"},
      {"【集团】［甲］[乙]", "(集团)(甲)(乙)"},
      {"ＡＢＣ１２３科技", "abc123科技"},
      {"Abc Co., Ltd.", "abcco.,ltd."},
      {" 张　三\t", "张三"},
      {"MÜNCHNER Ärzte", "münchnerärzte"},
      {"买买提•吐尔逊", "买买提·吐尔逊"},
      {"买买提・吐尔逊", "买买提·吐尔逊"},
      {"a\xef\xbb\xbf"
       "b\xe2\x80\x8b"
       "c",
       "abc"},
      {"\xff\xfe"
       "ok",
       "\xff\xfe"
       "ok"},
      {"\xe7\x94", "\xe7\x94"},
      {std::string("a\0b", 3), "ab"},
      {"𠮷野家", "𠮷野家"},
      {"×÷", "×÷"},
  };
  for (const auto& [name, folded] : table) EXPECT_EQ(FoldName(name), folded) << name;
}

TEST(Fold, LongNamesAreCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 300; ++i) name += "福";  // 3 bytes each
  const std::string folded = FoldName(name);
  EXPECT_EQ(folded, name.substr(0, kFoldedNameBytesMax));
  EXPECT_EQ(folded.size() % 3, 0u);
  EXPECT_EQ(FoldName("a" + name).size(), 1 + 159 * 3u);
}

}  // namespace
}  // namespace liancheng::storage
