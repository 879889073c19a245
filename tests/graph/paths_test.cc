#include "engine/graph/paths.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;
using model::SetOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// A path as tie indexes.
using TiePath = std::vector<size_t>;

std::vector<TiePath> PathsOf(const Scene& scene, const PathSet& found) {
  std::vector<TiePath> paths;
  for (const std::vector<uint32_t>& path : found.paths) paths.push_back(scene.ties(path));
  return paths;
}

// The plain oracle: tries every admitted tie at every party, and sorts.
class PlainPaths {
 public:
  PlainPaths(const World& world, const EdgeFilter& filter, const Limits& limits)
      : world_(world), filter_(filter), limits_(limits) {}

  std::vector<TiePath> Between(const std::string& a, const std::string& b) {
    end_ = b;
    found_.clear();
    on_path_ = {a};
    if (a != b) Extend(a);
    std::sort(found_.begin(), found_.end(), [this, &a](const TiePath& x, const TiePath& y) {
      return std::tuple(x.size(), Ranks(a, x)) < std::tuple(y.size(), Ranks(a, y));
    });
    return found_;
  }

  // Arcs at a party, of the relations asked for.
  size_t Degree(const std::string& party) const {
    size_t degree = 0;
    for (const Tie& tie : world_.ties) {
      if ((filter_.relations & SetOf(tie.relation)) == 0) continue;
      degree += (tie.from == party ? 1u : 0u) + (tie.to == party ? 1u : 0u);
    }
    return degree;
  }

 private:
  // Out before in, then relation, neighbour's hash, dates, share, source, number.
  using Rank = std::tuple<bool, int, uint64_t, int32_t, int32_t, uint32_t, std::string, size_t>;

  std::vector<Rank> Ranks(std::string at, const TiePath& path) const {
    std::vector<Rank> ranks;
    for (const size_t index : path) {
      const Tie& tie = world_.ties[index];
      const bool inward = tie.from != at;
      at = inward ? tie.from : tie.to;
      ranks.emplace_back(inward, static_cast<int>(tie.relation), StableHash(at), tie.start, tie.end,
                         tie.share_ppm.value_or(0xFFFFFFFF), tie.source, index);
    }
    return ranks;
  }

  void Extend(const std::string& at) {
    if (at == end_) {
      found_.push_back(walked_);
      return;
    }
    if (walked_.size() == limits_.hops_max) return;
    if (!walked_.empty() && Degree(at) > limits_.degree_max) return;
    for (size_t i = 0; i < world_.ties.size(); ++i) {
      const Tie& tie = world_.ties[i];
      if (!Admits(filter_, tie) || (tie.from != at && tie.to != at)) continue;
      const std::string next = tie.from == at ? tie.to : tie.from;
      if (!on_path_.insert(next).second) continue;
      walked_.push_back(i);
      Extend(next);
      walked_.pop_back();
      on_path_.erase(next);
    }
  }

  const World& world_;
  EdgeFilter filter_;
  Limits limits_;
  std::string end_;
  std::vector<TiePath> found_;
  TiePath walked_;
  std::set<std::string> on_path_;
};

// Two firms of one legal representative, one of which owns a third; and an ended tie.
World SmallWorld() {
  return {{"P1", "E1", "E2", "E3"},
          {{.from = "P1", .relation = Relation::kLegalRepresentative, .to = "E1"},
           {.from = "P1", .relation = Relation::kLegalRepresentative, .to = "E2"},
           {.from = "E2", .to = "E3", .share_ppm = 300000},
           {.from = "E1", .to = "E3", .share_ppm = 10000, .start = 0, .end = 50}}};
}

TEST(FindPaths, ShortestFirstAndDated) {
  const Scene scene(SmallWorld());
  const auto between = [&scene](const std::string& a, const std::string& b, int32_t day,
                                uint32_t hops) {
    Limits limits = kNoLimits;
    limits.hops_max = hops;
    return PathsOf(scene, FindPaths(scene.graph(), scene.at(a), scene.at(b), On(day), limits));
  };
  EXPECT_THAT(between("E1", "E3", 49, 9), ElementsAre(ElementsAre(3), ElementsAre(0, 1, 2)));
  EXPECT_THAT(between("E1", "E3", 50, 9), ElementsAre(ElementsAre(0, 1, 2)));
  EXPECT_THAT(between("E1", "E3", 50, 3), ElementsAre(ElementsAre(0, 1, 2)));
  EXPECT_THAT(between("E1", "E3", 50, 2), IsEmpty());
  EXPECT_THAT(between("E1", "E3", 0, 1), ElementsAre(ElementsAre(3)));
  EXPECT_THAT(between("E1", "E3", 0, 0), IsEmpty());
  EXPECT_THAT(between("E3", "P1", 50, 9), ElementsAre(ElementsAre(2, 1)));
  EXPECT_THAT(between("E1", "E1", 0, 9), IsEmpty());
}

