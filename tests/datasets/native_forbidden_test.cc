// HX-14 at the intake: what is refused, what is not, and that no issue repeats it.

#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Stands for the forbidden value in every input below.
constexpr std::string_view kSecret = "ZZSECRETZZ";

std::string Refusal(int row, std::string_view column, std::string_view kind) {
  return fmt::format("refused {} {} \"\" may not be collected (HX-14: {}); the row is refused", row,
                     column, kind);
}
std::string OfColumn(std::string_view column, std::string_view kind) {
  return fmt::format(
      "noted 1 {} \"\" may not be collected (HX-14: {}); rows that fill it are refused", column,
      kind);
}

void ExpectUntold(const Reading& read) {
  for (const std::string& line : read.Issues()) EXPECT_THAT(line, Not(HasSubstr(kSecret)));
  for (const std::string& line : read.Lines()) EXPECT_THAT(line, Not(HasSubstr(kSecret)));
}

TEST(NativeForbiddenTest, ColumnIsSaidOnceAndRowsThatFillItAreRefused) {
  const Reading read = ReadNative({{"entities.csv",
                                    "id,type,血型,name,Ｒｅｌｉｇｉｏｎ\n"
                                    "P1,person,ZZSECRETZZ,甲,\n"
                                    "P2,person,,乙,\n"
                                    "P3,person,  ,丙,ZZSECRETZZ\n"
                                    "E1,enterprise,ZZSECRETZZ,丁,\n"}});
  EXPECT_THAT(read.Lines(), ElementsAre(R"({"entity": "P2", "type": "person", "name": "乙"})"));
  EXPECT_THAT(read.Issues(),
              ElementsAre(OfColumn("血型", "血型"), OfColumn("Ｒｅｌｉｇｉｏｎ", "宗教信仰"),
                          Refusal(2, "血型", "血型"), Refusal(4, "Ｒｅｌｉｇｉｏｎ", "宗教信仰"),
                          Refusal(5, "血型", "血型")));
  ExpectUntold(read);
}

TEST(NativeForbiddenTest, EveryFileOfCsvKnowsTheRule) {
  const struct {
    const char* file;
    const char* header;
    const char* row;
  } files[] = {
      {"relations.csv", "relation,from,to", "owner,P1,E1"},
      {"listings.csv", "id,list,subject,ground,decided_on", "L1,CS-red,P1,g,2020-01-01"},
      {"penalties.csv", "id,subject,ground,decided_on", "F1,P1,g,2020-01-01"},
      {"attributions.csv", "person,act,role,decided_on", "P1,L1,principal,2020-01-01"},
      {"steps.csv", "id,listing,to,on", "S1,L1,published,2020-01-01"},
  };
  for (const auto& file : files) {
    const Reading read = ReadNative(
        {{file.file, fmt::format("{0},家族病史\n{1},ZZSECRETZZ\n{1},\n", file.header, file.row)}});
    EXPECT_THAT(read.facts, SizeIs(1)) << file.file;
    EXPECT_THAT(read.Issues(), ElementsAre(OfColumn("家族病史", "疾病和病史"),
                                           Refusal(2, "家族病史", "疾病和病史")))
        << file.file;
    ExpectUntold(read);
  }
}

TEST(NativeForbiddenTest, KeyOfJsonRefusesItsLine) {
  const struct {
    const char* line;
    const char* column;
    const char* kind;  // nullptr: kept
  } lines[] = {
      {R"({"entity":"P1","type":"person","基因":{"a":"ZZSECRETZZ"},"a":"b"})", "基因", "基因"},
      {R"({"entity":"P1","type":"person","bloodType":"ZZSECRETZZ"})", "bloodType", "血型"},
      {R"({"entity":"P1","type":"person","disease":true})", "disease", "疾病和病史"},
      {R"({"entity":"P1","type":"person","fingerprint":["ZZSECRETZZ"]})", "fingerprint", "指纹"},
      {R"({"entity":"P1","type":"nonsense","disease":"ZZSECRETZZ"})", "disease", "疾病和病史"},
      {R"({"listing":"L1","list":"CS-red","subject":"P1","ground":"g","decided_on":"2020-01-01","病史":"ZZSECRETZZ"})",
       "病史", "疾病和病史"},
      {R"({"entity":"P1","type":"person","disease":null,"病史":""})", "", nullptr},
      {R"({"entity":"P1","type":"person","generation":"2"})", "", nullptr},
  };
  for (const auto& line : lines) {
    const Reading read = ReadLine(line.line);
    if (line.kind == nullptr) {
      EXPECT_THAT(read.Issues(), IsEmpty()) << line.line;
      EXPECT_THAT(read.facts, SizeIs(1)) << line.line;
    } else {
      EXPECT_THAT(read.Issues(), ElementsAre(Refusal(7, line.column, line.kind))) << line.line;
      EXPECT_THAT(read.facts, IsEmpty()) << line.line;
    }
    ExpectUntold(read);
  }
}

