#include "engine/graph/snapshot.h"

#include <algorithm>
#include <deque>
#include <limits>

#include "engine/graph/snapshot_builder.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::StatusOr<std::shared_ptr<const GraphSnapshot>> BuildFrom(std::vector<model::Fact> facts) {
  model::VectorSource source(std::move(facts));
  return GraphSnapshot::Build(source, {3});
}

model::Fact EntityOf(uint64_t id, const std::string& key) {
  model::EntityFact entity;
  entity.entity = {{id}, key};
  return {entity, {}};
}

model::Fact RelationOf(uint64_t from, Relation relation, uint64_t to, uint64_t number = 0) {
  model::RelationFact fact;
  fact.relation = relation;
  fact.from.id = {from};
  fact.to.id = {to};
  fact.number = {number};
  return {fact, {}};
}

std::vector<std::string> Neighbours(const Scene& scene, const std::string& key,
                                    Direction direction) {
  std::vector<std::string> names;
  for (const Arc& arc : scene.graph().Arcs(scene.at(key), direction)) {
    names.push_back(scene.key({arc.neighbour}));
  }
  return names;
}

// Vectors of the authors of FNV (draft-eastlake-fnv, appendix C).
TEST(StableHash, IsFnv1aOf64Bits) {
  EXPECT_EQ(StableHash(""), 0xcbf29ce484222325u);
  EXPECT_EQ(StableHash("a"), 0xaf63dc4c8601ec8cu);
  EXPECT_EQ(StableHash("foobar"), 0x85944171f73967e8u);
}

TEST(GraphSnapshot, EmptySourceGivesAnEmptyGraph) {
  const auto graph = BuildFrom({}).value();
  EXPECT_EQ(graph->vertex_count(), 0u);
  EXPECT_EQ(graph->edge_count(), 0u);
  EXPECT_EQ(graph->revision(), model::Revision{3});
  EXPECT_FALSE(graph->Find({1}).has_value());
}

TEST(GraphSnapshot, KeepsWhatEntitiesSay) {
  model::EntityFact firm;
  firm.entity = {{5}, "E5"};
  firm.type = model::EntityType::kIndividualBusiness;
  firm.region = {350104};
  firm.life = {{100}, {200}};
  firm.attributes = {{"bankrupt", "true"}, {"colour", "red"}, {"ownership", "state"}};
  const auto graph = BuildFrom({EntityOf(9, "E9"), EntityOf(2, ""), {firm, {}}}).value();
  ASSERT_EQ(graph->vertex_count(), 3u);
  const VertexIndex v = graph->Find({5}).value();
  EXPECT_EQ(v.value, 1u);
  EXPECT_EQ(graph->type(v), model::EntityType::kIndividualBusiness);
  EXPECT_EQ(graph->region(v).value, 350104u);
  EXPECT_EQ(graph->life(v), (model::DateRange{{100}, {200}}));
  EXPECT_EQ(graph->stable(v), StableHash("E5"));
  EXPECT_EQ(graph->attribute(v, "bankrupt"), "true");
  EXPECT_EQ(graph->attribute(v, "ownership"), "state");
  EXPECT_EQ(graph->attribute(v, "licensed"), "");
  EXPECT_EQ(graph->attribute(v, "colour"), "");  // not one that rules ask for
  EXPECT_EQ(graph->attribute(graph->Find({9}).value(), "bankrupt"), "");
  // Without a key, the id as text.
  EXPECT_EQ(graph->stable(graph->Find({2}).value()), StableHash("2"));
}

TEST(GraphSnapshot, FindsEveryIdAndNoOther) {
  const std::vector<std::vector<uint64_t>> sets = {
      {1, 2, 3, 4}, {7}, {7, 8, 9}, {2, 4, 6, 8}, {1, 2, 1000000, 1000001}, {5, 100, 101, 102}};
  for (const std::vector<uint64_t>& ids : sets) {
    std::vector<model::Fact> facts;
    for (const uint64_t id : ids) facts.push_back(EntityOf(id, "k" + std::to_string(id)));
    const auto graph = BuildFrom(std::move(facts)).value();
    for (uint64_t id = 0; id < 1100; ++id) {
      const auto at = std::find(ids.begin(), ids.end(), id);
      const std::optional<VertexIndex> found = graph->Find({id});
      ASSERT_EQ(found.has_value(), at != ids.end()) << id;
      if (!found) continue;
      EXPECT_EQ(found->value, at - ids.begin());
    }
    EXPECT_EQ(graph->Find({ids.back()})->value, ids.size() - 1);
    EXPECT_FALSE(graph->Find({std::numeric_limits<uint64_t>::max()}).has_value());
  }
}