TEST(FindPaths, ParallelTiesAreDifferentPaths) {
  const Scene scene({{"A", "B", "C"},
                     {{.from = "A", .to = "B", .share_ppm = 1},
                      {.from = "A", .to = "B", .share_ppm = 2},
                      {.from = "C", .relation = Relation::kOwner, .to = "B"},
                      {.from = "C", .relation = Relation::kDirector, .to = "B"},
                      {.from = "B", .to = "B", .share_ppm = 5}}});
  const PathSet found = FindPaths(scene.graph(), scene.at("A"), scene.at("C"), On(0), kNoLimits);
  EXPECT_THAT(PathsOf(scene, found), ElementsAre(ElementsAre(0, 2), ElementsAre(0, 3),
                                                 ElementsAre(1, 2), ElementsAre(1, 3)));
  EXPECT_TRUE(found.complete);
}

TEST(FindPaths, PathsMaxKeepsTheFirstAndSaysSo) {
  const Scene scene(SmallWorld());
  Limits limits = kNoLimits;
  const std::vector<TiePath> all = {{3}, {0, 1, 2}};
  for (uint32_t most = 0; most <= 3; ++most) {
    limits.paths_max = most;
    const PathSet found = FindPaths(scene.graph(), scene.at("E1"), scene.at("E3"), On(0), limits);
    const auto wanted = std::vector<TiePath>(all.begin(), all.begin() + std::min(most, 2u));
    EXPECT_EQ(PathsOf(scene, found), wanted);
    EXPECT_EQ(found.complete, most >= 2) << most;
    EXPECT_THAT(found.crowded, IsEmpty());
  }
}

TEST(FindPaths, VerticesMaxCutsAndSaysSo) {
  // A star around A, and the one way to B.
  World world{{"A", "M", "B"}, {{.from = "A", .to = "M"}, {.from = "M", .to = "B"}}};
  for (int i = 0; i < 20; ++i) {
    world.parties.push_back("L" + std::to_string(i));
    world.ties.push_back({.from = "A", .to = world.parties.back()});
  }
  const Scene scene(world);
  Limits limits = kNoLimits;
  limits.hops_max = 2;
  limits.vertices_max = 22;  // A, M and 20 leaves: all that is one hop from A
  const PathSet whole = FindPaths(scene.graph(), scene.at("A"), scene.at("B"), On(0), limits);
  EXPECT_THAT(PathsOf(scene, whole), ElementsAre(ElementsAre(0, 1)));
  EXPECT_TRUE(whole.complete);
  limits.vertices_max = 21;
  EXPECT_FALSE(FindPaths(scene.graph(), scene.at("A"), scene.at("B"), On(0), limits).complete);
  limits.vertices_max = 1;
  const PathSet none = FindPaths(scene.graph(), scene.at("A"), scene.at("B"), On(0), limits);
  EXPECT_THAT(none.paths, IsEmpty());
  EXPECT_FALSE(none.complete);
  EXPECT_FALSE(
      FindShortestPaths(scene.graph(), scene.at("A"), scene.at("B"), On(0), limits).complete);
}

// Two ways from A to B: through hub (four arcs) and, longer, through C and D.
World TwoWays() {
  return {{"A", "hub", "B", "C", "D", "x"},
          {{.from = "A", .to = "hub"},
           {.from = "B", .to = "hub"},
           {.from = "A", .to = "C"},
           {.from = "C", .to = "D"},
           {.from = "D", .to = "B"},
           {.from = "x", .to = "hub"},
           {.from = "hub", .to = "x", .start = 5, .end = 6}}};
}

