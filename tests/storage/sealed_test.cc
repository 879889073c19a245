// ID numbers of natural persons: encrypted wherever they are kept, matched without being shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "storage/disk/tables.h"
#include "tests/storage/damage.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Made up. Weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2; the sum decides the check character by
// "10X98765432"[sum % 11] (GB 11643-1999):
// 110101 19900307 770 -> 7+9+0+5+0+4+2+9+54+0+0+27+0+35+56+28+0 = 236, 236 % 11 = 5 -> "7"
constexpr char kFirst[] = "110101199003077707";
constexpr char kFirstOldForm[] = "110101900307770";
// 350104 19851203 002 -> 21+45+0+5+0+16+2+9+48+15+7+18+0+15+0+0+4 = 205, 205 % 11 = 7 -> "5"
constexpr char kSecond[] = "350104198512030025";

class Sealed : public testing::Test {
 protected:
  static std::vector<model::Fact> Persons() {
    return {Person("P1", "张三", kFirst), Person("P2", "李四", kSecond), Person("P3", "王五")};
  }
  static std::string IdOf(const FactStore& store, uint64_t number, uint64_t at) {
    const std::vector<model::EntityId> ids = {{number}};
    const auto described = store.Describe(ids, {at});
    EXPECT_TRUE(described.ok()) << described.status();
    if (!described.ok()) return "?";
    std::string words;
    for (const auto& [scheme, value] : (*described)[0].fact.identifiers) {
      words += scheme + "=" + value + ";";
    }
    return words;
  }

  TestFolder folder_;
  const std::string path_ = folder_.path("store");
  const std::string key_ = path_ + ".key";
};

