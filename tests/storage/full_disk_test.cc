// A store whose disk has too little room says so, writes nothing, and goes on once there is room.
// tests/crash fills a real one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using ::testing::HasSubstr;

TEST(FullDisk, CommitsAreRefusedBeforeAnythingIsWrittenAndGoOnOnceThereIsRoom) {
  constexpr uint64_t kMin = uint64_t{5} << 20;
  const TestFolder folder;
  uint64_t free = kMin;
  OpenOptions options = Writing(folder.path("store"));
  options.free_bytes_min = kMin;
  options.free_bytes = [&free] { return free; };
  const auto store = MustOpen(options);
  Put(*store, {Entity("E1", "甲")});
  const std::string before = store->JournalHash({1}).value();

  free = kMin - 1;
  IssueLog issues;
  const auto refused = store->Commit(std::vector<model::Fact>{Entity("E2", "乙")}, issues);
  EXPECT_TRUE(absl::IsUnavailable(refused.status())) << refused.status();
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("its disk has 4 MiB left and a commit needs 5 MiB"));
  EXPECT_EQ(store->CanCommit(), refused.status());
  EXPECT_EQ(store->head().value, 1u);
  EXPECT_EQ(store->JournalHash({1}).value(), before);
  EXPECT_TRUE(store->FindByIdentifier("source", "E1").value().has_value()) << "reads go on";
  EXPECT_FALSE(store->FindByIdentifier("source", "E2").value().has_value());

  free = kMin;
  EXPECT_TRUE(store->CanCommit().ok());
  EXPECT_EQ(Put(*store, {Entity("E2", "乙")}).revision.value, 2u);
  EXPECT_TRUE(store->Verify().value().problems.empty());
}

TEST(FullDisk, AStoreOpenedForReadingCannotCommitAndLeavesNoLog) {
  const TestFolder folder;
  MustOpen(Writing(folder.path("store")));
  const auto reader = MustOpen(Reading(folder.path("store")));
  EXPECT_TRUE(absl::IsPermissionDenied(reader->CanCommit()));
  EXPECT_TRUE(std::filesystem::exists(folder.path("store/LOG")));
  EXPECT_FALSE(std::filesystem::exists(folder.path("store/LOG.old")));
}

}  // namespace
}  // namespace liancheng::storage
