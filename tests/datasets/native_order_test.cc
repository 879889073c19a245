#include <filesystem>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/datasets/reading.h"

namespace liancheng::datasets {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;
using testing::SizeIs;

// Every kind once, dependent records before those to which they belong.
constexpr std::string_view kUpsideDown =
    R"({"retraction":"Z1","target":"grade:G1"}
{"notice":"T1","listing":"L1","kind":"rectification","delivered_on":"2020-04-01"}
{"listing":"L1","on":"2020-05-02","step":"S1","to":"contested"}
{"feedback":"F1","listing":"L1","measure":"S-SUP","party":"E1","executed":true,"on":"2020-05-01"}
{"listing":"L1","objection":"O1","on":"2020-06-01"}
{"ending":"X1","listing":"L1","how":"repaired","on":"2020-07-01"}

not json
{"confirmation":"C1","listing":"L1","provision":"TQ-14","party":"P1","decided_on":"2020-03-03"}
{"attribution":"A1","person":"P1","act":"L1","role":"principal","decided_on":"2020-03-02"}
{"demand":"D1","operator":"E1","merchant":"E2","on":"2020-04-02","cooperated":true}
{"honour":"H1","subject":"E1","name":"n","decided_on":"2018-01-01"}
{"grade":"G1","subject":"E1","value":"B","decided_on":"2019-01-01"}
{"penalty":"N1","subject":"E1","ground":"g","decided_on":"2019-05-06"}
{"decided_on":"2020-03-01","ground":"g","list":"TQ-black","listing":"L1","subject":"E1"}
{"listing":"L2","list":"TQ-blac","subject":"E1","ground":"g","decided_on":"2020-03-01"}
{"relation":"owner","from":"P1","to":"E1"}
{"entity":"P1","type":"person"}
{"address":"a","entity":"E1","type":"enterprise"}
)";

std::vector<std::string> KeysOf(const Reading& read) {
  std::vector<std::string> keys;
  for (const model::Fact& fact : read.facts) keys.push_back(model::FactKey(fact));
  return keys;
}

TEST(NativeOrderTest, ThreePhasesWhateverTheOrderOfTheLines) {
  for (const size_t chunk : {1u, 2u, 4096u}) {
    for (const size_t batch : {1u, 2u, 4096u}) {
      const Reading read = ReadNative({{"f.jsonl", std::string(kUpsideDown)}},
                                      {.chunk_bytes = chunk, .batch_facts = batch});
      EXPECT_THAT(
          KeysOf(read),
          ElementsAre("entity:P1", "entity:E1", "relation:E1|registered_at|address:a|", "demand:D1",
                      "honour:H1", "grade:G1", "penalty:N1", "listing:L1", "relation:P1|owner|E1|",
                      "retraction:Z1", "notice:T1", "step:S1", "feedback:F1", "objection:O1",
                      "ending:X1", "confirmation:C1", "attribution:A1"));
      EXPECT_THAT(read.Issues(),
                  ElementsAre("refused 8  \"not json\" is not JSON from byte 2 on",
                              "refused 16 list \"TQ-blac\" is not a list of any rulebook; the "
                              "nearest is TQ-black"));
    }
  }
}

TEST(NativeOrderTest, BatchesAreOfTheSizeAskedAndNeverEmptyBeforeTheEnd) {
  CollectedIssues sink;
  std::string text;
  for (int i = 0; i < 10; ++i) text += fmt::format("{{\"entity\":\"E{}\",\"type\":\"shop\"}}\n", i);
  text += "{\"relation\":\"owner\",\"from\":\"P\",\"to\":\"E1\"}\n";
  const ReadOptions options{
      .words = &TestWords(), .issues = &sink, .batch_facts = 4, .progress = {}};
  auto source = OpenNativeInputs({{"f.jsonl", text}}, options, InputLimits());
  ASSERT_TRUE(source.ok());
  std::vector<size_t> sizes;
  for (auto batch = *(*source)->Next(); !batch.empty(); batch = *(*source)->Next()) {
    sizes.push_back(batch.size());
  }
  EXPECT_THAT(sizes, ElementsAre(4, 4, 3));
  EXPECT_TRUE((*source)->Next()->empty());
}

