#include "datasets/readers/rulebook/lint.h"

#include <filesystem>
#include <fstream>

#include "datasets/readers/rulebook/reader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/rulebook_texts.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::set<std::string> kRows = {"AB-1", "AB-2", "AB-2-a", "AB-2-b", "AB-3", "AB-4", "AB-5"};

std::vector<std::string> Lint(const RulebookTexts& texts) {
  const auto library = ReadRulebookTexts(texts);
  EXPECT_TRUE(library.ok()) << library.status();
  return library.ok() ? LintLibrary(*library, kRows) : std::vector<std::string>{"not read"};
}

TEST(RulebookLint, SoundLibraryHasNothing) {
  EXPECT_THAT(Lint(SoundTexts()), IsEmpty());
}

struct LintRow {
  const char* what;
  const char* file;
  const char* pointer;
  const char* value;
  const char* line;
};

class Lints : public testing::TestWithParam<LintRow> {};

TEST_P(Lints, OneLine) {
  const LintRow& row = GetParam();
  EXPECT_THAT(Lint(Changed(SoundTexts(), row.file, row.pointer, row.value)),
              ElementsAre(HasSubstr(row.line)));
}

constexpr LintRow kLints[] = {
    {"row of a rule", "AB/rules.json", "/rules/4", R"({"id": "AB-9", "label": "AB-9",
      "text": "t", "seed": {"lists": ["AB-red"]},
      "give": {"measure": "I", "name": "n", "tier": "T1", "kind": "MEAS",
               "standing": "listed", "modality": "may", "executors": ["x"], "bases": [],
      "incentive": true}})",
     "AB: rule AB-9: row \"AB-9\" is not in requirement_ids.json"},
    {"row of a ground", "AB/lists.json", "/grounds/2",
     R"({"id": "AB-9", "name": "n", "lists": ["AB-black"]})", "AB: ground AB-9: row \"AB-9\""},
    {"row of a list", "AB/lists.json", "/lists/1/cites/0", "\"AB-9\"",
     "AB: list AB-red: row \"AB-9\""},
    {"subject row of a list", "AB/lists.json", "/lists/0/subject_rows/0", "\"AB-9\"",
     "AB: list AB-black: row \"AB-9\""},
    {"row of a parameter", "AB/lists.json", "/parameters/0/cites/0", "\"AB-9\"",
     "AB: parameter AB.term: row \"AB-9\""},
    {"row of a timer", "AB/lists.json", "/timers/0/id", "\"AB-9\"", "AB: timer AB-9: row \"AB-9\""},
    {"row of a timer with suffix", "AB/lists.json", "/timers/0/id", "\"AB-9-b\"",
     "AB: timer AB-9-b: row \"AB-9\""},
    {"timer without length", "AB/life.json", "/timers/0/parameter", "-",
     "AB: timer AB-5: no amount and no parameter that gives one"},
    {"timer of another list", "AB/life.json", "/timers/0/lists/0", "\"Z-black\"",
     "AB: timer AB-5: list Z-black is not of this book"},
    {"row of a repair", "AB/life.json", "/repairs/0/id", "\"AB-9\"",
     "AB: repair AB-9: row \"AB-9\""},
    {"condition of repair without row", "AB/life.json", "/repairs/0/needs/0/id", "-",
     "AB: repair AB-4: a condition without the row that sets it"},
    {"first without repeated", "AB/life.json", "/repairs/0/ways/1", "-",
     "AB: repair AB-4: a way for a first listing without one for a repeated one"},
    {"need that warns", "AB/life.json", "/repairs/0/needs/0/warning_from", "\"2026-04-01\"",
     "AB: repair AB-4: warning_from stands only in bars"},
    {"row of a step", "AB/life.json", "/steps/0/id", "\"AB-9\"",
     "AB: step AB-9 to decided: row \"AB-9\""},
    {"step to where it starts", "AB/life.json", "/steps/0/after/0", "\"decided\"",
     "AB: step AB-4 to decided: it leads to where it starts"},
    {"row of a field", "AB/life.json", "/fields/0/id", "\"AB-9\"", "AB: field name: row \"AB-9\""},
    {"row of forbidden data", "AB/life.json", "/forbidden/0/id", "\"AB-9\"",
     "AB: forbidden 血型: row \"AB-9\""},
    {"row of a report", "AB/life.json", "/reports/0/id", "\"AB-9\"",
     "AB: report 季报: row \"AB-9\""},
    {"row of a body", "national/bodies.json", "/bodies/0/cites/0", "\"AB-9\"",
     "body b: row \"AB-9\""},
    {"name that ends before it begins", "national/bodies.json", "/bodies/0/names/1/to",
     "\"2018-01-01\"", "body b: 乙局 ends before it begins"},
    {"row of a note", "AB/lists.json", "/notes/0/id", "\"AB-9\"", "AB: note AB-9: row \"AB-9\""},
    {"row of the scope", "AB/book.json", "/scope/cites/0", "\"AB-9\"", "AB: scope: row \"AB-9\""},
    {"label", "AB/rules.json", "/rules/1/label", "\"AB-5/x\"",
     "AB: rule AB-5/x: its label is neither its row AB-3 nor begins with it and a /"},
    {"no executor", "AB/rules.json", "/rules/1/flags", "[]",
     "AB: rule AB-3/move: no executor and no flag beginning with executor:"},
    {"no basis", "AB/rules.json", "/rules/0/flags", R"(["plain"])",
     "AB: rule AB-3/own: no basis, no flag no_basis and none beginning with basis:"},
    {"gap in values", "AB/lists.json", "/parameters/0/values/1/from", "\"2021-01-02\"",
     "AB: parameter AB.term: gap in time between entry 1 and entry 2: 2021-01-01 and 2021-01-02"},
    {"overlap in values", "AB/lists.json", "/parameters/0/values/1/from", "\"2020-12-31\"",
     "AB: parameter AB.term: overlap in time between entry 1 and entry 2: 2021-01-01 and "
     "2020-12-31"},
    {"open end before another value", "AB/lists.json", "/parameters/0/values/0/to", "null",
     "AB: parameter AB.term: overlap in time between entry 1 and entry 2: open and 2021-01-01"},
    {"value that ends before it begins", "AB/lists.json", "/parameters/0/values/0/from",
     "\"2021-01-01\"", "AB: parameter AB.term: entry 1 ends before it begins"},
    {"no value", "AB/lists.json", "/parameters/4/values", "[]",
     "AB: parameter AB.reading: no value"},
    {"value that is no choice", "AB/lists.json", "/parameters/4/values/0/value", "\"C\"",
     "AB: parameter AB.reading: value \"C\" is none of its choices A, B"},
    {"gap in versions", "national/bases.json", "/bases/0/versions/1/from", "\"2021-06-01\"",
     "basis B2: gap in time between entry 1 and entry 2: 2021-05-01 and 2021-06-01"},
    {"no version", "national/bases.json", "/bases/1/versions", "[]",
     "basis B1: no status at any time"},
    {"movement without label", "AB/rules.json", "/rules/1/movement", "\"\"",
     "AB: rule AB-3/move: it moves to another party and names no movement"},
    {"reading that is no choice", "AB/rules.json", "/rules/1/reading/is", "\"C\"",
     "AB: rule AB-3/move: reading \"C\" is none of the choices of AB.reading: A, B"},
    {"seed of another book", "AB/rules.json", "/rules/0/seed/lists/0", "\"Z-black\"",
     "AB: rule AB-3/own: its seed names list Z-black, which is not of this book"},
    {"incentive that moves", "AB/rules.json", "/rules/2/give/incentive", "true",
     "AB: rule AB-3/person: an incentive moves to another party"},
    {"list without end", "AB/lists.json", "/lists/1/flags", "[]",
     "AB: list AB-red: neither a term nor the flag open_end"},
    {"ground without list", "AB/lists.json", "/grounds/0/lists", "[]",
     "AB: ground AB-2-a: it leads to no list"},
    {"count that cannot be met", "AB/lists.json", "/grounds/1/ways/0/distinct_minimum", "4",
     "AB: ground AB-2-b: 4 different grounds among 3 records cannot be met"},
    {"term in other units", "AB/rules.json", "/rules/0/give/term", "\"AB.firm.control_percent\"",
     "AB: rule AB-3/own: its term AB.firm.control_percent is in \"percent\", not in years"},
    {"definition with another word", "AB/lists.json", "/parameters/1/values/0/value",
     "\"control+address\"",
     "AB: rule AB-3/move: definition AB.firm has the word \"address\", not control or chain"},
    {"definition without percentage", "AB/lists.json", "/parameters/3/id", "\"AB.other\"",
     "AB: rule AB-3/move: there is no parameter AB.firm.chain_percent"},
    {"percentage over the whole", "AB/lists.json", "/parameters/2/values/0/value", "\"101\"",
     "AB: rule AB-3/move: parameter AB.firm.control_percent has \"101\", not a percentage"},
    {"affiliated parties of any type", "AB/rules.json", "/rules/1/walk/2/where", "-",
     "AB: rule AB-3/move: the step to affiliated firms names no types"},
    {"responsible persons later", "AB/rules.json", "/rules/1/walk/1", R"({"attributed": []})",
     "AB: rule AB-3/move: persons are found responsible for the listing: that step comes first"},
    {"operator without demand", "AB/rules.json", "/rules/1/walk/0/meets_operator", "true",
     "AB: rule AB-3/move: meets_operator without a demand"},
    {"not followed without demand", "AB/rules.json", "/rules/1/guards/0",
     R"({"if": "not_cooperated"})", "AB: rule AB-3/move: not_cooperated without a demand"},
    {"demand that goes nowhere", "AB/rules.json", "/rules/3/walk", "[]",
     "AB: rule AB-4: a rule seeded by a demand has no walk"},
    {"guard that says nothing", "AB/rules.json", "/rules/1/guards/1/missing", "-",
     "AB: rule AB-3/move: a guard keeps the finding and does not say what is missing"},
    {"need that says nothing", "AB/rules.json", "/rules/1/give/bases/1/needs/0/missing", "-",
     "AB: rule AB-3/move: a need of basis B2 does not say what is missing"},
    {"confirmation of the listed party", "AB/rules.json", "/rules/1/guards/0",
     R"({"if": "confirmed"})", "AB: rule AB-3/move: confirmed speaks of the party reached"},
    {"confirmation in an exception", "AB/rules.json", "/exceptions/0/when/2",
     R"({"if": "confirmed"})", "AB: exception G1: confirmed speaks of the party reached"},
};