TEST(GraphSnapshot, KeepsWhatEdgesSay) {
  model::RelationFact stake;
  stake.relation = Relation::kShareholder;
  stake.from.id = {1};
  stake.to.id = {2};
  stake.valid = {{10}, {20}};
  stake.share = model::ShareBand{250000, 300000};
  stake.number = {77};
  model::RelationFact unknown = stake;
  unknown.to.id = {3};
  unknown.share.reset();
  const auto graph = BuildFrom({EntityOf(1, "A"),
                                EntityOf(2, "B"),
                                EntityOf(3, "C"),
                                {stake, {.source = "register", .file = "r.csv", .row = 4}},
                                {unknown, {.source = "annual report", .file = {}, .row = 0}}})
                         .value();
  ASSERT_EQ(graph->edge_count(), 2u);
  const uint32_t to_b = graph->Arcs({1}, Direction::kIn)[0].edge;
  const Edge edge = graph->EdgeAt(to_b);
  EXPECT_EQ(edge.from.value, 0u);
  EXPECT_EQ(edge.to.value, 1u);
  EXPECT_EQ(edge.number.value, 77u);
  EXPECT_EQ(graph->SourceText(edge.source), "register");
  EXPECT_EQ(graph->FromOf(to_b).value, 0u);
  EXPECT_EQ(graph->ShareFloorPpm(to_b), 250000u);
  const model::PathEdge wanted{.from = {1},
                               .relation = Relation::kShareholder,
                               .to = {2},
                               .valid = {{10}, {20}},
                               .share = model::ShareBand{250000, 300000},
                               .source = "register"};
  EXPECT_EQ(graph->Evidence(to_b), wanted);
  const uint32_t to_c = graph->Arcs({2}, Direction::kIn)[0].edge;
  EXPECT_FALSE(graph->EdgeAt(to_c).share.has_value());
  EXPECT_EQ(graph->ShareFloorPpm(to_c), 0u);
  EXPECT_EQ(graph->Evidence(to_c).source, "annual report");
}

TEST(GraphSnapshot, GroupsArcsByRelation) {
  const Scene scene({{"A", "B", "C"},
                     {{"A", Relation::kContact, "B"},
                      {"A", Relation::kOwner, "C"},
                      {"A", Relation::kContact, "C"},
                      {"B", Relation::kOwner, "A"}}});
  const GraphSnapshot& graph = scene.graph();
  const VertexIndex a = scene.at("A");
  EXPECT_EQ(graph.Arcs(a, Direction::kOut).size(), 3u);
  EXPECT_EQ(graph.Arcs(a, Direction::kIn).size(), 1u);
  EXPECT_EQ(graph.ArcsBothWays(a).size(), 4u);
  EXPECT_EQ(graph.Arcs(a, Direction::kOut)[0].relation, Relation::kOwner);
  EXPECT_EQ(graph.Arcs(a, Direction::kOut, Relation::kContact).size(), 2u);
  EXPECT_EQ(graph.Arcs(a, Direction::kOut, Relation::kOwner).size(), 1u);
  EXPECT_EQ(graph.Arcs(a, Direction::kIn, Relation::kOwner).size(), 1u);
  EXPECT_EQ(graph.Arcs(a, Direction::kIn, Relation::kContact).size(), 0u);
  EXPECT_EQ(graph.Arcs(a, Direction::kOut, Relation::kAccountSuccessorOf).size(), 0u);
}

