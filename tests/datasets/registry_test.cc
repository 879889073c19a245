#include "datasets/readers/registry/registry.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kHeader =
    "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址";

Reading ReadRows(std::string_view rows) {
  return ReadRegistry(fmt::format("{}\n{}", kHeader, rows));
}

TEST(RegistryTest, FirmRepresentativeAndAddress) {
  const Reading read = ReadRows(
      "福州某某公司,91350100M000100Y43,2015-03-01,有限责任公司,甲某,\"5,000万元\",\"服装,鞋\","
      "福建,福州,"
      "福州市 东街１号\n");
  EXPECT_THAT(read.Issues(), IsEmpty());
  EXPECT_THAT(
      read.Lines(),
      ElementsAre(
          R"({"entity": "91350100M000100Y43", "type": "enterprise", "name": "福州某某公司", "uscc": "91350100M000100Y43", "region": "350100", "valid_from": "2015-03-01", "address": "福州市 东街１号", "business_scope": "服装,鞋", "city": "福州", "enterprise_type": "有限责任公司", "province": "福建", "registered_capital": "5,000万元", "source": "registry"})",
          R"({"relation": "registered_at", "from": "91350100M000100Y43", "to": "address:福州市东街1号", "source": "registry"})",
          R"({"entity": "91350100M000100Y43#legal_representative", "type": "person", "name": "甲某", "source": "registry"})",
          R"({"relation": "legal_representative", "from": "91350100M000100Y43#legal_representative", "to": "91350100M000100Y43", "source": "registry"})"));
  for (const model::Fact& fact : read.facts) {
    EXPECT_EQ(fact.provenance, (model::Provenance{"registry", "register.csv", 2}));
  }
}

TEST(RegistryTest, MissingIsMissingEverywhere) {
  for (const std::string_view missing : {"N/A", "NULL", "-", "无", "", " N/A "}) {
    const Reading read = ReadRows(
        fmt::format("公司,91350100M000100Y43,{0},{0},{0},{0},{0},陕西省,{0},{0}\n", missing));
    EXPECT_THAT(read.Issues(), IsEmpty()) << missing;
    EXPECT_THAT(
        read.Lines(),
        ElementsAre(
            R"({"entity": "91350100M000100Y43", "type": "enterprise", "name": "公司", "uscc": "91350100M000100Y43", "region": "610000", "province": "陕西省", "source": "registry"})"))
        << missing;
  }
}

struct RowCase {
  std::string row;
  std::vector<std::string> issues;
  size_t facts;
};

TEST(RegistryTest, RowsOneByOne) {
  const RowCase cases[] = {
      {"公司,N/A,N/A,N/A,N/A,N/A,N/A,福建,福州,N/A",
       {"refused 2 统一社会信用代码 \"\" no code is given"},
       0},
      {"公司,91440101MA5CJQ4N5A,N/A,N/A,N/A,N/A,N/A,广东,广州,N/A",
       {"refused 2 统一社会信用代码 \"91440101MA5CJQ4N5A\" check character is A, expected 9"},
       0},
      {"公司,91350203M0001QAY9B,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A",
       {"noted 2 统一社会信用代码 \"91350203M0001QAY9B\" an early Fujian code, kept as a match key "
        "only: check character is B, expected 9"},
       1},
      {"公司,９１350203M0001QAY9B,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A",
       {"refused 2 统一社会信用代码 \"９１350203M0001QAY9B\" holds a character that is not ASCII"},
       0},
      {"公司,350100100000001,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A", {}, 1},
      {"公司,3501001000001,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A", {}, 1},
      {"公司,企合苏镇分字第2005,N/A,N/A,N/A,N/A,N/A,江苏,镇江,N/A",
       {"noted 2 统一社会信用代码 \"企合苏镇分字第2005\" unrecognised form, kept as a registration "
        "number"},
       1},
      {"公司,3501001000001X,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A",
       {"noted 2 统一社会信用代码 \"3501001000001X\" unrecognised form, kept as a registration "
        "number"},
       1},
      {"公司,address:x,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A",
       {"refused 2 统一社会信用代码 \"address:x\" is kept for values that parties share"},
       0},
      {"公司,91350100M000100Y43,2015-02-30,N/A,N/A,N/A,N/A,福建,厦门,N/A",
       {"refused 2 注册日期 \"2015-02-30\" is not a day of the calendar"},
       0},
      {"公司,91350100M000100Y43,N/A,14,062(万元),人,名,经营范围,N/A,福州",
       {"refused 2 所在省份 \"经营范围\" is not a province; the columns of the row may have "
        "slipped"},
       0},
      {"公司,91350100M000100Y43,N/A,N/A,N/A,N/A,N/A,N/A,福州,N/A",
       {"refused 2 所在省份 \"\" is not a province; the columns of the row may have slipped"},
       0},
      {"公司,91350100M000100Y43,N/A,N/A,N/A,壹佰万元,N/A,福建,厦门,N/A",
       {"noted 2 注册资金 \"壹佰万元\" is not an amount that can be read; kept as text"},
       1},
      {"N/A,91350100M000100Y43,N/A,N/A,N/A,N/A,N/A,福建,厦门,N/A",
       {"noted 2 企业名称 \"\" no name is given"},
       1},
      {"公司,91350100M000100Y43,N/A,N/A,N/A,N/A,N/A,福建,厦门",
       {"refused 2  \"\" has 9 fields"},
       0},
      {"公司,91350100M000100Y43,N/A,N/A,\xFF,N/A,N/A,福建,厦门,N/A",
       {"refused 2 法人代表 \"\\xFF\" is not UTF-8"},
       0},
  };
  for (const RowCase& c : cases) {
    const Reading read = ReadRows(c.row);
    EXPECT_THAT(read.Issues(), ElementsAreArray(c.issues)) << c.row;
    EXPECT_THAT(read.facts, SizeIs(c.facts)) << c.row;
  }
}

TEST(RegistryTest, TypesOfFirms) {
  const struct {
    std::string_view name;
    std::string_view type;
    model::EntityType want;
    bool hint;
  } cases[] = {
      {"某公司", "N/A", model::EntityType::kEnterprise, false},
      {"某公司福州分公司", "N/A", model::EntityType::kEnterprise, true},
      {"某银行东街营业部", "有限责任公司", model::EntityType::kEnterprise, true},
      {"某超市一分店", "N/A", model::EntityType::kEnterprise, true},
      {"某公司福州分公司", "集体分支机构(非法人)", model::EntityType::kBranch, false},
      {"某公司", "有限责任公司分公司", model::EntityType::kBranch, false},
      {"某小店", "个体工商户", model::EntityType::kIndividualBusiness, false},
      {"某小店", "个体户", model::EntityType::kIndividualBusiness, false},
      {"某厂", "个人独资企业", model::EntityType::kEnterprise, false},
  };
  for (const auto& c : cases) {
    const Reading read = ReadRows(
        fmt::format("{},91350100M000100Y43,N/A,{},N/A,N/A,N/A,福建,N/A,N/A\n", c.name, c.type));
    ASSERT_THAT(read.facts, SizeIs(1)) << c.name;
    const auto& firm = std::get<model::EntityFact>(read.facts[0].statement);
    EXPECT_EQ(firm.type, c.want) << c.type;
    EXPECT_EQ(firm.attributes.contains("name_suggests"), c.hint) << c.name;
  }
}

TEST(RegistryTest, NamesakesStayApart) {
  const Reading read = ReadRows(
      "甲,350100100000001,N/A,N/A,同名,N/A,N/A,福建,N/A,N/A\n"
      "乙,350100100000002,N/A,N/A,同名,N/A,N/A,福建,N/A,N/A\n");
  std::vector<std::string> persons;
  for (const model::Fact& fact : read.facts) {
    const auto* entity = std::get_if<model::EntityFact>(&fact.statement);
    if (entity != nullptr && entity->type == model::EntityType::kPerson) {
      persons.push_back(entity->entity.key);
    }
  }
  EXPECT_THAT(persons, ElementsAre("350100100000001#legal_representative",
                                   "350100100000002#legal_representative"));
}

TEST(RegistryTest, OneCodeTwice) {
  const Reading read = ReadRows(
      "甲,350100100000001,N/A,N/A,人,N/A,N/A,福建,N/A,N/A\n"
      "甲,350100100000001,N/A,NULL,人,N/A,N/A,福建,N/A,N/A\n"
      "甲,350100100000001,N/A,N/A,别人,N/A,N/A,福建,N/A,N/A\n");
  EXPECT_THAT(read.facts, SizeIs(3));
  EXPECT_THAT(
      read.Issues(),
      ElementsAre("noted 3 统一社会信用代码 \"350100100000001\" says the same as row 2; taken once",
                  "refused 4 统一社会信用代码 \"350100100000001\" is stated otherwise in row 2"));
}

TEST(RegistryTest, Headers) {
  const Reading missing = ReadRegistry("企业名称,统一社会信用代码\na,b\n");
  EXPECT_THAT(
      missing.Issues(),
      ElementsAre("refused 1 注册日期 \"\" is missing from the header; the file is refused"));
  const Reading unknown = ReadRegistry(fmt::format("{},电话\n", kHeader));
  EXPECT_THAT(unknown.Issues(),
              ElementsAre("refused 1 电话 \"\" is no column of the register; the file is refused"));
  const Reading moved = ReadRegistry(
      "\xEF\xBB\xBF统一社会信用代码,企业名称,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,"
      "地区,注册地址\n"
      "350100100000001,甲,N/A,N/A,N/A,N/A,N/A,福建,N/A,N/A\n");
  ASSERT_THAT(moved.facts, SizeIs(1));
  EXPECT_EQ(std::get<model::EntityFact>(moved.facts[0].statement).name, "甲");
}

TEST(RegistryTest, SameWhateverTheChunkAndTheBatch) {
  const std::string text = fmt::format(
      "{}\n\"甲,\"\"乙\"\"\",350100100000001,N/A,N/A,人,\"1,000(万)\",N/A,福建,福州市,街1\n"
      "丙,350100100000002,坏,N/A,N/A,N/A,N/A,福建,N/A,N/A\n"
      "丁,350100100000003,N/A,N/A,N/A,N/A,N/A,福建,N/A,N/A\n",
      kHeader);
  const Reading whole = ReadRegistry(text);
  EXPECT_THAT(whole.facts, SizeIs(5));
  for (const size_t chunk : {1u, 2u, 64u}) {
    const Reading read = ReadRegistry(text, {.chunk_bytes = chunk, .batch_facts = 1});
    EXPECT_THAT(read.Lines(), ElementsAreArray(whole.Lines()));
    EXPECT_THAT(read.Issues(), ElementsAreArray(whole.Issues()));
  }
}

// Expected numbers were counted from the file with Python's csv module and GB 32100 in 20 lines:
// 4 697 records; 1 whose province column holds a business scope; no 18-character code that fails
// its check; 9 records that repeat an earlier one whole; that leaves 4 687 firms. Of their codes 4
// are neither 18 characters nor 13 or 15 digits. 4 517 name a representative; all have an address.
// 62 types begin with 个体, 31 hold 分支机构. 195 are of 福州, 60 of 锡林郭勒, 14 of 西咸新区,
// which is no prefecture.
TEST(RegistryTest, RealSample) {
  const std::string path = LIANCHENG_SOURCE_DIR "/../shared/data/registry_sample.csv";
  if (!std::filesystem::exists(path)) {
    std::cout << "no registry sample here\n";
    return;
  }
  CollectedIssues sink;
  const Reading read = ReadAll(
      OpenRegistry(path,
                   {.words = &TestWords(), .issues = &sink, .batch_facts = 512, .progress = {}}),
      sink);
  ASSERT_TRUE(read.status.ok()) << read.status;
  std::map<model::EntityType, int> types;
  std::map<uint32_t, int> regions;
  std::map<model::Relation, int> relations;
  for (const model::Fact& fact : read.facts) {
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      ++types[entity->type];
      ++regions[entity->region.value];
    } else {
      ++relations[std::get<model::RelationFact>(fact.statement).relation];
    }
  }
  EXPECT_EQ(types[model::EntityType::kEnterprise], 4687 - 62 - 31);
  EXPECT_EQ(types[model::EntityType::kIndividualBusiness], 62);
  EXPECT_EQ(types[model::EntityType::kBranch], 31);
  EXPECT_EQ(types[model::EntityType::kPerson], 4517);
  EXPECT_EQ(relations[model::Relation::kLegalRepresentative], 4517);
  EXPECT_EQ(relations[model::Relation::kRegisteredAt], 4687);
  EXPECT_EQ(regions[350100], 195);
  EXPECT_EQ(regions[152500], 60);
  EXPECT_EQ(regions[610000], 14);
  int repeated = 0;
  int odd = 0;
  std::vector<int64_t> refused;
  for (const model::Issue& issue : read.issues) {
    if (issue.grade == model::IssueGrade::kRefused) refused.push_back(issue.row);
    repeated += issue.problem.starts_with("says the same as row ") ? 1 : 0;
    odd += issue.problem.starts_with("unrecognised form") ? 1 : 0;
  }
  EXPECT_THAT(refused, ElementsAre(789));
  EXPECT_EQ(repeated, 9);
  EXPECT_EQ(odd, 4);
  EXPECT_THAT(read.issues, SizeIs(1 + 9 + 4));
}

}  // namespace
}  // namespace liancheng::datasets