TEST(FindPaths, DoesNotGoThroughTheCrowded) {
  const Scene scene(TwoWays());
  Limits limits = kNoLimits;
  limits.degree_max = 4;
  const VertexIndex a = scene.at("A");
  const VertexIndex b = scene.at("B");
  const PathSet all = FindPaths(scene.graph(), a, b, On(0), limits);
  EXPECT_THAT(PathsOf(scene, all), ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3, 4)));
  EXPECT_TRUE(all.complete);
  limits.degree_max = 3;
  const PathSet around = FindPaths(scene.graph(), a, b, On(0), limits);
  EXPECT_THAT(PathsOf(scene, around), ElementsAre(ElementsAre(2, 3, 4)));
  EXPECT_FALSE(around.complete);
  ASSERT_EQ(around.crowded.size(), 1u);
  EXPECT_EQ(around.crowded[0].vertex, scene.at("hub"));
  EXPECT_EQ(around.crowded[0].degree, 4u);
  const PathSet shortest = FindShortestPaths(scene.graph(), a, b, On(0), limits);
  EXPECT_THAT(PathsOf(scene, shortest), ElementsAre(ElementsAre(2, 3, 4)));
  EXPECT_FALSE(shortest.complete);
  // With two hops the hub lies exactly half-way.
  limits.hops_max = 2;
  const PathSet half_way = FindPaths(scene.graph(), a, b, On(0), limits);
  EXPECT_THAT(half_way.paths, IsEmpty());
  EXPECT_EQ(half_way.crowded.size(), 1u);
}

TEST(FindPaths, TheEndsMayBeCrowded) {
  const Scene scene(TwoWays());
  Limits limits = kNoLimits;
  limits.degree_max = 2;
  const PathSet found = FindPaths(scene.graph(), scene.at("hub"), scene.at("C"), On(0), limits);
  EXPECT_THAT(PathsOf(scene, found), ElementsAre(ElementsAre(0, 2), ElementsAre(1, 4, 3)));
  EXPECT_TRUE(found.complete);
  const PathSet back = FindPaths(scene.graph(), scene.at("C"), scene.at("hub"), On(0), limits);
  EXPECT_THAT(PathsOf(scene, back), UnorderedElementsAre(ElementsAre(2, 0), ElementsAre(3, 4, 1)));
  EXPECT_TRUE(back.complete);
}

// A and B are tied to two neighbouring hubs: each search stops at its own hub.
TEST(FindPaths, TwoHubsInARowAreNotTakenForNoPath) {
  World world{{"A", "h1", "h2", "B"},
              {{.from = "A", .to = "h1"}, {.from = "h1", .to = "h2"}, {.from = "h2", .to = "B"}}};
  for (const std::string hub : {"h1", "h2"}) {
    world.parties.push_back(hub + "x");
    world.ties.push_back({.from = hub + "x", .to = hub});
  }
  const Scene scene(world);
  Limits limits = kNoLimits;
  limits.degree_max = 2;
  for (const uint32_t hops : {3u, 4u, 100u}) {
    limits.hops_max = hops;
    for (const bool shortest : {false, true}) {
      const PathSet found = (shortest ? FindShortestPaths : FindPaths)(
          scene.graph(), scene.at("A"), scene.at("B"), On(0), limits);
      EXPECT_THAT(found.paths, IsEmpty());
      EXPECT_FALSE(found.complete);
      EXPECT_THAT(found.crowded, ::testing::Not(IsEmpty()));
    }
  }
}

// Everything that A can reach is known and no hub, so a hub near B hides nothing.
TEST(FindPaths, AHubOnOneSideAloneLeavesNothingOut) {
  World world = TwoWays();
  world.parties.insert(world.parties.end(), {"F", "G"});
  world.ties.push_back({.from = "F", .to = "G"});
  const Scene scene(world);
  Limits limits = kNoLimits;
  limits.degree_max = 3;
  for (const auto& [a, b] : {std::pair("F", "B"), std::pair("B", "F")}) {
    const PathSet found = FindPaths(scene.graph(), scene.at(a), scene.at(b), On(0), limits);
    EXPECT_THAT(found.paths, IsEmpty());
    EXPECT_THAT(found.crowded, IsEmpty());
    EXPECT_TRUE(found.complete);
  }
}

// C is the only way to B, and the way into a clique of 30 from which nothing else leads out: trying
// every path in there would take 10^13 steps.
TEST(FindPaths, DeadEndsDoNotMultiply) {
  World world{{"A", "C", "B"}, {{.from = "A", .to = "C"}, {.from = "C", .to = "B"}}};
  for (int i = 0; i < 30; ++i) {
    world.parties.push_back("K" + std::to_string(i));
    world.ties.push_back({.from = "C", .to = world.parties.back()});
    for (int j = 0; j < i; ++j) {
      world.ties.push_back({.from = "K" + std::to_string(j), .to = world.parties.back()});
    }
  }
  const Scene scene(world);
  Limits limits = kNoLimits;
  limits.hops_max = 12;
  const PathSet found = FindPaths(scene.graph(), scene.at("A"), scene.at("B"), On(0), limits);
  EXPECT_THAT(PathsOf(scene, found), ElementsAre(ElementsAre(0, 1)));
  EXPECT_TRUE(found.complete);
}

