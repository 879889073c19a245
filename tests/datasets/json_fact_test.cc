#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Lines as WriteJsonFact writes them with every field filled; the reader must read every field.
const std::vector<std::string>& FullLines() {
  static const std::vector<std::string> lines = {
      R"({"entity": "E1", "type": "enterprise", "name": "甲\"公司\\", "former_names": ["旧一", "旧;二"], "uscc": "91350100M000100Y43", "org_code": "MB151840X", "registration_number": "350100100000001", "licence": ["A1", "B2"], "lei": "L", "url": "u", "region": "350104", "valid_from": "2015-03-01", "valid_to": "2024-06-30", "bankrupt": "true", "ownership": "state", "source": "s"})",
      R"({"entity": "P1", "type": "person", "id_number": "11010519491231002X"})",
      R"({"relation": "shareholder", "id": "R1", "from": "E1", "to": "E2", "share_percent": "30", "share_percent_max": "33.3333", "position": "董事", "valid_from": "2015-01-01", "valid_to": "2016-01-01", "source": "s"})",
      R"({"relation": "owner", "from": "P1", "to": "E2", "share_percent": "100"})",
      R"({"listing": "L1", "list": "TQ-black", "subject": "E1", "ground": "TQ-11-0", "severity": "serious", "decider": "d", "document": "n", "basis": "b", "decided_on": "2020-03-01", "proposed_on": "2020-02-10", "published_on": "2020-03-05", "valid_to": "2021-03-01", "act_on": "2019-12-31", "corrected_on": "2020-02-01", "source": "s"})",
      R"({"penalty": "N1", "subject": "E1", "act": "a", "ground": "g", "authority": "市监", "procedure": "warning", "document": "n", "decided_on": "2019-05-06", "amount": "50000", "illegal_gain": "0.50", "sales": "49999.90", "source": "s"})",
      R"({"attribution": "A1", "person": "P1", "act": "L1", "role": "directly_responsible", "decider": "d", "decided_on": "2020-03-02", "document": "n", "source": "s"})",
      R"({"confirmation": "C1", "listing": "L1", "provision": "TQ-14-0", "party": "P1", "decided_on": "2020-03-03", "basis": "b", "source": "s"})",
      R"({"ending": "X1", "listing": "L1", "how": "upheld_objection", "on": "2020-07-01", "source": "s"})",
      R"({"objection": "O1", "listing": "L1", "on": "2020-06-01", "source": "s"})",
      R"({"grade": "G1", "subject": "E1", "value": "A", "decided_on": "2019-01-01", "source": "s"})",
      R"({"honour": "H1", "subject": "E1", "name": "示范", "awarder": "市", "decided_on": "2018-01-01", "valid_to": "2021-01-01", "source": "s"})",
      R"({"feedback": "F1", "listing": "L1", "measure": "S-SUP", "party": "E1", "executor": "工商", "executed": false, "reason": "r", "on": "2020-05-01", "source": "s"})",
      R"({"notice": "T1", "listing": "L1", "kind": "rectification", "delivered_on": "2020-04-01", "source": "s"})",
      R"({"demand": "D1", "operator": "E1", "merchant": "E2", "on": "2020-04-02", "cooperated": false, "source": "s"})",
      R"({"retraction": "Z1", "target": "listing:L1", "source": "s"})",
      R"({"step": "S1", "listing": "L1", "to": "repair_applied", "on": "2020-05-06", "actor": "甲公司", "document": "申1号", "note": "n", "source": "s"})",
      R"({"step": "S2", "listing": "D1", "to": "pre_notice", "on": "2020-02-11"})",
      R"({"listing": "L2", "list": "TQ-black", "subject": "E1", "ground": "g", "proposed_on": "2020-02-10", "valid_to": "2021-03-01"})",
      R"({"objection": "O2", "listing": "L1", "on": "2020-06-01", "result": "upheld", "answered_on": "2020-06-12"})"};
  return lines;
}

