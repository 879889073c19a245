// Verify accepts sound stores, and finds and names each kind of damage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "fmt/format.h"
#include "storage/format/journal.h"
#include "storage/format/keys.h"
#include "storage/format/rows.h"
#include "tests/storage/damage.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using namespace names;

using model::EntityId;
using model::FactKind;
using model::Relation;
using testing::AllOf;
using testing::HasSubstr;

class Verify : public testing::Test {
 protected:
  void SetUp() override {
    const auto store = MustOpen(Writing(path_));
    Put(*store, {Entity("E1", "甲", {{"uscc", "91"}}), Entity("E2", "乙"), Person("P1", "张三"),
                 Stake("E1", "E2", 1, "R1"), Edge("P1", Relation::kOwner, "E1")});
    Put(*store, OneOfEachRecord());
    Put(*store,
        {Entity("E1", "丙", {{"uscc", "91"}}), Stake("E1", "E2", 2, "R1"), Retract("ending:N1")});
    ASSERT_EQ(Damage(*store), "");
    const auto report = store->Verify();
    EXPECT_EQ(report->revisions, 3u);
    EXPECT_EQ(report->entities, 3u);
    EXPECT_EQ(report->relations, 2u);
    EXPECT_EQ(report->records, OneOfEachRecord().size() - 1);
  }
  static std::string RowOf(const Tables& tables, Table table, std::string_view prefix) {
    const auto it = tables.Iterate(table);
    it->Seek(ToSlice(prefix));
    EXPECT_TRUE(it->Valid());
    return it->key().ToString();
  }

  TestFolder folder_;
  const std::string path_ = folder_.path("store");
};

struct Hurt {
  std::string what;
  std::function<void(const Tables&)> damage;
  std::vector<std::string> named;
};

