// Every past revision can be read again; nothing is overwritten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "fmt/format.h"
#include "tests/storage/world.h"

namespace liancheng::storage {
namespace {

using model::FactKind;
using model::Relation;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Scan, GivesEntitiesThenRelationsThenRecordsThenWhatHangsOnThem) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  std::vector<model::Fact> facts = {Entity("E1"), Person("P1")};
  for (const model::Fact& record : OneOfEachRecord()) facts.push_back(record);
  facts.push_back(Entity("E0"));
  facts.push_back(Edge("P1", Relation::kOwner, "E1"));
  Put(*store, facts);
  const auto place = [](FactKind kind) {
    if (kind == FactKind::kEntity) return 0;
    if (kind == FactKind::kRelation) return 1;
    const std::set<FactKind> standing = {FactKind::kListing, FactKind::kPenalty, FactKind::kDemand,
                                         FactKind::kGrade, FactKind::kHonour};
    return standing.contains(kind) ? 2 : 3;
  };
  const std::vector<model::Fact> all = ScanFacts(*store, {1});
  ASSERT_EQ(all.size(), facts.size());
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    EXPECT_LE(place(all[i].kind()), place(all[i + 1].kind())) << i;
  }
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(std::get<model::EntityFact>(all[i].statement).entity.id.value, i + 1);
  }
  for (const model::Fact& fact : all) {
    for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
      EXPECT_NE(party->id.value, 0u) << Words(fact);
      EXPECT_NE(party->key, "") << Words(fact);
    }
  }
  const std::vector<model::Fact> graph = ScanFacts(*store, {1}, ScanOf::kGraph);
  EXPECT_EQ(graph.size(), 4u);
  EXPECT_EQ(std::get<model::EntityFact>(graph[2].statement).entity.key, "E0");
  EXPECT_EQ(std::get<model::RelationFact>(graph[3].statement).from.id.value, 2u);
  const std::vector<model::Fact> records = ScanFacts(*store, {1}, ScanOf::kRecords);
  EXPECT_EQ(records.size(), OneOfEachRecord().size());
  EXPECT_EQ(place(records.front().kind()), 2);
}

TEST(Scan, CanBeImportedAgain) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  std::vector<model::Fact> facts = {
      From(Entity("E1", "甲", {{"uscc", "91"}}), "registry", "a.csv", 2), Person("P1", "张三"),
      Edge("P1", Relation::kOwner, "E1", "R1"), Edge("E1", Relation::kContact, "phone:1")};
  for (const model::Fact& record : OneOfEachRecord()) facts.push_back(record);
  facts.push_back(Proposed("L2", "E1"));
  Put(*store, facts);
  const auto copy = MustOpen(Writing(folder.path("copy")));
  const std::vector<model::Fact> all = ScanFacts(*store, store->head());
  EXPECT_EQ(Put(*copy, all).stored, all.size());
  EXPECT_EQ(ScanWords(*copy, copy->head()), ScanWords(*store, store->head()));
  EXPECT_EQ(Put(*store, all).unchanged, all.size());
  EXPECT_EQ(store->head().value, 1u);
}

TEST(Scan, PastRevisions) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  Put(*store, {Entity("E1", "甲"), Entity("E2", "丁")});
  Put(*store, {Entity("E1", "乙"), Stake("E1", "E2", 1, "R1"), Listing("L1", "E1")});
  Put(*store, {Stake("E2", "E1", 2, "R1"), Listing("L1", "E2"), Ending("N1", "L1")});
  Put(*store,
      {Retract("relation:R1"), Retract("ending:N1"), Retract("listing:L1"), Retract("entity:E1")});
  EXPECT_THAT(ScanWords(*store, {0}), ElementsAre());
  EXPECT_THAT(ScanWords(*store, {1}), ElementsAre(HasSubstr("甲"), HasSubstr("丁")));
  EXPECT_THAT(ScanWords(*store, {2}),
              ElementsAre(HasSubstr("乙"), HasSubstr("丁"),
                          HasSubstr("share=1-1 position= [E1] [E2]"), HasSubstr("L1 TQ-black")));
  EXPECT_THAT(ScanWords(*store, {3}), ElementsAre(HasSubstr("乙"), HasSubstr("丁"),
                                                  HasSubstr("share=2-2 position= [E2] [E1]"),
                                                  HasSubstr("L1 TQ-black"), HasSubstr("N1")));
  EXPECT_THAT(ScanWords(*store, {4}), ElementsAre(HasSubstr("丁")));
  EXPECT_EQ(store->Scan({5}, ScanOf::kGraph).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(Damage(*store), "");
}

