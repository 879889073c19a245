#include "tests/impact/worlds.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "datasets/generator/generator.h"
#include "datasets/readers/native/native.h"
#include "datasets/readers/rulebook/reader.h"

namespace liancheng::impact {
namespace {

namespace fs = std::filesystem;

class FailOnRefusal : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    EXPECT_EQ(issue.grade, model::IssueGrade::kNoted) << Describe(issue);
  }
};

const datasets::KnownWords& Words() {
  static const auto* const words = new datasets::KnownWords(
      *datasets::ReadKnownWords(LIANCHENG_SOURCE_DIR "/datasets/rulebooks"));
  return *words;
}

std::vector<model::Fact> FactsIn(const std::string& path) {
  FailOnRefusal issues;
  datasets::ReadOptions options;
  options.words = &Words();
  options.issues = &issues;
  auto source = datasets::OpenNative(path, options);
  EXPECT_TRUE(source.ok()) << source.status();
  std::vector<model::Fact> facts;
  while (source.ok()) {
    const auto batch = (*source)->Next();
    EXPECT_TRUE(batch.ok()) << batch.status();
    if (!batch.ok() || batch->empty()) break;
    facts.insert(facts.end(), batch->begin(), batch->end());
  }
  return facts;
}

query::LoadedWorld Loaded(std::vector<model::Fact> facts) {
  auto world = query::LoadFromFacts(std::move(facts));
  EXPECT_TRUE(world.ok()) << world.status();
  return *std::move(world);
}

query::LoadedWorld MakeGenerated() {
  const TemporaryFolder folder;
  datasets::WorldOptions options;
  options.entities = 1'500;
  options.listings = 400;
  const auto totals = datasets::WriteWorld(options, folder / "world", {});
  EXPECT_TRUE(totals.ok()) << totals.status();
  return Loaded(FactsIn(folder / "world"));
}

}  // namespace

std::shared_ptr<const model::RuleLibrary> ShippedLibrary() {
  static const auto* const library =
      new std::shared_ptr<const model::RuleLibrary>(std::make_shared<const model::RuleLibrary>(
          *datasets::ReadRulebooks(LIANCHENG_SOURCE_DIR "/datasets/rulebooks")));
  return *library;
}

query::Workspace WorkspaceOf(query::LoadedWorld world, const std::string& day,
                             std::shared_ptr<const model::RuleLibrary> library) {
  auto plan = rules::Plan::Make(std::move(library), {});
  EXPECT_TRUE(plan.ok()) << plan.status();
  return query::Workspace(std::move(world), *std::move(plan), *model::ParseDate(day));
}

query::Workspace Demo(const std::string& day) {
  return DemoUnder(ShippedLibrary(), day);
}

query::Workspace DemoUnder(std::shared_ptr<const model::RuleLibrary> library,
                           const std::string& day) {
  static const auto* const world =
      new query::LoadedWorld(Loaded(FactsIn(LIANCHENG_SOURCE_DIR "/datasets/samples/demo")));
  return WorkspaceOf(*world, day, std::move(library));
}

query::Workspace Generated(const std::string& day) {
  static const auto* const world = new query::LoadedWorld(MakeGenerated());
  return WorkspaceOf(*world, day);
}

query::Workspace Told(const std::vector<std::string>& lines, const std::string& day,
                      std::shared_ptr<const model::RuleLibrary> library) {
  FailOnRefusal issues;
  datasets::ReadOptions options;
  options.words = &Words();
  options.issues = &issues;
  std::vector<model::Fact> facts;
  for (const std::string& line : lines) {
    if (auto fact = datasets::ReadJsonFact(line, "told", 1, options)) facts.push_back(*fact);
  }
  EXPECT_EQ(facts.size(), lines.size());
  return WorkspaceOf(Loaded(std::move(facts)), day, std::move(library));
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "liancheng-impact-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.is_open()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::map<std::string, std::string> FilesBelow(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files[entry.path().lexically_relative(folder).string()] = ReadFile(entry.path().string());
  }
  return files;
}

}  // namespace liancheng::impact
