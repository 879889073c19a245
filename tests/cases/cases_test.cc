// Runs every case file in three ways: in memory, through a RocksDB store, and through that store
// opened again.
#include <gtest/gtest.h>

#include <filesystem>

#include "datasets/readers/rulebook/reader.h"
#include "query/world/archive.h"
#include "server/cases/case_run.h"

namespace liancheng::cases {
namespace {

namespace fs = std::filesystem;

const std::string kRulebooks = LIANCHENG_SOURCE_DIR "/datasets/rulebooks";

struct Shared {
  std::shared_ptr<const model::RuleLibrary> library;
  datasets::KnownWords words;
};

const Shared& Loaded() {
  static const Shared* const shared = [] {
    auto library = datasets::ReadRulebooks(kRulebooks);
    EXPECT_TRUE(library.ok()) << library.status();
    auto words = datasets::ReadKnownWords(kRulebooks);
    EXPECT_TRUE(words.ok()) << words.status();
    return new Shared{std::make_shared<const model::RuleLibrary>(*std::move(library)),
                      *std::move(words)};
  }();
  return *shared;
}

class RefusalFails : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) refused.push_back(Describe(issue));
  }
  std::vector<std::string> refused;
};

// A store in a folder of its own, kept until the case is over.
class StoreWorlds {
 public:
  explicit StoreWorlds(bool reopen) : reopen_(reopen) {
    std::string pattern = (fs::temp_directory_path() / "liancheng-case-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~StoreWorlds() {
    archive_.reset();
    fs::remove_all(folder_);
  }

  absl::StatusOr<query::LoadedWorld> Make(std::vector<model::Fact> facts) {
    if (absl::Status status = Open(false); !status.ok()) return status;
    // Cases list facts in any order; a FactSource must give entities first and dependent records
    // last.
    std::stable_sort(facts.begin(), facts.end(),
                     [](const auto& a, const auto& b) { return Pass(a) < Pass(b); });
    model::VectorSource source(std::move(facts));
    RefusalFails issues;
    const auto totals = archive_->Import(source, issues);
    if (!totals.ok()) return totals.status();
    if (!issues.refused.empty()) return absl::InvalidArgumentError(issues.refused.front());
    if (reopen_) {
      archive_.reset();
      if (absl::Status status = Open(true); !status.ok()) return status;
    }
    return archive_->Load(std::nullopt);
  }

 private:
  static int Pass(const model::Fact& fact) {
    if (fact.kind() == model::FactKind::kEntity) return 0;
    if (fact.kind() == model::FactKind::kRetraction) return 3;
    return model::ParentRecord(fact.statement) == nullptr ? 1 : 2;
  }

  absl::Status Open(bool read_only) {
    query::ArchiveOptions options;
    options.path = folder_ + "/store";
    options.read_only = read_only;
    options.sync = false;
    options.now_s = [] { return int64_t{1'600'000'000}; };
    auto archive = query::Archive::Open(options);
    if (!archive.ok()) return archive.status();
    archive_ = *std::move(archive);
    return absl::OkStatus();
  }

  const bool reopen_;
  std::string folder_;
  std::unique_ptr<query::Archive> archive_;
};

std::vector<std::string> CaseFiles() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(LIANCHENG_SOURCE_DIR "/tests/cases")) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Case : public testing::TestWithParam<std::string> {
 protected:
  void Run(const WorldMaker& make_world) {
    const auto file =
        ReadCaseFile(std::string(LIANCHENG_SOURCE_DIR "/tests/cases/") + GetParam() + ".json");
    ASSERT_TRUE(file.ok()) << file.status();
    ASSERT_FALSE(file->cites.empty()) << "a case cites the provision it is about";
    const CaseResult result =
        RunCase(*file, {Loaded().library, &Loaded().words, InProcess(make_world)});
    EXPECT_GT(result.steps, 0u) << "a case asks something";
    for (const std::string& failure : result.failures) ADD_FAILURE() << failure;
  }
};

TEST_P(Case, InMemory) {
  Run(query::LoadFromFacts);
}

TEST_P(Case, ThroughAStore) {
  StoreWorlds worlds(false);
  Run([&worlds](std::vector<model::Fact> facts) { return worlds.Make(std::move(facts)); });
}

TEST_P(Case, ThroughAStoreOpenedAgain) {
  StoreWorlds worlds(true);
  Run([&worlds](std::vector<model::Fact> facts) { return worlds.Make(std::move(facts)); });
}

INSTANTIATE_TEST_SUITE_P(All, Case, testing::ValuesIn(CaseFiles()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace liancheng::cases
