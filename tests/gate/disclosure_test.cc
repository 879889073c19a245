// Disclosure: the decision for a field as a table, and each filter on a small world.
#include "query/disclosure/disclosure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "server/wire/answers_json.h"
#include "tests/gate/gate_world.h"

namespace liancheng::query {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using Class = model::DisclosedField::Class;

constexpr graph::Limits kLimits{4, 10'000, 10'000, 100};
constexpr char kIdNumber[] = "11010519491231002X";  // the example of GB 11643

Asker AskerOf(Role role, uint32_t region, const std::string& purpose, const std::string& ground) {
  Asker asker;
  asker.role = role;
  asker.unit.id = "fin";
  asker.unit.name = "市财政局";
  if (region != 0) asker.unit.regions.push_back({region});
  asker.purpose = purpose;
  asker.ground = ground;
  asker.day = DayOf("2020-06-01");
  return asker;
}

Consent ConsentOf(const std::string& party) {
  return {"C1", party, "fin", {"loan"}, {DayOf("2020-01-01"), DayOf("2021-01-01")}};
}

TEST(Disclosure, OfAField) {
  struct Row {
    Role role;
    Class disclosure;
    bool person;
    bool consent;  // of this party, to this unit, for "loan"
    uint32_t region;
    const char* purpose;
    const char* ground;
    Showing shown;
  };
  using enum Role;
  using enum Showing;
  const std::vector<Row> rows = {
      // What is public is public, to whomever, for whatever.
      {kPublic, Class::kPublic, false, false, 0, "", "", kShown},
      {kPublic, Class::kPublic, true, false, 0, "", "", kShown},
      {kDepartment, Class::kPublic, true, false, 350100, "", "", kShown},
      // Shared between bodies: to departments, investigators, stewards.
      {kPublic, Class::kShared, false, false, 0, "p", "g", kWithheld},
      {kPlatform, Class::kShared, false, false, 0, "p", "g", kWithheld},
      {kAuditor, Class::kShared, false, false, 0, "p", "g", kWithheld},
      {kAdministrator, Class::kShared, false, false, 0, "p", "g", kWithheld},
      {kDepartment, Class::kShared, false, false, 0, "", "", kShown},
      {kInvestigator, Class::kShared, false, false, 0, "", "", kShown},
      {kSteward, Class::kShared, false, false, 0, "", "", kShown},
      // Of persons, on purpose and ground only (HX-21, HX-33).
      {kDepartment, Class::kShared, true, false, 0, "", "", kWithheld},
      {kDepartment, Class::kShared, true, false, 0, "p", "", kWithheld},
      {kDepartment, Class::kShared, true, false, 0, "", "g", kWithheld},
      {kDepartment, Class::kShared, true, false, 0, "p", "g", kShown},
      {kInvestigator, Class::kShared, true, false, 0, "", "", kWithheld},
      {kSteward, Class::kShared, true, false, 0, "p", "", kWithheld},
      // Another region's internals.
      {kDepartment, Class::kShared, false, false, 350100, "p", "g", kWithheld},
      {kDepartment, Class::kShared, false, false, 320800, "p", "g", kShown},
      {kDepartment, Class::kShared, false, false, 320000, "p", "g", kShown},
      {kDepartment, Class::kShared, false, false, 320804, "p", "g", kWithheld},
      // By consent, or by law on a ground that is stated.
      {kPublic, Class::kAuthorised, false, false, 0, "p", "g", kWithheld},
      {kPlatform, Class::kAuthorised, false, false, 0, "p", "g", kWithheld},
      {kDepartment, Class::kAuthorised, false, false, 0, "", "", kWithheld},
      {kDepartment, Class::kAuthorised, false, false, 0, "p", "g", kShown},
      {kDepartment, Class::kAuthorised, true, false, 0, "p", "g", kShown},
      {kPlatform, Class::kAuthorised, true, true, 0, "loan", "", kShown},
      {kPlatform, Class::kAuthorised, true, true, 0, "other", "", kWithheld},
      {kDepartment, Class::kAuthorised, true, true, 0, "loan", "", kShown},
      {kDepartment, Class::kAuthorised, true, true, 350100, "loan", "", kShown},
      {kDepartment, Class::kAuthorised, true, true, 0, "other", "", kWithheld},
      {kPublic, Class::kAuthorised, true, true, 0, "loan", "", kWithheld},
      {kAuditor, Class::kAuthorised, true, true, 0, "loan", "", kWithheld},
  };
  for (const Row& row : rows) {
    Asker asker = AskerOf(row.role, row.region, row.purpose, row.ground);
    if (row.consent) asker.consent = ConsentOf("P1");
    const FieldDecision decision =
        DecideField({}, asker,
                    {row.disclosure,
                     false,
                     row.person ? model::EntityType::kPerson : model::EntityType::kEnterprise,
                     {320803},
                     "P1"});
    EXPECT_EQ(Name(decision.showing), Name(row.shown))
        << Name(row.role) << " class " << static_cast<int>(row.disclosure) << " person "
        << row.person << " consent " << row.consent << " region " << row.region << " \""
        << row.purpose << "\" \"" << row.ground << "\": " << decision.why;
    EXPECT_FALSE(decision.why.empty());
  }
}

TEST(Disclosure, OfAnIdNumber) {
  const FieldQuestion question{Class::kShared, true, model::EntityType::kPerson, {320803}, "P1"};
  const auto shown = [&](Role role, const std::string& purpose) {
    return DecideField({}, AskerOf(role, 0, purpose, "g"), question).showing;
  };
  EXPECT_EQ(shown(Role::kSteward, "identification"), Showing::kShown);
  EXPECT_EQ(shown(Role::kSteward, "licence"), Showing::kPartial);
  EXPECT_EQ(shown(Role::kInvestigator, "identification"), Showing::kPartial);
  EXPECT_EQ(shown(Role::kDepartment, "identification"), Showing::kPartial);
  EXPECT_EQ(shown(Role::kPlatform, "identification"), Showing::kWithheld);
  EXPECT_EQ(shown(Role::kPublic, "identification"), Showing::kWithheld);
  FieldQuestion open = question;
  open.disclosure = Class::kPublic;
  EXPECT_EQ(DecideField({}, AskerOf(Role::kPublic, 0, "", ""), open).showing, Showing::kMasked);
  DisclosurePolicy policy;
  policy.whole_id_roles = {Role::kInvestigator};
  policy.whole_id_purposes = {"case"};
  EXPECT_EQ(DecideField(policy, AskerOf(Role::kInvestigator, 0, "case", "g"), question).showing,
            Showing::kShown);
  EXPECT_EQ(DecideField(policy, AskerOf(Role::kSteward, 0, "case", "g"), question).showing,
            Showing::kPartial);

  EXPECT_EQ(ShownIdNumber(kIdNumber, Showing::kShown), kIdNumber);
  EXPECT_EQ(ShownIdNumber(kIdNumber, Showing::kPartial), "110105********002X");
  EXPECT_EQ(ShownIdNumber(kIdNumber, Showing::kMasked), "1****************X");
  EXPECT_EQ(ShownIdNumber("12345678", Showing::kPartial), "1******8");
  EXPECT_EQ(ShownIdNumber(kIdNumber, Showing::kWithheld), "");
}

TEST(Disclosure, AConsentIsOfOnePartyToOneUnitForAPurposeAndATime) {
  const Consent consent = ConsentOf("P1");
  const model::Date day = DayOf("2020-06-01");
  EXPECT_TRUE(ConsentHolds(consent, "P1", "fin", "loan", day));
  EXPECT_FALSE(ConsentHolds(consent, "P2", "fin", "loan", day));
  EXPECT_FALSE(ConsentHolds(consent, "P1", "other", "loan", day));
  EXPECT_FALSE(ConsentHolds(consent, "P1", "fin", "licence", day));
  EXPECT_FALSE(ConsentHolds(consent, "P1", "fin", "loan", DayOf("2021-01-01")));
  EXPECT_FALSE(ConsentHolds(consent, "P1", "fin", "loan", DayOf("2019-12-31")));
  EXPECT_TRUE(CheckPurpose(AskerOf(Role::kDepartment, 0, "", ""), false).ok());
  EXPECT_EQ(CheckPurpose(AskerOf(Role::kDepartment, 0, "", "g"), true).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(CheckPurpose(AskerOf(Role::kDepartment, 0, "p", ""), true).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(CheckPurpose(AskerOf(Role::kDepartment, 0, "p", "g"), true).ok());
}

TEST(Disclosure, WhatNoTextSettlesIsPrintedWithItsFlag) {
  for (const PolicyNote& note : PolicyNotes({})) {
    EXPECT_FALSE(note.value.empty()) << note.id;
    EXPECT_TRUE(note.flag == "needs_decision" || note.flag.starts_with("interpretation:"))
        << note.id;
  }
  EXPECT_THAT(PolicyNotes({}), SizeIs(5));
}

// P1 heads the listed E1 and E2, holds E3, and shares E1's telephone with E4. E5 is state-owned and
// P9, who works for it, is listed: HJ-11-a speaks to its employer.
const std::vector<std::string> kFacts = {
    R"({"entity": "E1", "type": "enterprise", "region": "320803", "name": "虚构甲", "uscc": "91350104WWWW0901XL"})",
    R"({"entity": "E2", "type": "enterprise", "region": "320803", "name": "虚构乙"})",
    R"({"entity": "E3", "type": "enterprise", "region": "320803", "name": "虚构丙"})",
    R"({"entity": "E4", "type": "enterprise", "region": "320803", "name": "虚构丁"})",
    R"({"entity": "P1", "type": "person", "region": "320803", "name": "虚构人", "id_number": "11010519491231002X", "employer": "虚构单位", "marital_status": "x"})",
    R"({"entity": "P9", "type": "person", "region": "320803", "name": "虚构职员", "state_worker": true})",
    R"({"entity": "B1", "type": "public_body", "region": "320800", "name": "虚构机关"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E1"})",
    R"({"relation": "legal_representative", "from": "P1", "to": "E2"})",
    R"({"relation": "shareholder", "from": "P1", "to": "E3", "share_percent": "90"})",
    R"({"relation": "branch_of", "from": "E2", "to": "E1"})",
    R"({"relation": "contact", "from": "E1", "to": "phone:1"})",
    R"({"relation": "contact", "from": "E4", "to": "phone:1"})",
    R"({"relation": "employed_by", "from": "P9", "to": "B1"})",
    R"J({"listing": "L1", "list": "HJ-black", "subject": "E1", "ground": "HJ-6-(一)", "decided_on": "2020-01-10", "valid_to": "2021-01-10"})J",
    R"J({"listing": "L9", "list": "HJ-black", "subject": "P9", "ground": "HJ-6-(一)", "decided_on": "2020-01-10", "published_on": "2020-01-12", "valid_to": "2021-01-10"})J",
    R"J({"listing": "L8", "list": "HX-record", "subject": "P9", "ground": "HX-12-(一)", "severity": "serious", "decided_on": "2020-01-10", "published_on": "2020-01-10"})J",
    R"J({"penalty": "F1", "subject": "P1", "ground": "g", "decided_on": "2020-01-05"})J",
};

std::vector<std::string> Affiliated(const AffiliatesAnswer& answer) {
  std::vector<std::string> keys;
  for (const Affiliate& one : answer.affiliates) keys.push_back(answer.parties[one.party].key);
  return keys;
}

TEST(Disclosure, CluesAreForInvestigatorsAndStewards) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const auto ask = [&](Role role, const char* purpose, const char* ground) {
    auto answer = AskAffiliates(workspace, "E1", model::kAllRelations, kLimits);
    EXPECT_TRUE(answer.ok()) << answer.status();
    const Asker asker = AskerOf(role, 0, purpose, ground);
    const DisclosurePolicy policy;
    Disclose({workspace, asker, policy}, &*answer);
    return Affiliated(*answer);
  };
  EXPECT_THAT(ask(Role::kInvestigator, "p", "g"), Contains("E3"));
  EXPECT_THAT(ask(Role::kInvestigator, "p", "g"), Contains("E4"));
  EXPECT_THAT(ask(Role::kDepartment, "p", "g"), UnorderedElementsAre("P1", "E2"));
  // Without purpose and ground no person, and nobody who is tied through one.
  EXPECT_THAT(ask(Role::kDepartment, "", ""), ElementsAre("E2"));
  for (const Role role : {Role::kPublic, Role::kPlatform, Role::kAuditor, Role::kAdministrator}) {
    EXPECT_THAT(ask(role, "p", "g"), IsEmpty()) << Name(role);
  }
}

