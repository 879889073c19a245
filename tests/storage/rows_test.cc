#include "storage/format/rows.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "storage/format/bytes.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using model::FactKind;

TEST(Bytes, ComeBack) {
  EXPECT_TRUE(rc::check("primitives round trip", [] {
    const auto number = *rc::gen::arbitrary<uint64_t>();
    const auto whole = *rc::gen::arbitrary<int64_t>();
    const auto text = *rc::gen::arbitrary<std::string>();
    const model::Date day{*rc::gen::arbitrary<int32_t>()};
    std::string bytes;
    ByteWriter to(bytes);
    to.Varint(number);
    to.Signed(whole);
    to.Text(text);
    to.Day(day);
    to.OptionalDay(std::nullopt);
    to.OptionalDay(day);
    to.Big(number, 8);
    ByteReader in(bytes);
    RC_ASSERT(in.Varint() == number);
    RC_ASSERT(in.Signed() == whole);
    RC_ASSERT(in.Text() == text);
    RC_ASSERT(in.Day() == day);
    RC_ASSERT(!in.OptionalDay());
    RC_ASSERT(in.OptionalDay() == day);
    RC_ASSERT(in.Big(8) == number);
    RC_ASSERT(in.Finished());
  }));
}

TEST(Bytes, AreAsDocumented) {
  std::string bytes;
  ByteWriter to(bytes);
  to.Varint(300);             // 1 0010 1100 -> ac 02
  to.Signed(-2);              // zigzag 3
  to.Day(model::kOpenStart);  // 0
  to.Day(model::kOpenEnd);    // 1
  to.Day(model::Date{-1});    // zigzag 1, + 2
  to.Text("ab");
  EXPECT_EQ(bytes, std::string("\xac\x02\x03\x00\x01\x03\x02"
                               "ab",
                               9));
}

TEST(Bytes, DamageIsNoticed) {
  ByteReader shorter(
      "\x05"
      "ab");
  EXPECT_EQ(shorter.Text(), "");
  EXPECT_FALSE(shorter.ok());
  ByteReader endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 11));
  endless.Varint();
  EXPECT_FALSE(endless.ok());
  std::string far;
  ByteWriter(far).Varint((uint64_t{1} << 40) + 2);  // a day past int32
  ByteReader day(far);
  day.Day();
  EXPECT_FALSE(day.ok());
}

TEST(Rows, EntityComesBack) {
  model::Fact fact = Entity("E1", "甲公司", {{"lei", "X"}, {"uscc", "91"}});
  auto& entity = std::get<model::EntityFact>(fact.statement);
  entity.former_names = {"乙公司", "丙公司"};
  entity.region.value = 350104;
  entity.life = {Day("2001-02-03"), model::kOpenEnd};
  entity.attributes = {{"card", "hidden"}, {"ownership", "state"}};
  std::string body;
  AppendEntityBody(entity, entity.identifiers, {{"card", "sealed bytes"}}, "registry", body);
  const auto back = DecodeEntityBody(body);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->source, "registry");
  EXPECT_EQ(back->sealed, (SealedAttributes{{"card", "sealed bytes"}}));
  entity.attributes.erase("card");
  EXPECT_EQ(Words({back->fact, {}}), Words({entity, {}}));

  std::string value;
  AppendRow({model::Revision{7}, -3, "entities.csv"}, body, value);
  const auto split = Split(value);
  ASSERT_TRUE(split);
  EXPECT_EQ(split->header.known_from.value, 7u);
  EXPECT_EQ(split->header.row, -3);
  EXPECT_EQ(split->header.file, "entities.csv");
  EXPECT_EQ(split->body, body);
  EXPECT_EQ(EntityKeyOf(value), "E1");
  EXPECT_EQ(KnownFrom(value)->value, 7u);
}

TEST(Rows, EdgeComesBack) {
  for (const bool known : {false, true}) {
    EdgeRow row;
    row.known_from.value = 5;
    row.number.value = 6;
    row.to = Day("2020-01-01");
    if (known) row.share = model::ShareBand{100, 200};
    row.source = "src";
    row.position = "监事";
    row.id = "R1";
    std::string value;
    AppendEdgeRow(row, value);
    const auto back = DecodeEdgeRow(value);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->known_from.value, 5u);
    EXPECT_EQ(back->number.value, 6u);
    EXPECT_EQ(back->to, row.to);
    EXPECT_EQ(back->share, row.share);
    EXPECT_EQ(back->source, "src");
    EXPECT_EQ(back->position, "监事");
    EXPECT_EQ(back->id, "R1");
    EXPECT_FALSE(DecodeEdgeRow(value + "x"));
    EXPECT_FALSE(DecodeEdgeRow(std::string_view(value).substr(0, value.size() - 1)));
  }
}