INSTANTIATE_TEST_SUITE_P(Rows, Lints, testing::ValuesIn(kLints), [](const auto& row) {
  std::string name = row.param.what;
  for (char& c : name) {
    if (c == ' ') c = '_';
  }
  return name;
});

TEST(RulebookLint, BookThatEndsBeforeItTakesEffect) {
  RulebookTexts texts = Changed(SoundTexts(), "AB/book.json", "/effective", "\"2020-06-01\"");
  texts = Changed(texts, "AB/book.json", "/ended", "\"2020-06-01\"");
  EXPECT_THAT(Lint(texts), ElementsAre("AB: it ends before it takes effect"));
}

TEST(RulebookLint, TermThatIsNoWholeNumber) {
  RulebookTexts texts =
      Changed(SoundTexts(), "AB/lists.json", "/parameters/0/values/0/value", "\"1.5\"");
  texts = Changed(texts, "AB/lists.json", "/parameters/0/choices", "[]");
  EXPECT_THAT(Lint(texts),
              ElementsAre("AB: list AB-black: its term AB.term has \"1.5\", not a whole number of "
                          "years",
                          "AB: rule AB-3/own: its term AB.term has \"1.5\", not a whole number of "
                          "years"));
}

class RulebookLintFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / "rulebook_lint";
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::vector<std::string> LintWith(const std::string& requirement_ids) {
    std::ofstream(folder_ / "requirement_ids.json") << requirement_ids;
    return LintRulebooks({}, folder_.string());
  }

  std::filesystem::path folder_;
};