TEST_F(Verify, NamesWhatIsWrong) {
  const EdgeKey stake{EntityId{1}, Relation::kShareholder, EntityId{2}, model::kOpenStart, 1};
  const std::string out(OutKey(stake).view());
  const std::string in(InKey(stake).view());
  const auto change = [](Table table, const std::string& key, size_t from_end) {
    return [=](const Tables& tables) {
      std::string value = *GetRaw(tables, table, key);
      value[value.size() - from_end] = static_cast<char>(value[value.size() - from_end] ^ 1);
      PutRaw(tables, table, key, value);
    };
  };
  const auto remove = [](Table table, std::string_view prefix) {
    return [=, prefix = std::string(prefix)](const Tables& tables) {
      DeleteRaw(tables, table, RowOf(tables, table, prefix));
    };
  };
  const std::string log2(NumberKey(2).view());
  const std::vector<Hurt> table = {
      {"a missing in row", remove(Table::kIn, in), {"in: 1 -shareholder-> 2", "missing"}},
      {"another in row", change(Table::kIn, in, 1), {"in: 1 -shareholder-> 2", "other content"}},
      {"a surplus in row",
       [&](const Tables& tables) {
         EdgeKey other = stake;
         other.from.value = 3;
         PutRaw(tables, Table::kIn, InKey(other).view(), *GetRaw(tables, Table::kIn, in));
       },
       {"in: 3 -shareholder-> 2", "nothing in ent, out or rec asks for it"}},
      {"a missing out row",
       remove(Table::kOut, out),
       {"out: 1 rows, 2 by the journal", "relation 1: the journal states it", "no row holds that",
        "in: 1 -shareholder-> 2"}},
      {"out and in changed alike",
       [&](const Tables& tables) {
         std::string value = *GetRaw(tables, Table::kOut, out);
         value[kEdgeContentAt + 7] = 9;  // the share
         PutRaw(tables, Table::kOut, out, value);
         PutRaw(tables, Table::kIn, in, value);
       },
       {"out: 1 -shareholder-> 2 (relation 1): not as the journal states it"}},
      {"a changed entity",
       [&](const Tables& tables) {
         std::string value = *GetRaw(tables, Table::kEnt, NumberKey(2).view());
         value[value.find("乙") + 2] ^= 1;
         PutRaw(tables, Table::kEnt, NumberKey(2).view(), value);
       },
       {"ent: entity 2: not as the journal states it", "name: "}},
      {"a changed record",
       [&](const Tables& tables) {
         const std::string key = RowOf(tables, Table::kRec, NumberKey(1).view());
         change(Table::kRec, key, 1)(tables);
       },
       {"rec: listing (record 1): not as the journal states it"}},
      {"a missing record",
       remove(Table::kRec, NumberKey(1).view()),
       {"rec: 13 rows, 14 by the journal", "listing 1: the journal states it", "xid: row"}},
      {"a cut row",
       [&](const Tables& tables) { PutRaw(tables, Table::kEnt, NumberKey(2).view(), "short"); },
       {"ent: entity 2 cannot be read"}},
      {"a missing identifier", remove(Table::kXid, "e\x04uscc"), {"xid: row", "missing"}},
      {"an identifier of another",
       [&](const Tables& tables) {
         PutRaw(tables, Table::kXid,
                "e\x04uscc"
                "91",
                NumberKey(2).view());
       },
       {"xid: row 6504757363633931: other content, though ent: entity 1"}},
      {"a relation's id", remove(Table::kXid, "r"), {"xid: row 725231: missing"}},
      {"a missing name", remove(Table::kName, "n"), {"name: ", "missing"}},
      {"a strange name",
       [&](const Tables& tables) {
         PutRaw(tables, Table::kName, NameKey("x", EntityId{1}, false), "x");
       },
       {"name: \"x\" of entity 1: nothing"}},
      {"a missing list of a gram",
       [&](const Tables& tables) {
         DeleteRaw(tables, Table::kName, GramKey({UnitGram(U'乙', 0).value, {1}, 0}));
       },
       {"name: gram 乙 of entity 2 in revision 1: missing"}},
      {"an entity gone from a list",
       [&](const Tables& tables) {
         const std::string key = GramKey({UnitGram(U'乙', 0).value, {1}, 0});
         PutRaw(tables, Table::kName, key, "\x07");
       },
       {"name: gram 乙 of entity 2 in revision 1: missing",
        "name: gram 乙 of entity 7 in revision 1: nothing"}},
      {"a list that cannot be read",
       [&](const Tables& tables) {
         PutRaw(tables, Table::kName, GramKey({UnitGram(U'乙', 0).value, {1}, 0}), "\xff");
       },
       {"name: gram 乙 of entity 2 in revision 1: missing", "name: row 67"}},
      {"a wrong count",
       [&](const Tables& tables) {
         PutRaw(tables, Table::kDeg, DegKey({1, DegreeOf::kOut, 16}).view(), CountValue(7));
       },
       {"deg: out of entity 1 (kind 16): 7, counted 1"}},
      {"a missing count",
       [&](const Tables& tables) {
         DeleteRaw(tables, Table::kDeg, DegKey({2, DegreeOf::kIn, 16}).view());
       },
       {"deg: into entity 2 (kind 16): 0, counted 1"}},
      {"a count of nothing",
       [&](const Tables& tables) {
         PutRaw(tables, Table::kDeg, DegKey({9, DegreeOf::kNamedBy, 2}).view(), CountValue(1));
       },
       {"deg: records naming entity 9 (kind 2): 1, counted 0"}},
      {"a changed log row", change(Table::kLog, log2, 1), {"log: revision 2 was changed"}},
      {"a missing log row", remove(Table::kLog, log2), {"log: revision 3 follows 1"}},
      {"a rewritten log row",
       [&](const Tables& tables) {
         // With a new hash that fits the changed row; but the next row has the old one.
         const std::string value = *GetRaw(tables, Table::kLog, log2);
         LogRow row = *DecodeLogRow(value);
         row.time_s += 1;
         row.hash = HashOf(row.previous, {2}, row.time_s, row.operations);
         PutRaw(tables, Table::kLog, log2, EncodeLogRow(row));
       },
       {"log: revision 3 does not continue revision 2"}},
      {"the newest log row rewritten",
       [&](const Tables& tables) {
         const std::string key(NumberKey(3).view());
         const std::string value = *GetRaw(tables, Table::kLog, key);
         LogRow row = *DecodeLogRow(value);
         row.time_s += 1;
         row.hash = HashOf(row.previous, {3}, row.time_s, row.operations);
         PutRaw(tables, Table::kLog, key, EncodeLogRow(row));
       },
       {"log: the hash of revision 3 is not the one in meta"}},
      {"the newest log row gone",
       remove(Table::kLog, NumberKey(3).view()),
       {"log: ends at revision 2, meta says 3"}},
      {"a row of the past gone",
       remove(Table::kHist, "o"),
       {"hist: 2 rows, 3 by the journal", "relation 1: the journal states it in revision 1",
        "relation 1: the journal ends it in revision 3"}},
      {"another interval",
       [&](const Tables& tables) {
         const std::string key = RowOf(tables, Table::kHist, "e");
         std::string value = *GetRaw(tables, Table::kHist, key);
         value[7] = 2;  // known until revision 2 instead of 3
         PutRaw(tables, Table::kHist, key, value);
       },
       {"entity 1: the journal ends it in revision 3"}},
  };
  int number = 0;
  for (const Hurt& row : table) {
    const std::string copy = folder_.path(fmt::format("copy{}", number++));
    ASSERT_TRUE(MustOpen(Writing(path_))->Backup(copy).ok());
    {
      const auto tables = MustOpenTables(copy);
      row.damage(*tables);
    }
    const std::string damage = Damage(*MustOpen(Reading(copy)));
    for (const std::string& words : row.named) EXPECT_THAT(damage, HasSubstr(words)) << row.what;
    EXPECT_NE(damage, "") << row.what;
  }
}

