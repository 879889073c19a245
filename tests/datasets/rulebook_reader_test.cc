#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "datasets/readers/rulebook/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/rulebook_texts.h"

namespace liancheng::datasets {
namespace {

using model::Condition;
using model::DateRange;
using model::EntityType;
using model::Relation;
using model::SetOf;
using model::WalkStep;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(RulebookReader, Identity) {
  const model::RuleLibrary library = SoundLibrary();
  ASSERT_THAT(library.books, SizeIs(1));
  const model::Rulebook& book = library.books[0];
  EXPECT_EQ(book.id, "AB");
  EXPECT_THAT(book.titles, ElementsAre("甲县办法", "甲县试行办法"));
  EXPECT_EQ(book.number, "甲发〔2020〕1号");
  EXPECT_EQ(book.issuer, "甲县局");
  EXPECT_EQ(book.level, "county");
  EXPECT_EQ(book.issued, Day("2020-01-01"));
  EXPECT_EQ(book.published, Day("2020-01-15"));
  EXPECT_EQ(book.effective, std::nullopt);
  EXPECT_EQ(book.ended, std::nullopt);
  EXPECT_EQ(book.source, "009");
  EXPECT_THAT(book.flags, ElementsAre("pilot"));
  EXPECT_EQ(book.scope.region.value, 350104U);
  EXPECT_THAT(book.scope.subject_types, ElementsAre(EntityType::kEnterprise, EntityType::kPerson));
  EXPECT_THAT(book.scope.cites, ElementsAre("AB-1"));
  EXPECT_TRUE(book.scope.excludes_shop_only);
  EXPECT_EQ(book.scope.excludes_shop_only_why, "own sites only");
  EXPECT_TRUE(book.scope.unlicensed_by_place);
  EXPECT_THAT(book.counted_authorities, ElementsAre("市场监督管理"));
}

TEST(RulebookReader, ListsAndGrounds) {
  const model::RuleLibrary library = SoundLibrary();
  ASSERT_THAT(library.books.at(0).lists, SizeIs(2));
  const model::ListDefinition& black = library.books[0].lists[0];
  EXPECT_EQ(black.id, "AB-black");
  EXPECT_EQ(black.kind, model::ListKind::kBlack);
  EXPECT_EQ(black.proposer, "甲");
  EXPECT_EQ(black.decider, "乙");
  EXPECT_EQ(black.publisher, "丙");
  EXPECT_EQ(black.term, "AB.term");
  EXPECT_TRUE(black.from_publication);
  EXPECT_THAT(black.subject_types, ElementsAre(EntityType::kEnterprise));
  EXPECT_FALSE(library.books[0].lists[1].from_publication);

  ASSERT_THAT(library.books[0].grounds, SizeIs(2));
  const model::Ground& ground = library.books[0].grounds[1];
  EXPECT_TRUE(ground.catch_all);
  ASSERT_THAT(ground.ways, SizeIs(2));
  EXPECT_EQ(ground.ways[0].kind, model::GroundWay::Kind::kCount);
  EXPECT_THAT(ground.ways[0].grounds, ElementsAre("AB-2-a", "AB-2-b"));
  EXPECT_THAT(ground.ways[0].procedures,
              ElementsAre(model::Procedure::kGeneral, model::Procedure::kWarning));
  EXPECT_EQ(ground.ways[0].window_months, 12);
  EXPECT_EQ(ground.ways[0].minimum, 3);
  EXPECT_EQ(ground.ways[0].distinct_minimum, 2);
  EXPECT_EQ(ground.ways[1].kind, model::GroundWay::Kind::kAmount);
  EXPECT_EQ(ground.ways[1].field, "illegal_gain");
  EXPECT_EQ(ground.ways[1].at_least.fen, 5'000'050);
}

TEST(RulebookReader, RuleThatMoves) {
  const model::RuleLibrary library = SoundLibrary();
  ASSERT_THAT(library.books.at(0).rules, SizeIs(5));
  const model::Rule& rule = library.books[0].rules[1];
  EXPECT_EQ(rule.id, "AB-3");
  EXPECT_EQ(rule.label, "AB-3/move");
  EXPECT_EQ(rule.movement, "D90");
  EXPECT_EQ(rule.reading_parameter, "AB.reading");
  EXPECT_EQ(rule.reading_value, "A");
  EXPECT_THAT(rule.seed.lists, ElementsAre("AB-black", "AB-red"));
  EXPECT_THAT(rule.seed.grounds, ElementsAre("AB-2-a", "AB-2"));
  EXPECT_THAT(rule.seed.severities,
              ElementsAre(model::Severity::kSerious, model::Severity::kUnspecified));
  EXPECT_THAT(rule.seed.subject_types, ElementsAre(EntityType::kEnterprise));
  EXPECT_EQ(rule.give.kind, model::MovementKind::kWatch);
  EXPECT_EQ(rule.give.tier, model::Tier::kT2);
  EXPECT_EQ(rule.give.standing, model::Standing::kSupervised);
  EXPECT_TRUE(rule.give.needs_attribution);
  EXPECT_TRUE(rule.give.needs_confirmation);
  ASSERT_THAT(rule.give.bases, SizeIs(2));
  EXPECT_EQ(rule.give.bases[0].code, "B1");
  EXPECT_THAT(rule.give.bases[0].needs, IsEmpty());
  ASSERT_THAT(rule.give.bases[1].needs, SizeIs(1));
  EXPECT_EQ(rule.give.bases[1].needs[0].kind, Condition::Kind::kAttribute);
  EXPECT_EQ(rule.give.bases[1].needs[0].name, "ownership");
}

TEST(RulebookReader, GuardsAndWalk) {
  const model::RuleLibrary library = SoundLibrary();
  const model::Rule& rule = library.books.at(0).rules.at(1);
  ASSERT_THAT(rule.guards, SizeIs(4));
  EXPECT_EQ(rule.guards[0].kind, Condition::Kind::kHasRelation);
  EXPECT_EQ(rule.guards[0].relations, SetOf(Relation::kOperates) | SetOf(Relation::kTradesOn));
  EXPECT_TRUE(rule.guards[0].outward);
  EXPECT_THAT(rule.guards[0].types, ElementsAre(EntityType::kShop));
  EXPECT_EQ(rule.guards[0].on, Condition::On::kSeed);
  EXPECT_EQ(rule.guards[0].otherwise, Condition::Otherwise::kDrop);
  EXPECT_EQ(rule.guards[1].on, Condition::On::kTarget);
  EXPECT_EQ(rule.guards[1].otherwise, Condition::Otherwise::kSuspended);
  EXPECT_EQ(rule.guards[1].missing, "clean record");
  EXPECT_EQ(rule.guards[2].otherwise, Condition::Otherwise::kUndetermined);
  EXPECT_EQ(rule.guards[2].years, 1);
  EXPECT_EQ(rule.guards[3].otherwise, Condition::Otherwise::kAwaitConfirmation);
  EXPECT_THAT(rule.guards[3].words, ElementsAre("serious"));

  ASSERT_THAT(rule.walk, SizeIs(3));
  EXPECT_FALSE(rule.walk[0].outward);
  EXPECT_EQ(rule.walk[0].at, WalkStep::At::kAct);
  EXPECT_THAT(rule.walk[0].types, ElementsAre(EntityType::kPerson));
  EXPECT_TRUE(rule.walk[1].outward);
  EXPECT_EQ(rule.walk[1].at, WalkStep::At::kDecision);
  EXPECT_EQ(rule.walk[2].kind, WalkStep::Kind::kAffiliated);
  EXPECT_EQ(rule.walk[2].definition, "AB.firm");
  const WalkStep& attributed = library.books[0].rules[2].walk.at(0);
  EXPECT_EQ(attributed.kind, WalkStep::Kind::kAttributed);
  EXPECT_THAT(attributed.roles, ElementsAre(model::ResponsibleRole::kPrincipal,
                                            model::ResponsibleRole::kPractitioner));
  EXPECT_TRUE(library.books[0].rules[3].seed.demand);
  EXPECT_TRUE(library.books[0].rules[3].walk.at(0).meets_operator);
}

TEST(RulebookReader, TheRest) {
  const model::RuleLibrary library = SoundLibrary();
  const model::Rulebook& book = library.books.at(0);
  EXPECT_TRUE(book.rules.at(2).give.private_addressee);
  EXPECT_TRUE(book.rules.at(4).give.incentive);
  ASSERT_THAT(book.exceptions, SizeIs(2));
  EXPECT_EQ(book.exceptions[0].effect, model::Exception::Effect::kSuspend);
  EXPECT_THAT(book.exceptions[0].excepts, ElementsAre("AB-3/own", "incentives"));
  ASSERT_THAT(book.exceptions[0].when, SizeIs(4));
  EXPECT_EQ(book.exceptions[0].when[3].kind, Condition::Kind::kBasisUnnamed);
  EXPECT_EQ(book.exceptions[1].effect, model::Exception::Effect::kDrop);
  ASSERT_THAT(book.parameters, SizeIs(5));
  ASSERT_THAT(book.parameters[0].values, SizeIs(2));
  EXPECT_EQ(book.parameters[0].values[0].during, (DateRange{model::kOpenStart, Day("2021-01-01")}));
  EXPECT_EQ(book.parameters[0].values[1].value, "3");
  ASSERT_THAT(book.timers, SizeIs(2));
  EXPECT_EQ(book.timers[1].amount, 10);
  EXPECT_EQ(book.timers[1].unit, "working_days");
  EXPECT_EQ(book.timers[1].event, model::TermEvent::kObjected);
  ASSERT_THAT(book.notes, SizeIs(1));
  EXPECT_EQ(book.notes[0].modality, model::Modality::kByLaw);
  ASSERT_THAT(library.bases, SizeIs(2));  // by code
  EXPECT_EQ(library.bases[0].code, "B1");
  EXPECT_EQ(library.bases[1].replaced_by, "《丙法》");
  EXPECT_EQ(library.bases[1].versions.at(1).status, model::BasisStatus::kRepealed);
  EXPECT_EQ(library.bases[1].versions.at(1).during,
            (DateRange{Day("2021-05-01"), model::kOpenEnd}));
}

struct BrokenRow {
  const char* what;
  const char* file;
  const char* pointer;
  const char* value;
  const char* message;  // file, pointer and the central words of the message
};

class Broken : public testing::TestWithParam<BrokenRow> {};

TEST_P(Broken, IsRefusedWithFileAndPointer) {
  const BrokenRow& row = GetParam();
  const auto library = ReadRulebookTexts(Changed(SoundTexts(), row.file, row.pointer, row.value));
  ASSERT_FALSE(library.ok());
  EXPECT_EQ(library.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(library.status().message()), HasSubstr(row.message));
}

constexpr BrokenRow kBroken[] = {
    {"missing key", "AB/book.json", "/issued", "-",
     "AB/book.json: /: the book has no \"issued\", expected id, titles, number"},
    {"unknown key", "AB/lists.json", "/lists/0/colour", "1",
     "AB/lists.json: /lists/0/colour: unknown key in a list, expected id, name, kind"},
    {"unknown key with a slash", "AB/lists.json", "/a~1b", "1",
     "AB/lists.json: /a~1b: unknown key"},
    {"unknown word", "AB/lists.json", "/lists/0/kind", "\"blak\"",
     "/lists/0/kind: \"blak\" is not a word of list_kind, expected red, black, watch, abnormal, "
     "record, grade, court"},
    {"word of another type", "AB/lists.json", "/lists/0/kind", "5",
     "/lists/0/kind: 5 is not a word"},
    {"text expected", "AB/lists.json", "/lists/0/decider", "true",
     "/lists/0/decider: true does not fit, expected a text"},
    {"empty name", "AB/lists.json", "/lists/0/name", "\"\"",
     "/lists/0/name: \"\" does not fit, expected a text that is not empty"},
    {"flag expected", "AB/lists.json", "/lists/0/from_publication", "\"yes\"",
     "expected true or false"},
    {"list expected", "AB/lists.json", "/lists/0/cites", "\"AB-2\"",
     "/lists/0/cites: \"AB-2\" does not fit, expected a list"},
    {"empty list", "AB/book.json", "/titles", "[]",
     "/titles: the list is empty, expected at least one entry"},
    {"object expected", "AB/lists.json", "/lists/0", "[]",
     "/lists/0: an array stands for a list, expected an object with id, name"},
    {"not a day", "AB/book.json", "/published", "\"2020-02-30\"",
     "/published: \"2020-02-30\" does not fit, expected a day YYYY-MM-DD or null"},
    {"not a region", "AB/book.json", "/scope/region", "\"3501\"", "expected a region code"},
    {"region with letters", "AB/book.json", "/scope/region", "\"35010x\"", "/scope/region: "},
    {"number too small", "AB/lists.json", "/grounds/1/ways/0/minimum", "0",
     "/grounds/1/ways/0/minimum: 0 does not fit, expected a whole number from 1 to 100000"},
    {"number too large", "AB/lists.json", "/timers/0/amount", "18446744073709551615",
     "/timers/0/amount: 18446744073709551615 does not fit"},
    {"number with a fraction", "AB/lists.json", "/timers/0/amount", "1.5", "1.5 does not fit"},
    {"not money", "AB/lists.json", "/grounds/1/ways/1/at_least", "\"5,000\"", "expected yuan"},
    {"money as a number", "AB/lists.json", "/grounds/1/ways/1/at_least", "50000", "expected yuan"},
    {"number below none", "AB/lists.json", "/timers/0/amount", "-1",
     "/timers/0/amount: -1 does not fit, expected a whole number from 0 to 100000"},
    {"timer without event", "AB/lists.json", "/timers/0/event", "-", "the timer has no \"event\""},
    {"unknown event", "AB/lists.json", "/timers/0/event", "\"birthday\"",
     "/timers/0/event: \"birthday\" is not a word of term_event, expected given, act, decided"},
    {"unknown state", "AB/life.json", "/steps/0/to", "\"gone\"",
     "/steps/0/to: \"gone\" is not a word of listing_state, expected clue, proposed"},
    {"unknown condition of repair", "AB/life.json", "/repairs/0/needs/0/if", "\"sorry\"",
     "/repairs/0/needs/0/if: \"sorry\" is not a kind of repair_need, expected corrected"},
    {"step by an unknown timer", "AB/life.json", "/steps/0/timer", "\"AB-7\"",
     "timer \"AB-7\" is unknown"},
    {"report without period", "AB/life.json", "/reports/0/period", "{}",
     "/reports/0/period: an object is not a report_period, expected an object with \"amount\" or"},
    {"day that is null", "national/calendar.json", "/days_off/0", "null",
     "/days_off/0: null does not fit, expected a day YYYY-MM-DD"},
    {"unknown timer unit", "AB/lists.json", "/timers/0/unit", "\"weeks\"",
     "expected working_days, days, months, years"},
    {"timer without unit", "AB/lists.json", "/timers/0/unit", "-", "the timer has no \"unit\""},
    {"unknown way", "AB/lists.json", "/grounds/0/ways/0/way", "\"twice\"",
     "/grounds/0/ways/0/way: \"twice\" is not a kind of way, expected single, count, amount"},
    {"way without a kind", "AB/lists.json", "/grounds/0/ways/0/way", "-",
     "/grounds/0/ways/0: the way has no \"way\", expected single, count, amount"},
    {"way with keys of another", "AB/lists.json", "/grounds/0/ways/0/minimum", "3",
     "/grounds/0/ways/0/minimum: unknown key in a way_single"},
    {"unknown condition", "AB/rules.json", "/rules/1/guards/0/if", "\"has_edge\"",
     "/rules/1/guards/0/if: \"has_edge\" is not a kind of guard, expected has_relation, "
     "lacks_relation, on_list, not_on_list, ground, severity, attribute, type, graded_within, "
     "attributed_on, overdue, "
     "basis_named, basis_unnamed, honoured, confirmed, not_cooperated"},
    {"attribute that the graph does not keep", "AB/rules.json",
     "/rules/1/give/bases/1/needs/0/name", "\"colour\"",
     "/rules/1/give/bases/1/needs/0/name: \"colour\" is not a word of rule_attribute, expected "
     "state_worker, ownership, bankrupt"},
    {"condition without its field", "AB/rules.json", "/rules/1/guards/0/relations", "-",
     "/rules/1/guards/0: the condition_relation has no \"relations\""},
    {"otherwise in a basis", "AB/rules.json", "/rules/1/give/bases/1/needs/0/otherwise", "\"drop\"",
     "/rules/1/give/bases/1/needs/0/otherwise: \"otherwise\" stands only in a guard"},
    {"otherwise in an exception", "AB/rules.json", "/exceptions/0/when/0/otherwise", "\"drop\"",
     "/exceptions/0/when/0/otherwise: \"otherwise\" stands only in a guard"},
    {"unknown relation", "AB/rules.json", "/rules/1/walk/0/relation/0", "\"cousin\"",
     "/rules/1/walk/0/relation/0: \"cousin\" is not a word of relation, expected "
     "legal_representative, owner, principal"},
    {"shared value as a party", "AB/rules.json", "/rules/1/walk/0/where/types/0", "\"value\"",
     "\"value\" is not a word of entity_type"},
    {"step of no kind", "AB/rules.json", "/rules/1/walk/0", "{\"at\": \"act\"}",
     "/rules/1/walk/0: an object is not a step, expected an object with \"relation\" or an object "
     "with \"affiliated\" or an object with \"attributed\""},
    {"step of two kinds", "AB/rules.json", "/rules/1/walk/2/relation", "[\"owner\"]",
     "/rules/1/walk/2/affiliated: unknown key in a step_relation"},
    {"seed of two kinds", "AB/rules.json", "/rules/3/seed/lists", "[\"AB-red\"]",
     "/rules/3/seed/demand: unknown key in a seed_listing"},
    {"seed that is no demand", "AB/rules.json", "/rules/3/seed/demand", "false",
     "/rules/3/seed/demand: false does not fit, expected true"},
    {"unknown need", "AB/rules.json", "/rules/1/give/needs/0", "\"luck\"",
     "expected attribution, confirmation"},
    {"unknown matter", "AB/rules.json", "/rules/0/give/matters/0", "\"weather\"",
     "\"weather\" is not a word of matter, expected government_procurement, tender"},
    {"folder of another name", "AB/book.json", "/id", "\"XY\"",
     "AB/book.json: /id: \"XY\" does not fit, expected the folder's name \"AB\""},

    {"list defined twice", "AB/lists.json", "/lists/1/id", "\"AB-black\"",
     "AB/lists.json: /lists/1/id: list \"AB-black\" is defined twice, expected only AB/lists.json "
     "/lists/0/id"},
    {"list defined and registered", "national/lists.json", "/registered_lists/0/id", "\"AB-red\"",
     "national/lists.json: /registered_lists/0/id: list \"AB-red\" is defined twice"},
    {"ground defined twice", "AB/lists.json", "/grounds/1/id", "\"AB-2-a\"",
     "/grounds/1/id: ground \"AB-2-a\" is defined twice"},
    {"label twice", "AB/rules.json", "/rules/1/label", "\"AB-3/own\"",
     "/rules/1/label: rule label \"AB-3/own\" is defined twice"},
    {"exception twice", "AB/rules.json", "/exceptions/1/label", "\"G1\"",
     "exception label \"G1\" is defined twice"},
    {"parameter twice", "AB/lists.json", "/parameters/1/id", "\"AB.term\"",
     "/parameters/1/id: parameter \"AB.term\" is defined twice"},
    {"basis twice", "national/bases.json", "/bases/1/code", "\"B2\"",
     "national/bases.json: /bases/1/code: basis code \"B2\" is defined twice"},

    {"unknown list of a seed", "AB/rules.json", "/rules/0/seed/lists/0", "\"AB-blue\"",
     "AB/rules.json: /rules/0/seed/lists/0: list \"AB-blue\" is unknown, expected a list of a "
     "rulebook or of national/lists.json"},
    {"unknown list of a condition", "AB/rules.json", "/rules/1/guards/1/lists/0", "\"Q\"",
     "/rules/1/guards/1/lists/0: list \"Q\" is unknown"},
    {"unknown list of a ground", "AB/lists.json", "/grounds/0/lists/0", "\"Q\"",
     "/grounds/0/lists/0: list \"Q\" is unknown"},
    {"unknown ground of a seed", "AB/rules.json", "/rules/1/seed/grounds/0", "\"AB-9\"",
     "/rules/1/seed/grounds/0: ground \"AB-9\" is unknown, expected a ground of a rulebook or a "
     "row that a list cites"},
    {"unknown ground of a way", "AB/lists.json", "/grounds/1/ways/0/grounds/1", "\"AB-9\"",
     "/grounds/1/ways/0/grounds/1: ground \"AB-9\" is unknown"},
    {"unknown ground of a condition", "AB/rules.json", "/exceptions/0/when/0/words/0", "\"AB-9\"",
     "/exceptions/0/when/0/words/0: ground \"AB-9\" is unknown"},
    {"unknown basis", "AB/rules.json", "/rules/1/give/bases/0", "\"B9\"",
     "/rules/1/give/bases/0: basis code \"B9\" is unknown, expected a code of national/bases.json"},
    {"unknown basis with needs", "AB/rules.json", "/rules/1/give/bases/1/code", "\"B9\"",
     "/rules/1/give/bases/1/code: basis code \"B9\" is unknown"},
    {"unknown term of a list", "AB/lists.json", "/lists/0/term", "\"AB.x\"",
     "/lists/0/term: parameter \"AB.x\" is unknown, expected one that a rulebook defines"},
    {"unknown term of a rule", "AB/rules.json", "/rules/0/give/term", "\"AB.x\"",
     "/rules/0/give/term: parameter \"AB.x\" is unknown"},
    {"unknown reading", "AB/rules.json", "/rules/1/reading/parameter", "\"AB.x\"",
     "/rules/1/reading/parameter: parameter \"AB.x\" is unknown"},
    {"unknown definition", "AB/rules.json", "/rules/1/walk/2/affiliated", "\"AB.x\"",
     "/rules/1/walk/2/affiliated: parameter \"AB.x\" is unknown"},
    {"unknown label in an exception", "AB/rules.json", "/exceptions/0/excepts/0", "\"AB-3/none\"",
     "/exceptions/0/excepts/0: rule label \"AB-3/none\" is unknown, expected the label of a rule "
     "of this book, \"*\" or \"incentives\""},
};

INSTANTIATE_TEST_SUITE_P(Rows, Broken, testing::ValuesIn(kBroken), [](const auto& row) {
  std::string name = row.param.what;
  for (char& c : name) {
    if (c == ' ') c = '_';
  }
  return name;
});

TEST(RulebookReader, TellsAllProblemsAtOnce) {
  RulebookTexts texts = Changed(SoundTexts(), "AB/book.json", "/level", "\"village\"");
  texts = Changed(texts, "AB/rules.json", "/rules/0/seed/lists/0", "\"AB-blue\"");
  texts = Changed(texts, "AB/lists.json", "/timers/0/unit", "-");
  const auto library = ReadRulebookTexts(texts);
  ASSERT_FALSE(library.ok());
  const std::string message(library.status().message());
  EXPECT_THAT(message, HasSubstr("AB/book.json: /level: "));
  EXPECT_THAT(message, HasSubstr("AB/rules.json: /rules/0/seed/lists/0: "));
  EXPECT_THAT(message, HasSubstr("AB/lists.json: /timers/0: "));
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 2);
}

struct TextRow {
  const char* what;
  const char* file;
  const char* text;
  const char* message;
};

TEST(RulebookReader, TextsThatAreNoRulebook) {
  const TextRow rows[] = {
      {"cut short", "AB/rules.json", R"({"rules": [)", "AB/rules.json: /: parse error at line 1"},
      {"empty", "AB/rules.json", "", "AB/rules.json: /: parse error"},
      {"not UTF-8", "AB/rules.json", "{\"rules\xff\": []}", "AB/rules.json: /: parse error"},
      {"number out of range", "AB/rules.json", R"({"rules": 1e999})", "AB/rules.json: /: "},
      {"an array", "AB/rules.json", "[]", "AB/rules.json: /: an array stands for a section"},
      {"key twice", "AB/more.json", R"({"notes": [], "timers": [], "notes": []})",
       "AB/more.json: /notes: key given twice, expected once"},
      {"key twice within", "AB/more.json", R"({"notes": [{"id": "AB-1"}, {"id": 1, "id": 2}]})",
       "AB/more.json: /notes/1/id: key given twice, expected once"},
      {"no book beside", "XY/rules.json", "{}",
       "XY/rules.json: /: no place for this file, expected it beside a book.json"},
      {"no folder", "rules.json", "{}", "rules.json: /: no place for this file"},
  };
  for (const TextRow& row : rows) {
    SCOPED_TRACE(row.what);
    RulebookTexts texts = SoundTexts();
    texts[row.file] = row.text;
    const auto library = ReadRulebookTexts(texts);
    ASSERT_FALSE(library.ok());
    EXPECT_EQ(library.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(library.status().message()), HasSubstr(row.message));
  }
}

TEST(RulebookReader, DeepNestingIsAProblemNotACrash) {
  RulebookTexts texts = SoundTexts();
  texts["AB/rules.json"] = std::string(200'000, '[') + std::string(200'000, ']');
  const auto library = ReadRulebookTexts(texts);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(std::string(library.status().message()), HasSubstr("an array stands for a section"));
}

TEST(RulebookReader, ManyProblemsAreCut) {
  std::string text = R"({"notes": [)";
  for (int i = 0; i < 2000; ++i) text += "1,";
  text += "1]}";
  RulebookTexts texts = SoundTexts();
  texts["AB/more.json"] = text;
  const auto library = ReadRulebookTexts(texts);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(std::string(library.status().message()), HasSubstr("and 1501 more problems"));
}

TEST(RulebookReader, FilesOfOtherKindsArePassedOver) {
  RulebookTexts texts = SoundTexts();
  texts["AB/README.md"] = "not JSON";
  texts["schema.json"] = "not looked at";
  texts["requirement_ids.json"] = "[]";
  EXPECT_TRUE(ReadRulebookTexts(texts).ok());
}

TEST(RulebookReader, NothingIsAnEmptyLibrary) {
  const auto library = ReadRulebookTexts({});
  ASSERT_TRUE(library.ok());
  EXPECT_THAT(library->books, IsEmpty());
  EXPECT_THAT(library->bases, IsEmpty());
}

TEST(RulebookReader, BooksAreSortedById) {
  RulebookTexts texts = SoundTexts();
  texts["AA/book.json"] = Changed(SoundTexts(), "AB/book.json", "/id", "\"AA\"")["AB/book.json"];
  texts["ZZ/book.json"] = Changed(SoundTexts(), "AB/book.json", "/id", "\"ZZ\"")["AB/book.json"];
  const auto library = ReadRulebookTexts(texts);
  ASSERT_TRUE(library.ok()) << library.status();
  ASSERT_THAT(library->books, SizeIs(3));
  EXPECT_EQ(library->books[0].id, "AA");
  EXPECT_EQ(library->books[1].id, "AB");
  EXPECT_EQ(library->books[2].id, "ZZ");
}

TEST(RulebookReader, LabelsAreKnownWithinTheirBookOnly) {
  RulebookTexts texts = SoundTexts();
  texts["AA/book.json"] = Changed(SoundTexts(), "AB/book.json", "/id", "\"AA\"")["AB/book.json"];
  texts["AA/exceptions.json"] =
      R"({"exceptions": [{"label": "G1", "excepts": ["AB-3/own"], "when": [{"if": "honoured"}],
          "effect": "drop", "why": "of another book"}]})";
  const auto library = ReadRulebookTexts(texts);
  ASSERT_FALSE(library.ok());
  EXPECT_THAT(std::string(library.status().message()),
              HasSubstr("AA/exceptions.json: /exceptions/0/excepts/0: rule label \"AB-3/own\""));
}

