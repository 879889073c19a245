#include "tests/query/world.h"

#include <gtest/gtest.h>

#include "datasets/readers/native/native.h"

namespace liancheng::query {
namespace {

class FailOnRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_EQ(issue.grade, model::IssueGrade::kNoted) << Describe(issue);
  }
};

}  // namespace

std::vector<model::Fact> FactsOf(const std::vector<std::string>& lines) {
  static const datasets::KnownWords words{{"TQ-black"}};
  FailOnRefusal issues;
  datasets::ReadOptions options;
  options.words = &words;
  options.issues = &issues;
  std::vector<model::Fact> facts;
  for (const std::string& line : lines) {
    if (auto fact = datasets::ReadJsonFact(line, "test", 1, options)) facts.push_back(*fact);
  }
  EXPECT_EQ(facts.size(), lines.size());
  return facts;
}

Workspace WorldOf(const std::vector<std::string>& lines, const std::string& day) {
  auto world = LoadFromFacts(FactsOf(lines));
  EXPECT_TRUE(world.ok()) << world.status();
  auto plan = rules::Plan::Make(std::make_shared<const model::RuleLibrary>(), {});
  return Workspace(*std::move(world), *std::move(plan), *model::ParseDate(day));
}

}  // namespace liancheng::query
