// Requests of the gate: refusals and their reasons, how a party is found, and that no ID number is
// returned. Decisions by provision are in tests/cases/check_*.json.
#include "query/gate/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "server/wire/gate_json.h"
#include "tests/gate/gate_world.h"

namespace liancheng::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kIdNumber[] = "11010519491231002X";  // the example of GB 11643
constexpr char kOldNumber[] = "110105491231002";    // the same in its first form

const std::vector<std::string> kFacts = {
    R"({"entity": "E1", "type": "enterprise", "region": "350104", "name": "虚构甲公司", "uscc": "91350104WWWW0901XL"})",
    R"({"entity": "E2", "type": "enterprise", "region": "350104", "name": "虚构乙公司", "uscc": "91350104WWWW09028L", "org_code": "WWWW09028"})",
    R"({"entity": "P1", "type": "person", "region": "320800", "name": "虚构人", "id_number": "11010519491231002X"})",
    R"J({"listing": "L1", "list": "HP-compare", "subject": "P1", "ground": "HP-5.2-b", "decided_on": "2020-03-01"})J",
};

CheckRequest Request() {
  CheckRequest request;
  request.unit.name = "市行政审批局";
  request.matter = "licence";
  request.subject.source_id = "E1";
  return request;
}

CheckParty By(std::string CheckParty::*number, const char* value) {
  CheckParty party;
  party.*number = value;
  return party;
}

TEST(Gate, RefusesARequestThatLacksOrMisspellsSomething) {
  struct Row {
    const char* what;
    std::function<void(CheckRequest*)> spoil;
    absl::StatusCode code;
    const char* said;
  };
  const auto kInvalid = absl::StatusCode::kInvalidArgument;
  const auto kPrecondition = absl::StatusCode::kFailedPrecondition;
  const std::vector<Row> rows = {
      {"no unit", [](auto* r) { r->unit.name = ""; }, kInvalid, "unit: "},
      {"no matter", [](auto* r) { r->matter = ""; }, kInvalid, "matter: "},
      {"unknown matter", [](auto* r) { r->matter = "fishing"; }, kInvalid,
       "government_procurement, honour"},
      {"nobody", [](auto* r) { r->subject = {}; }, kInvalid, "subject.uscc: "},
      {"bad code", [](auto* r) { r->subject.uscc = "91440101MA5CJQ4N5A"; }, kInvalid,
       "subject.uscc: "},
      {"bad organisation code", [](auto* r) { r->subject.org_code = "WWWW09029"; }, kInvalid,
       "subject.org_code: "},
      {"bad ID number", [](auto* r) { r->subject.id_number = "110105194912310021"; }, kInvalid,
       "subject.id_number: "},
      {"role without a name", [](auto* r) { r->roles = {By(&CheckParty::source_id, "P1")}; },
       kInvalid, "roles/0.role: "},
      {"role without a party", [](auto* r) { r->roles = {By(&CheckParty::role, "agent")}; },
       kInvalid, "roles/0.uscc: "},
      {"two parties", [](auto* r) { r->subject.uscc = "91350104WWWW09028L"; }, kPrecondition,
       "different parties"},
      {"a person without purpose", [](auto* r) { r->subject.source_id = "P1"; }, kPrecondition,
       "purpose: "},
      {"a person without ground",
       [](auto* r) {
         r->subject.source_id = "P1";
         r->purpose = "p";
       },
       kPrecondition, "ground: "},
      {"an ID number of nobody without purpose",
       [](auto* r) { r->subject = By(&CheckParty::id_number, "440524188001010014"); },
       kPrecondition, "purpose: "},
      {"a person in a role",
       [](auto* r) {
         r->roles = {By(&CheckParty::source_id, "P1")};
         r->roles[0].role = "agent";
       },
       kPrecondition, "purpose: "},
  };
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  for (const Row& row : rows) {
    CheckRequest request = Request();
    row.spoil(&request);
    const auto answer = AskCheck(workspace, request);
    EXPECT_EQ(answer.status().code(), row.code) << row.what << ": " << answer.status();
    EXPECT_THAT(std::string(answer.status().message()), HasSubstr(row.said)) << row.what;
    EXPECT_THAT(std::string(answer.status().message()), Not(HasSubstr("19491231"))) << row.what;
  }
  EXPECT_TRUE(AskCheck(workspace, Request()).ok());
}

TEST(Gate, FindsAPersonByEitherFormOfTheNumberAndNeverTellsIt) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  for (const char* number : {kIdNumber, kOldNumber}) {
    CheckRequest request = Request();
    request.subject = By(&CheckParty::id_number, number);
    request.purpose = "licence";
    request.consent_id = "C1";
    const auto answer = AskCheck(workspace, request);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_EQ(answer->parties_checked[0].match, MatchGrade::kExactNumber) << number;
    EXPECT_EQ(answer->decision, Decision::kPrompt);
    const std::string text = wire::Result(*answer).dump();
    EXPECT_THAT(text, Not(HasSubstr("491231")));
    EXPECT_THAT(text, HasSubstr("S-BLOCK"));
  }
}