TEST_F(RulebookLintFolder, NeedsTheRequirementList) {
  EXPECT_THAT(LintRulebooks({}, folder_.string()),
              ElementsAre(HasSubstr("requirement_ids.json: /: no such file")));
}

TEST_F(RulebookLintFolder, RequirementListIsAnArrayOfIdsEachOnce) {
  EXPECT_THAT(LintWith(R"(["AB-1", "AB-2"])"), IsEmpty());
  EXPECT_THAT(LintWith(R"({"AB-1": 1})"), ElementsAre(HasSubstr("expected an array of row ids")));
  EXPECT_THAT(LintWith(R"(["AB-1", 2])"),
              ElementsAre(HasSubstr("requirement_ids.json: /1: expected the id of a row")));
  EXPECT_THAT(LintWith(R"(["AB-1", "AB-1"])"), ElementsAre(HasSubstr("/1: \"AB-1\" stands twice")));
  EXPECT_THAT(LintWith("["), ElementsAre(HasSubstr("parse error")));
}

TEST_F(RulebookLintFolder, ReadsTheListOfTheFolder) {
  const auto library = ReadRulebookTexts(SoundTexts());
  ASSERT_TRUE(library.ok());
  std::ofstream(folder_ / "requirement_ids.json")
      << R"(["AB-1", "AB-2", "AB-2-a", "AB-2-b", "AB-3", "AB-5"])";
  EXPECT_THAT(LintRulebooks(*library, folder_.string()),
              ElementsAre("AB: rule AB-4: row \"AB-4\" is not in requirement_ids.json",
                          "AB: timer AB-4-a: row \"AB-4\" is not in requirement_ids.json",
                          HasSubstr("AB: repair AB-4: row"), HasSubstr("AB: repair AB-4: row"),
                          HasSubstr("AB: step AB-4 to decided: row")));
}

}  // namespace
}  // namespace liancheng::datasets