TEST(Disclosure, OfACreditFile) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const auto ask = [&](Role role, uint32_t region, const char* purpose, const char* ground) {
    auto file = AskCreditFile(workspace, "P1");
    EXPECT_TRUE(file.ok()) << file.status();
    const Asker asker = AskerOf(role, region, purpose, ground);
    const DisclosurePolicy policy;
    const WithheldList withheld = Disclose({workspace, asker, policy}, &*file);
    EXPECT_EQ(withheld.empty(), role == Role::kSteward);
    return *std::move(file);
  };
  const auto ids = [](const CreditFile& file) {
    std::vector<std::string> values;
    for (const auto& one : file.party.fact.identifiers) values.push_back(one.value);
    return values;
  };
  const CreditFile whole = ask(Role::kSteward, 0, "identification", "g");
  EXPECT_THAT(ids(whole), ElementsAre(kIdNumber));
  EXPECT_THAT(whole.relations, SizeIs(3));
  EXPECT_THAT(whole.penalties, SizeIs(1));
  const CreditFile department = ask(Role::kDepartment, 320800, "p", "g");
  EXPECT_THAT(ids(department), ElementsAre("110105********002X"));
  EXPECT_THAT(department.relations, SizeIs(2));  // without the stake
  EXPECT_THAT(department.penalties, SizeIs(1));
  EXPECT_TRUE(department.party.fact.attributes.contains("employer"));
  for (const CreditFile& file :
       {ask(Role::kDepartment, 350100, "p", "g"), ask(Role::kDepartment, 320800, "", ""),
        ask(Role::kPublic, 0, "p", "g"), ask(Role::kPlatform, 0, "p", "g"),
        ask(Role::kAuditor, 0, "p", "g")}) {
    EXPECT_THAT(ids(file), IsEmpty());
    EXPECT_THAT(file.relations, IsEmpty());
    EXPECT_THAT(file.penalties, IsEmpty());
    EXPECT_FALSE(file.party.fact.attributes.contains("employer"));
    EXPECT_FALSE(file.party.fact.attributes.contains("marital_status"));
  }
}