// Ordered by the hash that the vectors above check.
TEST(GraphSnapshot, OrdersArcsByHashThenDates) {
  std::vector<std::string> parties = {"A", "B1", "B2", "B3", "B4", "B5"};
  World world{parties, {}};
  for (size_t i = 1; i < parties.size(); ++i) {
    world.ties.push_back({.from = "A", .to = parties[i], .share_ppm = 1, .start = 5});
    world.ties.push_back({.from = "A", .to = parties[i], .share_ppm = 1, .start = 4});
  }
  std::vector<std::string> wanted(parties.begin() + 1, parties.end());
  std::sort(wanted.begin(), wanted.end(), [](const std::string& x, const std::string& y) {
    return StableHash(x) < StableHash(y);
  });
  // otherwise the test would prove nothing
  ASSERT_FALSE(std::is_sorted(wanted.begin(), wanted.end()));
  for (const uint32_t layout : {0u, 1u, 2u}) {
    const Scene scene(world, layout);
    std::vector<std::string> first_of_each;
    const std::span<const Arc> arcs = scene.graph().Arcs(scene.at("A"), Direction::kOut);
    for (size_t i = 0; i < arcs.size(); i += 2) {
      first_of_each.push_back(scene.key({arcs[i].neighbour}));
      EXPECT_EQ(arcs[i].neighbour, arcs[i + 1].neighbour);
      EXPECT_EQ(arcs[i].from, 4);
      EXPECT_EQ(arcs[i + 1].from, 5);
    }
    EXPECT_EQ(first_of_each, wanted);
  }
}

TEST(GraphSnapshot, BreaksTiesByEndThenShareThenSource) {
  const World world{{"A", "B"},
                    {{.from = "A", .to = "B", .share_ppm = 2, .end = 9, .source = "x"},
                     {.from = "A", .to = "B", .share_ppm = 2, .end = 9, .source = "w"},
                     {.from = "A", .to = "B", .share_ppm = 1, .end = 9, .source = "z"},
                     {.from = "A", .to = "B", .share_ppm = 3, .end = 8, .source = "z"},
                     {.from = "A", .to = "B", .end = 9}}};
  for (const uint32_t layout : {0u, 1u, 2u, 3u}) {
    const Scene scene(world, layout);
    std::vector<uint32_t> out;
    std::vector<uint32_t> in;
    for (const Arc& a : scene.graph().Arcs(scene.at("A"), Direction::kOut)) out.push_back(a.edge);
    for (const Arc& a : scene.graph().Arcs(scene.at("B"), Direction::kIn)) in.push_back(a.edge);
    EXPECT_THAT(scene.ties(out), ElementsAre(3, 2, 1, 0, 4));
    EXPECT_EQ(in, out);
  }
}

TEST(GraphSnapshot, SelfLoopStandsInBothDirections) {
  const Scene scene({{"A"}, {{.from = "A", .to = "A", .share_ppm = 1}}});
  EXPECT_THAT(Neighbours(scene, "A", Direction::kOut), ElementsAre("A"));
  EXPECT_THAT(Neighbours(scene, "A", Direction::kIn), ElementsAre("A"));
  EXPECT_EQ(scene.graph().edge_count(), 1u);
}

TEST(GraphSnapshot, PassesOverOtherFacts) {
  model::ListingFact listing;
  listing.subject.id = {99};
  const auto graph = BuildFrom({EntityOf(1, "A"), {listing, {}}}).value();
  EXPECT_EQ(graph->vertex_count(), 1u);
}

struct BadFacts {
  std::vector<model::Fact> facts;
  absl::StatusCode code;
  std::string says;
};

TEST(GraphSnapshot, RefusesWhatDoesNotFit) {
  const std::vector<BadFacts> rows = {
      {{EntityOf(1, "A"), RelationOf(1, Relation::kOwner, 8, 31)},
       absl::StatusCode::kDataLoss,
       "relation number 31 (owner from entity 1 to 8) names entity 8"},
      {{EntityOf(1, "A"), RelationOf(9, Relation::kOwner, 1, 31)},
       absl::StatusCode::kDataLoss,
       "names entity 9"},
      {{EntityOf(1, "A"), RelationOf(0, Relation::kOwner, 1, 31)},
       absl::StatusCode::kDataLoss,
       "relation number 31"},
      {{EntityOf(0, "A")}, absl::StatusCode::kDataLoss, "entity \"A\" has no id"},
      {{EntityOf(4, "A"), EntityOf(2, "B"), EntityOf(4, "C")},
       absl::StatusCode::kDataLoss,
       "entity number 4 is stated twice"},
  };
  for (const BadFacts& row : rows) {
    const auto graph = BuildFrom(row.facts);
    ASSERT_FALSE(graph.ok()) << row.says;
    EXPECT_EQ(graph.status().code(), row.code);
    EXPECT_THAT(std::string(graph.status().message()), HasSubstr(row.says));
  }
}

