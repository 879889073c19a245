#include "tests/gate/gate_world.h"

#include <gtest/gtest.h>

#include <memory>

#include "datasets/readers/native/known_words.h"
#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"

namespace liancheng::query {
namespace {

constexpr char kRulebooks[] = LIANCHENG_SOURCE_DIR "/datasets/rulebooks";

std::shared_ptr<const rules::Plan> ShippedPlan() {
  static const auto* const plan = [] {
    auto library = datasets::ReadRulebooks(kRulebooks);
    EXPECT_TRUE(library.ok()) << library.status();
    auto made =
        rules::Plan::Make(std::make_shared<const model::RuleLibrary>(*std::move(library)), {});
    EXPECT_TRUE(made.ok()) << made.status();
    return new std::shared_ptr<const rules::Plan>(*std::move(made));
  }();
  return *plan;
}

const datasets::KnownWords& ShippedWords() {
  static const auto* const words = new datasets::KnownWords(*datasets::ReadKnownWords(kRulebooks));
  return *words;
}

class FailOnRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_EQ(issue.grade, model::IssueGrade::kNoted) << Describe(issue);
  }
};

}  // namespace

Workspace GateWorld(const std::vector<std::string>& lines, const std::string& day) {
  FailOnRefusal issues;
  datasets::ReadOptions options;
  options.words = &ShippedWords();
  options.issues = &issues;
  std::vector<model::Fact> facts;
  for (const std::string& line : lines) {
    if (auto fact = datasets::ReadJsonFact(line, "test", 1, options)) facts.push_back(*fact);
  }
  EXPECT_EQ(facts.size(), lines.size());
  auto world = LoadFromFacts(std::move(facts));
  EXPECT_TRUE(world.ok()) << world.status();
  return Workspace(*std::move(world), ShippedPlan(), DayOf(day));
}

model::Date DayOf(const std::string& text) {
  const auto day = model::ParseDate(text);
  EXPECT_TRUE(day.ok()) << day.status();
  return day.value_or(model::Date{});
}

}  // namespace liancheng::query