template <typename T>
T Only(std::string_view line) {
  const Reading read = ReadLine(line);
  EXPECT_THAT(read.Issues(), IsEmpty()) << line;
  if (read.facts.size() != 1 || !std::holds_alternative<T>(read.facts[0].statement)) {
    ADD_FAILURE() << "not read: " << line;
    return T();
  }
  return std::get<T>(read.facts[0].statement);
}

model::Date Day(int year, int month, int day) {
  return model::FromCivil({year, month, day});
}

TEST(JsonFactTest, EveryKindComesBackAsItWasWritten) {
  for (const std::string& line : FullLines()) {
    const Reading read = ReadLine(line);
    EXPECT_THAT(read.Issues(), IsEmpty()) << line;
    EXPECT_THAT(read.Lines(), ElementsAre(line));
    if (read.facts.empty()) continue;
    EXPECT_EQ(read.facts[0].provenance.file, "facts.jsonl");
    EXPECT_EQ(read.facts[0].provenance.row, 7);
  }
}

TEST(JsonFactTest, KeyOrderDoesNotMatter) {
  for (const std::string& line : FullLines()) {
    const std::string sorted = nlohmann::json::parse(line).dump();
    EXPECT_THAT(ReadLine(sorted).Lines(), ElementsAre(line)) << sorted;
  }
}

TEST(JsonFactTest, EntityFields) {
  const auto e = Only<model::EntityFact>(FullLines()[0]);
  EXPECT_EQ(e.entity.key, "E1");
  EXPECT_EQ(e.name, "甲\"公司\\");
  EXPECT_THAT(e.former_names, ElementsAre("旧一", "旧;二"));
  EXPECT_THAT(e.identifiers, SizeIs(7));
  EXPECT_EQ(e.region.value, 350104u);
  EXPECT_EQ(e.life, (model::DateRange{Day(2015, 3, 1), Day(2024, 6, 30)}));
  EXPECT_THAT(e.attributes,
              ElementsAre(testing::Pair("bankrupt", "true"), testing::Pair("ownership", "state")));
}

TEST(JsonFactTest, RecordsAndDependents) {
  const auto confirmation = Only<model::ConfirmationFact>(FullLines()[7]);
  EXPECT_EQ(confirmation.id, "C1");
  EXPECT_EQ(confirmation.listing, "L1");
  EXPECT_EQ(confirmation.provision, "TQ-14-0");
  EXPECT_EQ(confirmation.party.key, "P1");
  EXPECT_EQ(confirmation.decided_on, Day(2020, 3, 3));
  EXPECT_EQ(confirmation.basis, "b");
  const auto ending = Only<model::EndingFact>(FullLines()[8]);
  EXPECT_EQ(ending.how, model::EndingHow::kUpheldObjection);
  EXPECT_EQ(ending.on, Day(2020, 7, 1));
  const auto objection = Only<model::ObjectionFact>(FullLines()[9]);
  EXPECT_EQ(objection.on, Day(2020, 6, 1));
  EXPECT_EQ(objection.result, std::nullopt);
  EXPECT_EQ(objection.answered_on, std::nullopt);
  const auto answered = Only<model::ObjectionFact>(FullLines()[19]);
  EXPECT_EQ(answered.result, model::ObjectionResult::kUpheld);
  EXPECT_EQ(answered.answered_on, Day(2020, 6, 12));
  const auto grade = Only<model::GradeFact>(FullLines()[10]);
  EXPECT_EQ(grade.subject.key, "E1");
  EXPECT_EQ(grade.value, "A");
  const auto honour = Only<model::HonourFact>(FullLines()[11]);
  EXPECT_EQ(honour.name, "示范");
  EXPECT_EQ(honour.awarder, "市");
  EXPECT_EQ(honour.valid_to, Day(2021, 1, 1));
  const auto feedback = Only<model::FeedbackFact>(FullLines()[12]);
  EXPECT_EQ(feedback.measure, "S-SUP");
  EXPECT_EQ(feedback.party.key, "E1");
  EXPECT_EQ(feedback.executor, "工商");
  EXPECT_FALSE(feedback.executed);
  EXPECT_EQ(feedback.reason, "r");
  EXPECT_EQ(feedback.on, Day(2020, 5, 1));
  EXPECT_EQ(Only<model::NoticeFact>(FullLines()[13]).delivered_on, Day(2020, 4, 1));
  const auto demand = Only<model::DemandFact>(FullLines()[14]);
  EXPECT_EQ(demand.operator_party.key, "E1");
  EXPECT_EQ(demand.merchant.key, "E2");
  EXPECT_FALSE(demand.cooperated);
  EXPECT_EQ(Only<model::RetractionFact>(FullLines()[15]).target, "listing:L1");
}

