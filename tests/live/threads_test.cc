// Readers ask while commits are acknowledged and folds run: nobody waits, and nobody sees a commit
// in part.
#include <atomic>
#include <thread>

#include "engine/graph/walk.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "query/world/live_archive.h"
#include "tests/live/world_text.h"
#include "tests/storage/world.h"

namespace liancheng::query {
namespace {

using storage::IssueLog;
using storage::TestFolder;

constexpr int kCommits = 150;

std::unique_ptr<LiveArchive> Open(const TestFolder& folder, uint64_t fold_bytes_min) {
  ArchiveOptions options = storage::Writing(folder.path("store"));
  options.sync = false;
  LiveOptions live;
  live.fold_bytes_min = fold_bytes_min;
  live.files.rows_min = 1;
  live.files.note = [](const std::string& what) { ADD_FAILURE() << what; };
  auto archive = LiveArchive::Open(std::move(options), std::move(live));
  EXPECT_TRUE(archive.ok()) << archive.status();
  return *std::move(archive);
}

// Commit number n >= 1: a party, a stake of the hub in it, a listing of it; the stake of the
// previous party moves to the hub itself, and every third listing is retracted.
std::vector<model::Fact> Commit(int n) {
  std::vector<model::Fact> facts = {
      storage::Entity(fmt::format("E{}", n)),
      storage::Stake("HUB", fmt::format("E{}", n), 1000, fmt::format("R{}", n)),
      storage::Listing(fmt::format("L{}", n), fmt::format("E{}", n))};
  if (n > 1) {
    facts.push_back(
        storage::Stake(fmt::format("E{}", n - 1), "HUB", 1000, fmt::format("R{}", n - 1)));
  }
  if (n % 3 == 0) facts.push_back(storage::Retract(fmt::format("listing:L{}", n - 1)));
  return facts;
}

// After commit n, which is revision n + 1, worked out by hand.
void ExpectWhole(const LoadedWorld& world) {
  const uint64_t n = world.known_at.value - 1;
  const graph::GraphSnapshot& graph = *world.graph;
  EXPECT_EQ(graph.revision(), world.known_at);
  const auto hub = graph.Find({1});
  ASSERT_TRUE(hub.has_value());
  EXPECT_EQ(graph.Arcs(*hub, graph::Direction::kOut).size(), n == 0 ? 0u : 1u);
  EXPECT_EQ(graph.Arcs(*hub, graph::Direction::kIn).size(), n == 0 ? 0 : n - 1);
  EXPECT_EQ(world.records->acts().size(), n - n / 3);
  graph::Walker walker(graph);
  const graph::Limits limits{
      .hops_max = 2, .vertices_max = 10'000, .degree_max = 10'000, .paths_max = 1};
  const graph::Expansion reached = walker.Expand(*hub, {.as_of = {19'000}}, limits);
  EXPECT_EQ(reached.reached.size(), n + 1);
  for (const graph::Reached& one : reached.reached) {
    if (one.edge == graph::kNoEdge) continue;
    const model::PathEdge edge = graph.Evidence(one.edge);
    EXPECT_TRUE(edge.from.value == 1 || edge.to.value == 1);
    EXPECT_LE(world.records->ActsOf(one.vertex).size(), 1u);
  }
}

TEST(LiveArchive, ReadersSeeWholeRevisionsWhileAWriterCommitsAndFoldsGoOn) {
  const TestFolder folder;
  const auto archive = Open(folder, 1);
  IssueLog issues;
  ASSERT_TRUE(archive->Commit(std::vector<model::Fact>{storage::Entity("HUB")}, issues).ok());
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  std::atomic<uint64_t> asked = 0;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&] {
      model::Revision last;
      while (!done) {
        const auto world = archive->Current();
        ASSERT_TRUE(world.ok()) << world.status();
        EXPECT_LE(last, world->known_at);
        last = world->known_at;
        ExpectWhole(*world);
        ++asked;
      }
    });
  }
  std::thread folder_thread([&] {
    while (!done) {
      EXPECT_TRUE(archive->Fold().ok());
    }
  });
  for (int n = 1; n <= kCommits; ++n) {
    const auto result = archive->Commit(Commit(n), issues);
    ASSERT_TRUE(result.ok()) << result.status();
    // What is acknowledged is visible.
    const auto world = archive->Current();
    ASSERT_TRUE(world.ok());
    EXPECT_EQ(world->known_at, result->revision);
    ExpectWhole(*world);
  }
  // Every reader and the folder have had a turn.
  while (asked < 10 || archive->folds() < 3) std::this_thread::yield();
  done = true;
  for (std::thread& reader : readers) reader.join();
  folder_thread.join();
  EXPECT_TRUE(issues.issues.empty());
  auto anew = Archive::Open(storage::Reading(folder.path("store")));
  ASSERT_TRUE(anew.ok());
  EXPECT_EQ(TextOf(*archive->Current()), TextOf(*(*anew)->Load(std::nullopt)));
}

TEST(LiveArchive, AKeptWorldStaysAsItWas) {
  const TestFolder folder;
  const auto archive = Open(folder, 1 << 20);
  IssueLog issues;
  ASSERT_TRUE(archive->Commit(std::vector<model::Fact>{storage::Entity("HUB")}, issues).ok());
  std::vector<LoadedWorld> kept;
  for (int n = 1; n <= 20; ++n) {
    kept.push_back(*archive->Current());
    ASSERT_TRUE(archive->Commit(Commit(n), issues).ok());
    if (n % 7 != 0) continue;
    ASSERT_TRUE(archive->Fold().ok());
  }
  for (const LoadedWorld& world : kept) {
    ExpectWhole(world);
    const auto then = archive->At(world.known_at);
    ASSERT_TRUE(then.ok());
    EXPECT_EQ(TextOf(*then), TextOf(world));
  }
}

TEST(LiveArchive, ManyWritersSeeWhatTheyWrote) {
  const TestFolder folder;
  const auto archive = Open(folder, 1);
  std::vector<std::thread> writers;
  for (int t = 0; t < 4; ++t) {
    writers.emplace_back([&, t] {
      IssueLog issues;
      for (int i = 0; i < 25; ++i) {
        const std::string key = fmt::format("E{}-{}", t, i);
        const auto result = archive->Commit(
            std::vector<model::Fact>{storage::Entity(key), storage::Listing("L" + key, key)},
            issues);
        ASSERT_TRUE(result.ok()) << result.status();
        const auto world = archive->Current();
        ASSERT_TRUE(world.ok());
        EXPECT_GE(world->known_at, result->revision);
        EXPECT_NE(world->records->FindAct("L" + key), nullptr);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(archive->Current()->known_at.value, 100u);
  EXPECT_EQ(archive->Current()->records->acts().size(), 100u);
}

}  // namespace
}  // namespace liancheng::query
