#include "engine/graph/components.h"

#include <algorithm>
#include <boost/concept/assert.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>

#include "engine/graph/boost_adaptor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;
using model::SetOf;
using ::testing::ElementsAre;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<DirectedView>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<DirectedView>));

// A -> B -> C -> A and, by another relation, C -> D; E -> D until day 10.
World RingWorld() {
  return {{"A", "B", "C", "D", "E", "F"},
          {{.from = "A", .to = "B"},
           {.from = "B", .to = "C"},
           {.from = "C", .to = "A"},
           {.from = "C", .relation = Relation::kOwner, .to = "D"},
           {.from = "E", .to = "D", .end = 10}}};
}

TEST(Components, WeakOnesJoinWhateverIsTied) {
  const Scene scene(RingWorld());
  const Components on_9 = WeakComponents(scene.graph(), On(9));
  EXPECT_EQ(on_9.count, 2u);
  EXPECT_THAT(on_9.of, ElementsAre(0, 0, 0, 0, 0, 1));
  const Components on_10 = WeakComponents(scene.graph(), On(10));
  EXPECT_EQ(on_10.count, 3u);
  EXPECT_THAT(on_10.of, ElementsAre(0, 0, 0, 0, 1, 2));
  EXPECT_THAT(WeakComponents(scene.graph(), On(9, SetOf(Relation::kOwner))).of,
              ElementsAre(0, 1, 2, 2, 3, 4));
}

TEST(Components, StrongOnesNeedAWayBack) {
  const Scene scene(RingWorld());
  const Components strong = StrongComponents(scene.graph(), On(9));
  EXPECT_EQ(strong.count, 4u);
  EXPECT_THAT(strong.of, ElementsAre(0, 0, 0, 1, 2, 3));
  EXPECT_THAT(StrongComponents(scene.graph(), On(9, SetOf(Relation::kOwner))).of,
              ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(Components, OfNothingThereAreNone) {
  const Scene scene(World{});
  EXPECT_EQ(WeakComponents(scene.graph(), On(0)).count, 0u);
  EXPECT_EQ(StrongComponents(scene.graph(), On(0)).count, 0u);
}

TEST(Components, ALongChainDoesNotExhaustTheStack) {
  constexpr int kLength = 200000;
  World world;
  for (int i = 0; i < kLength; ++i) {
    world.parties.push_back("c" + std::to_string(i));
    if (i > 0) {
      world.ties.push_back(
          {.from = world.parties[static_cast<size_t>(i) - 1], .to = world.parties.back()});
    }
  }
  const Scene scene(world);
  EXPECT_EQ(StrongComponents(scene.graph(), On(0)).count, static_cast<uint32_t>(kLength));
  EXPECT_EQ(WeakComponents(scene.graph(), On(0)).count, 1u);
}

// reach[i][j]: whether j can be reached from i. Warshall's algorithm over the ties.
std::vector<std::vector<bool>> Reach(const World& world, const EdgeFilter& filter, bool both_ways) {
  const size_t n = world.parties.size();
  std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
  const auto index = [&world](const std::string& key) {
    const auto at = std::find(world.parties.begin(), world.parties.end(), key);
    return static_cast<size_t>(at - world.parties.begin());
  };
  for (size_t i = 0; i < n; ++i) reach[i][i] = true;
  for (const Tie& tie : world.ties) {
    if (!Admits(filter, tie)) continue;
    reach[index(tie.from)][index(tie.to)] = true;
    if (both_ways) reach[index(tie.to)][index(tie.from)] = true;
  }
  for (size_t k = 0; k < n; ++k) {
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < n; ++j) {
        if (reach[i][k] && reach[k][j]) reach[i][j] = true;
      }
    }
  }
  return reach;
}

void CheckNumbering(const Components& components) {
  uint32_t next = 0;
  for (const uint32_t group : components.of) {
    ASSERT_LE(group, next);
    if (group == next) ++next;
  }
  ASSERT_EQ(next, components.count);
}

void CheckComponents(const World& world, const Scene& scene, const EdgeFilter& filter) {
  const auto tied = Reach(world, filter, true);
  const auto there = Reach(world, filter, false);
  const Components weak = WeakComponents(scene.graph(), filter);
  const Components strong = StrongComponents(scene.graph(), filter);
  CheckNumbering(weak);
  CheckNumbering(strong);
  for (size_t i = 0; i < world.parties.size(); ++i) {
    for (size_t j = 0; j < world.parties.size(); ++j) {
      const uint32_t v = scene.at(world.parties[i]).value;
      const uint32_t w = scene.at(world.parties[j]).value;
      ASSERT_EQ(weak.of[v] == weak.of[w], tied[i][j]) << world;
      ASSERT_EQ(strong.of[v] == strong.of[w], there[i][j] && there[j][i]) << world;
    }
  }
}

// Each pair untied, tied one way, the other, or both.
World DirectedWorld(uint32_t parties, uint32_t number) {
  World world;
  for (uint32_t i = 0; i < parties; ++i) world.parties.push_back("v" + std::to_string(i));
  for (uint32_t i = 0; i < parties; ++i) {
    for (uint32_t j = i + 1; j < parties; ++j, number /= 4) {
      if (number % 2 == 1) world.ties.push_back({.from = world.parties[i], .to = world.parties[j]});
      if (number / 2 % 2 == 1) {
        world.ties.push_back({.from = world.parties[j], .to = world.parties[i]});
      }
    }
  }
  return world;
}

TEST(Components, AgreeWithWarshallOnAllSmallGraphs) {
  for (uint32_t parties = 1; parties <= 4; ++parties) {
    for (uint32_t number = 0; number < PairWorldCount(parties); ++number) {
      const World directed = DirectedWorld(parties, number);
      CheckComponents(directed, Scene(directed, 9), On(0));
      const World dated = PairWorld(parties, number);
      const Scene scene(dated, 9);
      CheckComponents(dated, scene, On(9));
      CheckComponents(dated, scene, On(10, SetOf(Relation::kShareholder)));
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

// Another algorithm of Boost.Graph runs on the adaptor without changes.
TEST(BoostAdaptor, CarriesABreadthFirstSearch) {
  const Scene scene(RingWorld());
  const DirectedView view{&scene.graph(), On(10)};
  using Identity = boost::typed_identity_property_map<uint32_t>;
  std::vector<uint32_t> hops(num_vertices(view), 99);
  hops[0] = 0;
  const auto distances = boost::make_iterator_property_map(hops.begin(), Identity());
  boost::breadth_first_search(view, 0u,
                              boost::vertex_index_map(Identity())
                                  .visitor(boost::make_bfs_visitor(
                                      boost::record_distances(distances, boost::on_tree_edge()))));
  EXPECT_THAT(hops, ElementsAre(0, 1, 2, 3, 99, 99));
}

TEST(BoostAdaptor, ShowsAdmittedEdgesOnly) {
  const Scene scene(RingWorld());
  const DirectedView owners{&scene.graph(), On(0, SetOf(Relation::kOwner))};
  std::vector<std::string> edges;
  for (const uint32_t v : boost::make_iterator_range(vertices(owners))) {
    size_t degree = 0;
    for (const DirectedEdge& edge : boost::make_iterator_range(out_edges(v, owners))) {
      edges.push_back(scene.key({source(edge, owners)}) + scene.key({target(edge, owners)}));
      EXPECT_EQ(scene.tie(edge.edge), 3u);
      ++degree;
    }
    EXPECT_EQ(out_degree(v, owners), degree);
  }
  EXPECT_THAT(edges, ElementsAre("CD"));
}

}  // namespace
}  // namespace liancheng::graph
