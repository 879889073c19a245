#include "engine/graph/walk.h"

#include <algorithm>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;
using model::SetOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> Names(const Scene& scene, const Expansion& expansion) {
  std::vector<std::string> names;
  for (const Reached& r : expansion.reached) {
    names.push_back(scene.key(r.vertex) + ":" + std::to_string(r.hops));
  }
  return names;
}

Limits Within(uint32_t hops_max) {
  Limits limits = kNoLimits;
  limits.hops_max = hops_max;
  return limits;
}

// A - B - C - D, arrows in turn; B is registered at an address with F.
World ChainWorld() {
  return {{"A", "B", "C", "D", "F", "address:1"},
          {{"A", Relation::kOwner, "B"},
           {"C", Relation::kOwner, "B"},
           {"C", Relation::kShareholder, "D", 300000},
           {"B", Relation::kRegisteredAt, "address:1"},
           {"F", Relation::kRegisteredAt, "address:1"}}};
}

TEST(Walker, GoesBothWaysByHops) {
  const Scene scene(ChainWorld());
  Walker walker(scene.graph());
  const auto from_a = [&](uint32_t hops, model::RelationSet relations) {
    return Names(scene, walker.Expand(scene.at("A"), On(0, relations), Within(hops)));
  };
  EXPECT_THAT(from_a(0, model::kAllRelations), ElementsAre("A:0"));
  EXPECT_THAT(from_a(1, model::kAllRelations), ElementsAre("A:0", "B:1"));
  EXPECT_THAT(from_a(2, model::kAllRelations),
              UnorderedElementsAre("A:0", "B:1", "C:2", "address:1:2"));
  EXPECT_THAT(from_a(3, model::kAllRelations),
              UnorderedElementsAre("A:0", "B:1", "C:2", "address:1:2", "D:3", "F:3"));
  EXPECT_THAT(from_a(9, SetOf(Relation::kOwner)), ElementsAre("A:0", "B:1", "C:2"));
  EXPECT_THAT(from_a(9, SetOf(Relation::kShareholder)), ElementsAre("A:0"));
  EXPECT_THAT(from_a(9, 0), ElementsAre("A:0"));
}

TEST(Walker, GivesThePathToEach) {
  const Scene scene(ChainWorld());
  const Expansion expansion = Walker(scene.graph()).Expand(scene.at("A"), On(0), Within(3));
  EXPECT_TRUE(expansion.complete);
  EXPECT_THAT(expansion.PathTo(0), IsEmpty());
  EXPECT_EQ(expansion.reached[0].edge, kNoEdge);
  for (size_t i = 0; i < expansion.reached.size(); ++i) {
    if (scene.key(expansion.reached[i].vertex) != "D") continue;
    EXPECT_THAT(scene.ties(expansion.PathTo(i)), ElementsAre(0, 1, 2));
  }
}

TEST(Walker, ReadsDatesAsHalfOpen) {
  const Scene scene({{"A", "B"}, {{.from = "A", .to = "B", .start = 10, .end = 20}}});
  Walker walker(scene.graph());
  const std::vector<std::pair<int32_t, bool>> rows = {
      {9, false}, {10, true}, {19, true}, {20, false}, {21, false}};
  for (const auto& [day, holds] : rows) {
    EXPECT_EQ(walker.Expand(scene.at("A"), On(day), kNoLimits).reached.size(), holds ? 2u : 1u)
        << day;
    EdgeFilter any = On(day);
    any.any_date = true;
    EXPECT_EQ(walker.Expand(scene.at("A"), any, kNoLimits).reached.size(), 2u) << day;
  }
}

TEST(Walker, OpenDatesHoldOnEveryDay) {
  const Scene scene({{"A", "B"}, {{.from = "A", .to = "B"}}});
  Walker walker(scene.graph());
  for (const int32_t day : {kEver, -100000, 0, 100000, kForever - 1}) {
    EXPECT_EQ(walker.Expand(scene.at("B"), On(day), kNoLimits).reached.size(), 2u) << day;
  }
}

TEST(Walker, VerticesMaxCutsAndSaysSo) {
  const Scene scene(ChainWorld());
  Walker walker(scene.graph());
  Limits limits = kNoLimits;
  for (uint32_t most = 1; most <= 7; ++most) {
    limits.vertices_max = most;
    const Expansion expansion = walker.Expand(scene.at("A"), On(0), limits);
    EXPECT_EQ(expansion.reached.size(), std::min(most, 6u));
    EXPECT_EQ(expansion.complete, most >= 6) << most;  // six is all there are
    // No mark is left: the next walk sees every vertex.
    EXPECT_EQ(walker.Expand(scene.at("D"), On(0), kNoLimits).reached.size(), 6u);
  }
}

