// A bulk import reports and stores the same as an import by commits; a resumed one reports it
// again.
#include "query/world/import.h"

#include <filesystem>
#include <utility>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace liancheng::query {
namespace {

namespace fs = std::filesystem;

class Issues : public model::IssueSink {
 public:
  void Report(model::Issue issue) override { words.push_back(model::Describe(issue)); }
  std::vector<std::string> words;
};

struct Outcome {
  ImportTotals totals;
  std::vector<std::string> issues;
  std::vector<std::string> facts;
};

class ImportTest : public testing::Test {
 protected:
  ImportTest() {
    std::string pattern = (fs::temp_directory_path() / "liancheng-import-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~ImportTest() override { fs::remove_all(folder_); }

  std::unique_ptr<storage::FactStore> Open(const std::string& name) const {
    storage::OpenOptions options;
    options.path = folder_ + "/" + name;
    options.key_file = folder_ + "/numbers.key";
    options.now_s = [] { return int64_t{1'600'000'000}; };
    auto store = storage::FactStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return *std::move(store);
  }

  // The sample full of faults and the sound one, in small batches.
  static Outcome Run(storage::FactStore& store, const BulkOptions* bulk) {
    Outcome outcome;
    Issues issues;
    auto importer = Importer::Begin(store, issues, bulk);
    EXPECT_TRUE(importer.ok()) << importer.status();
    for (const char* sample : {"broken", "demo"}) {
      const datasets::KnownWords words = {{"TQ-black", "TQ-watch", "CS-black", "N-court"}};
      datasets::ReadOptions options;
      options.words = &words;
      options.issues = &importer->issues();
      options.batch_facts = 7;
      options.ahead = true;
      auto source = datasets::OpenNative(
          fmt::format("{}/datasets/samples/{}", LIANCHENG_SOURCE_DIR, sample), options);
      EXPECT_TRUE(source.ok()) << source.status();
      const absl::Status added = importer->Add(**source);
      EXPECT_TRUE(added.ok()) << added;
    }
    const absl::Status finished = importer->Finish();
    EXPECT_TRUE(finished.ok()) << finished;
    outcome.totals = importer->totals();
    outcome.issues = std::move(issues.words);
    const auto scan = store.Scan(store.head(), storage::ScanOf::kEverything);
    while (true) {
      const auto facts = (*scan)->Next();
      EXPECT_TRUE(facts.ok());
      if (facts->empty()) break;
      for (const model::Fact& fact : *facts) {
        outcome.facts.push_back(datasets::WriteJsonFact(fact));
      }
    }
    EXPECT_THAT(store.Verify()->problems, testing::IsEmpty());
    return outcome;
  }

  static void ExpectSame(const Outcome& a, const Outcome& b) {
    EXPECT_EQ(a.totals.read, b.totals.read);
    EXPECT_EQ(a.totals.stored, b.totals.stored);
    EXPECT_EQ(a.totals.unchanged, b.totals.unchanged);
    EXPECT_EQ(a.totals.refused, b.totals.refused);
    EXPECT_EQ(a.totals.head, b.totals.head);
    EXPECT_EQ(a.issues, b.issues);
    EXPECT_EQ(a.facts, b.facts);
  }

  std::string folder_;
};

TEST_F(ImportTest, InBulkAsByCommits) {
  const Outcome commits = Run(*Open("commits"), nullptr);
  EXPECT_GT(commits.totals.stored, 20u);
  EXPECT_THAT(commits.issues, testing::SizeIs(testing::Gt(10u)));
  const BulkOptions bulk;
  ExpectSame(Run(*Open("bulk"), &bulk), commits);
}

TEST_F(ImportTest, GoneOnWithItSaysTheSame) {
  BulkOptions bulk;
  bulk.memory_bytes = 1;
  bulk.sort_bytes_min = 1;
  bulk.fingerprint = "samples";
  // A copy of the work folder as it is when data files begin to be written.
  bulk.progress = [this](uint64_t, uint64_t) {
    if (fs::exists(folder_ + "/cut")) return;
    fs::copy(folder_ + "/whole/incoming", folder_ + "/cut", fs::copy_options::recursive);
  };
  const Outcome whole = Run(*Open("whole"), &bulk);
  ASSERT_TRUE(fs::exists(folder_ + "/cut/gathered"));
  Open("resumed");
  fs::copy(folder_ + "/cut", folder_ + "/resumed/incoming", fs::copy_options::recursive);
  ExpectSame(Run(*Open("resumed"), &bulk), whole);
}

}  // namespace
}  // namespace liancheng::query