TEST(Disclosure, OfAFirmToThePublic) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  auto file = AskCreditFile(workspace, "E1");
  ASSERT_TRUE(file.ok());
  const Asker asker = AskerOf(Role::kPublic, 0, "", "");
  const DisclosurePolicy policy;
  Disclose({workspace, asker, policy}, &*file);
  EXPECT_THAT(file->party.fact.identifiers, SizeIs(1));
  EXPECT_THAT(file->relations, IsEmpty());
  EXPECT_THAT(file->acts, IsEmpty());  // L1 was not published
}

TEST(Disclosure, APublishedListingIsSeenUntilItEnds) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const auto acts = [](const Workspace& asked, const char* day) {
    auto file = AskCreditFile(asked, "P9");
    EXPECT_TRUE(file.ok());
    Asker asker = AskerOf(Role::kPublic, 0, "", "");
    asker.day = DayOf(day);
    const DisclosurePolicy policy;
    Disclose({asked, asker, policy}, &*file);
    return file->acts.size();
  };
  // L8 is a credit record: no field of it is public.
  EXPECT_EQ(acts(workspace, "2020-06-01"), 1u);
  EXPECT_EQ(acts(workspace.On(DayOf("2020-01-11")), "2020-01-11"), 0u);
  EXPECT_EQ(acts(workspace.On(DayOf("2020-01-12")), "2020-01-12"), 1u);
  EXPECT_EQ(acts(workspace.On(DayOf("2021-01-10")), "2021-01-10"), 0u);
  // Asking about a day on which it was published does not bring it back.
  EXPECT_EQ(acts(workspace, "2021-01-10"), 0u);
}