// Parties that are far apart in the arrays, so that their marks are in different words.
TEST(Walker, ACutLeavesNoMarkBehind) {
  World world{{}, {{.from = "p0", .to = "p100"}, {.from = "p0", .to = "p200"}}};
  for (int i = 0; i <= 200; ++i) world.parties.push_back("p" + std::to_string(i));
  const Scene scene(world);
  Walker walker(scene.graph());
  Limits limits = kNoLimits;
  limits.vertices_max = 2;
  EXPECT_FALSE(walker.Expand(scene.at("p0"), On(0), limits).complete);
  EXPECT_EQ(walker.Expand(scene.at("p0"), On(0), kNoLimits).reached.size(), 3u);
}

// hub has three arcs, of which two are contacts.
World HubWorld() {
  return {{"A", "hub", "B", "C", "D"},
          {{"A", Relation::kContact, "hub"},
           {"B", Relation::kContact, "hub"},
           {"hub", Relation::kOwner, "C"},
           {"C", Relation::kOwner, "D"}}};
}

TEST(Walker, DoesNotWalkThroughTheCrowded) {
  const Scene scene(HubWorld());
  Walker walker(scene.graph());
  Limits limits = kNoLimits;
  limits.degree_max = 2;
  const Expansion all = walker.Expand(scene.at("A"), On(0), limits);
  EXPECT_THAT(Names(scene, all), ElementsAre("A:0", "hub:1"));
  ASSERT_EQ(all.crowded.size(), 1u);
  EXPECT_EQ(all.crowded[0].vertex, scene.at("hub"));
  EXPECT_EQ(all.crowded[0].degree, 3u);
  EXPECT_FALSE(all.complete);
  // The arcs of relations that were not asked for do not count.
  const Expansion contacts = walker.Expand(scene.at("A"), On(0, SetOf(Relation::kContact)), limits);
  EXPECT_THAT(Names(scene, contacts), ElementsAre("A:0", "hub:1", "B:2"));
  EXPECT_TRUE(contacts.complete);
}

TEST(Walker, ACrowdedVertexAtTheRimLeavesNothingOut) {
  const Scene scene(HubWorld());
  Limits limits = Within(1);
  limits.degree_max = 2;
  const Expansion expansion = Walker(scene.graph()).Expand(scene.at("A"), On(0), limits);
  EXPECT_THAT(Names(scene, expansion), ElementsAre("A:0", "hub:1"));
  EXPECT_TRUE(expansion.complete);
  EXPECT_THAT(expansion.crowded, IsEmpty());
}

TEST(Walker, ExpandsTheStartWhateverItsDegree) {
  const Scene scene(HubWorld());
  Limits limits = kNoLimits;
  limits.degree_max = 0;
  const Expansion expansion = Walker(scene.graph()).Expand(scene.at("hub"), On(0), limits);
  EXPECT_THAT(Names(scene, expansion), UnorderedElementsAre("hub:0", "A:1", "B:1", "C:1"));
  EXPECT_EQ(expansion.crowded.size(), 3u);
}

// More arcs than the scan that skips whole relations starts from.
TEST(Walker, SkipsTheOtherRelationsOfAHub) {
  World world{{"hub", "owner", "firm"},
              {{"owner", Relation::kOwner, "hub"}, {"hub", Relation::kOperates, "firm"}}};
  for (int i = 0; i < 400; ++i) {
    world.parties.push_back("c" + std::to_string(i));
    world.ties.push_back(
        {.from = world.parties.back(), .relation = Relation::kContact, .to = "hub"});
    world.ties.push_back(
        {.from = "hub", .relation = Relation::kServes, .to = world.parties.back()});
  }
  const Scene scene(world, 5);
  Walker walker(scene.graph());
  const auto from_hub = [&](model::RelationSet relations) {
    return walker.Expand(scene.at("hub"), On(0, relations), kNoLimits);
  };
  EXPECT_THAT(Names(scene, from_hub(SetOf(Relation::kOwner) | SetOf(Relation::kOperates))),
              ElementsAre("hub:0", "firm:1", "owner:1"));
  EXPECT_EQ(from_hub(SetOf(Relation::kContact)).reached.size(), 401u);
  EXPECT_EQ(from_hub(model::kAllRelations).reached.size(), 403u);
  EXPECT_EQ(DegreeOf(scene.graph(), scene.at("hub"), model::kAllRelations), 802u);
  EXPECT_EQ(
      DegreeOf(scene.graph(), scene.at("hub"), SetOf(Relation::kServes) | SetOf(Relation::kOwner)),
      401u);
}

