// Opening a store: who may write, what readers see, folders that are no store, and damage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fmt/format.h"
#include "storage/disk/tables.h"
#include "tests/storage/damage.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;
using model::Relation;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

absl::StatusCode CodeOf(const OpenOptions& options, std::string* words = nullptr) {
  const auto store = FactStore::Open(options);
  if (words != nullptr) *words = std::string(store.status().message());
  return store.status().code();
}

class Opening : public testing::Test {
 protected:
  TestFolder folder_;
  const std::string path_ = folder_.path("store");
};

TEST_F(Opening, OptionsThatMakeNoSense) {
  OpenOptions no_clock;
  no_clock.path = path_;
  OpenOptions no_path = Writing("");
  OpenOptions salvage = Writing(path_);
  salvage.salvage = true;
  OpenOptions key_inside = Writing(path_);
  key_inside.key_file = path_ + "/id.key";
  for (const OpenOptions& options : {no_clock, no_path, salvage, key_inside}) {
    EXPECT_EQ(CodeOf(options), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(Opening, NoStoreIsNotFound) {
  OpenOptions not_made = Writing(path_);
  not_made.create = false;
  std::string words;
  EXPECT_EQ(CodeOf(not_made, &words), absl::StatusCode::kNotFound);
  EXPECT_THAT(words, AllOf(HasSubstr(path_), HasSubstr("import")));
  EXPECT_EQ(CodeOf(Reading(path_)), absl::StatusCode::kNotFound);
  EXPECT_FALSE(fs::exists(path_));
  fs::create_directories(path_);
  EXPECT_EQ(CodeOf(not_made), absl::StatusCode::kNotFound);
  EXPECT_EQ(CodeOf(Reading(path_)), absl::StatusCode::kNotFound);
}

TEST_F(Opening, WhatWasWrittenIsThereAgain) {
  Put(*MustOpen(Writing(path_ + "/")), {Entity("E1", "甲")});
  OpenOptions existing = Writing(path_);
  existing.create = false;
  const auto store = MustOpen(existing);
  EXPECT_EQ(store->head().value, 1u);
  EXPECT_THAT(ScanWords(*store, {1}), ElementsAre(HasSubstr("甲")));
  Put(*store, {Entity("E2")});
  EXPECT_EQ((*store->FindByIdentifier("source", "E2"))->value, 2u);
}

TEST_F(Opening, AReaderBesideAWriterSeesTheStateAtOpen) {
  const auto writer = MustOpen(Writing(path_));
  Put(*writer, {Entity("E1", "甲")});
  const auto reader = MustOpen(Reading(path_));
  Put(*writer, {Entity("E1", "乙"), Entity("E2")});
  EXPECT_EQ(reader->head().value, 1u);
  EXPECT_THAT(ScanWords(*reader, {1}), ElementsAre(HasSubstr("甲")));
  EXPECT_EQ(reader->Scan({2}, ScanOf::kGraph).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(*reader->FindByIdentifier("source", "E2"), std::nullopt);
  EXPECT_EQ(Damage(*reader), "");
  IssueLog log;
  const std::vector<model::Fact> facts = {Entity("E3")};
  EXPECT_EQ(reader->Commit(facts, log).status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(MustOpen(Reading(path_))->head().value, 2u);
}

TEST_F(Opening, AReaderKeepsItsFilesWhileTheWriterReplacesThem) {
  OpenOptions options = Writing(path_);
  options.bulk_rows_min = 0;  // every commit makes files, so that compaction has work
  const auto writer = MustOpen(options);
  Put(*writer, {Entity("E1", "甲"), Entity("E2"), Stake("E1", "E2", 1)});
  const auto reader = MustOpen(Reading(path_));
  const std::vector<std::string> before = ScanWords(*reader, {1});
  for (int i = 0; i < 12; ++i) Put(*writer, {Entity("E1", fmt::format("名{}", i))});
  EXPECT_EQ(ScanWords(*reader, {1}), before);
  EXPECT_EQ(Damage(*reader), "");
  EXPECT_EQ(Damage(*writer), "");
}

TEST_F(Opening, AReaderWritesNothing) {
  { Put(*MustOpen(Writing(path_)), {Entity("E1", "甲")}); }
  const auto listing = [&] {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path(""))) {
      names.push_back(fmt::format("{} {}", entry.path().string(),
                                  entry.is_regular_file() ? entry.file_size() : 0));
    }
    std::sort(names.begin(), names.end());
    return names;
  };
  const std::vector<std::string> before = listing();
  EXPECT_EQ(Damage(*MustOpen(Reading(path_))), "");
  EXPECT_EQ(listing(), before);
}

TEST_F(Opening, ASecondWriterIsToldWhoWrites) {
  OpenOptions first = Writing(path_);
  first.writer = "liancheng serve";
  const auto writer = MustOpen(first);
  std::string words;
  EXPECT_EQ(CodeOf(Writing(path_), &words), absl::StatusCode::kFailedPrecondition);
  // 1 700 000 000 s is 2023-11-14 22:13:20 UTC.
  EXPECT_THAT(words, HasSubstr(fmt::format("liancheng serve (pid {}) since 2023-11-14T22:13:20Z",
                                           ::getpid())));
}

TEST_F(Opening, TheNextWriterMayComeWhenTheFirstIsGone) {
  { const auto writer = MustOpen(Writing(path_)); }
  EXPECT_EQ(fs::file_size(path_ + "/WRITER"), 0u);
  // What a killed writer left in the file is only text.
  std::ofstream(path_ + "/WRITER") << "liancheng (pid 1) since 1999-01-01T00:00:00Z\n";
  EXPECT_EQ(CodeOf(Writing(path_)), absl::StatusCode::kOk);
}

TEST_F(Opening, AnotherFormatIsNamed) {
  { const auto writer = MustOpen(Writing(path_)); }
  {
    const auto tables = MustOpenTables(path_);
    PutRaw(*tables, Table::kMeta, kMetaFormat, std::string("\0\0\0\x07", 4));
  }
  std::string words;
  for (const OpenOptions& options : {Writing(path_), Reading(path_)}) {
    EXPECT_EQ(CodeOf(options, &words), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(words, AllOf(HasSubstr("format 7"), HasSubstr("format 2")));
  }
}

TEST_F(Opening, AnOlderFormatSaysWhatToDo) {
  { const auto writer = MustOpen(Writing(path_)); }
  {
    const auto tables = MustOpenTables(path_);
    PutRaw(*tables, Table::kMeta, kMetaFormat, std::string("\0\0\0\x01", 4));
  }
  std::string words;
  EXPECT_EQ(CodeOf(Writing(path_), &words), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(words, AllOf(HasSubstr("format 1"), HasSubstr("export it with the program")));
}

TEST_F(Opening, AFormatWithOtherTablesIsNamedToo) {
  { const auto writer = MustOpen(Writing(path_)); }
  {
    const auto tables = MustOpenTables(path_);
    PutRaw(*tables, Table::kMeta, kMetaFormat, std::string("\0\0\0\x03", 4));
    rocksdb::ColumnFamilyHandle* handle = nullptr;
    ASSERT_TRUE(
        tables->db().CreateColumnFamily(rocksdb::ColumnFamilyOptions(), "tomorrow", &handle).ok());
    tables->db().DestroyColumnFamilyHandle(handle);
  }
  std::string words;
  EXPECT_EQ(CodeOf(Writing(path_), &words), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(words, AllOf(HasSubstr("format 3"), HasSubstr("format 2")));
}

TEST_F(Opening, AnotherProgramsDatabaseIsLeftAlone) {
  {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(options, path_, &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    rocksdb::ColumnFamilyHandle* handle = nullptr;
    ASSERT_TRUE(db->CreateColumnFamily(rocksdb::ColumnFamilyOptions(), "theirs", &handle).ok());
    db->DestroyColumnFamilyHandle(handle);
  }
  std::string words;
  EXPECT_EQ(CodeOf(Writing(path_), &words), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(words, HasSubstr("not a store of this program"));
}

TEST_F(Opening, AMakingCutShortBeforeAnythingCouldBeStoredIsBegunAgain) {
  // What a kill leaves behind between RocksDB's first manifest and the file that names it.
  fs::create_directories(path_);
  std::ofstream(path_ + "/MANIFEST-000001") << "half of a manif";
  EXPECT_EQ(CodeOf(Reading(path_)), absl::StatusCode::kNotFound);
  Put(*MustOpen(Writing(path_)), {Entity("E1")});
  EXPECT_EQ(MustOpen(Reading(path_))->head().value, 1u);
}

// --- damage ---

// 3 000 entities in files, so that there is more than one block to damage.
std::vector<model::Fact> Many() {
  std::vector<model::Fact> facts;
  for (int i = 0; i < 3000; ++i) {
    facts.push_back(Entity(fmt::format("E{}", i), fmt::format("公司{:0>40}", i * 7919 % 3000)));
  }
  for (int i = 0; i < 3000; ++i) {
    facts.push_back(Stake(fmt::format("E{}", i), fmt::format("E{}", (i + 1) % 3000), 1));
  }
  facts.push_back(Listing("L1", "E0"));
  facts.push_back(Ending("N1", "L1"));
  return facts;
}

TEST_F(Opening, ADamagedFileIsNamed) {
  Put(*MustOpen(Writing(path_)), Many());
  Settle(path_);
  const std::string entities = FileOf(path_, Table::kEnt);
  std::string manifest;
  std::ifstream(path_ + "/CURRENT") >> manifest;
  struct Case {
    std::string what;
    std::function<void(const std::string& store)> damage;
    std::string named;
  };
  const std::vector<Case> table = {
      {"a missing data file", [&](const auto& s) { fs::remove(s + entities); }, entities.substr(1)},
      {"a cut data file", [&](const auto& s) { fs::resize_file(s + entities, 100); },
       entities.substr(1)},
      {"a missing manifest", [&](const auto& s) { fs::remove(s + "/" + manifest); }, manifest},
      {"no CURRENT", [&](const auto& s) { fs::remove(s + "/CURRENT"); }, "CURRENT"},
      {"a changed manifest", [&](const auto& s) { FlipByte(s + "/" + manifest, 300); }, "damaged"},
  };
  int number = 0;
  for (const Case& row : table) {
    const std::string copy = folder_.path(fmt::format("copy{}", number++));
    fs::copy(path_, copy, fs::copy_options::recursive);
    row.damage(copy);
    std::string words;
    EXPECT_EQ(CodeOf(Writing(copy), &words), absl::StatusCode::kDataLoss) << row.what;
    EXPECT_THAT(words, HasSubstr(row.named)) << row.what;
    EXPECT_EQ(CodeOf(Reading(copy)), absl::StatusCode::kDataLoss) << row.what;
  }
}

TEST_F(Opening, ALogDamagedBeforeItsEndIsNotPassedOver) {
  {
    const auto store = MustOpen(Writing(path_));
    for (int i = 0; i < 50; ++i) Put(*store, {Entity(fmt::format("E{}", i))});
  }
  const std::string log = path_ + "/" + FindFile(path_, ".log");
  const auto size = fs::file_size(log);
  ASSERT_GT(size, 4000u);
  FlipByte(log, size / 2);
  std::string words;
  EXPECT_EQ(CodeOf(Writing(path_), &words), absl::StatusCode::kDataLoss);
  EXPECT_THAT(words, HasSubstr("salvage"));
  OpenOptions salvage = Reading(path_);
  salvage.salvage = true;
  EXPECT_FALSE(ScanFacts(*MustOpen(salvage), {1}).empty());
}

TEST_F(Opening, ALogCutShortLosesOnlyItsLastCommit) {
  {
    const auto store = MustOpen(Writing(path_));
    for (int i = 0; i < 9; ++i) Put(*store, {Entity(fmt::format("E{}", i))});
  }
  const std::string log = path_ + "/" + FindFile(path_, ".log");
  fs::resize_file(log, fs::file_size(log) - 1);
  const auto store = MustOpen(Writing(path_));
  EXPECT_EQ(store->head().value, 8u);
  EXPECT_EQ(Damage(*store), "");
  EXPECT_EQ(Put(*store, {Entity("E8")}).revision.value, 9u);
}

TEST_F(Opening, SalvageGivesWhatCanStillBeRead) {
  Put(*MustOpen(Writing(path_)), Many());
  Settle(path_);
  const std::string entities = path_ + FileOf(path_, Table::kEnt);
  FlipByte(entities, 40'000);
  OpenOptions salvage = Reading(path_);
  salvage.salvage = true;
  const auto store = MustOpen(salvage);
  const auto scan = store->Scan(store->head(), ScanOf::kEverything);
  ASSERT_TRUE(scan.ok());
  size_t given[model::kFactKindCount] = {};
  absl::StatusOr<std::span<const model::Fact>> batch = (*scan)->Next();
  for (; batch.ok() && !batch->empty(); batch = (*scan)->Next()) {
    for (const model::Fact& fact : *batch) {
      ++given[static_cast<size_t>(fact.kind())];
      for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
        EXPECT_NE(party->key, "");
      }
    }
  }
  // One block is lost, and with it the relations of the entities in it.
  EXPECT_GT(given[0], 2000u);
  EXPECT_LT(given[0], 3000u);
  EXPECT_LT(given[1], given[0]);
  EXPECT_GT(given[1], 2000u);
  EXPECT_EQ(given[2], 1u);
  EXPECT_EQ(batch.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(batch.status().message()),
              AllOf(HasSubstr("ent from"), HasSubstr(fs::path(entities).filename().string())));
  // Without salvage the same stream stops with the name of the file.
  const auto plain = MustOpen(Reading(path_));
  const auto stopped = plain->Scan(plain->head(), ScanOf::kGraph);
  absl::Status status;
  for (auto next = (*stopped)->Next();; next = (*stopped)->Next()) {
    status = next.status();
    if (!next.ok() || next->empty()) break;
  }
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr(fs::path(entities).filename().string()));
}

TEST_F(Opening, SalvageWithAFileMissing) {
  Put(*MustOpen(Writing(path_)), Many());
  Settle(path_);
  fs::remove(path_ + FileOf(path_, Table::kOut));
  OpenOptions salvage = Reading(path_);
  salvage.salvage = true;
  const auto store = MustOpen(salvage);
  const auto scan = store->Scan(store->head(), ScanOf::kEverything);
  size_t given = 0;
  absl::Status end;
  for (auto batch = (*scan)->Next();; batch = (*scan)->Next()) {
    end = batch.status();
    if (!batch.ok() || batch->empty()) break;
    given += batch->size();
  }
  EXPECT_EQ(given, 3002u);
  EXPECT_EQ(end.code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace liancheng::storage
