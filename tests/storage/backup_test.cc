#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "fmt/format.h"
#include "tests/storage/damage.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr char kIdNumber[] = "110101199003077707";

class Backup : public testing::Test {
 protected:
  TestFolder folder_;
  const std::string path_ = folder_.path("store");
  const std::string backup_ = folder_.path("backups/monday");
};

TEST_F(Backup, RestoresTheSameStore) {
  std::vector<std::string> words;
  {
    const auto store = MustOpen(Writing(path_));
    Put(*store, {Entity("E1", "甲"), Person("P1", "张三", kIdNumber)});
    Put(*store, OneOfEachRecord());
    Put(*store, {Entity("E1", "乙")});
    ASSERT_TRUE(store->Backup(backup_).ok());
    words = ScanWords(*store, {2});
    // What comes later is not in it.
    Put(*store, {Entity("E2")});
  }
  const std::string other = folder_.path("restored");
  ASSERT_TRUE(Restore(backup_, other).ok());
  OpenOptions options = Writing(other);
  options.key_file = path_ + ".key";
  const auto store = MustOpen(options);
  EXPECT_EQ(store->head().value, 3u);
  EXPECT_EQ(ScanWords(*store, {2}), words);
  EXPECT_EQ(Damage(*store), "");
  EXPECT_EQ(Put(*store, {Entity("E9")}).revision.value, 4u);
  EXPECT_FALSE(fs::exists(other + "/BACKUP"));
}

TEST_F(Backup, SaysWhereItEndsAndHoldsNoKey) {
  const auto store = MustOpen(Writing(path_));
  Put(*store, {Person("P1", "张三", kIdNumber)});
  ASSERT_TRUE(store->Backup(backup_).ok());
  std::ifstream in(backup_ + "/BACKUP");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  EXPECT_THAT(text,
              testing::MatchesRegex("liancheng backup\nformat 2\nrevision 1\nhash [0-9a-f]{64}\n"));
  for (const auto& entry : fs::directory_iterator(backup_)) {
    EXPECT_NE(entry.path().extension(), ".key");
  }
  std::ifstream key(path_ + ".key");
  std::string title;
  std::string secret;
  std::getline(key, title);
  std::getline(key, secret);
  ASSERT_EQ(secret.size(), 64u);
  EXPECT_FALSE(AnyFileHolds(backup_, secret));
  EXPECT_FALSE(AnyFileHolds(backup_, kIdNumber));
}

TEST_F(Backup, OfAReaderBesideAWriter) {
  const auto writer = MustOpen(Writing(path_));
  Put(*writer, {Entity("E1", "甲"), Person("P1")});
  Put(*writer, OneOfEachRecord());
  const auto reader = MustOpen(Reading(path_));
  Put(*writer, {Entity("E1", "乙")});
  ASSERT_TRUE(reader->Backup(backup_).ok());
  ASSERT_TRUE(Restore(backup_, folder_.path("restored")).ok());
  const auto store = MustOpen(Reading(folder_.path("restored")));
  EXPECT_EQ(store->head().value, 2u);
  EXPECT_EQ(ScanWords(*store, {2}), ScanWords(*reader, {2}));
  EXPECT_EQ(Damage(*store), "");
}

TEST_F(Backup, WhileOthersCommit) {
  const auto store = MustOpen(Writing(path_));
  Put(*store, {Entity("E", "甲")});
  std::atomic<bool> stop = false;
  std::thread other([&] {
    for (int i = 0; !stop; ++i) {
      Put(*store, {Entity(fmt::format("E{}", i)), Stake("E", fmt::format("E{}", i), 1)});
    }
  });
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(store->Backup(folder_.path(fmt::format("b{}", i))).ok());
  }
  stop = true;
  other.join();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(
        Restore(folder_.path(fmt::format("b{}", i)), folder_.path(fmt::format("r{}", i))).ok());
  }
}

TEST_F(Backup, NothingIsOverwritten) {
  const auto store = MustOpen(Writing(path_));
  Put(*store, {Entity("E1")});
  ASSERT_TRUE(store->Backup(backup_).ok());
  EXPECT_EQ(store->Backup(backup_).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Restore(backup_, path_).code(), absl::StatusCode::kAlreadyExists);
  const std::string busy = folder_.path("busy");
  fs::create_directories(busy);
  std::ofstream(busy + "/letter") << "x";
  EXPECT_EQ(Restore(backup_, busy).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(fs::exists(busy + "/letter"));
  // An empty folder is as good as none.
  const std::string empty = folder_.path("empty");
  fs::create_directories(empty);
  EXPECT_TRUE(Restore(backup_, empty).ok());
}

TEST_F(Backup, ADamagedBackupIsNotRestored) {
  {
    const auto store = MustOpen(Writing(path_));
    Put(*store, {Entity("E1", "甲"), Entity("E2"), Stake("E1", "E2", 1)});
    ASSERT_TRUE(store->Backup(backup_).ok());
  }
  struct Case {
    std::string what;
    std::function<void(const std::string&)> damage;
    std::string named;
    absl::StatusCode code = absl::StatusCode::kDataLoss;
  };
  const std::string file = FindFile(backup_, ".sst");
  const std::vector<Case> table = {
      {"a flipped byte", [&](const auto& b) { FlipByte(b + "/" + file, 40); }, file},
      {"a missing file", [&](const auto& b) { fs::remove(b + "/" + file); }, file},
      {"another certificate",
       [](const auto& b) { std::ofstream(b + "/BACKUP") << "liancheng backup\nrevision 9\n"; },
       "is not what its file BACKUP says"},
      {"no certificate", [](const auto& b) { fs::remove(b + "/BACKUP"); }, "is not a backup",
       absl::StatusCode::kNotFound},
      {"a changed row",
       [](const auto& b) {
         const auto tables = MustOpenTables(b);
         DeleteRaw(*tables, Table::kEnt, NumberKey(2).view());
       },
       "ent"}};
  int number = 0;
  for (const Case& row : table) {
    const std::string copy = folder_.path(fmt::format("copy{}", number++));
    fs::copy(backup_, copy, fs::copy_options::recursive);
    row.damage(copy);
    const std::string target = folder_.path("restored");
    const absl::Status restored = Restore(copy, target);
    EXPECT_EQ(restored.code(), row.code) << row.what << ": " << restored;
    EXPECT_THAT(std::string(restored.message()), HasSubstr(row.named)) << row.what;
    EXPECT_FALSE(fs::exists(target)) << row.what;
  }
}

}  // namespace
}  // namespace liancheng::storage
