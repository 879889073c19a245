// A snapshot with an overlay answers as one built from the facts; a fold has the same bytes.
#include "engine/graph/snapshot_edit.h"

#include <set>

#include "engine/graph/components.h"
#include "engine/graph/control.h"
#include "engine/graph/paths.h"
#include "engine/graph/walk.h"
#include "gtest/gtest.h"
#include "tests/graph/drawn.h"

namespace liancheng::graph {
namespace {

// One random commit: first the facts that end, then those that are stated.
std::shared_ptr<const GraphSnapshot> Commit(Drawn& drawn,
                                            const std::shared_ptr<const GraphSnapshot>& graph,
                                            model::Revision at, std::mt19937& random) {
  GraphEdit edit(graph);
  const auto relation = [](const model::Fact& fact) -> const model::RelationFact& {
    return std::get<model::RelationFact>(fact.statement);
  };
  std::vector<model::Fact> put;
  std::vector<model::EntityId> gone;
  std::set<uint64_t> met;  // each relation once
  const auto changes = random() % 6;
  for (uint32_t i = 0; i < changes; ++i) {
    switch (random() % 8) {
      case 0:
      case 1:
        put.push_back(drawn.AddEntity());
        break;
      case 2:
      case 3:
      case 4:
        put.push_back(drawn.AddRelation());
        met.insert(relation(put.back()).number.value);
        break;
      case 5:
        if (drawn.relations() > 0 && met.empty()) {
          const Drawn::Restated restated = drawn.RestateRelation();
          EXPECT_TRUE(edit.Drop(relation(restated.before)).ok());
          put.push_back(restated.after);
          met.insert(relation(put.back()).number.value);
        }
        break;
      case 6:
        if (drawn.relations() > 0 && met.empty()) {
          const model::Fact dropped = drawn.DropRelation();
          EXPECT_TRUE(edit.Drop(relation(dropped)).ok());
        }
        break;
      default:
        put.push_back(drawn.RestateEntity());
    }
  }
  if (put.empty()) {
    if (const auto dropped = drawn.DropEntity()) {
      gone.push_back(std::get<model::EntityFact>(dropped->statement).entity.id);
    }
  }
  for (const model::Fact& fact : put) {
    if (const auto* entity = std::get_if<model::EntityFact>(&fact.statement)) {
      EXPECT_TRUE(edit.Put(*entity).ok());
    }
  }
  for (const model::Fact& fact : put) {
    if (fact.kind() != model::FactKind::kRelation) continue;
    EXPECT_TRUE(edit.Put(relation(fact), fact.provenance.source).ok());
  }
  for (const model::EntityId id : gone) EXPECT_TRUE(edit.Drop(id).ok());
  return edit.Publish(at).value();
}

std::string EdgesText(const GraphSnapshot& graph, const std::vector<uint32_t>& edges) {
  std::string text;
  for (const uint32_t edge : edges) text += " " + std::to_string(graph.EdgeAt(edge).number.value);
  return text;
}

// The results of walks, without indexes.
std::string WalksOf(const GraphSnapshot& graph) {
  std::string text;
  const auto id = [&graph](VertexIndex v) { return std::to_string(graph.entity(v).value); };
  Walker walker(graph);
  const EdgeFilter filter{.as_of = {4}};
  const Limits limits{.hops_max = 3, .vertices_max = 30, .degree_max = 12, .paths_max = 20};
  std::vector<VertexIndex> standing;
  for (uint32_t v = 0; v < graph.vertex_count(); ++v) {
    if (!graph.IsGone({v})) standing.push_back({v});
  }
  for (const VertexIndex v : standing) {
    text += "\n" + id(v) + ":";
    for (const Reached& reached : walker.Expand(v, filter, limits).reached) {
      text += " " + id(reached.vertex);
    }
    for (const Controlled& one : MajorityControlled(graph, v, {4}, 150'000)) {
      text += " controls " + id(one.vertex) + EdgesText(graph, one.edges);
    }
    for (const VertexIndex holder : HoldersUpward(graph, v, {4})) text += " held by " + id(holder);
    const VertexIndex other = standing[(v.value * 7 + 3) % standing.size()];
    for (const auto& path : FindPaths(graph, v, other, filter, limits).paths) {
      text += " path" + EdgesText(graph, path);
    }
  }
  return text;
}

TEST(GraphEdit, AnswersAsBuiltAnewAndFoldsToTheSameBytes) {
  const SnapshotStamp stamp{{1}, {}};
  for (uint32_t seed = 0; seed < 25; ++seed) {
    Drawn drawn(seed);
    std::mt19937 random(seed);
    for (uint32_t i = 0; i < seed % 12 + 2; ++i) drawn.AddEntity();
    for (uint32_t i = 0; i < 2 * (seed % 12); ++i) drawn.AddRelation();
    std::shared_ptr<const GraphSnapshot> graph = drawn.Build({1}, 1);
    for (uint64_t at = 2; at < 30; ++at) {
      graph = Commit(drawn, graph, {at}, random);
      const auto anew = drawn.Build({at}, 1);
      ASSERT_EQ(TextOf(*graph), TextOf(*anew)) << "seed " << seed << " revision " << at;
      for (const model::EntityId id : drawn.ids()) {
        ASSERT_EQ(graph->Find(id).has_value(), anew->Find(id).has_value()) << id.value;
      }
      // Indexes of vertices agree until one is gone; then only the ids do.
      const auto folded = Fold(*graph).value();
      ASSERT_TRUE(BytesOf(*folded.graph, stamp) == BytesOf(*anew, stamp))
          << "seed " << seed << " revision " << at;
      ASSERT_EQ(WalksOf(*folded.graph), WalksOf(*anew));
      if (graph->vertex_count() == anew->vertex_count()) {
        ASSERT_EQ(WalksOf(*graph), WalksOf(*anew)) << "seed " << seed << " revision " << at;
      }
      for (uint32_t v = 0; v < graph->vertex_count(); ++v) {
        const uint32_t now = folded.vertex_of[v];
        ASSERT_EQ(now == kNoVertex, graph->IsGone({v}));
        if (now == kNoVertex) continue;
        ASSERT_EQ(folded.graph->entity({now}), graph->entity({v}));
      }
      if (at % 9 == 0) graph = folded.graph;
    }
  }
}

TEST(GraphEdit, APublishedSnapshotNeverChanges) {
  Drawn drawn(1);
  std::mt19937 random(1);
  for (int i = 0; i < 10; ++i) drawn.AddEntity();
  for (int i = 0; i < 30; ++i) drawn.AddRelation();
  std::vector<std::shared_ptr<const GraphSnapshot>> versions = {drawn.Build({1}, 1)};
  std::vector<std::string> texts = {TextOf(*versions[0])};
  for (uint64_t at = 2; at < 60; ++at) {
    versions.push_back(Commit(drawn, versions.back(), {at}, random));
    texts.push_back(TextOf(*versions.back()));
  }
  for (size_t i = 0; i < versions.size(); ++i) EXPECT_EQ(TextOf(*versions[i]), texts[i]) << i;
}

TEST(GraphEdit, RefusesWhatDoesNotFit) {
  Drawn drawn(2);
  for (int i = 0; i < 3; ++i) drawn.AddEntity();
  drawn.AddRelation();
  const auto graph = drawn.Build({1}, 1);
  model::RelationFact unknown;
  unknown.number = {77};
  unknown.from.id = unknown.to.id = {1};
  EXPECT_TRUE(absl::IsDataLoss(GraphEdit(graph).Drop(unknown)));
  unknown.to.id = {1000};
  EXPECT_TRUE(absl::IsDataLoss(GraphEdit(graph).Put(unknown, "s")));
  EXPECT_TRUE(absl::IsDataLoss(GraphEdit(graph).Drop(model::EntityId{1000})));
  // An entity that relations still name.
  GraphEdit edit(graph);
  ASSERT_TRUE(edit.Drop(graph->entity(graph->EdgeAt(0).from)).ok());
  EXPECT_TRUE(absl::IsDataLoss(edit.Publish({2}).status()));
}

TEST(PersistentArray, KeepsEveryVersion) {
  std::vector<PersistentArray<uint64_t>> versions(1);
  std::map<uint32_t, uint64_t> plain;
  std::vector<std::map<uint32_t, uint64_t>> plain_versions(1);
  std::mt19937 random(4);
  for (uint64_t edit = 1; edit <= 200; ++edit) {
    PersistentArray<uint64_t> next = versions.back();
    for (int i = 0; i < 5; ++i) {
      // Small indexes, large ones, and the largest.
      const uint32_t index = static_cast<uint32_t>(random()) >> (random() % 32);
      next.Edit(index, edit) = edit;
      plain[index] = edit;
    }
    next.Edit(0xFFFFFFFF, edit) = edit;
    plain[0xFFFFFFFF] = edit;
    versions.push_back(next);
    plain_versions.push_back(plain);
  }
  for (size_t i = 0; i < versions.size(); ++i) {
    std::map<uint32_t, uint64_t> read;
    versions[i].ForEach([&](uint32_t index, uint64_t value) {
      if (value != 0) read[index] = value;
    });
    EXPECT_EQ(read, plain_versions[i]);
    for (const auto& [index, value] : plain_versions[i]) {
      ASSERT_NE(versions[i].Find(index), nullptr);
      EXPECT_EQ(*versions[i].Find(index), value);
    }
  }
  EXPECT_EQ(versions[0].Find(0), nullptr);
}

}  // namespace
}  // namespace liancheng::graph