TEST(Rows, EveryKindOfRecordComesBack) {
  const RecordParties parties{{11}, {12}, 13};
  for (const model::Fact& fact : OneOfEachRecord()) {
    std::string body;
    AppendRecordBody(fact.statement, parties, "here", body);
    auto back = DecodeRecordBody(fact.kind(), body);
    ASSERT_TRUE(back) << Words(fact);
    EXPECT_EQ(back->source, "here");
    EXPECT_EQ(back->parties.parent, 13u);
    const auto named = model::PartiesOf(back->statement);
    const auto stated = model::PartiesOf(fact.statement);
    for (size_t i = 0; i < named.size(); ++i) {
      EXPECT_EQ(named[i]->id.value, 11 + i);
      named[i]->key = stated[i]->key;
    }
    EXPECT_EQ(Words({back->statement, {}}), Words(fact));
    EXPECT_EQ(IdOf(back->statement), IdOf(fact.statement));
    EXPECT_FALSE(DecodeRecordBody(fact.kind(), body + "x"));
    EXPECT_FALSE(DecodeRecordBody(fact.kind(), std::string_view(body).substr(0, body.size() - 1)));
  }
}

TEST(Rows, DatesThatRecordsAreFiledUnder) {
  const std::vector<std::pair<FactKind, std::string>> want = {
      {FactKind::kListing, "2020-03-01"},      {FactKind::kPenalty, "2019-05-06"},
      {FactKind::kDemand, "2020-06-01"},       {FactKind::kGrade, "2018-01-01"},
      {FactKind::kHonour, "2018-01-02"},       {FactKind::kAttribution, "2020-03-02"},
      {FactKind::kConfirmation, "2020-03-03"}, {FactKind::kEnding, "2021-03-01"},
      {FactKind::kObjection, "2020-03-09"},    {FactKind::kFeedback, "2020-05-01"},
      {FactKind::kNotice, "2020-02-01"},       {FactKind::kStep, "2020-08-01"}};
  for (const auto& [kind, date] : want) {
    bool seen = false;
    for (const model::Fact& fact : OneOfEachRecord()) {
      if (fact.kind() != kind) continue;
      seen = true;
      EXPECT_EQ(model::FormatDate(DateOf(fact.statement)), date) << model::Name(kind);
    }
    EXPECT_TRUE(seen) << model::Name(kind);
  }
}

// Worked out by hand from docs/storage_format.md. Day 2020-01-01 is 18262: zigzag 36524, + 2 =
// 36526 = 2 * 16384 + 29 * 128 + 46, as varint ae 9d 02.
TEST(Rows, BodiesAreAsDocumented) {
  using namespace std::string_literals;
  const auto body = [](const model::Statement& statement, const RecordParties& parties) {
    std::string bytes;
    AppendRecordBody(statement, parties, "s", bytes);
    return bytes;
  };
  const model::StepFact step{
      "S1", "L1", model::ListingState::kRepairApplied, Day("2020-01-01"), "a", "", "n"};
  EXPECT_EQ(body(step, {{}, {}, 13}),
            "\x01s\x02S1\x00\x00\x0d"s
            "\x02L1\x08\xae\x9d\x02\x01"s
            "a\x00\x01n"s);
  model::ListingFact listing;
  listing.id = "L1";
  listing.list = "B";
  listing.ground = "g";
  listing.severity = model::Severity::kSerious;
  listing.decided_on = model::kOpenEnd;
  listing.proposed_on = Day("2020-01-01");
  EXPECT_EQ(body(listing, {{7}, {}, 0}),
            "\x01s\x02L1\x07\x00\x00"s
            "\x01"s
            "B\x01g\x03\x00\x00\x00"s
            "\x01\x01\xae\x9d\x02\x00\x00\x00\x00"s);
}

TEST(Rows, AStateThatIsNoWordIsRefused) {
  std::string body;
  AppendRecordBody(Step("S1", "L1", model::ListingState::kSuperseded).statement, {{}, {}, 1}, "",
                   body);
  ASSERT_TRUE(DecodeRecordBody(FactKind::kStep, body));
  const size_t state = 1 + 3 + 3 + 3;  // source, id, party, merchant and parent, listing
  ASSERT_EQ(body[state], 15);
  body[state] = 16;
  EXPECT_FALSE(DecodeRecordBody(FactKind::kStep, body));
}

TEST(Rows, AProposedListingComesBackUndecided) {
  const model::Fact fact = Proposed("L1", "E1");
  std::string body;
  AppendRecordBody(fact.statement, {{1}, {}, 0}, "", body);
  const auto back = DecodeRecordBody(FactKind::kListing, body);
  ASSERT_TRUE(back);
  const auto& listing = std::get<model::ListingFact>(back->statement);
  EXPECT_FALSE(model::IsDecided(listing));
  EXPECT_EQ(listing.proposed_on, Day("2020-02-10"));
  EXPECT_EQ(DateOf(fact.statement), model::kOpenEnd);
}

TEST(Rows, NoBytesStopTheReaders) {
  EXPECT_TRUE(rc::check("any bytes", [] {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    DecodeEntityBody(bytes);
    DecodeEdgeRow(bytes);
    Split(bytes);
    EntityKeyOf(bytes);
    DecodeHist(bytes);
    for (int kind = 0; kind < model::kFactKindCount; ++kind) {
      DecodeRecordBody(static_cast<FactKind>(kind), bytes);
    }
  }));
}

TEST(Rows, HistKeepsTheRowAndItsInterval) {
  std::string row;
  AppendRow({model::Revision{3}, 0, ""}, "body", row);
  const std::string value = HistValue(model::Revision{9}, row);
  const auto back = DecodeHist(value);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->known_from.value, 3u);
  EXPECT_EQ(back->known_to.value, 9u);
  EXPECT_EQ(back->row_value, row);
}

}  // namespace
}  // namespace liancheng::storage