TEST_F(Verify, FindsAFlippedByteInAnyDataFile) {
  Settle(path_);
  for (const Table table : {Table::kEnt, Table::kOut, Table::kIn, Table::kRec, Table::kLog}) {
    const std::string file = FileOf(path_, table);
    FlipByte(path_ + file, 40);
    const std::string damage = Damage(*MustOpen(Reading(path_)));
    EXPECT_THAT(damage, AllOf(HasSubstr(std::string(Name(table)) + ": file " + file)));
    FlipByte(path_ + file, 40);
    EXPECT_EQ(Damage(*MustOpen(Reading(path_))), "") << file;
  }
}

TEST_F(Verify, NamesEveryDamagedFile) {
  Settle(path_);
  const std::string ent = FileOf(path_, Table::kEnt);
  const std::string in = FileOf(path_, Table::kIn);
  FlipByte(path_ + ent, 40);
  FlipByte(path_ + in, 40);
  EXPECT_THAT(Damage(*MustOpen(Reading(path_))), AllOf(HasSubstr(ent), HasSubstr(in)));
}

TEST_F(Verify, ADamagedTableStopsACommitThatReadsIt) {
  Settle(path_);
  FlipByte(path_ + FileOf(path_, Table::kEnt), 40);
  const auto store = MustOpen(Writing(path_));
  IssueLog log;
  const std::vector<model::Fact> facts = {Entity("E1", "丁")};
  const auto refused = store->Commit(facts, log);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(store->head().value, 3u);
  // What does not read the damage still works.
  EXPECT_EQ(Put(*store, {Stake("E2", "E1", 5)}).revision.value, 4u);
}

TEST(Journal, HashIsThatOfTheStandard) {
  // SHA-256 of 32 zero bytes, 00..01, 00..02 and "abc": worked out with sha256sum.
  EXPECT_EQ(Hex(View(HashOf(kNoHash, {1}, 2, "abc"))),
            "1c856b9c0b7c273c5b996168902a18364abc96861dd587e0fe33e3e78beee6ff");
}

TEST(Journal, RowsComeBack) {
  OperationWriter operations;
  EXPECT_TRUE(operations.empty());
  operations.Add({Verb::kOpen, FactKind::kEntity, 1, 2, "a.csv", "body"});
  operations.Add({Verb::kSupersede, FactKind::kRelation, 300, -1, "a.csv", ""});
  operations.Add({Verb::kClose, FactKind::kListing, 3, 0, "", "why"});
  const LogRow row{-5, kNoHash, HashOf(kNoHash, {1}, -5, operations.bytes()), operations.bytes()};
  const std::string value = EncodeLogRow(row);
  const auto back = DecodeLogRow(value);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->time_s, -5);
  EXPECT_EQ(back->hash, row.hash);
  OperationReader reader(back->operations);
  Operation operation;
  ASSERT_TRUE(reader.Next(operation));
  EXPECT_EQ(operation.file, "a.csv");
  EXPECT_EQ(operation.body, "body");
  ASSERT_TRUE(reader.Next(operation));
  EXPECT_EQ(operation.verb, Verb::kSupersede);
  EXPECT_EQ(operation.kind, FactKind::kRelation);
  EXPECT_EQ(operation.number, 300u);
  EXPECT_EQ(operation.row, -1);
  EXPECT_EQ(operation.file, "a.csv");
  ASSERT_TRUE(reader.Next(operation));
  EXPECT_EQ(operation.file, "");
  EXPECT_EQ(operation.body, "why");
  EXPECT_FALSE(reader.Next(operation));
  EXPECT_TRUE(reader.ok());
  OperationReader cut(operations.bytes().substr(0, operations.bytes().size() - 1));
  while (cut.Next(operation)) {
  }
  EXPECT_FALSE(cut.ok());
}

TEST(Journal, HasOperationsOfEveryKindButRetractions) {
  for (int kind = 0; kind <= model::kFactKindCount; ++kind) {
    OperationWriter operations;
    operations.Add({Verb::kOpen, static_cast<FactKind>(kind), 1, 2, "", "body"});
    OperationReader reader(operations.bytes());
    Operation operation;
    const bool known = kind < model::kFactKindCount && kind != 13;
    EXPECT_EQ(reader.Next(operation), known) << kind;
    EXPECT_EQ(reader.ok(), known) << kind;
  }
}

}  // namespace
}  // namespace liancheng::storage
