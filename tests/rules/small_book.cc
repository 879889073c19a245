#include "tests/rules/small_book.h"

#include <gtest/gtest.h>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"

namespace liancheng::rules {
namespace {

constexpr const char* kBook = R"J({
  "id": "HJ", "titles": ["made-up book"], "number": "", "issuer": "test", "level": "city",
  "issued": null, "published": null, "effective": "2018-10-30", "ended": "2024-01-01", "source": "test",
  "flags": [], "scope": {"region": "320800", "subject_types": ["enterprise", "person"], "cites": ["HJ-2"]}})J";

constexpr const char* kLists = R"J({"lists": [
  {"id": "HJ-black", "name": "黑名单", "kind": "black", "cites": ["HJ-6-(一)"], "term": "HJ.term"
},
  {"id": "HJ-red", "name": "红名单", "kind": "red", "cites": ["HJ-5-(一)"], "from_publication": true}],
  "parameters": [{"id": "HJ.term", "name": "term", "unit": "years", "values": [{"value": "3"}],
                  "cites": ["HJ-12"]}]
})J";

constexpr const char* kNational = R"J({
  "id": "national", "titles": ["registers"], "number": "", "issuer": "test", "level": "national",
  "issued": null, "published": null, "effective": null, "ended": null, "source": "test", "flags": [],
  "scope": {"region": "", "subject_types": [], "cites": []}})J";

constexpr const char* kBases = R"J({"bases": [
  {"code": "X01", "name": "《甲法》", "article": "第一条",
   "versions": [{"status": "effective", "to": "2021-01-01"}, {"status": "repealed", "from": "2021-01-01"}]},
  {"code": "X02", "name": "《乙办法》", "article": "第二条", "versions": [{"status": "unverified"}]}]})J";

class FailOnRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_EQ(issue.grade, model::IssueGrade::kNoted) << Describe(issue);
  }
};

}  // namespace

std::shared_ptr<const model::RuleLibrary> SmallLibrary(const std::string& rules_json) {
  auto library = datasets::ReadRulebookTexts({{"HJ/book.json", kBook},
                                              {"HJ/lists.json", kLists},
                                              {"HJ/rules.json", rules_json},
                                              {"national/book.json", kNational},
                                              {"national/bases.json", kBases}});
  EXPECT_TRUE(library.ok()) << library.status();
  if (!library.ok()) return std::make_shared<const model::RuleLibrary>();
  return std::make_shared<const model::RuleLibrary>(*std::move(library));
}

std::vector<model::Fact> Facts(const std::vector<std::string>& lines) {
  static const datasets::KnownWords words{{"HJ-black", "HJ-red"}};
  FailOnRefusal issues;
  datasets::ReadOptions options;
  options.words = &words;
  options.issues = &issues;
  std::vector<model::Fact> facts;
  for (size_t i = 0; i < lines.size(); ++i) {
    auto fact = datasets::ReadJsonFact(lines[i], "test", static_cast<int64_t>(i + 1), options);
    EXPECT_TRUE(fact.has_value()) << lines[i];
    if (fact) facts.push_back(*std::move(fact));
  }
  return facts;
}

query::Workspace Ask(const std::string& rules_json, const std::vector<std::string>& lines,
                     const std::string& day) {
  auto world = query::LoadFromFacts(Facts(lines));
  EXPECT_TRUE(world.ok()) << world.status();
  auto plan = Plan::Make(SmallLibrary(rules_json), {"HJ"});
  EXPECT_TRUE(plan.ok()) << plan.status();
  return query::Workspace(*std::move(world), *std::move(plan), *model::ParseDate(day));
}

}  // namespace liancheng::rules