TEST(NativeForbiddenTest, TextsOfAPerson) {
  const struct {
    const char* rest;
    const char* column;  // nullptr: kept
    const char* kind;
  } persons[] = {
      {R"("name":"甲某（血型A）")", "name", "血型"},
      {R"("former_names":["乙","甲某病史"])", "former_names", "疾病和病史"},
      {R"("note":"曾患病住院")", "note", "疾病和病史"},
      {R"("note":"指　纹在案")", "note", "指纹"},
      {R"("remark":"ｇ－０７")", "remark", "基因"},
      {R"("employer":"福州血型试剂有限公司")", nullptr, ""},
      {R"("employer":"血型A，供职于某公司")", "employer", "血型"},
      {R"("note":"福州血型试剂有限公司")", "note", "血型"},
      {R"("note":"拖欠货款")", nullptr, ""},
  };
  for (const auto& person : persons) {
    const Reading read =
        ReadLine(fmt::format(R"({{"entity":"P1","type":"person",{}}})", person.rest));
    if (person.column == nullptr) {
      EXPECT_THAT(read.Issues(), IsEmpty()) << person.rest;
      EXPECT_THAT(read.facts, SizeIs(1)) << person.rest;
    } else {
      EXPECT_THAT(read.Issues(), ElementsAre(Refusal(7, person.column, person.kind)))
          << person.rest;
    }
  }
}

TEST(NativeForbiddenTest, NamesAndScopeOfFirmsAreNotPersonalData) {
  const Reading read = ReadNative(
      {{"entities.csv",
        "id,type,name,business_scope,former_names\n"
        "E1,enterprise,血型试剂有限公司,血型检测试剂; 指纹锁的销售,病史档案管理公司\n"
        "E2,individual_business,基因检测服务部,基因检测,\n"},
       {"penalties.csv",
        "id,subject,act,ground,decided_on,document\nF1,E1,出售不合格血型试剂,g,2020-01-01,\n"}});
  EXPECT_THAT(read.Issues(), IsEmpty());
  EXPECT_THAT(read.facts, SizeIs(3));
}

TEST(NativeForbiddenTest, ACodeIsForbiddenOfAnyParty) {
  const Reading read =
      ReadNative({{"entities.csv", "id,type,item\nE1,enterprise,G-07\nE2,enterprise,G-08\n"}});
  EXPECT_THAT(read.Issues(), ElementsAre(Refusal(2, "item", "基因")));
  EXPECT_THAT(read.facts, SizeIs(1));
}

// P1 is a person, E1 a firm, X1 unknown to this input.
constexpr std::string_view kParties = "id,type\nP1,person\nE1,enterprise\n";

TEST(NativeForbiddenTest, RecordsAreSearchedWhenTheirSubjectIsKnownForAPerson) {
  const struct {
    const char* record;
    const char* column;
  } records[] = {
      {R"({{"listing":"L","list":"CS-red","subject":"{}","ground":"g","decided_on":"2020-01-01","document":"患病"}})",
       "document"},
      {R"({{"listing":"L","list":"CS-red","subject":"{}","ground":"g","decided_on":"2020-01-01","basis":"患病"}})",
       "basis"},
      {R"({{"penalty":"F","subject":"{}","ground":"g","decided_on":"2020-01-01","act":"患病"}})",
       "act"},
      {R"({{"honour":"H","subject":"{}","name":"患病","decided_on":"2020-01-01"}})", "name"},
      {R"({{"relation":"principal","from":"{}","to":"E1","position":"患病"}})", "position"},
  };
  for (const auto& record : records) {
    for (const std::string_view subject : {"P1", "E1", "X1"}) {
      const std::string line = fmt::format(fmt::runtime(record.record), subject);
      const Reading read = ReadNative({{"entities.csv", std::string(kParties)}, {"f.jsonl", line}});
      if (subject == "P1") {
        EXPECT_THAT(read.Issues(), ElementsAre(Refusal(1, record.column, "疾病和病史"))) << line;
        EXPECT_THAT(read.facts, SizeIs(2)) << line;
      } else {
        EXPECT_THAT(read.Issues(), IsEmpty()) << line;
        EXPECT_THAT(read.facts, SizeIs(3)) << line;
      }
    }
  }
}

