#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

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
    // Later commits are not in it.
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
  // An empty folder is treated like a missing one.
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

// Data files of a folder, and how many names each has.
std::vector<uintmax_t> LinksOfDataFiles(const std::string& folder) {
  std::vector<uintmax_t> links;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".sst") links.push_back(fs::hard_link_count(entry.path()));
  }
  return links;
}

// Each commit is written as data files, so that there are files to share.
OpenOptions WritingFiles(const std::string& path) {
  OpenOptions options = Writing(path);
  options.bulk_rows_min = 1;
  return options;
}

class Fork : public Backup {};

TEST_F(Fork, HoldsTheSameSharesItsFilesAndGoesItsOwnWay) {
  const auto store = MustOpen(WritingFiles(path_));
  Put(*store, {Entity("E1", "甲"), Person("P1", "张三", kIdNumber)});
  Put(*store, OneOfEachRecord());
  const std::vector<std::string> words = ScanWords(*store, {2});
  const auto reader = MustOpen(Reading(path_));
  // Forked by the writer through a checkpoint, and by a reader file by file.
  int number = 0;
  for (const FactStore* const from : {store.get(), reader.get()}) {
    const std::string path = folder_.path(fmt::format("fork{}", ++number));
    ASSERT_TRUE(from->Fork(path).ok());
    const std::vector<uintmax_t> links = LinksOfDataFiles(path);
    EXPECT_THAT(links, testing::SizeIs(testing::Gt(0u)));
    EXPECT_THAT(links, testing::Each(testing::Gt(1u)));
    OpenOptions options = WritingFiles(path);
    options.key_file = path_ + ".key";
    const auto fork = MustOpen(options);
    EXPECT_EQ(ScanWords(*fork, {2}), words);
    EXPECT_EQ(Put(*fork, {Entity("E1", "乙"), Entity("E7")}).revision.value, 3u);
    EXPECT_EQ(Damage(*fork), "");
    EXPECT_TRUE(absl::IsAlreadyExists(from->Fork(path)));
  }
  EXPECT_EQ(store->head().value, 2u);
  EXPECT_EQ(ScanWords(*store, {2}), words);
  EXPECT_EQ(Damage(*store), "");
}

// The fork also has what is only in the logs.
TEST_F(Fork, HoldsWhatIsNotInDataFilesYet) {
  const auto store = MustOpen(Writing(path_));
  Put(*store, {Entity("E1", "甲")});
  const auto reader = MustOpen(Reading(path_));
  ASSERT_TRUE(LinksOfDataFiles(path_).empty());
  ASSERT_TRUE(store->Fork(folder_.path("fork1")).ok());
  ASSERT_TRUE(reader->Fork(folder_.path("fork2")).ok());
  EXPECT_TRUE(LinksOfDataFiles(path_).empty()) << "a fork writes nothing into the store";
  for (const char* name : {"fork1", "fork2"}) {
    const auto fork = MustOpen(Reading(folder_.path(name)));
    EXPECT_EQ(ScanWords(*fork, {1}), ScanWords(*store, {1})) << name;
  }
}

// The writer has committed since the reader was opened: the reader's fork ends where the reader
// does.
TEST_F(Fork, OfAReaderEndsWhereTheReaderDoes) {
  const auto store = MustOpen(WritingFiles(path_));
  Put(*store, {Entity("E1", "甲")});
  const auto reader = MustOpen(Reading(path_));
  const std::vector<std::string> words = ScanWords(*reader, {1});
  Put(*store, {Entity("E1", "乙")});
  ASSERT_TRUE(reader->Fork(folder_.path("fork")).ok());
  const auto fork = MustOpen(Reading(folder_.path("fork")));
  EXPECT_EQ(fork->head().value, 1u);
  EXPECT_EQ(ScanWords(*fork, {1}), words);
}

// The writer makes some hundred files, a few with each commit: without a limit it would soon have
// more open than a process may.
TEST_F(Fork, BesideAWriterThatGoesOn) {
  const auto store = MustOpen(WritingFiles(path_));
  Put(*store, {Entity("E")});
  for (int i = 0; i < 3; ++i) {
    std::thread other([&store, i] {
      for (int k = 0; k < 8; ++k) {
        const std::string id = fmt::format("E{}", i * 8 + k);
        Put(*store, {Entity(id), Stake("E", id, 1)});
      }
    });
    const auto reader = MustOpen(Reading(path_));
    EXPECT_TRUE(reader->Fork(folder_.path(fmt::format("r{}", i))).ok());
    const auto of_reader = MustOpen(Reading(folder_.path(fmt::format("r{}", i))));
    EXPECT_EQ(of_reader->head(), reader->head());
    EXPECT_EQ(Damage(*of_reader), "");
    EXPECT_TRUE(store->Fork(folder_.path(fmt::format("w{}", i))).ok());
    EXPECT_EQ(Damage(*MustOpen(Reading(folder_.path(fmt::format("w{}", i))))), "");
    other.join();
  }
}

// Where there are no links between the folders, data files are copied.
TEST_F(Fork, OnAnotherFileSystem) {
  const auto store = MustOpen(WritingFiles(path_));
  Put(*store, {Entity("E1", "甲")});
  const auto reader = MustOpen(Reading(path_));
  std::string there = "/dev/shm/liancheng-fork-XXXXXX";
  ASSERT_NE(mkdtemp(there.data()), nullptr);
  for (const FactStore* const from : {store.get(), reader.get()}) {
    const std::string path = there + "/fork";
    ASSERT_TRUE(from->Fork(path).ok());
    EXPECT_EQ(ScanWords(*MustOpen(Reading(path)), {1}), ScanWords(*store, {1}));
    fs::remove_all(path);
  }
  fs::remove_all(there);
}

}  // namespace
}  // namespace liancheng::storage