// measure and standing of the findings that are left.
std::vector<std::string> Left(const std::vector<model::Finding>& findings) {
  std::vector<std::string> left;
  for (const model::Finding& one : findings) {
    left.push_back(one.measure + " " + std::string(Name(one.standing)));
  }
  return left;
}

TEST(Disclosure, OfAReach) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const auto ask = [&](Asker asker) {
    auto answer = AskReach(workspace, "L9", {true, true}, kLimits);
    EXPECT_TRUE(answer.ok()) << answer.status();
    const DisclosurePolicy policy;
    Disclose({workspace, asker, policy}, &*answer);
    return *std::move(answer);
  };
  // The notice to the employer (HJ-11-a) is for its executor, investigators and stewards (G39).
  const auto notice = Contains("S-NOTE notified");
  EXPECT_THAT(Left(ask(AskerOf(Role::kSteward, 0, "p", "g")).findings), notice);
  EXPECT_THAT(Left(ask(AskerOf(Role::kInvestigator, 0, "p", "g")).findings), notice);
  EXPECT_THAT(Left(ask(AskerOf(Role::kDepartment, 0, "p", "g")).findings), Not(notice));
  EXPECT_THAT(Left(ask(AskerOf(Role::kDepartment, 0, "p", "g")).findings),
              Contains("S-FUND listed"));
  Asker centre = AskerOf(Role::kDepartment, 0, "p", "g");
  centre.unit.name = "市公共信用信息中心";
  EXPECT_THAT(Left(ask(centre).findings), notice);
  EXPECT_THAT(Left(ask(AskerOf(Role::kDepartment, 0, "", "")).findings), IsEmpty());
  EXPECT_THAT(ask(AskerOf(Role::kPublic, 0, "p", "g")).findings, IsEmpty());
  EXPECT_THAT(ask(AskerOf(Role::kPublic, 0, "p", "g")).stops, IsEmpty());
  EXPECT_THAT(ask(AskerOf(Role::kAuditor, 0, "p", "g")).findings, IsEmpty());
  Asker platform = AskerOf(Role::kPlatform, 0, "p", "g");
  platform.unit.kind = UnitKind::kPlatform;
  EXPECT_THAT(ask(platform).findings, IsEmpty());
  platform.unit.measures = {"S-FUND"};
  EXPECT_THAT(Left(ask(platform).findings), ElementsAre("S-FUND listed"));
}