TEST(NativeForbiddenTest, WhatHangsOnARecordOfAPersonIsSearchedToo) {
  for (const std::string_view subject : {"P1", "E1"}) {
    const Reading read = ReadNative(
        {{"entities.csv", std::string(kParties)},
         {"listings.csv",
          fmt::format("id,list,subject,ground,decided_on\nL1,CS-red,{},g,2020-01-01\n", subject)},
         {"steps.csv", "id,listing,to,on,note\nS1,L1,published,2020-01-02,因患病迟延\n"}});
    if (subject == "P1") {
      EXPECT_THAT(read.Issues(), ElementsAre(Refusal(2, "note", "疾病和病史")));
      EXPECT_THAT(read.facts, SizeIs(3));
    } else {
      EXPECT_THAT(read.Issues(), IsEmpty());
      EXPECT_THAT(read.facts, SizeIs(4));
    }
  }
}

TEST(NativeForbiddenTest, AnAttributionIsOnAPersonByItsKind) {
  const Reading read = ReadNative(
      {{"attributions.csv",
        "person,act,role,decided_on,document,decider\n"
        "X1,L1,principal,2020-01-01,患病说明,\nX2,L1,principal,2020-01-01,,基因检测监督局\n"}});
  EXPECT_THAT(read.Issues(), ElementsAre(Refusal(2, "document", "疾病和病史")));
  EXPECT_THAT(read.facts, SizeIs(1));
}

TEST(NativeForbiddenTest, ARefusedPersonIsStillKnownForOne) {
  const Reading read = ReadNative(
      {{"entities.csv", "id,type,血型\nP9,person,ZZSECRETZZ\n"},
       {"penalties.csv", "id,subject,act,ground,decided_on\nF1,P9,患病,g,2020-01-01\n"}});
  EXPECT_THAT(read.facts, IsEmpty());
  EXPECT_THAT(read.Issues(), ElementsAre(OfColumn("血型", "血型"), Refusal(2, "血型", "血型"),
                                         Refusal(2, "act", "疾病和病史")));
}

TEST(NativeForbiddenTest, ALineThatCannotBeReadDoesNotRepeatIt) {
  const char* const lines[] = {
      R"({"entity":"P1","type":"person","血型":"ZZSECRETZZ")",
      R"({"entity":"P1","blood_type":"ZZSECRETZZ)",
      R"({"entity":"P1","\u8840\u578b":"ZZSECRETZZ)",
      R"({"ENTITY":"P1","religion":"ZZSECRETZZ"})",
  };
  for (const char* line : lines) {
    const Reading read = ReadLine(line);
    ASSERT_THAT(read.issues, SizeIs(1)) << line;
    EXPECT_EQ(read.issues[0].value, "") << line;
    ExpectUntold(read);
  }
  const Reading csv = ReadNative({{"entities.csv", "id,type,血型\nP1,person,ZZSECRETZZ\x01\n"}});
  ASSERT_THAT(csv.issues, SizeIs(2));
  EXPECT_THAT(csv.issues[1].problem, HasSubstr("control character"));
  ExpectUntold(csv);
}

TEST(NativeForbiddenTest, RegistryTakesTheRuleOfFieldNames) {
  constexpr std::string_view kHeader =
      "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册"
      "地址,法人代表病史\n";
  const Reading read =
      ReadRegistry(fmt::format("{}血型试剂有限公司,91350100M000100Y43,,,,,基因检测,福建,,,无\n"
                               "公司,35010000000001Y,,,,,,福建,,,ZZSECRETZZ\n",
                               kHeader));
  EXPECT_THAT(read.facts, SizeIs(1));
  EXPECT_THAT(read.Issues(), ElementsAre(OfColumn("法人代表病史", "疾病和病史"),
                                         Refusal(3, "法人代表病史", "疾病和病史")));
  ExpectUntold(read);
}

}  // namespace
}  // namespace liancheng::datasets
