#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "server/impact/part_folder.h"
#include "tests/impact/worlds.h"

namespace liancheng::impact {
namespace {

namespace fs = std::filesystem;

const Fingerprint kInput = {{"facts", "1"}, {"as_of", "2020-06-01"}};

std::string Message(const absl::Status& status) {
  return std::string(status.message());
}

// A folder whose writing ended after one checkpoint: "ab" is in it, "c" is not.
void LeaveUnfinished(const std::string& out) {
  const auto folder = PartFolder::Open(out, kInput, false);
  ASSERT_TRUE(folder.ok()) << folder.status();
  ASSERT_TRUE((*folder)->Append("a.csv", "ab").ok());
  ASSERT_TRUE((*folder)->AppendToJournal("j\n").ok());
  ASSERT_TRUE((*folder)->Checkpoint(1).ok());
  ASSERT_TRUE((*folder)->Append("a.csv", "c").ok());
}

TEST(PartFolder, IsThereOnlyWhenFinished) {
  const TemporaryFolder folder;
  const std::string out = folder / "out";
  auto part = PartFolder::Open(out + "/", kInput, false);
  ASSERT_TRUE(part.ok()) << part.status();
  ASSERT_TRUE((*part)->Append("departments/x.csv", "1").ok());
  EXPECT_TRUE((*part)->Holds("departments/x.csv"));
  EXPECT_FALSE((*part)->Holds("x.csv"));
  EXPECT_FALSE(fs::exists(out));
  ASSERT_TRUE((*part)->Finish(true).ok());
  EXPECT_EQ(ReadFile(out + "/departments/x.csv"), "1");
  EXPECT_FALSE(fs::exists(out + ".part"));
}

TEST(PartFolder, TakesTheLastCheckpoint) {
  const TemporaryFolder folder;
  const std::string out = folder / "out";
  LeaveUnfinished(out);
  auto part = PartFolder::Open(out, kInput, true);
  ASSERT_TRUE(part.ok()) << part.status();
  EXPECT_EQ((*part)->chunks(), 1u);
  EXPECT_EQ(*(*part)->Journal(), "j\n");
  ASSERT_TRUE((*part)->Append("a.csv", "d").ok());
  ASSERT_TRUE((*part)->Finish(true).ok());
  EXPECT_EQ(ReadFile(out + "/a.csv"), "abd");
}

TEST(PartFolder, AsksWhetherToGoOn) {
  const TemporaryFolder folder;
  const std::string out = folder / "out";
  LeaveUnfinished(out);
  const auto again = PartFolder::Open(out, kInput, false);
  EXPECT_NE(Message(again.status()).find("--resume goes on"), std::string::npos);
}

TEST(PartFolder, BeginsWhereThereIsNothingToGoOnWith) {
  const TemporaryFolder folder;
  EXPECT_TRUE(PartFolder::Open(folder / "out", kInput, true).ok());
}

TEST(PartFolder, RefusesWhatItCannotGoOnWith) {
  const struct {
    const char* what;
    const char* file;   // below out.part
    const char* bytes;  // written to it; null: removed
    const char* says;
  } rows[] = {
      {"changed bytes", "report/a.csv", "xb", "is not as it was left"},
      {"fewer bytes", "report/a.csv", "a", "is not as it was left"},
      {"no file", "report/a.csv", nullptr, "is not as it was left"},
      {"another journal", "journal.jsonl", "k\n", "is not as it was left"},
      {"no state", "state.json", nullptr, "is no unfinished report"},
      {"broken state", "state.json", "{", "cannot be read"},
      {"state of another form", "state.json", R"({"format": 2})", "cannot be read"},
  };
  for (const auto& row : rows) {
    const TemporaryFolder folder;
    const std::string out = folder / "out";
    LeaveUnfinished(out);
    const std::string file = out + ".part/" + row.file;
    fs::remove(file);
    if (row.bytes != nullptr) WriteFile(file, row.bytes);
    const auto again = PartFolder::Open(out, kInput, true);
    EXPECT_EQ(again.status().code(), absl::StatusCode::kFailedPrecondition) << row.what;
    EXPECT_NE(Message(again.status()).find(row.says), std::string::npos)
        << row.what << ": " << again.status();
  }
}

TEST(PartFolder, NamesTheInputThatDiffers) {
  const TemporaryFolder folder;
  LeaveUnfinished(folder / "out");
  const auto other =
      PartFolder::Open(folder / "out", {{"facts", "2"}, {"as_of", "2020-06-01"}}, true);
  EXPECT_NE(Message(other.status()).find("facts was 1, is 2"), std::string::npos);
}

TEST(PartFolder, LeavesAFolderWithFilesAlone) {
  const TemporaryFolder folder;
  const std::string out = folder / "out";
  fs::create_directories(out);
  EXPECT_TRUE(PartFolder::Open(out, kInput, false).ok());
  WriteFile(out + "/mine.txt", "mine");
  const auto again = PartFolder::Open(out, kInput, true);
  EXPECT_EQ(again.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ReadFile(out + "/mine.txt"), "mine");
}

TEST(PartFolder, IsWrittenByOneAtATime) {
  const TemporaryFolder folder;
  const auto first = PartFolder::Open(folder / "out", kInput, false);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = PartFolder::Open(folder / "out", kInput, true);
  EXPECT_NE(Message(second.status()).find("another process"), std::string::npos);
}

}  // namespace
}  // namespace liancheng::impact