TEST(RulebookReader, GroundsAndListsResolveAcrossBooks) {
  RulebookTexts texts = SoundTexts();
  texts["AA/book.json"] = Changed(SoundTexts(), "AB/book.json", "/id", "\"AA\"")["AB/book.json"];
  texts["AA/grounds.json"] =
      R"({"grounds": [{"id": "AA-1", "name": "n", "lists": ["AB-red", "Z-black"],
          "ways": [{"way": "count", "grounds": ["AB-2-a"], "procedures": ["simple"],
                    "window_months": 1, "minimum": 2}]}]})";
  const auto library = ReadRulebookTexts(texts);
  ASSERT_TRUE(library.ok()) << library.status();
  EXPECT_EQ(library->books.at(0).grounds.at(0).ways.at(0).distinct_minimum, 1);
}

// Computed independently of this code: BLAKE2b of 16 bytes (which is libsodium's generichash) over
// length, path, length and text of each file.
TEST(RulebookReader, HashIsTheDocumentedOne) {
  const RulebookTexts texts = {
      {"A/book.json",
       R"({"id":"A","titles":["t"],"number":"","issuer":"","level":"city","issued":null,)"
       R"("published":null,"effective":null,"ended":null,"source":"","flags":[],)"
       R"("scope":{"region":"","subject_types":[],"cites":[]}})"},
      {"A/n.json", "{}"}};
  const auto library = ReadRulebookTexts(texts);
  ASSERT_TRUE(library.ok()) << library.status();
  EXPECT_EQ(library->books.at(0).revision_hash, "2a5199f8d79a30bf2d09563eb8529b1b");
}