// Hops between all parties by the algorithm of Floyd and Warshall over the ties.
std::vector<std::vector<uint32_t>> AllHops(const World& world, const EdgeFilter& filter) {
  constexpr uint32_t kFar = 1000;
  const size_t n = world.parties.size();
  std::vector<std::vector<uint32_t>> hops(n, std::vector<uint32_t>(n, kFar));
  const auto index = [&world](const std::string& key) {
    return std::find(world.parties.begin(), world.parties.end(), key) - world.parties.begin();
  };
  for (size_t i = 0; i < n; ++i) hops[i][i] = 0;
  for (const Tie& tie : world.ties) {
    if (!Admits(filter, tie)) continue;
    auto& there = hops[static_cast<size_t>(index(tie.from))][static_cast<size_t>(index(tie.to))];
    auto& back = hops[static_cast<size_t>(index(tie.to))][static_cast<size_t>(index(tie.from))];
    there = std::min(there, 1u);
    back = std::min(back, 1u);
  }
  for (size_t k = 0; k < n; ++k) {
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < n; ++j) hops[i][j] = std::min(hops[i][j], hops[i][k] + hops[k][j]);
    }
  }
  return hops;
}

void CheckPath(const World& world, const Scene& scene, const EdgeFilter& filter,
               const std::string& start, const std::string& end,
               const std::vector<uint32_t>& path) {
  std::string at = start;
  for (const size_t index : scene.ties(path)) {
    const Tie& tie = world.ties[index];
    ASSERT_TRUE(Admits(filter, tie));
    ASSERT_TRUE(tie.from == at || tie.to == at);
    at = tie.from == at ? tie.to : tie.from;
  }
  ASSERT_EQ(at, end);
}

void CheckExpansions(const World& world, const Scene& scene, const EdgeFilter& filter) {
  Walker walker(scene.graph());
  const auto hops = AllHops(world, filter);
  for (size_t start = 0; start < world.parties.size(); ++start) {
    for (uint32_t hops_max = 0; hops_max <= 3; ++hops_max) {
      const Expansion expansion =
          walker.Expand(scene.at(world.parties[start]), filter, Within(hops_max));
      std::set<std::string> wanted;
      for (size_t i = 0; i < world.parties.size(); ++i) {
        if (hops[start][i] > hops_max) continue;
        wanted.insert(world.parties[i] + ":" + std::to_string(hops[start][i]));
      }
      const std::vector<std::string> names = Names(scene, expansion);
      ASSERT_EQ(std::set<std::string>(names.begin(), names.end()), wanted);
      ASSERT_EQ(names.size(), wanted.size());
      ASSERT_TRUE(expansion.complete);
      ASSERT_TRUE(
          std::is_sorted(expansion.reached.begin(), expansion.reached.end(),
                         [](const Reached& x, const Reached& y) { return x.hops < y.hops; }));
      for (size_t i = 0; i < expansion.reached.size(); ++i) {
        const std::vector<uint32_t> path = expansion.PathTo(i);
        ASSERT_EQ(path.size(), expansion.reached[i].hops);
        CheckPath(world, scene, filter, world.parties[start],
                  scene.key(expansion.reached[i].vertex), path);
      }
    }
  }
}

TEST(Walker, AgreesWithFloydAndWarshallOnAllSmallGraphs) {
  EdgeFilter any_date = On(0);
  any_date.any_date = true;
  for (uint32_t parties = 1; parties <= 4; ++parties) {
    for (uint32_t number = 0; number < PairWorldCount(parties); ++number) {
      const World world = PairWorld(parties, number);
      const Scene scene(world, 3);
      SCOPED_TRACE(number);
      CheckExpansions(world, scene, On(9));
      CheckExpansions(world, scene, On(10));
      CheckExpansions(world, scene, On(9, SetOf(Relation::kShareholder)));
      CheckExpansions(world, scene, any_date);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace liancheng::graph
