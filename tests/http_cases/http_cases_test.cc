// Every case file over HTTP: the facts are imported through the service, each question goes over a
// socket, and what comes is compared as it is in process (tests/cases).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"
#include "fmt/format.h"
#include "server/cases/case_run.h"
#include "tests/http_cases/asking.h"
#include "tests/http_cases/over_http.h"

namespace liancheng::http_cases {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::Key;

const std::string kRoot = LIANCHENG_SOURCE_DIR;

// Kinds of steps that no endpoint accepts, with the reason. Every other step must be asked.
const std::map<std::string, std::string>& WithoutEndpoint() {
  static const std::map<std::string, std::string> kinds = {
      {"step to overdue", "a listing becomes overdue by time; nobody asks for it"},
      {"step to proposed", "POST /v1/listings proposes a new listing, never one that there is"}};
  return kinds;
}

struct Books {
  std::shared_ptr<const model::RuleLibrary> library;
  datasets::KnownWords words;
};

const Books& Loaded() {
  static const Books* const books = [] {
    auto library = datasets::ReadRulebooks(kRoot + "/datasets/rulebooks");
    EXPECT_TRUE(library.ok()) << library.status();
    auto words = datasets::ReadKnownWords(kRoot + "/datasets/rulebooks");
    EXPECT_TRUE(words.ok()) << words.status();
    return new Books{std::make_shared<const model::RuleLibrary>(*std::move(library)),
                     *std::move(words)};
  }();
  return *books;
}

std::vector<std::string> CaseNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kRoot + "/tests/cases")) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::StatusOr<cases::CaseFile> Read(const std::string& name) {
  return cases::ReadCaseFile(kRoot + "/tests/cases/" + name + ".json");
}

class Case : public testing::TestWithParam<std::string> {};

TEST_P(Case, OverHttp) {
  const auto file = Read(GetParam());
  ASSERT_TRUE(file.ok()) << file.status();
  uint64_t requests = 0;
  const auto result = cases::RunCase(
      *file, {Loaded().library, &Loaded().words, OverHttp(Loaded().words, requests)});
  for (const std::string& failure : result.failures) ADD_FAILURE() << failure;
  for (const auto& [kind, count] : result.left_out) {
    EXPECT_THAT(WithoutEndpoint(), testing::Contains(Key(kind)));
  }
  EXPECT_GT(result.steps, 0u);
  // Beside the questions: the import and its job.
  EXPECT_GE(requests, result.steps + 2);
}

INSTANTIATE_TEST_SUITE_P(All, Case, testing::ValuesIn(CaseNames()),
                         [](const auto& test) { return test.param; });

class NoSink : public model::IssueSink {
 public:
  void Report(model::Issue) override {}
};

// The kind of a step, and how it is asked.
std::string KindOf(const Json& ask) {
  if (ask.contains("ask")) {
    const auto asking = AskingOf(ask, model::FromCivil({2020, 6, 1}));
    return asking.ok() ? ask.at("ask").get<std::string>() : std::string(asking.status().message());
  }
  const Json& fact = ask.at(ask.contains("refuse") ? "refuse" : "allow");
  NoSink sink;
  datasets::ReadOptions options;
  options.words = &Loaded().words;
  options.issues = &sink;
  if (!datasets::ReadJsonFact(fact.dump(), "case", 1, options)) return "import of what is no fact";
  if (fact.contains("listing") && fact.begin().key() == "listing") return "entry";
  const auto asking = AskingOfStep(fact);
  return asking.ok() ? fact.begin().key() : std::string(asking.status().message());
}

// Every kind of question that is not asked must be named here.
TEST(Kinds, AreAskedOrNamed) {
  std::map<std::string, size_t> asked;
  std::map<std::string, size_t> left_out;
  for (const std::string& name : CaseNames()) {
    const auto file = Read(name);
    ASSERT_TRUE(file.ok()) << file.status();
    for (const Json& ask : file->asks) {
      const std::string kind = KindOf(ask);
      ++(WithoutEndpoint().contains(kind) ? left_out : asked)[kind];
    }
  }
  EXPECT_THAT(asked, ElementsAre(Key("affiliates"), Key("check"), Key("control"), Key("deadline"),
                                 Key("ending"), Key("entry"), Key("grounds"),
                                 Key("import of what is no fact"), Key("measures"), Key("reach"),
                                 Key("repairable"), Key("state"), Key("step")));
  EXPECT_EQ(left_out.size(), WithoutEndpoint().size()) << "a kind that no case has any more";
  for (const auto& [kind, count] : asked) {
    std::cout << fmt::format("asked over HTTP: {:5} {}\n", count, kind);
  }
  for (const auto& [kind, count] : left_out) {
    std::cout << fmt::format("not asked:       {:5} {}: {}\n", count, kind,
                             WithoutEndpoint().at(kind));
  }
}

}  // namespace
}  // namespace liancheng::http_cases