TEST(RulebookReader, HashFollowsTheBytesOfTheBookOnly) {
  const std::string hash = SoundLibrary().books.at(0).revision_hash;
  EXPECT_EQ(hash.size(), 32U);
  EXPECT_EQ(hash.find_first_not_of("0123456789abcdef"), std::string::npos);

  RulebookTexts spaced = SoundTexts();
  spaced["AB/rules.json"] += "\n";
  EXPECT_NE(ReadRulebookTexts(spaced)->books.at(0).revision_hash, hash);

  RulebookTexts elsewhere = SoundTexts();
  elsewhere["national/bases.json"] += "\n";
  EXPECT_EQ(ReadRulebookTexts(elsewhere)->books.at(0).revision_hash, hash);

  RulebookTexts moved = SoundTexts();
  moved["AB/a_rules.json"] = moved["AB/rules.json"];
  moved.erase("AB/rules.json");
  EXPECT_NE(ReadRulebookTexts(moved)->books.at(0).revision_hash, hash);
}

class RulebookFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // In the given order, so that the folder lists them differently.
  void Write(const std::vector<std::pair<std::string, std::string>>& files) {
    for (const auto& [path, text] : files) {
      std::filesystem::create_directories((folder_ / path).parent_path());
      std::ofstream(folder_ / path, std::ios::binary) << text;
    }
  }

  std::filesystem::path folder_;
};