TEST(Gate, ANumberThatNobodyHasIsSaidBesideTheOneThatFits) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  CheckRequest request = Request();
  request.subject = By(&CheckParty::uscc, "91350104WWWW0901XL");
  request.subject.org_code = "MB151840X";
  const auto answer = AskCheck(workspace, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->parties_checked[0].match, MatchGrade::kExactNumber);
  EXPECT_THAT(answer->parties_checked[0].doubts,
              ElementsAre(HasSubstr("org_code: nobody in the register has it")));
  EXPECT_TRUE(answer->review_required);
  request.subject = By(&CheckParty::uscc, "91350104WWWW09028L");
  request.subject.org_code = "WWWW0902-8";
  const auto dashed = AskCheck(workspace, request);
  EXPECT_EQ(dashed.status().code(), absl::StatusCode::kOk) << dashed.status();
}

TEST(Gate, ItemIdIsThatOfTheUnitsWorklist) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  CheckRequest request = Request();
  request.subject = By(&CheckParty::source_id, "P1");
  request.purpose = "licence";
  request.ground = "HP-5.2-b";
  const auto answer = AskCheck(workspace, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const auto list = AskWorklist(workspace, {request.unit, std::nullopt});
  ASSERT_TRUE(list.ok()) << list.status();
  std::vector<std::string> ids;
  for (const ListedItem& listed : list->items) ids.push_back(listed.item.id);
  ASSERT_EQ(answer->parties_checked[0].items.size(), 1u);
  EXPECT_THAT(ids, Contains(answer->parties_checked[0].items[0].id));
}

TEST(Remit, WordsOfProvisions) {
  struct Row {
    const char* executor;
    const char* rulebook;
    const char* unit;
    UnitKind kind;
    uint32_t region;
    Remit remit;
  };
  using enum Remit;
  const std::vector<Row> rows = {
      {"区财政局", "CS", "区财政局", UnitKind::kDepartment, 0, kNamed},
      {"区财政局", "CS", "区财政局", UnitKind::kDepartment, 350104, kNamed},
      {"区财政局", "CS", "区财政局", UnitKind::kDepartment, 350000, kNamed},
      {"区财政局", "CS", "区财政局", UnitKind::kDepartment, 320803, kOther},
      {"市国土局仓山分局", "CS", "市自然资源和规划局仓山分局", UnitKind::kDepartment, 0, kAlias},
      {"市国土局仓山分局", "CS", "国土资源管理部门", UnitKind::kDepartment, 0, kNamed},
      {"县市场监督管理局", "TQ", "县市监局", UnitKind::kDepartment, 0, kAlias},
      {"县市场监督管理局", "TQ", "市场监督管理局", UnitKind::kDepartment, 0, kNamed},
      // 市商务局 of one city is not that of another, though both have the name.
      {"市商务局", "HJ", "市商务局", UnitKind::kDepartment, 350100, kOther},
      {"各有关部门", "CS", "区财政局", UnitKind::kDepartment, 0, kGeneral},
      {"各有关部门", "CS", "区财政局", UnitKind::kDepartment, 152224, kOther},
      {"各有关部门", "CS", "某平台", UnitKind::kPlatform, 0, kOther},
      {"电子商务平台", "FZ", "某平台", UnitKind::kPlatform, 0, kGeneral},
      {"金融机构", "HX", "某银行", UnitKind::kFinance, 0, kGeneral},
      {"金融机构", "HX", "某局", UnitKind::kDepartment, 0, kOther},
      {"行业协会商会", "HJ", "某协会", UnitKind::kAssociation, 0, kGeneral},
      {"", "HJ", "某局", UnitKind::kDepartment, 0, kUnnamed},
      {"", "HJ", "某局", UnitKind::kDepartment, 610000, kOther},
      {"“黑名单”认定部门", "SX", "认定局", UnitKind::kDepartment, 0, kNamed},
      {"“黑名单”认定部门", "SX", "他局", UnitKind::kDepartment, 0, kOther},
      // A body that another document names is not of this one.
      {"人民法院", "national", "区财政局", UnitKind::kDepartment, 0, kOther},
  };
  const Workspace workspace = GateWorld({}, "2020-06-01");
  for (const Row& row : rows) {
    model::Finding finding;
    finding.measure = "S-X";
    finding.rulebook = row.rulebook;
    finding.standing = model::Standing::kListed;
    Unit unit{"", row.unit, row.kind, {}, {}, ""};
    if (row.region != 0) unit.regions.push_back({row.region});
    EXPECT_EQ(Name(RemitOf(workspace.plan(), unit, {finding, "认定局", "E1"}, row.executor)),
              Name(row.remit))
        << row.executor << " " << row.rulebook << " " << row.unit << " " << row.region;
    unit.measures = {"S-X"};
    EXPECT_TRUE(Within(RemitOf(workspace.plan(), unit, {finding, "认定局", "E1"}, row.executor)));
  }
}

