// Many threads commit into one store: each gets its own revision, and the chain of the journal is
// sound.
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include "fmt/format.h"
#include "storage/write/presence.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

constexpr int kThreads = 16;
constexpr int kCommits = 25;

TEST(Threads, EveryCommitHasItsOwnRevision) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  Put(*store, {Entity("HUB", "枢纽")});
  std::mutex mutex;
  std::set<uint64_t> revisions;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kCommits; ++i) {
        const std::string key = fmt::format("E{}-{}", t, i);
        IssueLog log;
        // Its own party, a relation to everybody's, one fact that is refused.
        const CommitResult result =
            Put(*store, {Entity(key), Stake(key, "HUB", 1), Listing("L", "nobody")}, &log);
        EXPECT_EQ(result.stored, 2u);
        EXPECT_EQ(result.refused, 1u);
        EXPECT_EQ(log.issues.size(), 1u);
        // What was acknowledged can be read.
        EXPECT_TRUE(store->FindByIdentifier("source", key)->has_value());
        EXPECT_GE(store->head(), result.revision);
        const std::lock_guard lock(mutex);
        EXPECT_TRUE(revisions.insert(result.revision.value).second);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(revisions.size(), static_cast<size_t>(kThreads * kCommits));
  EXPECT_EQ(*revisions.begin(), 2u);
  EXPECT_EQ(*revisions.rbegin(), 1u + kThreads * kCommits);
  EXPECT_EQ(store->head().value, 1u + kThreads * kCommits);
  EXPECT_EQ(Damage(*store), "");
  EXPECT_EQ(ScanFacts(*store, store->head()).size(), 1u + 2 * kThreads * kCommits);
}

TEST(Threads, ReadersReadWhileOthersWrite) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  Put(*store, {Entity("E0", "甲0")});
  std::thread writer([&] {
    for (int i = 1; i <= 60; ++i) {
      Put(*store, {Entity("E0", fmt::format("甲{}", i)), Entity(fmt::format("E{}", i)),
                   Stake("E0", fmt::format("E{}", i), 1)});
    }
  });
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t) {
    readers.emplace_back([&] {
      for (uint64_t at = 1; at <= 61;) {
        const model::Revision head = store->head();
        if (head.value < at) {
          std::this_thread::yield();
          continue;
        }
        // Revision N holds N entities and N - 1 relations, whatever was written since.
        EXPECT_EQ(ScanFacts(*store, {at}, ScanOf::kGraph).size(), 2 * at - 1);
        const std::vector<model::EntityId> ids = {{1}};
        EXPECT_EQ((*store->Describe(ids, {at}))[0].fact.name, fmt::format("甲{}", at - 1));
        ++at;
      }
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
}

TEST(Threads, ABadCommitDoesNotHurtItsNeighbours) {
  const TestFolder folder;
  const std::string path = folder.path("store");
  Put(*MustOpen(Writing(path)), {Person("P1", "", "110101199003077707")});
  OpenOptions keyless = Writing(path);
  keyless.key_file = folder.path("elsewhere.key");
  const auto store = MustOpen(keyless);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      IssueLog log;
      for (int i = 0; i < 10; ++i) {
        const std::string key = fmt::format("E{}-{}", t, i);
        const std::vector<model::Fact> facts = {t % 2 == 0 ? Entity(key)
                                                           : Person(key, "", "350104198512030025")};
        const auto result = store->Commit(facts, log);
        EXPECT_EQ(result.ok(), t % 2 == 0) << result.status();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store->head().value, 41u);
  EXPECT_EQ(Damage(*store), "");
}

// --- what the writer remembers ---

TEST(Presence, NeverDeniesAKeyItWasGiven) {
  Presence presence(true);
  constexpr int kKeys = 600'000;  // more than one part of the filter
  for (int i = 0; i < kKeys; ++i) presence.Add({1, fmt::format("key{}", i)});
  int spurious = 0;
  for (int i = 0; i < kKeys; ++i) {
    EXPECT_FALSE(presence.SurelyAbsent({1, fmt::format("key{}", i)}));
    spurious += presence.SurelyAbsent({2, fmt::format("key{}", i)}) ? 0 : 1;
  }
  // About one in a hundred a part; ten times that would make it useless.
  EXPECT_LT(spurious, kKeys / 10);
}

TEST(Presence, KnowsNothingOfAStoreThatWasNotEmpty) {
  Presence presence(false);
  presence.Add({1, "a"});
  EXPECT_FALSE(presence.SurelyAbsent({1, "b"}));
}

TEST(Presence, RemembersUntilToldOtherwise) {
  Presence presence(true);
  presence.Remember("a", {1});
  presence.Remember("b", {2});
  presence.Remember("a", {3});
  EXPECT_EQ(presence.Recall("a")->value, 3u);
  presence.Forget("a");
  EXPECT_EQ(presence.Recall("a"), std::nullopt);
  EXPECT_EQ(presence.Recall("b")->value, 2u);
  presence.ForgetAll();
  EXPECT_EQ(presence.Recall("b"), std::nullopt);
}

}  // namespace
}  // namespace liancheng::storage