TEST(JsonFactTest, Steps) {
  const auto step = Only<model::StepFact>(FullLines()[16]);
  EXPECT_EQ(step.id, "S1");
  EXPECT_EQ(step.listing, "L1");
  EXPECT_EQ(step.to, model::ListingState::kRepairApplied);
  EXPECT_EQ(step.on, Day(2020, 5, 6));
  EXPECT_EQ(step.actor, "甲公司");
  EXPECT_EQ(step.document, "申1号");
  EXPECT_EQ(step.note, "n");
  const auto bare = Only<model::StepFact>(FullLines()[17]);
  EXPECT_EQ(bare.listing, "D1");
  EXPECT_EQ(bare.to, model::ListingState::kPreNotice);
  EXPECT_EQ(bare.actor + bare.document + bare.note, "");
}

TEST(JsonFactTest, AListingWithoutADecisionHasEffectOnNoDay) {
  const auto decided = Only<model::ListingFact>(FullLines()[4]);
  EXPECT_TRUE(model::IsDecided(decided));
  EXPECT_EQ(decided.decided_on, Day(2020, 3, 1));
  EXPECT_EQ(decided.proposed_on, Day(2020, 2, 10));
  const auto proposed = Only<model::ListingFact>(FullLines()[18]);
  EXPECT_FALSE(model::IsDecided(proposed));
  EXPECT_EQ(proposed.decided_on, model::kOpenEnd);
  EXPECT_EQ(proposed.proposed_on, Day(2020, 2, 10));
  EXPECT_EQ(proposed.published_on, std::nullopt);
  // null is the same as leaving the key out.
  EXPECT_FALSE(model::IsDecided(Only<model::ListingFact>(
      R"({"listing":"L","list":"TQ-black","subject":"A","ground":"g","decided_on":null,"proposed_on":"2020-01-01"})")));
  const auto plain = Only<model::ListingFact>(
      R"({"listing":"L","list":"TQ-black","subject":"A","ground":"g","decided_on":"2020-01-01"})");
  EXPECT_EQ(plain.proposed_on, std::nullopt);
}

TEST(JsonFactTest, FormsOfValues) {
  const auto relation = Only<model::RelationFact>(
      R"({"relation":"shareholder","from":"A","to":"B","share_percent":33.3333,"share_percent_max":50})");
  EXPECT_EQ(relation.share, (model::ShareBand{333333, 500000}));
  const auto upper = Only<model::RelationFact>(
      R"({"relation":"shareholder","from":"A","to":"B","share_percent_max":"25"})");
  EXPECT_EQ(upper.share, (model::ShareBand{0, 250000}));
  const auto penalty = Only<model::PenaltyFact>(
      R"({"penalty":"N","subject":"A","ground":"g","decided_on":"2020-01-01","amount":49999.9})");
  EXPECT_EQ(penalty.amount, model::Money{4999990});
  EXPECT_EQ(penalty.procedure, model::Procedure::kUnknown);
  const auto entity = Only<model::EntityFact>(
      R"({"entity":"A","type":"person","region":152224,"state_worker":true,"staff":12,"ratio":1.50,"name":null,"x":null})");
  EXPECT_EQ(entity.region.value, 152224u);
  EXPECT_THAT(entity.attributes,
              ElementsAre(testing::Pair("ratio", "1.50"), testing::Pair("staff", "12"),
                          testing::Pair("state_worker", "true")));
  EXPECT_THAT(Only<model::EntityFact>(R"({"entity":"A","type":"shop","licence":["B","A","B",""]})")
                  .identifiers,
              ElementsAre(model::Identifier{"licence", "A"}, model::Identifier{"licence", "B"}));
  const auto listing = Only<model::ListingFact>(
      R"( { "listing" : "L" , "list":"TQ-black","subject":"A","ground":"g","severity":"较重","decided_on":"2020-01-01"} )");
  EXPECT_EQ(listing.severity, model::Severity::kHeavier);
  EXPECT_EQ(Only<model::EntityFact>(R"({"entity":"\u7532\ud842\udfb7","type":"shop"})").entity.key,
            "甲𠮷");
}