TEST(SnapshotBuilder, HoldsItsLimits) {
  const std::vector<model::Fact> facts = {EntityOf(1, "A"), EntityOf(2, "B"),
                                          RelationOf(1, Relation::kOwner, 2),
                                          RelationOf(2, Relation::kOwner, 1)};
  const auto read_within = [&facts](SnapshotLimits limits) {
    model::VectorSource source(facts);
    model::FactSource* const sources[] = {&source};
    return SnapshotBuilder(limits, 1).Read(sources);
  };
  EXPECT_TRUE(read_within({2, 2}).ok());
  EXPECT_EQ(read_within({1, 2}).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(read_within({2, 1}).code(), absl::StatusCode::kResourceExhausted);
}

// Gives one fact at a time, then fails if asked to.
class SlowSource : public model::FactSource {
 public:
  SlowSource(std::vector<model::Fact> facts, absl::Status end)
      : facts_(std::move(facts)), end_(std::move(end)) {}
  absl::StatusOr<std::span<const model::Fact>> Next() override {
    if (next_ < facts_.size()) return std::span<const model::Fact>(&facts_[next_++], 1);
    if (!end_.ok()) return end_;
    return std::span<const model::Fact>();
  }

 private:
  std::vector<model::Fact> facts_;
  absl::Status end_;
  size_t next_ = 0;
};

TEST(GraphSnapshot, ReadsManyBatchesAndPassesErrorsOn) {
  const std::vector<model::Fact> facts = {EntityOf(1, "A"), RelationOf(1, Relation::kOwner, 2),
                                          EntityOf(2, "B")};
  SlowSource whole(facts, absl::OkStatus());
  EXPECT_EQ(GraphSnapshot::Build(whole, {1}).value()->edge_count(), 1u);
  SlowSource torn(facts, absl::DataLossError("block 4 is damaged"));
  EXPECT_EQ(GraphSnapshot::Build(torn, {1}).status(), absl::DataLossError("block 4 is damaged"));
}

// Large enough for blocks of huge pages and for more than one chunk of edges.
TEST(GraphSnapshot, HoldsAStarOfAHundredThousand) {
  constexpr uint32_t kLeaves = 100000;
  std::vector<model::Fact> facts = {EntityOf(1, "hub")};
  for (uint32_t i = 0; i < kLeaves; ++i) facts.push_back(EntityOf(i + 2, std::to_string(i)));
  for (uint32_t i = kLeaves; i > 0; --i) {
    facts.push_back(RelationOf(i + 1, Relation::kRegisteredAt, 1, i));
  }
  const auto graph = BuildFrom(std::move(facts)).value();
  EXPECT_EQ(graph->edge_count(), kLeaves);
  const std::span<const Arc> arcs = graph->Arcs({0}, Direction::kIn);
  ASSERT_EQ(arcs.size(), kLeaves);
  EXPECT_TRUE(std::is_sorted(arcs.begin(), arcs.end(), [&graph](const Arc& x, const Arc& y) {
    return graph->stable({x.neighbour}) < graph->stable({y.neighbour});
  }));
  for (uint32_t v = 1; v <= kLeaves; ++v) {
    const Edge edge = graph->EdgeAt(graph->Arcs({v}, Direction::kOut)[0].edge);
    ASSERT_EQ(edge.from.value, v);
    ASSERT_EQ(edge.to.value, 0u);
    ASSERT_EQ(edge.number.value, v);
  }
}

}  // namespace
}  // namespace liancheng::graph
