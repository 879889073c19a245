// The world before some commits, with their changes applied, equals the world that the store gives.
#include <random>

#include "fmt/format.h"
#include "gtest/gtest.h"
#include "query/world/live_archive.h"
#include "tests/live/world_text.h"
#include "tests/storage/world.h"

namespace liancheng::query {
namespace {

using model::Fact;
using model::Relation;
using storage::IssueLog;
using storage::TestFolder;

// Random commits about few things, so that they affect each other: stated, restated, moved,
// retracted.
class Commits {
 public:
  explicit Commits(uint32_t seed) : random_(seed) {}

  std::vector<Fact> Next() {
    std::vector<Fact> facts;
    for (uint32_t i = 0, count = 1 + Below(6); i < count; ++i) facts.push_back(Draw());
    return facts;
  }

 private:
  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }
  std::string Any(char letter, uint32_t of) { return fmt::format("{}{}", letter, Below(of)); }
  std::string AnyDay() { return fmt::format("20{:02}-0{}-11", 10 + Below(5), 1 + Below(9)); }
  // Listings, demands and penalties may have one id: records that belong to it move between them.
  std::string AnyAct() { return Any('L', 4); }

  Fact Draw() {
    switch (Below(16)) {
      case 0:
      case 1:
      case 2:
        return storage::Entity(Any('E', 9), fmt::format("甲{}", Below(3)));
      case 3:
        return storage::Stake(Any('E', 9), Any('E', 9), 1 + Below(3) * 100'000, Any('R', 6));
      case 4:
        return storage::From(
            storage::Edge(Any('E', 9), Relation::kLegalRepresentative, Any('E', 9), "", AnyDay()),
            fmt::format("source {}", Below(20)));
      case 5:
        return storage::Edge(Any('E', 9), Relation::kContact, fmt::format("phone:{}", Below(3)));
      case 6:
        return storage::Listing(AnyAct(), Any('E', 9), AnyDay());
      case 7:
        return storage::Demand(AnyAct(), Any('E', 9), Any('E', 9));
      case 8:
        return storage::Penalty(AnyAct(), Any('E', 9));
      case 9:
        return storage::Attribution(Any('A', 4), Any('E', 9), AnyAct());
      case 10:
        return Below(2) == 0
                   ? storage::Ending(Any('N', 3), AnyAct())
                   : storage::Step(Any('S', 3), AnyAct(), model::ListingState::kRectified);
      case 11: {
        model::GradeFact grade{Any('G', 4), {{}, Any('E', 9)}, Below(2) == 0 ? "C" : "D", {}};
        grade.decided_on = storage::Day(AnyDay());
        return {grade, {}};
      }
      case 12: {
        model::HonourFact honour{Any('H', 4), {{}, Any('E', 9)}, "red", "bureau", {}, {}};
        honour.decided_on = storage::Day(AnyDay());
        return {honour, {}};
      }
      case 13: {
        model::FeedbackFact feedback{Any('F', 4), AnyAct(),      "S-SUP", {{}, Any('E', 9)},
                                     "bureau",    Below(2) == 0, "",      {}};
        feedback.on = storage::Day(AnyDay());
        return {feedback, {}};
      }
      default:
        return Retraction();
    }
  }

  Fact Retraction() {
    switch (Below(11)) {
      case 0:
      case 1:
        return storage::Retract("entity:" + Any('E', 9));
      case 2:
        return storage::Retract("relation:" + Any('R', 6));
      case 3:
        return storage::Retract("listing:" + AnyAct());
      case 4:
        return storage::Retract("demand:" + AnyAct());
      case 5:
        return storage::Retract("penalty:" + AnyAct());
      case 6:
        return storage::Retract("attribution:" + Any('A', 4));
      case 7:
        return storage::Retract("ending:" + Any('N', 3));
      case 8:
        return storage::Retract("grade:" + Any('G', 4));
      case 9:
        return storage::Retract("feedback:" + Any('F', 4));
      default:
        return storage::Retract("step:" + Any('S', 3));
    }
  }

  std::mt19937 random_;
};

// Keeps a world up to date from the changes it is told.
class Follower : public storage::CommitObserver {
 public:
  void Committed(model::Revision at, const absl::StatusOr<storage::ChangeSet>& changes) override {
    ASSERT_TRUE(changes.ok()) << changes.status();
    auto next = ApplyChanges(world, at, *changes, nullptr);
    ASSERT_TRUE(next.ok()) << next.status();
    world = *std::move(next);
    ++told;
  }
  LoadedWorld world;
  int told = 0;
};

LoadedWorld Load(const storage::FactStore& store) {
  auto world = LoadFromStore(store, store.head(), GraphFileOptions());
  EXPECT_TRUE(world.ok()) << world.status();
  return *std::move(world);
}

TEST(Changes, AppliedTheyGiveTheWorldThatTheStoreGives) {
  for (uint32_t seed = 0; seed < 6; ++seed) {
    const TestFolder folder;
    Follower follower;
    storage::OpenOptions options = storage::Writing(folder.path("store"));
    options.observer = &follower;
    options.sync = false;
    const auto store = storage::MustOpen(options);
    follower.world = Load(*store);
    Commits commits(seed);
    IssueLog issues;
    uint64_t revisions = 0;
    for (int i = 0; i < 120; ++i) {
      ASSERT_TRUE(store->Commit(commits.Next(), issues).ok());
      if (store->head().value == revisions) continue;  // nothing new was said
      revisions = store->head().value;
      const LoadedWorld anew = Load(*store);
      ASSERT_EQ(TextOf(follower.world), TextOf(anew)) << "seed " << seed << " commit " << i;
      const auto folded = FoldWorld(follower.world);
      ASSERT_TRUE(folded.ok());
      ASSERT_EQ(TextOf(*folded), TextOf(anew)) << "seed " << seed << " commit " << i;
      if (i % 17 == 0) follower.world = *folded;
    }
    EXPECT_EQ(follower.told, static_cast<int>(revisions));
    EXPECT_GT(revisions, 60u);
  }
}

// Many facts in one commit, written as data files.
TEST(Changes, ALargeCommitIsToldToo) {
  const TestFolder folder;
  Follower follower;
  storage::OpenOptions options = storage::Writing(folder.path("store"));
  options.observer = &follower;
  options.bulk_rows_min = 10;
  const auto store = storage::MustOpen(options);
  follower.world = Load(*store);
  std::vector<Fact> facts;
  for (int i = 0; i < 200; ++i) facts.push_back(storage::Entity(fmt::format("E{}", i)));
  for (int i = 1; i < 200; ++i) {
    facts.push_back(storage::Stake("E0", fmt::format("E{}", i), 1000));
  }
  for (int i = 1; i < 50; ++i) {
    facts.push_back(storage::Listing(fmt::format("L{}", i), fmt::format("E{}", i)));
  }
  storage::Put(*store, facts);
  EXPECT_EQ(TextOf(follower.world), TextOf(Load(*store)));
  EXPECT_EQ(follower.world.graph->edge_count(), 199u);
}

TEST(Changes, WhatIsOpenedAndClosedInOneCommitIsNotSeen) {
  const TestFolder folder;
  Follower follower;
  storage::OpenOptions options = storage::Writing(folder.path("store"));
  options.observer = &follower;
  const auto store = storage::MustOpen(options);
  follower.world = Load(*store);
  storage::Put(
      *store, {storage::Entity("E1"), storage::Entity("E2"), storage::Stake("E1", "E2", 1000, "R1"),
               storage::Listing("L1", "E1"), storage::Retract("listing:L1"),
               storage::Retract("relation:R1"), storage::Retract("entity:E2")});
  EXPECT_EQ(TextOf(follower.world), TextOf(Load(*store)));
  EXPECT_EQ(follower.world.graph->vertex_count(), 1u);
}

}  // namespace
}  // namespace liancheng::query