TEST(FindPaths, GoesFarAlongAChain) {
  World world;
  for (int i = 0; i <= 300; ++i) {
    world.parties.push_back("c" + std::to_string(i));
    if (i > 0)
      world.ties.push_back(
          {.from = world.parties[static_cast<size_t>(i) - 1], .to = world.parties.back()});
  }
  const Scene scene(world, 2);
  Limits limits = kNoLimits;
  limits.hops_max = 0xFFFFFFFF;
  const VertexIndex a = scene.at("c0");
  const VertexIndex b = scene.at("c300");
  for (const PathSet& found : {FindPaths(scene.graph(), a, b, On(0), limits),
                               FindShortestPaths(scene.graph(), a, b, On(0), limits)}) {
    ASSERT_EQ(found.paths.size(), 1u);
    EXPECT_EQ(found.paths[0].size(), 300u);
    EXPECT_TRUE(found.complete);
  }
}

TEST(FindShortestPaths, GivesOnlyTheShortest) {
  const Scene scene({{"A", "B", "C", "D", "E"},
                     {{.from = "A", .to = "B"},
                      {.from = "B", .to = "D"},
                      {.from = "A", .to = "C"},
                      {.from = "C", .to = "D"},
                      {.from = "A", .to = "E"},
                      {.from = "E", .to = "B"}}});
  Limits limits = kNoLimits;
  const auto ask = [&] {
    return FindShortestPaths(scene.graph(), scene.at("A"), scene.at("D"), On(0), limits);
  };
  EXPECT_THAT(PathsOf(scene, ask()), UnorderedElementsAre(ElementsAre(0, 1), ElementsAre(2, 3)));
  EXPECT_TRUE(ask().complete);
  limits.paths_max = 1;
  EXPECT_EQ(ask().paths.size(), 1u);
  EXPECT_FALSE(ask().complete);
  limits.hops_max = 1;
  EXPECT_THAT(ask().paths, IsEmpty());
  EXPECT_TRUE(ask().complete);
}

TEST(FindShortestPaths, EndsWhereThereIsNone) {
  const Scene scene({{"A", "B", "C"}, {{.from = "A", .to = "B"}}});
  Limits limits = kNoLimits;
  limits.hops_max = 0xFFFFFFFF;
  for (const std::string other : {"C", "A"}) {
    const PathSet found =
        FindShortestPaths(scene.graph(), scene.at("A"), scene.at(other), On(0), limits);
    EXPECT_THAT(found.paths, IsEmpty());
    EXPECT_TRUE(found.complete);
  }
}

// Compares one question with the plain oracle: the paths, their order, and `complete`.
std::string Disagreement(const World& world, const Scene& scene, const EdgeFilter& filter,
                         const Limits& limits, const std::string& a, const std::string& b) {
  PlainPaths guarded(world, filter, limits);
  Limits unguarded_limits = limits;
  unguarded_limits.degree_max = kNoLimits.degree_max;
  const std::vector<TiePath> wanted = guarded.Between(a, b);
  const std::vector<TiePath> without_guard =
      PlainPaths(world, filter, unguarded_limits).Between(a, b);
  const PathSet found = FindPaths(scene.graph(), scene.at(a), scene.at(b), filter, limits);
  if (PathsOf(scene, found) != wanted) return "other paths";
  if (found.complete && wanted != without_guard) return "complete, but the guard took paths away";
  if (found.complete != found.crowded.empty()) return "complete and crowded do not fit";
  bool any_crowded = false;
  for (const std::string& party : world.parties) {
    any_crowded |= party != a && party != b && guarded.Degree(party) > limits.degree_max;
  }
  if (!any_crowded && !found.complete) return "not complete without a reason";
  for (const Crowded& crowded : found.crowded) {
    const std::string& key = scene.key(crowded.vertex);
    if (guarded.Degree(key) != crowded.degree || crowded.degree <= limits.degree_max || key == a ||
        key == b) {
      return "not crowded: " + key;
    }
  }
  std::vector<TiePath> shortest = wanted;
  std::erase_if(shortest, [&](const TiePath& path) { return path.size() > wanted[0].size(); });
  const PathSet first = FindShortestPaths(scene.graph(), scene.at(a), scene.at(b), filter, limits);
  if (PathsOf(scene, first) != shortest) return "other shortest paths";
  return "";
}