TEST(NativeOrderTest, FolderMixesCsvAndJsonLines) {
  const TestFolder folder;
  folder.Write("attributions.csv", "person,act,role,decided_on\nP1,L1,principal,2020-03-02\n");
  folder.Write("steps.csv", "id,listing,to,on\nS1,L1,overdue,2020-06-01\n");
  folder.Write("relations.csv", "relation,from,to\nowner,P1,E9\n");
  folder.Write("entities.csv", "id,type\nE1,shop\n");
  folder.Write("listings.csv", "id,list,subject,ground,decided_on\nL1,TQ-black,E1,g,2020-03-01\n");
  folder.Write("b.jsonl", "{\"entity\":\"P1\",\"type\":\"person\"}\n");
  folder.Write(
      "a.jsonl",
      "{\"grade\":\"G1\",\"subject\":\"E1\",\"value\":\"B\",\"decided_on\":\"2019-01-01\"}\n"
      "{\"entity\":\"E9\",\"type\":\"shop\"}\n");
  folder.Write("notes.txt", "not read");
  CollectedIssues sink;
  const Reading read = ReadAll(
      OpenNative(folder.path(),
                 {.words = &TestWords(), .issues = &sink, .batch_facts = 4096, .progress = {}}),
      sink);
  EXPECT_TRUE(read.status.ok()) << read.status;
  EXPECT_THAT(read.Issues(), IsEmpty());
  EXPECT_THAT(KeysOf(read),
              ElementsAre("entity:E1", "entity:E9", "entity:P1", "relation:P1|owner|E9|",
                          "listing:L1", "grade:G1", "attribution:P1|L1|principal", "step:S1"));
  EXPECT_EQ(read.facts[0].provenance.file, folder.path() + "/entities.csv");
}

TEST(NativeOrderTest, OneIdInTwoFiles) {
  const Reading read = ReadNative({{"entities.csv", "id,type,name\nE1,shop,a\nE2,shop,b\n"},
                                   {"a.jsonl",
                                    "{\"listing\":\"E1\",\"list\":\"TQ-black\",\"subject\":\"E1\","
                                    "\"ground\":\"g\",\"decided_on\":\"2020-01-01\"}\n"},
                                   {"b.jsonl",
                                    "{\"entity\":\"E3\",\"type\":\"shop\"}\n"
                                    "{\"entity\":\"E1\",\"name\":\"a\",\"type\":\"shop\"}\n"
                                    "{\"entity\":\"E2\",\"type\":\"shop\",\"name\":\"c\"}\n"
                                    "{\"entity\":\"E3\",\"type\":\"shop\",\"name\":\"c\"}\n"
                                    "{\"listing\":\"E1\",\"list\":\"TQ-black\",\"subject\":\"E1\","
                                    "\"ground\":\"h\",\"decided_on\":\"2020-01-01\"}\n"}});
  EXPECT_THAT(KeysOf(read), ElementsAre("entity:E1", "entity:E2", "entity:E3", "listing:E1"));
  EXPECT_THAT(
      read.Issues(),
      ElementsAre("noted 2 entity \"E1\" says the same as row 2 of entities.csv; taken once",
                  "refused 3 entity \"E2\" is stated otherwise in row 3 of entities.csv",
                  "refused 4 entity \"E3\" is stated otherwise in row 1",
                  "refused 5 listing \"E1\" is stated otherwise in row 1 of a.jsonl"));
}

TEST(NativeOrderTest, OneUnsoundFileLeavesTheOthers) {
  const Reading read = ReadNative(
      {{"entities.csv", "name\nx\n"}, {"relations.csv", "relation,from,to\nowner,P1,E1\n"}});
  EXPECT_THAT(KeysOf(read), ElementsAre("relation:P1|owner|E1|"));
  EXPECT_THAT(read.issues, SizeIs(1));
}

TEST(NativeOrderTest, HugeLineIsSaidOnce) {
  const std::string huge = R"({"entity":"E0","x":")" + std::string(size_t{5} << 20, 'x') + "\"}\n";
  const Reading read = ReadNative(
      {{"f.jsonl",
        "{\"ending\":\"X\",\"listing\":\"L\",\"how\":\"revoked\",\"on\":\"2020-01-01\"}\n" + huge +
            "{\"relation\":\"owner\",\"from\":\"P\",\"to\":\"E1\"}\n" +
            std::string("{\"entity\":\"a\0b\"}\n", 17) +
            "{\"entity\":\"\xC3\x28\",\"type\":\"shop\"}\n"
            "{\"entity\":\"E1\",\"type\":\"shop\"}\n"}});
  EXPECT_THAT(KeysOf(read), ElementsAre("entity:E1", "relation:P|owner|E1|", "ending:X"));
  EXPECT_THAT(read.Issues(),
              ElementsAre("refused 2  \"\" the line is over the limit",
                          "refused 4  \"{\"entity\":\"a\\x00b\"}\" holds a control character",
                          "refused 5  \"{\"entity\":\"\\xC3(\",\"type\":\"shop\"}\" is not UTF-8"));
}

TEST(NativeOrderTest, CsvGivesTheSameWhateverTheChunkAndTheBatch) {
  const std::vector<Input> inputs = {
      {"entities.csv",
       "\xEF\xBB\xBFid,type,name,address\r\nE1,shop,\"a,\"\"b\"\"\r\nc\",街\r\n"
       "E2,shop,\"x\nE3,shop\nE4,shop,d,\r\n"},
      {"relations.csv", "relation,from,to\nowner,P1,E1\nowner,P1\nowner,P1,E2"}};
  const Reading whole = ReadNative(inputs);
  EXPECT_THAT(KeysOf(whole),
              ElementsAre("entity:E1", "relation:E1|registered_at|address:街|", "entity:E4",
                          "relation:P1|owner|E1|", "relation:P1|owner|E2|"));
  for (const size_t chunk : {1u, 2u, 5u}) {
    for (const size_t batch : {1u, 3u}) {
      const Reading read = ReadNative(inputs, {.chunk_bytes = chunk, .batch_facts = batch});
      EXPECT_THAT(read.Lines(), ElementsAreArray(whole.Lines()));
      EXPECT_THAT(read.Issues(), ElementsAreArray(whole.Issues()));
    }
  }
}