// In a batch a unit sees the items of its worklist: not what others carry out (although it may see
// that in a single answer), not what names nobody, and not a notice that is for another executor
// only (G39).
TEST(Disclosure, TheOwnPartOfABatchIsTheWorklist) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const DisclosurePolicy policy;
  const auto acts = ActsInEffect(workspace);
  Asker centre = AskerOf(Role::kDepartment, 0, "p", "g");
  centre.unit.name = "市公共信用信息中心";
  // Kinds of body that provisions name at large (公众, 企事业单位) have their part too.
  Asker stranger = AskerOf(Role::kDepartment, 0, "p", "g");
  stranger.unit.name = "虚构无关单位";
  stranger.unit.kind = UnitKind::kOther;
  Asker platform = AskerOf(Role::kPlatform, 0, "p", "g");
  platform.unit.kind = UnitKind::kPlatform;
  Asker granted = platform;
  granted.unit.measures = {"S-FUND"};
  const Asker without_purpose = AskerOf(Role::kDepartment, 0, "", "");
  size_t seen = 0;
  for (const Asker& asker : {AskerOf(Role::kDepartment, 0, "p", "g"), centre, stranger, platform,
                             granted, without_purpose}) {
    auto chunk = ImpactOf(workspace, acts, kTiesLookedAtMax);
    ASSERT_TRUE(chunk.ok()) << chunk.status();
    KeepOwnPart({workspace, asker, policy}, &*chunk);
    std::set<std::string> kept;
    for (const ActImpact& impact : chunk->acts) {
      EXPECT_THAT(impact.stops, IsEmpty());
      EXPECT_EQ(impact.ties.crowded, 0u);
      for (const model::Finding& one : impact.findings) {
        kept.insert(fmt::format("{} {} {} {} {}", one.listing, one.provision, one.measure,
                                Name(one.standing), chunk->parties[one.subject].key));
      }
    }
    auto list = AskWorklist(workspace, {asker.unit, std::nullopt});
    ASSERT_TRUE(list.ok()) << list.status();
    Disclose({workspace, asker, policy}, &*list);
    std::set<std::string> listed;
    for (const ListedItem& item : list->items) {
      const model::Finding& one = item.item.finding;
      listed.insert(fmt::format("{} {} {} {} {}", one.listing, one.provision, one.measure,
                                Name(one.standing), item.item.party_key));
    }
    EXPECT_EQ(kept, listed) << asker.unit.name << " as " << Name(asker.role);
    seen += kept.size();
    const bool notice = std::any_of(kept.begin(), kept.end(), [](const std::string& one) {
      return one.find("HJ-11-a") != std::string::npos;
    });
    EXPECT_EQ(notice, asker.unit.name == centre.unit.name);
  }
  EXPECT_GT(seen, 0u);
}

