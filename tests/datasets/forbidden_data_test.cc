#include "datasets/readers/native/forbidden_data.h"

#include <string>

#include "datasets/readers/rulebook/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

std::string NameOf(const model::ForbiddenData* data) {
  return data == nullptr ? "" : data->name;
}

struct Row {
  std::string_view text;
  std::string_view kind;  // empty: not forbidden
};

TEST(ForbiddenDataTest, FieldNames) {
  const ForbiddenScan scan(TestWords().forbidden);
  const Row rows[] = {
      {"血型", "血型"},
      {"本人血型（ABO）", "血型"},
      {"血 型", "血型"},
      {"血　型", "血型"},
      {"blood_type", "血型"},
      {"Blood Type", "血型"},
      {"BLOOD-TYPE", "血型"},
      {"bloodType", "血型"},
      {"bloodtype", "血型"},
      {"ＢＬＯＯＤ＿ＴＹＰＥ", "血型"},
      {"ｂｌｏｏｄ　ｔｙｐｅ", "血型"},
      {"father_blood_types", "血型"},
      {"blood", ""},
      {"type", ""},
      {"gene", "基因"},
      {"genes", "基因"},
      {"GENE_1", "基因"},
      {"gene2", "基因"},
      {"general_manager", ""},
      {"generation", ""},
      {"hygiene", ""},
      {"宗教", "宗教信仰"},
      {"Religion", "宗教信仰"},
      {"疾病情况", "疾病和病史"},
      {"家族病史", "疾病和病史"},
      {"disease", "疾病和病史"},
      {"指纹编号", "指纹"},
      {"fingerprints", "指纹"},
      {"籍贯", ""},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(NameOf(scan.InFieldName(row.text)), row.kind) << row.text;
}

TEST(ForbiddenDataTest, Texts) {
  const ForbiddenScan scan(TestWords().forbidden);
  const Row rows[] = {
      {"某人血型为A型", "血型"},
      {"某人的血\n型", "血型"},
      {"因患病未到", "疾病和病史"},
      {"信教群众", "宗教信仰"},
      {"采集指纹一枚", "指纹"},
      {"基因检测结果", "基因"},
      {"基因科技有限公司", ""},
      {"宗教活动场所", ""},
      {"拖欠货款", ""},
      {"血液制品型号", ""},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(NameOf(scan.InText(row.text)), row.kind) << row.text;
}

TEST(ForbiddenDataTest, CodesAreWholeValues) {
  const ForbiddenScan scan(TestWords().forbidden);
  const Row rows[] = {
      {"G-07", "基因"}, {"g-07", "基因"}, {"Ｇ－０７", "基因"}, {" G-07 ", "基因"}, {"G-070", ""},
      {"AG-07", ""},    {"", ""}};
  for (const Row& row : rows) EXPECT_EQ(NameOf(scan.AsCode(row.text)), row.kind) << row.text;
}

TEST(ForbiddenDataTest, AWordWithoutLettersForbidsNothing) {
  const std::vector<model::ForbiddenData> entries = {{"X-1", "x", {"", " ", "-"}, {"_"}, {}}};
  const ForbiddenScan scan(entries);
  EXPECT_EQ(scan.InFieldName("name"), nullptr);
  EXPECT_EQ(scan.InText("a - b_c"), nullptr);
}

TEST(ForbiddenDataTest, AWordOfBothScriptsIsFoundInAnySpelling) {
  const std::vector<model::ForbiddenData> entries = {{"X-1", "x", {}, {"Rh血型"}, {}}};
  const ForbiddenScan scan(entries);
  for (const char* text : {"Rh血型", "RH 血型", "他的ｒｈ血型"}) {
    EXPECT_NE(scan.InText(text), nullptr) << text;
  }
  EXPECT_EQ(scan.InText("血型"), nullptr);
}

TEST(ForbiddenDataTest, ShippedRulebooksNameTheKindsOfTheLaw) {
  const auto words = ReadKnownWords(LIANCHENG_SOURCE_DIR "/datasets/rulebooks");
  ASSERT_TRUE(words.ok()) << words.status();
  const ForbiddenScan scan(words->forbidden);
  // 征信业管理条例 art. 14: 宗教信仰, 基因, 指纹, 血型, 疾病和病史.
  for (const char* kind : {"宗教信仰", "基因", "指纹", "血型", "疾病", "病史"}) {
    const model::ForbiddenData* data = scan.InFieldName(kind);
    ASSERT_NE(data, nullptr) << kind;
    EXPECT_EQ(data->id, "HX-14") << kind;
  }
}

}  // namespace
}  // namespace liancheng::datasets
