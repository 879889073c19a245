// A bulk load leaves the same rows as commits of the same batches, or nothing at all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

#include "fmt/format.h"
#include "storage/bulk/load.h"
#include "storage/disk/tables.h"
#include "storage/format/journal.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using Facts = std::vector<model::Fact>;
using Batches = std::vector<Facts>;
constexpr uint64_t kSpillAll = 1;  // a budget that is always exceeded

// Every row of every table, in key order.
std::vector<std::string> AllRows(const std::string& path) {
  const auto tables = Tables::Open({path, true, false, false});
  EXPECT_TRUE(tables.ok()) << tables.status().ToString();
  std::vector<std::string> rows;
  for (int i = 0; i < kTableCount; ++i) {
    const auto it = (*tables)->Iterate(static_cast<Table>(i));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      rows.push_back(fmt::format("{} {} = {}", Name(static_cast<Table>(i)), Hex(ToView(it->key())),
                                 Hex(ToView(it->value()))));
    }
  }
  return rows;
}

BulkOptions Budget(uint64_t bytes) {
  BulkOptions options;
  options.memory_bytes = bytes;
  options.sort_bytes_min = bytes;
  return options;
}

struct Outcome {
  CommitResult sum;
  std::vector<std::string> issues;
  std::vector<std::string> rows;
  uint64_t by_commit = 0;  // batches that could not be loaded in bulk
};

class BulkTest : public testing::Test {
 protected:
  // Both stores use one key, so that encrypted numbers have the same bytes.
  OpenOptions Options(const std::string& name) const {
    OpenOptions options = Writing(folder_.path(name));
    options.key_file = folder_.path("numbers.key");
    options.sync = false;
    return options;
  }

  Outcome ByCommits(const Batches& batches) {
    Outcome outcome;
    IssueLog issues;
    {
      const auto store = MustOpen(Options("commits"));
      for (const Facts& facts : batches) Sum(store->Commit(facts, issues), outcome);
    }
    return Ended("commits", issues, std::move(outcome));
  }

  Outcome InBulk(const Batches& batches, uint64_t bytes) {
    Outcome outcome;
    IssueLog issues;
    {
      const auto store = MustOpen(Options("bulk"));
      auto load = *store->BeginBulk(Budget(bytes));
      for (const Facts& facts : batches) {
        if (load != nullptr) {
          const auto added = load->Add(facts, issues);
          EXPECT_TRUE(added.ok()) << added.status().ToString();
          if (*added) {
            Sum(**added, outcome);
            continue;
          }
          EXPECT_EQ(store->head().value, 0u) << "seen before it was finished";
          EXPECT_TRUE(load->Finish().ok());
          load.reset();
        }
        ++outcome.by_commit;
        Sum(store->Commit(facts, issues), outcome);
      }
      if (load != nullptr) {
        const absl::Status finished = load->Finish();
        EXPECT_TRUE(finished.ok()) << finished.ToString();
      }
      EXPECT_EQ(Damage(*store), "");
    }
    return Ended("bulk", issues, std::move(outcome));
  }

  // The two must agree in everything.
  Outcome Compare(const Batches& batches, uint64_t bytes) {
    const Outcome commits = ByCommits(batches);
    const Outcome bulk = InBulk(batches, bytes);
    EXPECT_EQ(bulk.sum.stored, commits.sum.stored);
    EXPECT_EQ(bulk.sum.unchanged, commits.sum.unchanged);
    EXPECT_EQ(bulk.sum.refused, commits.sum.refused);
    EXPECT_EQ(bulk.sum.revision, commits.sum.revision);
    EXPECT_EQ(bulk.issues, commits.issues);
    EXPECT_EQ(bulk.rows, commits.rows);
    std::filesystem::remove_all(folder_.path("commits"));
    std::filesystem::remove_all(folder_.path("bulk"));
    return bulk;
  }

  TestFolder folder_;

