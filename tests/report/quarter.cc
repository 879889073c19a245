#include "tests/report/quarter.h"

#include <gtest/gtest.h>

#include <memory>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"

namespace liancheng::report {
namespace {

class FailOnRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_EQ(issue.grade, model::IssueGrade::kNoted) << Describe(issue);
  }
};

constexpr const char* kFolder = LIANCHENG_SOURCE_DIR "/datasets/rulebooks";

std::shared_ptr<const rules::Plan> FullPlan() {
  static const std::shared_ptr<const rules::Plan> plan = [] {
    auto library = datasets::ReadRulebooks(kFolder);
    EXPECT_TRUE(library.ok()) << library.status();
    auto made =
        rules::Plan::Make(std::make_shared<const model::RuleLibrary>(*std::move(library)), {});
    EXPECT_TRUE(made.ok()) << made.status();
    return *std::move(made);
  }();
  return plan;
}

}  // namespace

query::Workspace WorkspaceOf(const std::vector<std::string>& lines) {
  static const datasets::KnownWords words = *datasets::ReadKnownWords(kFolder);
  FailOnRefusal issues;
  datasets::ReadOptions options;
  options.words = &words;
  options.issues = &issues;
  std::vector<model::Fact> facts;
  for (const std::string& line : lines) {
    if (auto fact = datasets::ReadJsonFact(line, "test", 1, options)) facts.push_back(*fact);
  }
  EXPECT_EQ(facts.size(), lines.size());
  auto world = query::LoadFromFacts(std::move(facts));
  EXPECT_TRUE(world.ok()) << world.status();
  return query::Workspace(*std::move(world), FullPlan(), DayOf("2026-09-30"));
}

query::ReportQuestion Quarter(std::vector<std::string> documents) {
  return {DayOf("2026-07-01"), DayOf("2026-09-30"), {}, "", std::move(documents)};
}

model::Date DayOf(const std::string& text) {
  const auto day = model::ParseDate(text);
  EXPECT_TRUE(day.ok()) << text;
  return day.ok() ? *day : model::Date{};
}

}  // namespace liancheng::report