TEST_F(RulebookFolder, HashDoesNotFollowTheOrderOfFiles) {
  const RulebookTexts texts = SoundTexts();
  Write({texts.begin(), texts.end()});
  const auto forward = ReadRulebooks(folder_.string());
  ASSERT_TRUE(forward.ok()) << forward.status();
  std::filesystem::remove_all(folder_);
  Write({texts.rbegin(), texts.rend()});
  const auto backward = ReadRulebooks(folder_.string());
  ASSERT_TRUE(backward.ok()) << backward.status();
  EXPECT_EQ(forward->books.at(0).revision_hash, backward->books.at(0).revision_hash);
  EXPECT_EQ(forward->books.at(0).revision_hash, SoundLibrary().books.at(0).revision_hash);
}

TEST_F(RulebookFolder, KnownWordsAreTheListsOfBooksAndTheRegisteredOnes) {
  const RulebookTexts texts = SoundTexts();
  Write({texts.begin(), texts.end()});
  const auto words = ReadKnownWords(folder_.string());
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_THAT(words->lists, ElementsAre("AB-black", "AB-red", "Z-black"));
}

TEST_F(RulebookFolder, ThatIsNotThereIsNotFound) {
  EXPECT_EQ(ReadRulebooks(folder_.string()).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadKnownWords(folder_.string()).status().code(), absl::StatusCode::kNotFound);
}

TEST(RulebookReader, ShippedRulebooksAreSound) {
  const std::string folder = std::string(LIANCHENG_SOURCE_DIR) + "/datasets/rulebooks";
  const auto library = ReadRulebooks(folder);
  ASSERT_TRUE(library.ok()) << library.status();
  EXPECT_THAT(LintRulebooks(*library, folder), IsEmpty());
  const auto words = ReadKnownWords(folder);
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_TRUE(words->lists.contains("TQ-black"));
  EXPECT_TRUE(words->lists.contains("CS-black"));
}

}  // namespace
}  // namespace liancheng::datasets