TEST(JsonFactTest, RefusedLines) {
  const std::string deep(100000, '[');
  const struct {
    std::string line;
    std::string issue;  // without grade and row
  } cases[] = {
      {"", " \"\" is not JSON from byte 1 on"},
      {"nonsense", " \"nonsense\" is not JSON from byte 2 on"},
      {"[]", " \"[]\" is not a JSON object"},
      {"7", " \"7\" is not a JSON object"},
      {R"({"entity":"E1","type":"shop"} x)",
       R"( "{"entity":"E1","type":"shop"} x" is not JSON from byte 31 on)"},
      {R"({"entity":"E1","type":"shop")",
       R"( "{"entity":"E1","type":"shop"" is not JSON from byte 29 on)"},
      {"{}", " \"{}\" no key names the kind of fact"},
      {R"({"type":"shop"})", R"( "{"type":"shop"}" no key names the kind of fact)"},
      {R"({"entity":"","type":"shop"})", R"(entity "" is not text or is empty)"},
      {R"({"entity":7,"type":"shop"})", R"(entity "7" is not text or is empty)"},
      {R"({"entity":null,"type":"shop"})", R"(entity "" is not text or is empty)"},
      {R"({"entity":"E1"})", R"(type "" is missing)"},
      {R"({"entity":"E1","type":null})", R"(type "" is empty)"},
      {R"({"entity":"E1","type":"shop","name":7})", R"(name "7" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","name":["a"]})", R"(name "" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","tags":["a"]})", R"(tags "" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","more":{"a":1}})", R"(more "" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","former_names":[["a"]]})",
       R"(former_names "" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","former_names":["a",1]})",
       R"(former_names "" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","name":"a","name":"b"})",
       R"( "{"entity":"E1","type":"shop","name":"a","name":"b"}" names the key name twice)"},
      {R"({"entity":"E\u0000","type":"shop"})", R"(entity "E\x00" holds a control character)"},
      {R"({"entity":"E1","type":"shop","a\u0007":"b"})", R"(a\x07 "b" holds a control character)"},
      {R"({"entity":"E1","type":"shop","":"b"})", R"( "b" an attribute has no name)"},
      {R"({"entity":"\ud800","type":"shop"})",
       R"( "" is not JSON from byte 18 on)"},  // an escape may hide a forbidden key
      {"{\"entity\":\"\xED\xA0\x80\",\"type\":\"shop\"}",
       " \"{\"entity\":\"\\xED\\xA0\\x80\",\"type\":\"shop\"}\" is not JSON from byte 13 on"},
      {R"({"entity":"E1","type":"person","id_number":"110105194912310021"})",
       R"(id_number "1****************1" check character is 1, expected X)"},
      {R"({"entity":"E1","type":"person","id_number":110105194912310021})",
       R"(id_number "" is of another JSON type)"},
      {R"({"entity":"E1","type":"shop","licence":["A","B"],"uscc":["91440101MA5CJQ4N5A"]})",
       R"(uscc "91440101MA5CJQ4N5A" check character is A, expected 9)"},
      {R"({"relation":"owner","from":"P1"})", R"(to "" is missing)"},
      {R"({"relation":"kin","from":"P1","to":"P2"})", R"(relation "kin" is not a known word)"},
      {R"({"relation":"owner","from":"P1","to":"E1","since":"2020"})",
       R"(since "2020" is no key of kind relation)"},
      {R"({"relation":"owner","from":"P1","to":"E1","share_percent":true})",
       R"(share_percent "true" is of another JSON type)"},
      {R"({"relation":"owner","from":"P1","to":"E1","share_percent":100.5})",
       R"(share_percent "100.5" is over 100)"},
      {R"({"listing":"L1","list":"XX-black","subject":"E1","ground":"g","decided_on":"2020-01-01"})",
       R"(list "XX-black" is not a list of any rulebook; the nearest is TQ-black)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","decided_on":"2020-01-01"})",
       R"(ground "" is missing)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","ground":"g","decided_on":"2020-02-30"})",
       R"(decided_on "2020-02-30" is not a day of the calendar)"},
      {R"({"listing":"L1","id":"L2","list":"TQ-black","subject":"E1","ground":"g","decided_on":"2020-01-01"})",
       R"(id "L2" is no key of kind listing)"},
      {R"({"penalty":"N1","subject":"E1","decided_on":"2020-01-01"})", R"(ground "" is missing)"},
      {R"({"attribution":"A1","person":"P1","act":"L1","decided_on":"2020-01-01"})",
       R"(role "" is missing)"},
      {R"({"attribution":"","person":"P1","act":"L1","role":"principal","decided_on":"2020-01-01"})",
       R"(attribution "" is not text or is empty)"},
      {R"({"confirmation":"C1","listing":"L1","party":"P1","decided_on":"2020-01-01"})",
       R"(provision "" is missing)"},
      {R"({"ending":"X1","listing":"L1","how":"over","on":"2020-01-01"})",
       R"(how "over" is not a known word)"},
      {R"({"ending":"X1","listing":"L1","how":"repaired"})", R"(on "" is missing)"},
      {R"({"objection":"O1","listing":"","on":"2020-01-01"})", R"(listing "" is empty)"},
      {R"({"objection":"O1","listing":"L1","on":"2020-01-01","result":"kept","answered_on":"2020-01-09"})",
       R"(result "kept" is not a known word)"},
      {R"({"objection":"O1","listing":"L1","on":"2020-01-01","result":"rejected"})",
       R"(answered_on "" is empty beside a result)"},
      {R"({"objection":"O1","listing":"L1","on":"2020-01-01","answered_on":"2020-01-09"})",
       R"(result "" is empty beside answered_on)"},
      {R"({"objection":"O1","listing":"L1","on":"2020-01-02","result":"rejected","answered_on":"2020-01-01"})",
       R"(answered_on "2020-01-01" is before 2020-01-02)"},
      {R"({"grade":"G1","subject":"E1","value":"E","decided_on":"2020-01-01"})",
       R"(value "E" is not a grade)"},
      {R"({"grade":"G1","subject":"E1","value":"AA","decided_on":"2020-01-01"})",
       R"(value "AA" is not a grade)"},
      {R"({"honour":"H1","subject":"E1","name":"n","decided_on":"2020-01-01","valid_to":"2019-01-01"})",
       R"(valid_to "2019-01-01" is not after 2020-01-01)"},
      {R"({"feedback":"F1","listing":"L1","measure":"m","party":"E1","executed":"yes","on":"2020-01-01"})",
       R"(executed "yes" is of another JSON type)"},
      {R"({"feedback":"F1","listing":"L1","measure":"m","party":"E1","on":"2020-01-01"})",
       R"(executed "" is missing)"},
      {R"({"notice":"T1","listing":"L1","kind":"rectification"})", R"(delivered_on "" is missing)"},
      {R"({"demand":"D1","operator":"E1","merchant":"E2","on":"2020-01-01"})",
       R"(cooperated "" is missing)"},
      {R"({"step":"S1","listing":"L1","to":"repair_aplied","on":"2020-01-01"})",
       R"(to "repair_aplied" is not a known word; the nearest is repair_applied)"},
      {R"({"step":"S1","listing":"L1","on":"2020-01-01"})", R"(to "" is missing)"},
      {R"({"step":"S1","listing":"L1","to":"","on":"2020-01-01"})", R"(to "" is empty)"},
      {R"({"step":"S1","listing":"L1","to":"decided"})", R"(on "" is missing)"},
      {R"({"step":"S1","listing":"L1","to":"decided","on":"2020-02-30"})",
       R"(on "2020-02-30" is not a day of the calendar)"},
      {R"({"step":"S1","to":"decided","on":"2020-01-01"})", R"(listing "" is missing)"},
      {R"({"step":"","listing":"L1","to":"decided","on":"2020-01-01"})",
       R"(step "" is not text or is empty)"},
      {R"({"step":"S1","listing":"L1","to":"decided","on":"2020-01-01","by":"x"})",
       R"(by "x" is no key of kind step)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","ground":"g"})",
       R"(decided_on "" is empty, and so is proposed_on)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","ground":"g","proposed_on":"2020-02-30"})",
       R"(proposed_on "2020-02-30" is not a day of the calendar)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","ground":"g","proposed_on":"2020-02-01","published_on":"2020-02-20"})",
       R"(published_on "2020-02-20" is given, but decided_on is not)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","ground":"g","decided_on":"2020-03-01","proposed_on":"2020-03-02"})",
       R"(proposed_on "2020-03-02" is after decided_on 2020-03-01)"},
      {R"({"listing":"L1","list":"TQ-black","subject":"E1","ground":"g","proposed_on":"2020-02-01","valid_to":"2020-02-01"})",
       R"(valid_to "2020-02-01" is not after 2020-02-01)"},
      {R"({"retraction":"Z1","target":"L1"})", R"(target "L1" does not name a statement)"},
      {R"({"retraction":"Z1","target":"listing:"})",
       R"(target "listing:" does not name a statement)"},
      {R"({"retraction":"Z1","target":"list:L1"})",
       R"(target "list:L1" does not name a statement)"},
      {deep, fmt::format(" \"[\" is not a JSON object")},
  };
  for (const auto& c : cases) {
    const Reading read = ReadLine(c.line);
    EXPECT_THAT(read.facts, IsEmpty()) << c.line.substr(0, 100);
    ASSERT_THAT(read.issues, SizeIs(1)) << c.line.substr(0, 100);
    if (c.line == deep) continue;  // shown cut
    EXPECT_EQ(read.Issues()[0], fmt::format("refused 7 {}", c.issue));
  }
}