TEST(Scan, StandsStillWhileOthersCommit) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  Put(*store, {Entity("E1", "甲"), Listing("L1", "E1")});
  const auto scan = store->Scan({1}, ScanOf::kEverything);
  ASSERT_TRUE(scan.ok());
  Put(*store, {Entity("E1", "乙"), Entity("E2"), Retract("listing:L1")});
  std::vector<std::string> seen;
  for (auto batch = (*scan)->Next(); batch.ok() && !batch->empty(); batch = (*scan)->Next()) {
    for (const model::Fact& fact : *batch) seen.push_back(Words(fact));
  }
  EXPECT_THAT(seen, ElementsAre(HasSubstr("甲"), HasSubstr("L1")));
}

TEST(Describe, GivesWhatWasKnownThen) {
  const TestFolder folder;
  const auto store = MustOpen(Writing(folder.path("store")));
  Put(*store, {From(Entity("E1", "甲"), "s", "a.csv", 4), Entity("E2", "丁")});
  Put(*store, {From(Entity("E1", "乙"), "t", "b.csv", 5)});
  Put(*store, {Entity("E3")});
  Put(*store, {Retract("entity:E1")});
  const std::vector<model::EntityId> both = {{2}, {1}};
  const auto first = store->Describe(both, {1});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ((*first)[0].fact.name, "丁");
  EXPECT_EQ((*first)[1].fact.name, "甲");
  EXPECT_EQ((*first)[1].id.value, 1u);
  EXPECT_EQ((*first)[1].provenance, (model::Provenance{"s", "a.csv", 4}));
  const auto later = store->Describe(both, {3});
  EXPECT_EQ((*later)[1].fact.name, "乙");
  EXPECT_EQ((*later)[1].known_from.value, 2u);
  EXPECT_EQ((*later)[1].provenance.file, "b.csv");
  const auto code = [&](uint64_t id, uint64_t at) {
    const std::vector<model::EntityId> one = {{id}};
    return store->Describe(one, {at}).status().code();
  };
  EXPECT_EQ(code(1, 4), absl::StatusCode::kNotFound);
  EXPECT_EQ(code(1, 0), absl::StatusCode::kNotFound);
  EXPECT_EQ(code(3, 2), absl::StatusCode::kNotFound);
  EXPECT_EQ(code(9, 4), absl::StatusCode::kNotFound);
  EXPECT_EQ(code(2, 5), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(code(3, 4), absl::StatusCode::kOk);
}

// --- against a plain map ---

// A plain model of the same rules: the current statements by FactKey.
class PlainWorld {
 public:
  // True when it was stored.
  bool State(const model::Fact& fact) {
    if (const auto* retraction = std::get_if<model::RetractionFact>(&fact.statement)) {
      return TakeBack(retraction->target);
    }
    if (!MayStand(fact)) return false;
    const std::string key = model::FactKey(fact);
    const auto it = standing_.find(key);
    if (it != standing_.end() && Words(it->second) == Words(fact)) return false;
    standing_.insert_or_assign(key, fact);
    return true;
  }
  std::vector<std::string> Sorted() const {
    std::vector<std::string> words;
    for (const auto& [key, fact] : standing_) words.push_back(Words(fact));
    std::sort(words.begin(), words.end());
    return words;
  }

 private:
  bool Stands(const std::string& key) const { return standing_.contains(key); }
  bool MayStand(const model::Fact& fact) const {
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      for (const auto& [key, other] : standing_) {
        const auto* stated = std::get_if<model::EntityFact>(&other.statement);
        if (stated == nullptr || stated->entity.key == entity->entity.key) continue;
        for (const model::Identifier& identifier : entity->identifiers) {
          for (const model::Identifier& held : stated->identifiers) {
            if (identifier == held) return false;
          }
        }
      }
      return true;
    }
    for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
      if (!Stands("entity:" + party->key)) return false;
    }
    const std::string* parent = model::ParentRecord(fact.statement);
    return parent == nullptr || Stands("listing:" + *parent);
  }
  bool TakeBack(const std::string& target) {
    const auto it = standing_.find(target);
    if (it == standing_.end()) return false;
    for (const auto& [key, fact] : standing_) {
      if (key == target) continue;
      for (const model::EntityRef* party : model::PartiesOf(fact.statement)) {
        if ("entity:" + party->key == target) return false;
      }
      const std::string* parent = model::ParentRecord(fact.statement);
      if (parent != nullptr && "listing:" + *parent == target) return false;
    }
    standing_.erase(it);
    return true;
  }

  std::map<std::string, model::Fact> standing_;
};