TEST_F(Sealed, TheKeyIsMadeWithTheFirstNumber) {
  const auto store = MustOpen(Writing(path_));
  Put(*store, {Person("P3", "王五")});
  EXPECT_FALSE(fs::exists(key_));
  Put(*store, Persons());
  struct stat about {};
  ASSERT_EQ(::stat(key_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  EXPECT_EQ(IdOf(*store, 2, 2), std::string("id_number=") + kFirst + ";");
  EXPECT_EQ(Damage(*store), "");
}

TEST_F(Sealed, NumbersMatchInEveryForm) {
  const auto store = MustOpen(Writing(path_));
  EXPECT_EQ(*store->FindByIdentifier("id_number", kFirst), std::nullopt);
  Put(*store, Persons());
  EXPECT_EQ((*store->FindByIdentifier("id_number", kFirst))->value, 1u);
  EXPECT_EQ((*store->FindByIdentifier("id_number", kFirstOldForm))->value, 1u);
  EXPECT_EQ((*store->FindByIdentifier("id_number", kSecond))->value, 2u);
  EXPECT_EQ(*store->FindByIdentifier("id_number", "110101199003077708"), std::nullopt);
  // The old form is the same number: the same content.
  EXPECT_EQ(Put(*store, {Person("P1", "张三", kFirstOldForm)}).unchanged, 1u);
  EXPECT_EQ(Put(*store, Persons()).unchanged, 3u);
}

TEST_F(Sealed, TwoPartiesWithOneNumberAreAConflictThatShowsNoNumber) {
  const auto store = MustOpen(Writing(path_));
  Put(*store, Persons());
  IssueLog log;
  EXPECT_EQ(Put(*store, {Person("P9", "张三", kFirstOldForm)}, &log).refused, 1u);
  ASSERT_EQ(log.issues.size(), 1u);
  EXPECT_EQ(log.issues[0].column, "id_number");
  EXPECT_EQ(log.issues[0].value, "");
  EXPECT_EQ(log.issues[0].problem, "belongs to \"P1\" already and cannot be \"P9\" too");
}

TEST_F(Sealed, NoFileHoldsTheNumberInTheClear) {
  {
    const auto store = MustOpen(Writing(path_));
    Put(*store, Persons());
    // Superseded, retracted, refused; as an attribute.
    model::Fact card = Person("P4", "赵六");
    std::get<model::EntityFact>(card.statement).attributes["card"] = kSecond;
    Put(*store,
        {Person("P1", "张三丰", kFirst), Retract("entity:P2"), card, Person("P9", "张三", kFirst)});
    EXPECT_THAT(ScanWords(*store, store->head()),
                ElementsAre(HasSubstr(kFirst), HasSubstr("王五"), HasSubstr(kSecond)));
    for (const std::string_view number : {kFirst, kSecond, kFirstOldForm}) {
      EXPECT_FALSE(AnyFileHolds(path_, number)) << "write-ahead log";
    }
    EXPECT_TRUE(AnyFileHolds(path_, "张三丰")) << "the search itself";
    EXPECT_EQ(Damage(*store), "");
  }
  Settle(path_);
  for (const std::string_view number : {kFirst, kSecond, kFirstOldForm}) {
    EXPECT_FALSE(AnyFileHolds(path_, number)) << "data files";
  }
  // Compression may hide it from the search above: the rows themselves.
  const auto tables = MustOpenTables(path_);
  for (int i = 0; i < kTableCount; ++i) {
    const auto it = tables->Iterate(static_cast<Table>(i));
    for (it->SeekToFirst(); it->Valid(); it->Next()) {
      for (const std::string_view number : {kFirst, kSecond, kFirstOldForm}) {
        EXPECT_EQ(it->value().ToString().find(number), std::string::npos);
        EXPECT_EQ(it->key().ToString().find(number), std::string::npos);
      }
    }
  }
}

TEST_F(Sealed, AnIdNumberIsNoId) {
  const auto store = MustOpen(Writing(path_));
  IssueLog log;
  EXPECT_EQ(Put(*store, {Person(kFirst, "张三")}, &log).refused, 1u);
  ASSERT_EQ(log.issues.size(), 1u);
  EXPECT_EQ(log.issues[0].column, "id");
  EXPECT_THAT(model::Describe(log.issues[0]),
              AllOf(HasSubstr("encrypted"), Not(HasSubstr(kFirst))));
}

TEST_F(Sealed, ANumberThatIsNoneIsKeptButNeverMatched) {
  const auto store = MustOpen(Writing(path_));
  EXPECT_EQ(
      Put(*store, {Person("P1", "", "110101199003077708"), Person("P2", "", "110101199003077708")})
          .stored,
      2u);
  EXPECT_EQ(IdOf(*store, 1, 1), "id_number=110101199003077708;");
  EXPECT_EQ(*store->FindByIdentifier("id_number", "110101199003077708"), std::nullopt);
  EXPECT_FALSE(AnyFileHolds(path_, "110101199003077708"));
  EXPECT_EQ(Damage(*store), "");
}

TEST_F(Sealed, WithoutTheKeyAStoreOpensWithNumbersHidden) {
  Put(*MustOpen(Writing(path_)), Persons());
  fs::rename(key_, key_ + ".away");
  for (const OpenOptions& options : {Reading(path_), Writing(path_)}) {
    const auto store = MustOpen(options);
    EXPECT_EQ(IdOf(*store, 1, 1), "id_number=(hidden: no key);");
    EXPECT_THAT(ScanWords(*store, {1}),
                ElementsAre(HasSubstr("id_number=(hidden: no key)"),
                            HasSubstr("id_number=(hidden: no key)"), HasSubstr("王五")));
    EXPECT_EQ(Damage(*store), "");
    // A missing key is an error, not "not found".
    const auto found = store->FindByIdentifier("id_number", kFirst);
    EXPECT_EQ(found.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ((*store->FindByIdentifier("source", "P1"))->value, 1u);
  }
  const auto store = MustOpen(Writing(path_));
  IssueLog log;
  const std::vector<model::Fact> facts = {Person("P4", "", kFirst)};
  const auto refused = store->Commit(facts, log);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr(key_));
  EXPECT_FALSE(fs::exists(key_));
  // Everything else still works, also removing a number that cannot be read.
  EXPECT_EQ(Put(*store, {Person("P1", "张三丰"), Person("P5")}).stored, 2u);
  EXPECT_EQ(Damage(*store), "");
  // Importing an export that was made without the key must not look as if it had numbers.
  EXPECT_EQ(Put(*store, {Person("P6", "", "(hidden: no key)")}, &log).refused, 1u);
}

TEST_F(Sealed, AWrongKeyIsNoticed) {
  Put(*MustOpen(Writing(path_)), Persons());
  const std::string other = folder_.path("other");
  Put(*MustOpen(Writing(other)), Persons());
  OpenOptions wrong = Writing(path_);
  wrong.key_file = other + ".key";
  OpenOptions reading = Reading(path_);
  reading.key_file = other + ".key";
  for (const OpenOptions& options : {wrong, reading}) {
    const auto store = FactStore::Open(options);
    EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(store.status().message()), HasSubstr(other + ".key"));
  }
  std::ofstream(key_, std::ios::trunc) << "liancheng id key 1\n0123\n";
  EXPECT_EQ(FactStore::Open(Reading(path_)).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(Sealed, OneKeyMayServeTwoStores) {
  Put(*MustOpen(Writing(path_)), Persons());
  const std::string text = [&] {
    std::ifstream in(key_);
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }();
  OpenOptions second = Writing(folder_.path("second"));
  second.key_file = key_;
  Put(*MustOpen(second), Persons());
  std::ifstream in(key_);
  EXPECT_EQ(std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>()),
            text);
}

TEST_F(Sealed, VerifyNoticesANumberThatTheKeyCannotOpen) {
  Put(*MustOpen(Writing(path_)), Persons());
  {
    const auto tables = MustOpenTables(path_);
    const std::string key(NumberKey(1).view());
    std::string row = *GetRaw(*tables, Table::kEnt, key);
    // The box ends right before the count of attributes, the last byte.
    row[row.size() - 2] = static_cast<char>(row[row.size() - 2] ^ 1);
    PutRaw(*tables, Table::kEnt, key, row);
  }
  const auto store = MustOpen(Writing(path_));
  EXPECT_THAT(Damage(*store), AllOf(HasSubstr("entity 1"), HasSubstr("cannot be opened"),
                                    HasSubstr("not as the journal states it")));
  const std::vector<model::EntityId> ids = {{1}};
  EXPECT_EQ(store->Describe(ids, {1}).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace liancheng::storage