TEST(NativeOrderTest, ProgressGoesUpToTheWhole) {
  const TestFolder folder;
  folder.Write("entities.csv", "id,type\nE1,shop\nE2,shop\nE3,shop\n");  // 32 bytes
  CollectedIssues sink;
  std::vector<std::pair<uint64_t, uint64_t>> seen;
  const Reading read = ReadAll(
      OpenNative(
          folder.path() + "/entities.csv",
          {.words = &TestWords(),
           .issues = &sink,
           .batch_facts = 2,
           .progress = [&seen](uint64_t now, uint64_t all) { seen.emplace_back(now, all); }}),
      sink);
  EXPECT_THAT(read.facts, SizeIs(3));
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back(), std::make_pair(uint64_t{32}, uint64_t{32}));
  for (size_t i = 1; i < seen.size(); ++i) EXPECT_LE(seen[i - 1].first, seen[i].first);
}

TEST(NativeOrderTest, ReadingAheadChangesNothing) {
  const auto read = [](std::string_view sample, bool ahead, size_t batch) {
    CollectedIssues sink;
    ReadOptions options{.words = &TestWords(), .issues = &sink, .progress = {}};
    options.batch_facts = batch;
    options.ahead = ahead;
    return ReadAll(
        OpenNative(fmt::format("{}/datasets/samples/{}", LIANCHENG_SOURCE_DIR, sample), options),
        sink);
  };
  for (const std::string_view sample : {"broken", "demo"}) {
    for (const size_t batch : {size_t{1}, size_t{3}, size_t{4096}}) {
      const Reading direct = read(sample, false, batch);
      const Reading ahead = read(sample, true, batch);
      EXPECT_THAT(direct.Issues(), testing::Not(IsEmpty()));
      EXPECT_EQ(ahead.Issues(), direct.Issues());
      EXPECT_THAT(direct.facts, testing::Not(IsEmpty()));
      EXPECT_EQ(ahead.Lines(), direct.Lines());
      EXPECT_EQ(ahead.status, direct.status);
    }
  }
}

TEST(NativeOrderTest, ReadingAheadMayBeGivenUpAndTellsAFailure) {
  const TestFolder folder;
  CollectedIssues sink;
  ReadOptions options{.words = &TestWords(), .issues = &sink, .progress = {}};
  options.batch_facts = 1;
  options.ahead = true;
  std::string rows = "id,type\n";
  for (int i = 0; i < 100; ++i) rows += fmt::format("E{},enterprise\n", i);
  folder.Write("entities.csv", rows);
  {
    auto source = OpenNative(folder.path(), options);
    ASSERT_TRUE(source.ok());
    EXPECT_THAT(*(*source)->Next(), SizeIs(1));
  }
  std::filesystem::create_directory(folder.path() + "/listings.csv");
  const Reading failed = ReadAll(OpenNative(folder.path(), options), sink);
  EXPECT_TRUE(absl::IsUnavailable(failed.status));
  EXPECT_THAT(failed.facts, SizeIs(100));
}

TEST(NativeOrderTest, WhatCannotBeOpened) {
  const TestFolder folder;
  CollectedIssues sink;
  const ReadOptions options{
      .words = &TestWords(), .issues = &sink, .batch_facts = 1, .progress = {}};
  EXPECT_TRUE(absl::IsNotFound(OpenNative(folder.path() + "/none", options).status()));
  EXPECT_TRUE(absl::IsNotFound(OpenNative(folder.path(), options).status()));
  const std::string other = folder.Write("firms.csv", "id,type\n");
  EXPECT_TRUE(absl::IsInvalidArgument(OpenNative(other, options).status()));
  const std::string good = folder.Write("entities.csv", "id,type\n");
  ReadOptions without = options;
  without.words = nullptr;
  EXPECT_TRUE(absl::IsInvalidArgument(OpenNative(good, without).status()));
  without = options;
  without.issues = nullptr;
  EXPECT_TRUE(absl::IsInvalidArgument(OpenNative(good, without).status()));
  std::filesystem::create_directory(folder.path() + "/listings.csv");
  EXPECT_TRUE(absl::IsNotFound(OpenNative(folder.path() + "/listings.csv", options).status()));
  // A folder with the name of a file can be opened and then not read.
  EXPECT_TRUE(absl::IsUnavailable(ReadAll(OpenNative(folder.path(), options), sink).status));
}

}  // namespace
}  // namespace liancheng::datasets