void CheckPairs(const World& world, const Scene& scene, const EdgeFilter& filter,
                const Limits& limits) {
  for (const std::string& a : world.parties) {
    for (const std::string& b : world.parties) {
      ASSERT_EQ(Disagreement(world, scene, filter, limits, a, b), "")
          << a << " to " << b << " in " << limits.hops_max << " hops, degree " << limits.degree_max
          << "\n"
          << world;
    }
  }
}

TEST(FindPaths, AgreesWithPlainEnumerationOnAllSmallGraphs) {
  EdgeFilter any_date = On(0);
  any_date.any_date = true;
  for (uint32_t parties = 1; parties <= 4; ++parties) {
    for (uint32_t number = 0; number < PairWorldCount(parties); ++number) {
      const World world = PairWorld(parties, number);
      const Scene scene(world, 4);
      Limits limits = kNoLimits;
      limits.hops_max = number % 5;
      CheckPairs(world, scene, On(9), limits);
      limits.hops_max = 3;
      CheckPairs(world, scene, On(10, SetOf(Relation::kShareholder)), limits);
      CheckPairs(world, scene, any_date, limits);
      limits.degree_max = number % 3;
      CheckPairs(world, scene, any_date, limits);
      if (::testing::Test::HasFatalFailure()) return;
    }
  }
}

// Five parties are the fewest with a place that is a dead end behind one party and a way through
// when that party comes later.
TEST(FindPaths, AgreesWithPlainEnumerationOnAllSimpleGraphsOfFive) {
  const std::vector<std::string> parties = {"a", "b", "c", "d", "e"};
  for (uint32_t number = 0; number < 1024; ++number) {
    World world{parties, {}};
    uint32_t bits = number;
    for (size_t i = 0; i < parties.size(); ++i) {
      for (size_t j = i + 1; j < parties.size(); ++j, bits /= 2) {
        if (bits % 2 == 1) world.ties.push_back({.from = parties[i], .to = parties[j]});
      }
    }
    CheckPairs(world, Scene(world), On(0), kNoLimits);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

RC_GTEST_PROP(FindPathsProperty, AgreesWithPlainEnumerationFarAndWide, ()) {
  World world;
  const int parties = *rc::gen::inRange(6, 10);
  for (int i = 0; i < parties; ++i) world.parties.push_back("p" + std::to_string(i));
  const auto odds = *rc::gen::inRange(2, 5);
  for (size_t i = 0; i < world.parties.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (*rc::gen::inRange(0, odds) == 0) {
        world.ties.push_back({.from = world.parties[i], .to = world.parties[j]});
      }
    }
  }
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  Limits limits = kNoLimits;
  limits.hops_max = *rc::gen::inRange<uint32_t>(4, 8);
  for (const std::string& b : world.parties) {
    RC_ASSERT(Disagreement(world, scene, On(0), limits, "p0", b) == "");
  }
}

World RandomWorld(size_t parties, size_t ties) {
  World world;
  for (size_t i = 0; i < parties; ++i) world.parties.push_back("p" + std::to_string(i));
  const auto party = rc::gen::elementOf(world.parties);
  const auto relation =
      rc::gen::element(Relation::kShareholder, Relation::kOwner, Relation::kContact);
  for (size_t i = 0; i < ties; ++i) {
    world.ties.push_back({.from = *party,
                          .relation = *relation,
                          .to = *party,
                          .start = *rc::gen::element(kEver, 0, 5),
                          .end = *rc::gen::element(kForever, 5, 8)});
  }
  return world;
}

RC_GTEST_PROP(FindPathsProperty, AgreesWithPlainEnumeration, ()) {
  const World world =
      RandomWorld(*rc::gen::inRange<size_t>(2, 8), *rc::gen::inRange<size_t>(1, 15));
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  Limits limits = kNoLimits;
  limits.hops_max = *rc::gen::inRange<uint32_t>(0, 9);
  limits.degree_max = *rc::gen::element(100u, 6u, 5u, 4u, 3u, 2u);
  const EdgeFilter filter =
      On(*rc::gen::element(4, 5),
         *rc::gen::element(model::kAllRelations,
                           SetOf(Relation::kShareholder) | SetOf(Relation::kOwner)));
  for (const std::string& b : world.parties) {
    RC_ASSERT(Disagreement(world, scene, filter, limits, "p0", b) == "");
  }
}

}  // namespace
}  // namespace liancheng::graph