model::Fact AnyHanging(const std::string& entity, const std::string& id) {
  const std::string listing = fmt::format("L{}", *rc::gen::inRange(0, 3));
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return Ending("N" + id, listing);
    case 1:
      return Step("S" + id, listing, static_cast<model::ListingState>(*rc::gen::inRange(0, 2)));
    default:
      return Attribution("A" + id, entity, listing);
  }
}

model::Fact AnyFact() {
  const auto pick = [](int below) { return *rc::gen::inRange(0, below); };
  const std::string entity = fmt::format("E{}", pick(4));
  const std::string other = fmt::format("E{}", pick(4));
  const std::string id = std::to_string(pick(3));
  const std::string day = fmt::format("2020-01-0{}", 1 + pick(3));
  model::Fact fact;
  switch (pick(7)) {
    case 0:
    case 1: {
      std::vector<model::Identifier> identifiers;
      if (pick(2) == 0) identifiers.push_back({"uscc", fmt::format("9{}", pick(3))});
      fact = Entity(entity, fmt::format("名{}", pick(3)), identifiers);
      break;
    }
    case 2:
      fact = Edge(entity, pick(2) == 0 ? Relation::kOwner : Relation::kShareholder, other, "R" + id,
                  day);
      break;
    case 3:
      fact = Edge(entity, Relation::kOwner, other, "", day, pick(2) == 0 ? "2021-01-01" : "");
      break;
    case 4:
      fact = pick(3) == 0 ? Proposed("L" + id, entity) : Listing("L" + id, entity, day);
      break;
    case 5:
      fact = AnyHanging(entity, id);
      break;
    default: {
      const std::vector<std::string> targets = {
          "entity:" + entity,
          "relation:R" + id,
          fmt::format("relation:{}|owner|{}|{}", entity, other, day),
          "listing:L" + id,
          "ending:N" + id,
          "step:S" + id,
          "attribution:A" + id};
      fact = Retract(targets[static_cast<size_t>(pick(7))]);
    }
  }
  return pick(4) == 0 ? From(fact, "s") : fact;
}

TEST(Store, IsAPlainMapWithAPast) {
  EXPECT_TRUE(rc::check("store and plain map agree at every revision", [] {
    const TestFolder folder;
    OpenOptions options = Writing(folder.path("store"));
    // Commits go through the log, or become data files, or alternate.
    options.bulk_rows_min = *rc::gen::element<uint64_t>(0, 30, 100'000);
    auto store = MustOpen(options);
    PlainWorld world;
    std::map<uint64_t, std::vector<std::string>> known = {{0, {}}};
    for (int commit = *rc::gen::inRange(1, 8); commit > 0; --commit) {
      std::vector<model::Fact> facts;
      // Single facts and batches are read in different ways.
      const int size = *rc::gen::element(1, 3, 20);
      for (int i = 0; i < size; ++i) facts.push_back(AnyFact());
      uint64_t stored = 0;
      for (const model::Fact& fact : facts) stored += world.State(fact) ? 1 : 0;
      const uint64_t before = store->head().value;
      const CommitResult result = Put(*store, facts);
      RC_ASSERT(result.stored == stored);
      RC_ASSERT(result.revision.value == before + (stored > 0 ? 1 : 0));
      known[result.revision.value] = world.Sorted();
      if (*rc::gen::inRange(0, 4) == 0) {
        store.reset();
        store = MustOpen(options);
      }
    }
    for (const auto& [revision, words] : known) {
      std::vector<std::string> seen = ScanWords(*store, {revision});
      std::sort(seen.begin(), seen.end());
      RC_ASSERT(seen == words);
    }
    RC_ASSERT(Damage(*store) == "");
  }));
}

}  // namespace
}  // namespace liancheng::storage