TEST(Remit, APlatformsDutyIsItsOwn) {
  const Workspace workspace = GateWorld({}, "2020-06-01");
  model::Finding finding;
  finding.rulebook = "TQ";
  finding.standing = model::Standing::kExecutor;
  finding.executors = {"网络交易平台经营者", "通信主管部门"};
  const RemitQuestion question{finding, "", "C1"};
  EXPECT_THAT(ExecutorsOf(question), ElementsAre("C1", "通信主管部门"));
  const Unit own{"", "虚构平台公司", UnitKind::kPlatform, {}, {}, "C1"};
  const Unit other{"", "他平台公司", UnitKind::kPlatform, {}, {}, "C2"};
  EXPECT_EQ(MatchRemit(workspace.plan(), own, question).remit, Remit::kOwn);
  EXPECT_EQ(MatchRemit(workspace.plan(), own, question).executor, "C1");
  EXPECT_EQ(MatchRemit(workspace.plan(), other, question).remit, Remit::kOther);
}

TEST(GateJson, ReadsARequestAndNamesWhatIsWrong) {
  const auto read = wire::ReadCheckRequest(wire::Json::parse(R"({
    "request_id": "R1", "unit": {"name": "某平台", "kind": "platform", "regions": ["350100"],
    "measures": ["S-NOSVC"], "party": "C1"}, "matter": "platform_entry", "purpose": "p",
    "ground": "g", "subject": {"type": "person", "id_number": "11010519491231002X", "name": "n"},
    "roles": [{"role": "agent", "id": "P2"}]})"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->unit.kind, UnitKind::kPlatform);
  EXPECT_EQ(read->unit.regions[0].value, 350100u);
  EXPECT_THAT(read->unit.measures, ElementsAre("S-NOSVC"));
  EXPECT_EQ(read->unit.party, "C1");
  EXPECT_EQ(read->subject.type, model::EntityType::kPerson);
  EXPECT_EQ(read->roles[0].role, "agent");

  const std::vector<std::pair<const char*, const char*>> wrong = {
      {R"([])", ": expected an object"},
      {R"({})", "/matter: "},
      {R"({"matter": 3})", "/matter: "},
      {R"({"matter": "m"})", "/subject: "},
      {R"({"matter": "m", "subject": "E1"})", "/subject: "},
      {R"({"matter": "m", "subject": {"idd": "E1"}})", "/subject/idd: "},
      {R"({"matter": "m", "subject": {"type": "ship"}})", "/subject/type: "},
      {R"({"matter": "m", "subject": {"role": "agent"}})", "/subject/role: "},
      {R"({"matter": "m", "subject": {}, "roles": {}})", "/roles: "},
      {R"({"matter": "m", "subject": {}, "roles": [{"id": "P1"}]})", "/roles/0/role: "},
      {R"({"matter": "m", "subject": {}, "unit": 3})", "/unit: "},
      {R"({"matter": "m", "subject": {}, "unit": {"name": "n", "kind": "x"}})", "/unit/kind: "},
      {R"({"matter": "m", "subject": {}, "unit": {"name": "n", "regions": ["35"]}})",
       "/unit/regions: "},
      {R"({"matter": "m", "subject": {}, "surprise": 1})", "/surprise: "},
  };
  for (const auto& [text, said] : wrong) {
    const auto refused = wire::ReadCheckRequest(wire::Json::parse(text));
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr(said)) << text;
  }
}

TEST(GateJson, ReadsFeedbackAndNamesWhatIsWrong) {
  const auto read = wire::ReadFeedbackEntry(wire::Json::parse(
      R"({"item": "0123456789abcdef", "executor": "某局", "executed": true, "on": "2020-05-01"})"));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->item, "0123456789abcdef");
  EXPECT_TRUE(read->executed);
  EXPECT_EQ(read->on, DayOf("2020-05-01"));
  const std::vector<std::pair<const char*, const char*>> wrong = {
      {R"({"executor": "b", "executed": true, "on": "2020-05-01"})", "/listing: "},
      {R"({"item": "i", "executed": true, "on": "2020-05-01"})", "/executor: "},
      {R"({"item": "i", "executor": "b", "executed": "yes", "on": "2020-05-01"})", "/executed: "},
      {R"({"item": "i", "executor": "b", "executed": true})", "/on: "},
      {R"({"item": "i", "executor": "b", "executed": true, "on": "May"})", "/on: "},
      {R"({"item": "i", "executor": "b", "executed": true, "on": "2020-05-01", "x": 1})", "/x: "},
  };
  for (const auto& [text, said] : wrong) {
    const auto refused = wire::ReadFeedbackEntry(wire::Json::parse(text));
    EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(std::string(refused.status().message()), HasSubstr(said)) << text;
  }
}

TEST(GateJson, SaysWhatIsWithheldAndOnWhichParameters) {
  EXPECT_EQ(wire::ToJson(WithheldList{{"stops", 2, "clues"}}).dump(),
            R"([{"what":"stops","count":2,"why":"clues"}])");
  EXPECT_EQ(wire::ToJson(PolicyNotes({}))[0].dump(),
            R"({"id":"disclosure.whole_id_roles","value":"steward","flag":"needs_decision"})");
}

}  // namespace
}  // namespace liancheng::query