TEST(JsonFactTest, DeepNestingInAValueIsPassedOver) {
  const std::string deep = std::string(50000, '[') + std::string(50000, ']');
  EXPECT_THAT(ReadLine(R"({"entity":"E1","type":"shop","x":)" + deep + "}").Issues(),
              ElementsAre(R"(refused 7 x "" is of another JSON type)"));
}

TEST(JsonFactTest, OverAThousandKeys) {
  std::string line = R"({"entity":"E1","type":"shop")";
  for (int i = 0; i < 1000; ++i) line += fmt::format(R"(,"k{}":"v")", i);
  const Reading read = ReadLine(line + "}");
  ASSERT_THAT(read.issues, SizeIs(1));
  EXPECT_EQ(read.issues[0].problem, "has over 1000 keys");
}

TEST(JsonFactTest, MalformedLineShowsNoNumberOfAPerson) {
  const Reading read = ReadLine(R"({"entity":"P1","id_number":"11010519491231002X)");
  ASSERT_THAT(read.issues, SizeIs(1));
  EXPECT_EQ(read.issues[0].value, R"({"entity":"P1","id_number":"1****************X)");
}

// The line with one key taken out, and with another value for it.
std::vector<std::string> ChangesOf(const std::string& line, const std::string& key) {
  static const std::map<std::string, std::string> kOther = {
      {"how", "revoked"}, {"to", "repaired"},      {"role", "principal"},      {"type", "shop"},
      {"list", "CS-red"}, {"share_percent", "31"}, {"share_percent_max", "31"}};
  auto without = nlohmann::ordered_json::parse(line);
  auto other = without;
  without.erase(key);
  nlohmann::ordered_json& value = other[key];
  if (value.is_boolean()) {
    value = !value.get<bool>();
  } else if (value.is_array()) {
    value.erase(0);
  } else if (key.ends_with("_on") || key == "on" || key.starts_with("valid_")) {
    value = "2020-12-31";
  } else if (kOther.contains(key)) {
    value = kOther.at(key);
  } else {
    value = value.get<std::string>() + "1";
  }
  return {without.dump(), other.dump()};
}

