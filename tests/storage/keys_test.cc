#include "storage/format/keys.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace liancheng::storage {
namespace {

using model::Date;
using model::EntityId;
using model::FactKind;
using model::Relation;

std::string Hexed(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return hex;
}

// Worked out by hand from docs/storage_format.md.
TEST(Keys, BytesAreAsDocumented) {
  // relation 16 = shareholder; day 1 biased is 80000001, its complement 7ffffffe
  const EdgeKey edge{EntityId{1}, Relation::kShareholder, EntityId{2}, Date{1}, 3};
  EXPECT_EQ(Hexed(OutKey(edge).view()),
            "0000000000000001"
            "0010"
            "0000000000000002"
            "7ffffffe"
            "0000000000000003");
  EXPECT_EQ(Hexed(InKey(edge).view()),
            "0000000000000002"
            "0010"
            "0000000000000001"
            "7ffffffe"
            "0000000000000003");
  // kind 2 = listing; day -1 biased is 7fffffff, its complement 80000000
  EXPECT_EQ(Hexed(RecKey({7, FactKind::kListing, Date{-1}, 9}).view()),
            "0000000000000007"
            "0002"
            "80000000"
            "0000000000000009");
  // kind 14 = step; the open end ffffffff, its complement 00000000: undecided before all days
  EXPECT_EQ(Hexed(RecKey({7, FactKind::kStep, model::kOpenEnd, 9}).view()),
            "0000000000000007"
            "000e"
            "00000000"
            "0000000000000009");
  EXPECT_EQ(Hexed(DegKey({5, DegreeOf::kIn, 16}).view()), "0000000000000005010010");
  EXPECT_EQ(Hexed(HistKey(HistClass::kEntity, NumberKey(1).view(), model::Revision{1})),
            "65"
            "0000000000000001"
            "fffffffffffffffe");
  EXPECT_EQ(Hexed(GramKey({0x0102030405060708, {9}, 0})), "6701020304050607080000000000000009");
  EXPECT_EQ(Hexed(GramKey({1, {9}, 2})), "670000000000000001000000000000000900000002");
  EXPECT_EQ(Hexed(NameKey("ab", EntityId{1}, true)),
            "6e"
            "6162"
            "00"
            "0000000000000001"
            "01");
  std::string xid;
  EntityXidKey("uscc", "9", xid);
  EXPECT_EQ(Hexed(xid),
            "650475736363"
            "39");
  RelationXidKey("R1", xid);
  EXPECT_EQ(Hexed(xid), "725231");
  RecordXidKey(FactKind::kPenalty, "L", xid);
  EXPECT_EQ(Hexed(xid), "6b034c");
}

Date AnyDate() {
  return Date{*rc::gen::arbitrary<int32_t>()};
}

TEST(Keys, EdgesAndRecordsComeBack) {
  EXPECT_TRUE(rc::check("edge keys round trip", [] {
    const EdgeKey key{EntityId{*rc::gen::arbitrary<uint64_t>()},
                      static_cast<Relation>(*rc::gen::inRange(0, model::kRelationCount)),
                      EntityId{*rc::gen::arbitrary<uint64_t>()}, AnyDate(),
                      *rc::gen::arbitrary<uint64_t>()};
    RC_ASSERT(ParseOutKey(OutKey(key).view()) == key);
    RC_ASSERT(ParseInKey(InKey(key).view()) == key);
  }));
  EXPECT_TRUE(rc::check("record keys round trip", [] {
    const int kind = *rc::gen::inRange(2, 14);  // 13, the retraction, has no rows
    const RecordKey key{*rc::gen::arbitrary<uint64_t>(),
                        kind == 13 ? FactKind::kStep : static_cast<FactKind>(kind), AnyDate(),
                        *rc::gen::arbitrary<uint64_t>()};
    RC_ASSERT(ParseRecKey(RecKey(key).view()) == key);
  }));
  EXPECT_TRUE(rc::check("names and hist round trip", [] {
    const auto id = *rc::gen::arbitrary<uint64_t>();
    const bool former = *rc::gen::arbitrary<bool>();
    const auto name = *rc::gen::nonEmpty<std::string>();
    const std::string key = NameKey(name, EntityId{id}, former);
    const auto parts = ParseNameKey(key);
    RC_ASSERT(parts && parts->folded == name && parts->id.value == id && parts->former == former);
    const std::string hist = HistKey(HistClass::kEntity, NumberKey(id).view(), model::Revision{id});
    const auto back = ParseHistKey(hist);
    RC_ASSERT(back && back->row_key == NumberKey(id).view() && back->known_from.value == id);
  }));
}

TEST(Keys, SortAsTheyAreRead) {
  const auto out = [](uint64_t from, Relation relation, uint64_t to, int32_t day, uint64_t edge) {
    return std::string(OutKey({EntityId{from}, relation, EntityId{to}, Date{day}, edge}).view());
  };
  // By source, relation, target, then newest start first, then number.
  const std::vector<std::string> keys = {
      out(1, Relation::kOwner, 9, 5, 9),        out(1, Relation::kShareholder, 2, 20, 1),
      out(1, Relation::kShareholder, 2, 10, 0), out(1, Relation::kShareholder, 2, 10, 7),
      out(1, Relation::kShareholder, 2, -5, 1), out(1, Relation::kShareholder, 3, 99, 1),
      out(256, Relation::kOwner, 1, 0, 0)};
  for (size_t i = 0; i + 1 < keys.size(); ++i) EXPECT_LT(keys[i], keys[i + 1]) << i;
  // hist: newest version of a row first
  const auto hist = [](uint64_t revision) {
    return HistKey(HistClass::kEntity, NumberKey(4).view(), model::Revision{revision});
  };
  EXPECT_LT(hist(3), hist(2));
  // A name before every longer name that begins with it.
  EXPECT_LT(NameKey("ab", EntityId{UINT64_MAX}, true), NameKey("ab\x01", EntityId{0}, false));
}

TEST(Keys, OthersAreRefused) {
  const std::string edge(OutKey({}).view());
  EXPECT_FALSE(ParseOutKey(edge.substr(1)));
  EXPECT_FALSE(ParseOutKey(edge + "x"));
  std::string bad_relation = edge;
  bad_relation[9] = 22;
  EXPECT_FALSE(ParseOutKey(bad_relation));
  std::string record(RecKey({}).view());
  record[9] = 13;  // a retraction has no row
  EXPECT_FALSE(ParseRecKey(record));
  record[9] = 14;  // a step has
  EXPECT_TRUE(ParseRecKey(record));
  record[9] = 15;  // and there is no kind behind it
  EXPECT_FALSE(ParseRecKey(record));
  record[9] = 1;  // nor has a relation one here
  EXPECT_FALSE(ParseRecKey(record));
  EXPECT_FALSE(ParseHistKey(""));
  EXPECT_FALSE(ParseHistKey("x" + std::string(16, '\0')));
  EXPECT_FALSE(ParseHistKey("e" + std::string(15, '\0')));
  EXPECT_FALSE(ParseGramKey(std::string(17, 'n')));
  EXPECT_FALSE(ParseGramKey("g" + std::string(15, 'a')));
  EXPECT_FALSE(ParseGramKey("g" + std::string(17, 'a')));
  EXPECT_FALSE(ParseGramKey("g" + std::string(20, '\0')));  // chunk 0 has no number
  EXPECT_FALSE(ParseNameKey("n" + std::string(8, 'a')));
  EXPECT_FALSE(ParseDegKey(std::string(8, '\0') + std::string("\x03\0\0", 3)));
  EXPECT_FALSE(ParseNumberKey("1234567"));
}

TEST(Keys, AfterPrefixIsTheFirstKeyBehind) {
  EXPECT_EQ(AfterPrefix("ab"), "ac");
  EXPECT_EQ(AfterPrefix("a\xff"), "b");
  EXPECT_EQ(AfterPrefix("\xff\xff"), "");
  EXPECT_EQ(AfterPrefix(""), "");
}

}  // namespace
}  // namespace liancheng::storage