 private:
  static void Sum(const absl::StatusOr<CommitResult>& result, Outcome& outcome) {
    ASSERT_TRUE(result.ok()) << result.status().ToString();
    outcome.sum.stored += result->stored;
    outcome.sum.unchanged += result->unchanged;
    outcome.sum.refused += result->refused;
    outcome.sum.revision = result->revision;
  }
  Outcome Ended(const std::string& name, const IssueLog& issues, Outcome outcome) const {
    for (const model::Issue& issue : issues.issues) outcome.issues.push_back(Describe(issue));
    outcome.rows = AllRows(folder_.path(name));
    return outcome;
  }
};

// New statements of every kind; among them unknown parties, a code stated for two parties, and
// statements made twice.
Batches World(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto any = [&random](uint64_t end) { return fmt::format("E{}", random() % end); };
  Batches batches;
  const uint64_t parties = 40 + random() % 200;
  for (uint64_t i = 0; i < parties; ++i) {
    if (i % 16 == 0) batches.emplace_back();
    Facts& facts = batches.back();
    const std::string key = fmt::format("E{}", i);
    const std::string file = i % 3 == 0 ? "a.csv" : "";
    if (i % 5 == 0) {
      facts.push_back(From(Person(key, "王芳", i % 10 == 0 ? "11010519491231002X" : ""), "s", file,
                           static_cast<int64_t>(i)));
    } else {
      const std::string code = fmt::format("c{}", random() % (parties * 2));
      facts.push_back(From(Entity(key, fmt::format("恒{}达", random() % 9), {{"licence", code}}),
                           "s", file, static_cast<int64_t>(i)));
    }
    // The same address may be pointed to twice by one party, and is shared by several.
    const std::string address = fmt::format("address:{}", random() % 20);
    for (uint64_t times = random() % 3; times > 0; --times) {
      facts.push_back(Edge(key, model::Relation::kRegisteredAt, address));
    }
    if (random() % 20 == 0) facts.push_back(facts[facts.size() / 2]);
  }
  batches.emplace_back();
  for (uint64_t i = 0; i < parties * 3; ++i) {
    if (i % 40 == 0) batches.emplace_back();
    batches.back().push_back(Edge(any(parties + 2), model::Relation::kShareholder, any(parties),
                                  i % 4 == 0 ? "" : fmt::format("R{}", i),
                                  i % 3 == 0 ? "2016-01-01" : ""));
  }
  batches.emplace_back();
  for (uint64_t i = 0; i < 30; ++i) {
    batches.back().push_back(Listing(fmt::format("L{}", i), any(parties + 4)));
    batches.back().push_back(Penalty(fmt::format("L{}", i), any(parties)));
  }
  batches.emplace_back();
  for (uint64_t i = 0; i < 35; ++i) {
    batches.back().push_back(Ending(fmt::format("N{}", i), fmt::format("L{}", i)));
    batches.back().push_back(
        Attribution(fmt::format("A{}", i), any(parties), fmt::format("L{}", random() % 40)));
  }
  return batches;
}

TEST_F(BulkTest, LeavesTheRowsThatCommitsLeave) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    const Outcome held = Compare(World(seed), uint64_t{1} << 30);
    EXPECT_GT(held.sum.unchanged, 0u);
    EXPECT_GT(held.sum.refused, 0u);
    EXPECT_EQ(Compare(World(seed), kSpillAll).rows, held.rows);
  }
}