TEST(JsonFactTest, EveryFieldCountsWhenOneIdIsStatedTwice) {
  int changes = 0;
  for (const std::string& line : FullLines()) {
    const Reading original = ReadLine(line);
    const auto tree = nlohmann::ordered_json::parse(line);
    for (auto field = std::next(tree.begin()); field != tree.end(); ++field) {
      for (const std::string& changed : ChangesOf(line, field.key())) {
        const Reading alone = ReadLine(changed);
        if (alone.facts.empty()) continue;
        if (model::FactKey(alone.facts[0]) != model::FactKey(original.facts[0])) continue;
        ++changes;
        const Reading both = ReadNative({{"f.jsonl", fmt::format("{}\n{}\n", line, changed)}});
        EXPECT_THAT(both.facts, SizeIs(1)) << changed;
        ASSERT_THAT(both.issues, SizeIs(1)) << changed;
        EXPECT_EQ(both.issues[0].problem, "is stated otherwise in row 1") << changed;
      }
    }
  }
  EXPECT_GT(changes, 100);
}

TEST(JsonFactTest, NoticeOfAnotherKindIsNoted) {
  const Reading read =
      ReadLine(R"({"notice":"T1","listing":"L1","kind":"interview","delivered_on":"2020-01-01"})");
  EXPECT_THAT(read.facts, SizeIs(1));
  EXPECT_THAT(read.Issues(), ElementsAre("noted 7 kind \"interview\" is a kind of notice that no "
                                         "clock runs from"));
}