TEST(Disclosure, StopsAlongCluesAreClues) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const auto stops = [&](Role role) {
    auto answer = AskReach(workspace, "L1", {true, false}, kLimits);
    EXPECT_TRUE(answer.ok()) << answer.status();
    const Asker asker = AskerOf(role, 0, "p", "g");
    const DisclosurePolicy policy;
    Disclose({workspace, asker, policy}, &*answer);
    std::vector<std::string> whys;
    for (const model::Stop& stop : answer->stops) whys.push_back(stop.why);
    return whys;
  };
  EXPECT_THAT(stops(Role::kDepartment), Not(Contains(HasSubstr("is a clue (T3)"))));
  EXPECT_THAT(stops(Role::kDepartment), Not(IsEmpty()));
  EXPECT_THAT(stops(Role::kPlatform), IsEmpty());
}

TEST(Disclosure, ControlIsAClue) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  const auto found = [&](Role role) {
    auto answer = AskControl(workspace, {.subjects = {"E3"}});
    EXPECT_TRUE(answer.ok()) << answer.status();
    const Asker asker = AskerOf(role, 0, "p", "g");
    const DisclosurePolicy policy;
    const WithheldList withheld = Disclose({workspace, asker, policy}, &*answer);
    EXPECT_EQ(withheld.size(), answer->found.empty() ? 1u : 0u);
    return answer->found.size();
  };
  EXPECT_EQ(found(Role::kInvestigator), 1u);
  EXPECT_EQ(found(Role::kSteward), 1u);
  for (const Role role :
       {Role::kPublic, Role::kDepartment, Role::kPlatform, Role::kAuditor, Role::kAdministrator}) {
    EXPECT_EQ(found(role), 0u) << Name(role);
  }
}

TEST(Disclosure, CountsOfAWorklistAreOfWhatIsShown) {
  const Workspace workspace = GateWorld(kFacts, "2020-06-01");
  Asker asker = AskerOf(Role::kDepartment, 0, "", "");
  asker.unit.name = "市公共信用信息中心";
  auto answer = AskWorklist(workspace, {asker.unit, std::nullopt});
  ASSERT_TRUE(answer.ok()) << answer.status();
  const DisclosurePolicy policy;
  const size_t items_before = answer->items.size();
  const WithheldList withheld = Disclose({workspace, asker, policy}, &*answer);
  ASSERT_THAT(withheld, SizeIs(1));
  EXPECT_EQ(answer->items.size() + withheld[0].count, items_before);
  for (const ListedItem& listed : answer->items) {
    EXPECT_NE(answer->parties[listed.item.finding.subject].type, model::EntityType::kPerson);
  }
  size_t owed = 0;
  for (const ListedItem& listed : answer->items) {
    owed += IsOwedAnAnswer(listed.item) && !listed.answered ? 1 : 0;
  }
  EXPECT_EQ(answer->unanswered, owed);
}

}  // namespace
}  // namespace liancheng::query