TEST_F(BulkTest, LeavesWhatChangesEarlierStatementsToCommits) {
  const Facts parties = {Entity("E1", "甲"), Entity("E2", "乙"), Person("P1", "张伟")};
  const Facts edges = {Stake("E1", "E2", 300'000), Stake("P1", "E1", 100'000, "R1"),
                       Listing("L1", "E1")};
  struct Case {
    std::string name;
    Facts third;
  };
  const std::vector<Case> cases = {
      {"an entity with another name", {Entity("E3"), Entity("E1", "丙")}},
      {"a relation without id, another share", {Entity("E3"), Stake("E1", "E2", 400'000)}},
      {"a listing of another party", {Entity("E3"), Listing("L1", "E2")}},
      {"a listing said again", {Listing("L1", "E1")}},
      {"a retraction", {Entity("E3"), Retract("listing:L1")}},
      {"twice in one batch, otherwise", {Entity("E3", "丁"), Entity("E3", "戊")}},
      {"an edge twice in one batch", {Stake("P1", "E2", 100'000), Stake("P1", "E2", 200'000)}},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const Outcome outcome = Compare({parties, edges, one.third, {Entity("E9")}}, kSpillAll);
    EXPECT_EQ(outcome.by_commit, 2u);
    EXPECT_EQ(outcome.sum.revision.value, one.name == "a listing said again" ? 3u : 4u);
  }
}

TEST_F(BulkTest, TakesAgainWhatIsSaidAgainAlike) {
  const Facts facts = {Entity("E1", "甲"), Entity("E2", "乙"), Stake("E1", "E2", 300'000)};
  const Outcome outcome = Compare({facts, facts, {Entity("E3")}, facts}, kSpillAll);
  EXPECT_EQ(outcome.by_commit, 0u);
  EXPECT_EQ(outcome.sum.stored, 4u);
  EXPECT_EQ(outcome.sum.unchanged, 6u);
  EXPECT_EQ(outcome.sum.revision.value, 2u);
}

TEST_F(BulkTest, LeavesNothingWhenItIsDropped) {
  IssueLog issues;
  {
    const auto store = MustOpen(Options("dropped"));
    auto load = *store->BeginBulk(Budget(kSpillAll));
    ASSERT_TRUE(load->Add(Facts{Entity("E1", "甲"), Entity("E2", "乙")}, issues).ok());
    ASSERT_TRUE(load->Add(Facts{Stake("E1", "E2", 300'000, "R1")}, issues).ok());
    load.reset();
    EXPECT_EQ(store->head().value, 0u);
    EXPECT_FALSE(std::filesystem::exists(folder_.path("dropped/incoming")));
    Put(*store, {Entity("E7", "庚")});
    EXPECT_EQ(Damage(*store), "");
  }
  const auto store = MustOpen(Options("dropped"));
  EXPECT_EQ(ScanWords(*store, store->head()).size(), 1u);
}

// The folder as a killed program leaves it: `finish` was interrupted after everything was gathered.
void CutOffAfterGathering(FactStore& store, const BulkOptions& options, const Batches& batches,
                          const std::string& incoming, const std::string& copy) {
  IssueLog issues;
  {
    BulkOptions stopping = options;
    bool copied = false;
    stopping.progress = [&](uint64_t, uint64_t) {
      if (!std::exchange(copied, true)) {
        std::filesystem::copy(incoming, copy, std::filesystem::copy_options::recursive);
      }
    };
    auto load = *store.BeginBulk(stopping);
    for (const Facts& facts : batches) ASSERT_TRUE((*load->Add(facts, issues)).has_value());
    load->SetNote("what I had counted");
    ASSERT_TRUE(load->Finish().ok());
    ASSERT_TRUE(copied);
  }
}

class ResumeTest : public BulkTest {
 protected:
  void SetUp() override {
    options_ = Budget(kSpillAll);
    options_.fingerprint = "these files";
    const auto whole = MustOpen(Options("whole"));
    CutOffAfterGathering(*whole, options_, World(5), folder_.path("whole/incoming"),
                         folder_.path("cut"));
  }
  // An empty store with an interrupted load.
  std::string CutStore() {
    const std::string path = folder_.path("resumed");
    MustOpen(Options("resumed"));
    std::filesystem::copy(folder_.path("cut"), path + "/incoming",
                          std::filesystem::copy_options::recursive);
    return path;
  }
  BulkOptions options_;
};

TEST_F(ResumeTest, GoesOnFromWhatWasGathered) {
  CutStore();
  {
    const auto store = MustOpen(Options("resumed"));
    EXPECT_EQ(store->head().value, 0u);
    auto load = *store->BeginBulk(options_);
    ASSERT_EQ(load->gathered(), "what I had counted");
    ASSERT_TRUE(load->Finish().ok());
    EXPECT_EQ(Damage(*store), "");
    load.reset();
    EXPECT_FALSE(std::filesystem::exists(folder_.path("resumed/incoming")));
    Put(*store, {Entity("afterwards")});
  }
  {
    const auto whole = MustOpen(Options("whole"));
    Put(*whole, {Entity("afterwards")});
  }
  EXPECT_EQ(AllRows(folder_.path("resumed")), AllRows(folder_.path("whole")));
}

TEST_F(ResumeTest, BeginsAnewForOtherInputOrWithDamage) {
  enum Change { kOtherInput, kOtherKey, kRunCut, kRunChanged, kStateChanged };
  for (const Change change : {kOtherInput, kOtherKey, kRunCut, kRunChanged, kStateChanged}) {
    SCOPED_TRACE(change);
    const std::string path = CutStore();
    const auto change_file = [&path](const std::string& name, bool cut) {
      const std::string file = path + "/incoming/" + name;
      ASSERT_TRUE(std::filesystem::exists(file)) << file;
      if (cut) return std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
      std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekp(70);
      bytes.put('~');
    };
    BulkOptions options = options_;
    OpenOptions open = Options("resumed");
    if (change == kOtherInput) options.fingerprint = "other files";
    if (change == kOtherKey) open.key_file = folder_.path("other.key");
    if (change == kRunCut) change_file("out.1", true);
    if (change == kRunChanged) change_file("in.1", false);
    if (change == kStateChanged) change_file("gathered", false);
    {
      const auto store = MustOpen(open);
      const auto load = *store->BeginBulk(options);
      EXPECT_EQ(load->gathered(), std::nullopt);
      EXPECT_EQ(store->head().value, 0u);
    }
    std::filesystem::remove_all(path);
  }
}

TEST_F(ResumeTest, IsForgottenWhenTheStoreIsUsedOtherwise) {
  const std::string path = CutStore();
  {
    const auto store = MustOpen(Options("resumed"));
    Put(*store, {Entity("E1")});
  }
  MustOpen(Options("resumed"));
  EXPECT_FALSE(std::filesystem::exists(path + "/incoming"));
}

TEST_F(BulkTest, RefusesARelationIdStatedTwice) {
  const auto store = MustOpen(Options("twice"));
  auto load = *store->BeginBulk(Budget(kSpillAll));
  IssueLog issues;
  ASSERT_TRUE(
      load->Add(Facts{Entity("E1"), Entity("E2"), Stake("E1", "E2", 1, "R1")}, issues).ok());
  ASSERT_TRUE(load->Add(Facts{Stake("E2", "E1", 2, "R1")}, issues).ok());
  EXPECT_EQ(load->Finish().code(), absl::StatusCode::kInvalidArgument);
  load.reset();
  EXPECT_EQ(store->head().value, 0u);
}

TEST_F(BulkTest, NeedsAnEmptyStoreToWriteTo) {
  {
    const auto store = MustOpen(Options("full"));
    Put(*store, {Entity("E1")});
    EXPECT_EQ(store->BeginBulk({}).status().code(), absl::StatusCode::kFailedPrecondition);
  }
  const auto reader = MustOpen(Reading(folder_.path("full")));
  EXPECT_EQ(reader->BeginBulk({}).status().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(BulkTest, AnEmptyLoadLeavesAnEmptyStore) {
  const auto store = MustOpen(Options("empty"));
  auto load = *store->BeginBulk({});
  EXPECT_TRUE(load->Finish().ok());
  EXPECT_EQ(store->head().value, 0u);
  EXPECT_EQ(Damage(*store), "");
}

}  // namespace
}  // namespace liancheng::storage