TEST(JsonFactTest, ValueRelationsFollowFromEntitiesOnly) {
  const Reading entity = ReadLine(R"({"entity":"E1","type":"shop","address":"东街 1号"})");
  ASSERT_THAT(entity.facts, SizeIs(1));
  const std::vector<model::Fact> relations = ValueRelations(entity.facts[0]);
  ASSERT_THAT(relations, SizeIs(1));
  EXPECT_EQ(WriteJsonFact(relations[0]),
            R"({"relation": "registered_at", "from": "E1", "to": "address:东街1号"})");
  EXPECT_THAT(ValueRelations(relations[0]), IsEmpty());
  const Reading value = ReadLine(R"({"entity":"address:x","type":"value","address":"x"})");
  EXPECT_THAT(ValueRelations(value.facts.at(0)), IsEmpty());
}

TEST(JsonFactTest, ExamplesOfTheDocumentationAreRead) {
  std::ifstream in(LIANCHENG_SOURCE_DIR "/docs/interchange.md");
  int examples = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("{\"")) continue;
    ++examples;
    EXPECT_THAT(ReadLine(line).Issues(), IsEmpty()) << line;
  }
  EXPECT_EQ(examples, 8);
}

TEST(JsonFactTest, FactsOfTheCasesAreOfThisForm) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(LIANCHENG_SOURCE_DIR) / "tests" / "cases";
  const auto words = ReadKnownWords(LIANCHENG_SOURCE_DIR "/datasets/rulebooks");
  ASSERT_TRUE(words.ok()) << words.status();
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream in(entry.path());
    const auto cases = nlohmann::ordered_json::parse(in, nullptr, false);
    if (!cases.is_object() || !cases.contains("facts")) continue;
    for (const auto& fact : cases["facts"]) {
      CollectedIssues sink;
      const ReadOptions options{
          .words = &*words, .issues = &sink, .batch_facts = 1, .progress = {}};
      const auto read = ReadJsonFact(fact.dump(), entry.path().filename().string(), 1, options);
      EXPECT_TRUE(read) << entry.path() << " " << fact
                        << (sink.issues.empty() ? "" : model::Describe(sink.issues[0]));
    }
  }
}

}  // namespace
}  // namespace liancheng::datasets
