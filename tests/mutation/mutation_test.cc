// The mutator changes what it claims to change, and the runner distinguishes killed, refused and
// unnoticed changes. The full run is script/mutate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "datasets/readers/rulebook/files.h"
#include "fmt/format.h"
#include "tests/mutation/runner.h"

namespace liancheng::mutation {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Shown(const Mutation& mutation) {
  return fmt::format("{} {} {} {} -> {}", mutation.where, mutation.kind,
                     mutation.edits.front().pointer, mutation.before, mutation.after);
}

std::vector<std::string> AllShown(const Json& root, const FolderWords& words = {}) {
  std::vector<std::string> shown;
  for (const Mutation& mutation : MutationsOf("X/a.json", root, words)) {
    shown.push_back(Shown(mutation));
  }
  return shown;
}

struct Row {
  const char* root;
  std::vector<std::string> want;
};

TEST(Mutations, OneChangeForEachPlace) {
  const std::vector<Row> rows = {
      {R"({"timers": [{"id": "X-1", "amount": 5}, {"id": "X-2", "amount": 1}, {"id": "X-3", "amount": 0}]})",
       {"X-1 timer amount /timers/0/amount 5 -> 6", "X-1 timer amount /timers/0/amount 5 -> 4",
        "X-2 timer amount /timers/1/amount 1 -> 2"}},
      {R"({"bases": [{"code": "B01", "versions": [{"status": "effective", "to": "2020-02-28"}, {"status": "repealed", "from": "2020-02-28"}]}]})",
       {"B01 basis date /bases/0/versions/0/to 2020-02-28 -> 2020-02-29"}},
      {R"({"exceptions": [{"label": "G14", "excepts": ["*"], "when": [{"if": "basis_unnamed"}], "effect": "drop"}]})",
       {R"(G14 exception removed /exceptions/0 {"label":"G14","excepts":["*"],"when":[{"if":"basis_unnamed"}],"effect":"drop"} -> (removed))",
        R"(G14 exception effect /exceptions/0/effect "drop" -> "suspend")"}},
      {R"({"notes": [{"id": "X-1", "modality": "must", "text": "words"}]})", {}},
      {R"({"id": "X", "scope": {"region": "320800", "subject_types": ["person"]}})",
       {R"(X scope region /scope/region "320800" -> "320900")"}},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(AllShown(Json::parse(row.root)), testing::ElementsAreArray(row.want)) << row.root;
  }
}

TEST(Mutations, AParameterThatNothingReadsIsLeft) {
  const Json root = Json::parse(R"({"parameters": [{"id": "X.p", "values": [{"value": "2"}]}]})");
  EXPECT_THAT(AllShown(root),
              ElementsAre(R"(X.p parameter value /parameters/0/values/0/value "2" -> "3")",
                          R"(X.p parameter value /parameters/0/values/0/value "2" -> "1")"));
  EXPECT_THAT(AllShown(root, {{}, {"X.p"}}), IsEmpty());
}

TEST(Mutations, ApplyWritesOnlyThere) {
  const Json root = Json::parse(R"({"a": [{"b": 1}, {"b": 2}], "c": {"d": true, "e": false}})");
  const Mutation set{"", "", "", "", "", {{"/a/1/b", 3}}};
  EXPECT_EQ(Apply(set, root).dump(), R"({"a":[{"b":1},{"b":3}],"c":{"d":true,"e":false}})");
  const Mutation element{"", "", "", "", "", {{"/a/0", nullptr, true}}};
  EXPECT_EQ(Apply(element, root).dump(), R"({"a":[{"b":2}],"c":{"d":true,"e":false}})");
  const Mutation key{"", "", "", "", "", {{"/c/d", nullptr, true}}};
  EXPECT_EQ(Apply(key, root).dump(), R"({"a":[{"b":1},{"b":2}],"c":{"e":false}})");
}

// TQ-11-(四) counts three penalties in twelve months; the books of the tree, the cases of the tree.
TEST(Runner, ABookOfTheTree) {
  auto texts = datasets::ReadJsonTexts(LIANCHENG_SOURCE_DIR "/datasets/rulebooks");
  auto cases = ReadCases(LIANCHENG_SOURCE_DIR "/tests/cases");
  ASSERT_TRUE(texts.ok() && cases.ok());
  const auto runner = Runner::Make(*texts, *cases);
  ASSERT_TRUE(runner.ok()) << runner.status();
  EXPECT_THAT(runner->left_out(), IsEmpty());
  const auto blind = Runner::Make(*texts, {});
  ASSERT_TRUE(blind.ok()) << blind.status();

  int seen = 0;
  for (const Mutation& mutation : runner->MutationsOfBook("TQ")) {
    if (mutation.where != "TQ-11-(四)" || mutation.kind != "window_months") continue;
    ++seen;
    EXPECT_EQ(runner->Run(mutation).fate, Fate::kKilled) << Shown(mutation);
    EXPECT_EQ(blind->Run(mutation).fate, Fate::kSurvived) << Shown(mutation);
  }
  EXPECT_EQ(seen, 2);

  const Mutation nonsense{"TQ/lists.json", "", "", "", "", {{"/lists/0/kind", "purple"}}};
  const Outcome refused = runner->Run(nonsense);
  EXPECT_EQ(refused.fate, Fate::kRefused);
  EXPECT_THAT(refused.by, testing::HasSubstr("purple"));
}

}  // namespace
}  // namespace liancheng::mutation
