// Runs the cases of tests/cases with the oracle. They were worked out from the source texts, so
// this shows that the oracle reads the format page as the cases do.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "nlohmann/json.hpp"
#include "tests/oracle/naive.h"

namespace liancheng::oracle {
namespace {

using nlohmann::json;

class Refusals : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) ADD_FAILURE() << model::Describe(issue);
  }
};

struct Shipped {
  model::RuleLibrary library;
  datasets::KnownWords words;
};

Shipped ReadShipped() {
  const std::string folder = std::string(LIANCHENG_SOURCE_DIR) + "/datasets/rulebooks";
  auto library = datasets::ReadRulebooks(folder);
  auto words = datasets::ReadKnownWords(folder);
  EXPECT_TRUE(library.ok() && words.ok()) << library.status();
  if (!library.ok() || !words.ok()) return {};
  return {*std::move(library), *std::move(words)};
}

std::vector<model::Fact> FactsOf(const json& facts, const std::string& file,
                                 const Shipped& shipped) {
  Refusals refusals;
  datasets::ReadOptions options;
  options.words = &shipped.words;
  options.issues = &refusals;
  std::vector<model::Fact> read;
  for (const json& one : facts) {
    const auto fact = datasets::ReadJsonFact(one.dump(), file, 1, options);
    if (!fact.has_value()) continue;
    read.push_back(*fact);
    for (const model::Fact& relation : datasets::ValueRelations(*fact)) read.push_back(relation);
  }
  return read;
}

// The case's own values of parameters, on every day.
model::RuleLibrary LibraryOf(const json& document, model::RuleLibrary library) {
  const json parameters = document.value("parameters", json::object());
  for (const auto& [id, value] : parameters.items()) {
    int set = 0;
    for (model::Rulebook& book : library.books) {
      for (model::Parameter& parameter : book.parameters) {
        if (parameter.id != id) continue;
        parameter.values = {{value.get<std::string>(), {}}};
        ++set;
      }
    }
    EXPECT_EQ(set, 1) << id;
  }
  return library;
}

// Whether the finding has the values that the case states; fields that the oracle does not give are
// skipped.
bool Fits(const json& want, const NaiveFinding& finding) {
  const auto is = [&want](const char* key, std::string_view value) {
    return !want.contains(key) || want[key] == value;
  };
  bool because = true;
  for (const json& reason : want.value("because", json::array())) {
    const auto& path = finding.path;
    because = because && (reason == finding.listing ||
                          std::find(path.begin(), path.end(), reason) != path.end());
  }
  return because && is("measure", finding.measure) && is("cite", finding.provision) &&
         is("standing", model::Name(finding.standing)) && is("tier", model::Name(finding.tier)) &&
         is("force", model::Name(finding.force)) && is("modality", model::Name(finding.modality)) &&
         is("listing", finding.listing) && is("from", model::FormatDate(finding.from)) &&
         is("to", model::FormatDate(finding.to)) && (!want.contains("missing") || finding.missing);
}

// The part of a finding that the oracle can give.
bool IsWhollyKnown(const json& want) {
  static const std::set<std::string> known = {"measure",  "cite",    "standing", "tier", "force",
                                              "modality", "listing", "from",     "to",   "because"};
  return std::all_of(want.items().begin(), want.items().end(),
                     [](const auto& item) { return known.contains(item.key()); });
}

std::string AllOf(const std::vector<NaiveFinding>& findings) {
  std::string text;
  for (const NaiveFinding& finding : findings) text += "\n  " + Describe(finding);
  return text;
}

void CheckMeasures(const json& ask, const Naive& oracle, model::Date day) {
  const auto findings = oracle.Measures(ask["subject"], day);
  for (const json& want : ask.value("want", json::array())) {
    const bool found = std::any_of(findings.begin(), findings.end(),
                                   [&want](const auto& finding) { return Fits(want, finding); });
    EXPECT_TRUE(found) << want << AllOf(findings);
  }
  for (const json& unwanted : ask.value("not", json::array())) {
    if (!IsWhollyKnown(unwanted)) continue;
    for (const NaiveFinding& finding : findings) {
      EXPECT_FALSE(Fits(unwanted, finding)) << unwanted << AllOf(findings);
    }
  }
  if (ask.value("exactly", false)) {
    EXPECT_EQ(findings.size(), ask["want"].size()) << AllOf(findings);
  }
}

void CheckReach(const json& ask, const Naive& oracle, model::Date day) {
  const auto findings = oracle.Reach(ask["listing"], day);
  std::set<std::string> subjects;
  for (const NaiveFinding& finding : findings) subjects.insert(finding.subject);
  for (const json& subject : ask.value("subjects", json::array())) {
    EXPECT_TRUE(subjects.contains(subject)) << subject << AllOf(findings);
  }
  for (const json& subject : ask.value("not", json::array())) {
    EXPECT_FALSE(subjects.contains(subject)) << subject << AllOf(findings);
  }
  if (ask.value("exactly", false)) {
    EXPECT_EQ(subjects.size(), ask["subjects"].size()) << AllOf(findings);
  }
}

void CheckGrounds(const json& ask, const Naive& oracle, model::Date day) {
  const auto met = oracle.GroundsMet(ask["subject"], day);
  for (const json& want : ask.value("want", json::array())) {
    if (!want["met"].is_boolean()) continue;
    EXPECT_EQ(met.contains(want["ground"]), want["met"].get<bool>()) << want;
  }
}

TEST(OracleCases, HandMadeCasesHold) {
  const Shipped shipped = ReadShipped();
  int asked = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(LIANCHENG_SOURCE_DIR) + "/tests/cases")) {
    if (entry.path().extension() != ".json") continue;
    SCOPED_TRACE(entry.path().filename().string());
    std::ifstream in(entry.path());
    const json document = json::parse(in, nullptr, false);
    ASSERT_FALSE(document.is_discarded());
    const model::RuleLibrary library = LibraryOf(document, shipped.library);
    const Naive oracle(FactsOf(document["facts"], entry.path().filename(), shipped), library,
                       document["rulebooks"]);
    for (const json& ask : document["asks"]) {
      const std::string kind = ask.value("ask", "");
      if (kind != "measures" && kind != "reach" && kind != "grounds") continue;
      const auto day = model::ParseDate(ask["as_of"].get<std::string>());
      ASSERT_TRUE(day.ok()) << day.status();
      SCOPED_TRACE(ask.dump());
      if (kind == "measures") CheckMeasures(ask, oracle, *day);
      if (kind == "reach") CheckReach(ask, oracle, *day);
      if (kind == "grounds") CheckGrounds(ask, oracle, *day);
      ++asked;
    }
  }
  EXPECT_GT(asked, 200);
}

}  // namespace
}  // namespace liancheng::oracle
