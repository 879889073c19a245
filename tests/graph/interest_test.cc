#include "engine/graph/interest.h"

#include <cmath>
#include <map>

#include "engine/graph/interest_chains.h"
#include "engine/graph/loop_system.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Side = Interest::Side;

constexpr uint32_t kAll = 1'000'000;

Tie Stake(const std::string& from, const std::string& to, double percent) {
  return {.from = from, .to = to, .share_ppm = static_cast<uint32_t>(std::lround(percent * 10000))};
}

Tie Unknown(const std::string& from, const std::string& to) {
  return {.from = from, .to = to, .share_ppm = std::nullopt};
}

std::map<std::string, Interest> Of(const Scene& scene, const std::string& start, int32_t day = 0) {
  std::map<std::string, Interest> found;
  for (const Interest& interest : InterestsFrom(scene.graph(), scene.at(start), {day}, kAll).of) {
    found.emplace(scene.key(interest.vertex), interest);
  }
  return found;
}

TEST(Interests, WorkedByHand) {
  struct Row {
    std::string what;
    World world;
    std::map<std::string, double> wanted;  // of X
  };
  const std::vector<Row> rows = {
      {"a chain multiplies",
       {{"X", "A", "B"}, {Stake("X", "A", 60), Stake("A", "B", 50)}},
       {{"A", 0.6}, {"B", 0.3}}},
      {"two chains add up",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 50), Stake("X", "B", 20), Stake("A", "C", 40), Stake("B", "C", 30)}},
       {{"A", 0.5}, {"B", 0.2}, {"C", 0.26}}},
      {"own stake and a chain",
       {{"X", "A", "C"}, {Stake("X", "A", 50), Stake("X", "C", 10), Stake("A", "C", 40)}},
       {{"A", 0.5}, {"C", 0.3}}},
      // b is held 0.6 * 0.5, and of every further round 0.5 * 0.4 comes back to a.
      {"two firms that hold each other: 0.6 / (1 - 0.2)",
       {{"X", "A", "B"}, {Stake("X", "A", 60), Stake("A", "B", 50), Stake("B", "A", 40)}},
       {{"A", 0.75}, {"B", 0.375}}},
      {"a firm below a loop",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 60), Stake("A", "B", 50), Stake("B", "A", 40), Stake("B", "C", 80)}},
       {{"A", 0.75}, {"B", 0.375}, {"C", 0.3}}},
      {"a stake in the party asked about leads nowhere",
       {{"X", "A"}, {Stake("X", "A", 60), Stake("A", "X", 50)}},
       {{"A", 0.6}}},
      {"a loop of three: 0.5 / (1 - 0.9 * 0.9 * 0.5)",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 50), Stake("A", "B", 90), Stake("B", "C", 90), Stake("C", "A", 50)}},
       {{"A", 0.5 / 0.595}, {"B", 0.45 / 0.595}, {"C", 0.405 / 0.595}}},
      {"a stake in itself counts for nobody",
       {{"X", "A"}, {Stake("X", "A", 45), Stake("A", "A", 55)}},
       {{"A", 0.45}}},
      {"totals over the whole are taken as stated",
       {{"X", "A"}, {Stake("X", "A", 90), Stake("X", "A", 60)}},
       {{"A", 1.5}}},
  };
  for (const Row& row : rows) {
    for (const uint32_t layout : {0u, 1u, 2u}) {
      const Scene scene(row.world, layout);
      const auto found = Of(scene, "X");
      EXPECT_EQ(found.size(), row.wanted.size()) << row.what;
      for (const auto& [key, share] : row.wanted) {
        ASSERT_TRUE(found.contains(key)) << row.what << " " << key;
        EXPECT_THAT(found.at(key).lo, DoubleNear(share, 1e-12)) << row.what << " " << key;
        EXPECT_THAT(found.at(key).hi, DoubleNear(share, 1e-12)) << row.what << " " << key;
        EXPECT_FALSE(found.at(key).contradictory) << row.what << " " << key;
      }
    }
  }
}

TEST(Interests, StakesOfTheDay) {
  Tie old = Stake("X", "A", 40);
  old.end = 10;
  Tie young = Stake("X", "A", 20);
  young.start = 10;
  const Scene scene({{"X", "A"}, {old, young}});
  EXPECT_THAT(Of(scene, "X", 9).at("A").lo, DoubleNear(0.4, 1e-12));
  EXPECT_THAT(Of(scene, "X", 10).at("A").lo, DoubleNear(0.2, 1e-12));
}

TEST(Interests, AnUnknownShareIsAnInterval) {
  // Others hold 70 of A, so X holds 0 to 30 of it; of B 0 to 15 and another 20.
  const Scene scene(
      {{"X", "A", "B", "O"},
       {Unknown("X", "A"), Stake("O", "A", 70), Stake("A", "B", 50), Stake("X", "B", 20)}});
  const auto found = Of(scene, "X");
  EXPECT_THAT(found.at("A").lo, DoubleNear(0, 1e-12));
  EXPECT_THAT(found.at("A").hi, DoubleNear(0.3, 1e-12));
  EXPECT_THAT(found.at("B").lo, DoubleNear(0.2, 1e-12));
  EXPECT_THAT(found.at("B").hi, DoubleNear(0.35, 1e-12));
  EXPECT_EQ(found.at("B").Against(250000), Side::kUndetermined);
  EXPECT_EQ(found.at("B").Against(200000), Side::kReaches);
  EXPECT_EQ(found.at("B").Against(350001), Side::kBelow);
  EXPECT_EQ(found.at("B").Against(350000), Side::kUndetermined);
}

TEST(Interests, ABandIsAnInterval) {
  std::vector<model::Fact> facts = FactsOf({{"X", "A"}, {Stake("X", "A", 50)}});
  std::get<model::RelationFact>(facts[2].statement).share = model::ShareBand{250000, 500000};
  model::VectorSource source(facts);
  const auto graph = GraphSnapshot::Build(source, {1}).value();
  const Interests found = InterestsFrom(*graph, {0}, {0}, kAll);
  ASSERT_EQ(found.of.size(), 1u);
  EXPECT_THAT(found.of[0].lo, DoubleNear(0.25, 1e-12));
  EXPECT_THAT(found.of[0].hi, DoubleNear(0.5, 1e-12));
}

TEST(Interests, ExactlyTheThresholdReachesIt) {
  // 0.7 * 0.3 is not 0.21 in binary fractions; one third of a ppm less is below.
  const Scene scene({{"X", "A", "B"}, {Stake("X", "A", 70), Stake("A", "B", 30)}});
  EXPECT_EQ(Of(scene, "X").at("B").Against(210000), Side::kReaches);
  EXPECT_EQ(Of(scene, "X").at("B").Against(210001), Side::kBelow);
}

TEST(Interests, LoopsThatReturnTheWholeHaveNoTotal) {
  const Scene scene({{"X", "A", "B", "C", "D"},
                     {Stake("X", "A", 10), Stake("A", "B", 100), Stake("B", "A", 100),
                      Stake("B", "C", 50), Stake("X", "D", 60)}});
  const auto found = Of(scene, "X");
  for (const char* key : {"A", "B", "C"}) {
    EXPECT_TRUE(found.at(key).contradictory) << key;
    EXPECT_EQ(found.at(key).Against(1), Side::kUndetermined) << key;
  }
  EXPECT_FALSE(found.at("D").contradictory);
  // The same loop, asked about from inside: it is not walked through A.
  EXPECT_THAT(Of(scene, "A").at("B").lo, DoubleNear(1, 1e-12));
}

TEST(Interests, ACutWalkSaysSo) {
  const Scene scene({{"X", "A", "B"}, {Stake("X", "A", 60), Stake("A", "B", 50)}});
  const Interests cut = InterestsFrom(scene.graph(), scene.at("X"), {0}, 2);
  EXPECT_FALSE(cut.complete);
  EXPECT_EQ(cut.of.size(), 1u);
  EXPECT_TRUE(InterestsFrom(scene.graph(), scene.at("X"), {0}, 3).complete);
}

TEST(LargestChains, GivesTheArithmetic) {
  const Scene scene({{"X", "A", "B", "C"},
                     {Stake("X", "A", 50), Stake("X", "B", 20), Stake("A", "C", 40),
                      Stake("B", "C", 30), Stake("X", "C", 1)}});
  const VertexIndex x = scene.at("X");
  const VertexIndex c = scene.at("C");
  VertexSet within = {c.value};
  for (const VertexIndex v : HoldersUpward(scene.graph(), c, {0})) within.insert(v.value);
  const InterestChains all = LargestChains(scene.graph(), x, c, {0}, within, 10);
  ASSERT_EQ(all.chains.size(), 3u);
  EXPECT_TRUE(all.all);
  EXPECT_THAT(scene.ties(all.chains[0].edges), ElementsAre(0, 2));
  EXPECT_THAT(all.chains[0].holdings_ppm, ElementsAre(500000u, 400000u));
  EXPECT_THAT(all.chains[0].share, DoubleNear(0.2, 1e-12));
  EXPECT_THAT(scene.ties(all.chains[1].edges), ElementsAre(1, 3));
  EXPECT_THAT(scene.ties(all.chains[2].edges), ElementsAre(4));
  const InterestChains first = LargestChains(scene.graph(), x, c, {0}, within, 1);
  EXPECT_EQ(first.chains.size(), 1u);
  EXPECT_FALSE(first.all);
}

TEST(LargestChains, SaysThatLoopsAddMore) {
  const Scene scene(
      {{"X", "A", "B"}, {Stake("X", "A", 60), Stake("A", "B", 50), Stake("B", "A", 40)}});
  for (const char* to : {"A", "B"}) {
    VertexSet within = {scene.at(to).value};
    for (const VertexIndex v : HoldersUpward(scene.graph(), scene.at(to), {0})) {
      within.insert(v.value);
    }
    const InterestChains chains =
        LargestChains(scene.graph(), scene.at("X"), scene.at(to), {0}, within, 10);
    EXPECT_EQ(chains.chains.size(), 1u) << to;
    EXPECT_FALSE(chains.all) << to;
  }
}

TEST(LoopSystem, LargeGroupsAreSolvedLikeSmallOnes) {
  // A ring of n firms, each holding 90 % of the next: the value at place i is 0.9^i / (1 - 0.9^n).
  for (const size_t n : {size_t{2}, size_t{50}, size_t{400}, size_t{401}, size_t{900}}) {
    LoopSystem system;
    system.size = n;
    system.inflow.assign(n, 0.0);
    system.inflow[0] = 1;
    for (size_t i = 0; i < n; ++i) system.shares.push_back({i, (i + 1) % n, 0.9});
    const auto solution = Solve(system);
    ASSERT_TRUE(solution) << n;
    const double round = 1 - std::pow(0.9, static_cast<double>(n));
    for (const size_t i : {size_t{0}, size_t{1}, n - 1}) {
      EXPECT_NEAR(solution->held[i], std::pow(0.9, static_cast<double>(i)) / round, 1e-9) << n;
    }
    EXPECT_LT(solution->error, 1e-9) << n;
  }
}

// The plain oracle: the sum over walks that never return to the start, term by term.

struct Matrix {
  std::map<std::pair<std::string, std::string>, double> share;
  bool convergent = true;
};

Matrix Held(const World& world, const std::string& start, int32_t day) {
  Matrix held;
  for (const Tie& tie : world.ties) {
    if (tie.relation != Relation::kShareholder || !Admits(On(day), tie)) continue;
    if (tie.from == tie.to || tie.to == start) continue;
    held.share[{tie.from, tie.to}] += 1e-6 * tie.share_ppm.value_or(0);
  }
  return held;
}

std::map<std::string, double> PlainInterests(const Matrix& held, const std::string& start) {
  std::map<std::string, double> total;
  std::map<std::string, double> term = {{start, 1.0}};
  for (int round = 0; round < 3000 && !term.empty(); ++round) {
    std::map<std::string, double> next;
    for (const auto& [ends, share] : held.share) {
      const auto from = term.find(ends.first);
      if (from != term.end() && from->second * share > 1e-18) {
        next[ends.second] += from->second * share;
      }
    }
    for (const auto& [key, share] : next) total[key] += share;
    term = std::move(next);
  }
  return total;
}

World RandomStakes(const std::vector<int>& percents) {
  World world;
  const auto parties = *rc::gen::inRange<size_t>(1, 8);
  for (size_t i = 0; i < parties; ++i) world.parties.push_back("p" + std::to_string(i));
  const auto ties = *rc::gen::inRange<size_t>(0, 20);
  const auto party = rc::gen::elementOf(world.parties);
  for (size_t i = 0; i < ties; ++i) {
    Tie tie{.from = *party, .to = *party};
    tie.share_ppm = static_cast<uint32_t>(*rc::gen::elementOf(percents)) * 10000;
    tie.start = *rc::gen::element(kEver, 0, 5);
    tie.end = *rc::gen::element(kForever, 5, 8);
    world.ties.push_back(tie);
  }
  return world;
}

RC_GTEST_PROP(InterestsProperty, AgreeWithTheSumOverWalks, ()) {
  // Shares are so small that every loop converges.
  const World world = RandomStakes({0, 1, 5, 10, 12});
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  const int32_t day = *rc::gen::element(4, 5);
  for (const std::string& start : world.parties) {
    const auto wanted = PlainInterests(Held(world, start, day), start);
    const auto found = Of(scene, start, day);
    for (const auto& [key, share] : wanted) {
      RC_ASSERT(found.contains(key));
      RC_ASSERT(std::abs(found.at(key).lo - share) < 1e-9);
      RC_ASSERT(std::abs(found.at(key).hi - share) < 1e-9);
    }
    for (const auto& [key, interest] : found) RC_ASSERT(wanted.contains(key));
  }
}

RC_GTEST_PROP(InterestsProperty, LargeLoopsNeverPassUnseen, ()) {
  const World world = RandomStakes({30, 60, 90, 100});
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  for (const std::string& start : world.parties) {
    const auto plain = PlainInterests(Held(world, start, 5), start);
    for (const auto& [key, interest] : Of(scene, start, 5)) {
      // The partial sum never exceeds a finite total; an infinite total is reported as such.
      if (!interest.contradictory) RC_ASSERT(plain.at(key) <= interest.lo + 1e-6);
      if (plain.at(key) > 1e4) RC_ASSERT(interest.contradictory);
    }
  }
}

// Asked from the firm upward: the interest of one party in it, using only what lies between the
// two.
RC_GTEST_PROP(InterestsProperty, UpAndDownAgree, ()) {
  const World world = RandomStakes({0, 5, 10, 12});
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  for (const std::string& firm : world.parties) {
    const VertexIndex at = scene.at(firm);
    VertexSet upward = {at.value};
    for (const VertexIndex v : HoldersUpward(scene.graph(), at, {5})) upward.insert(v.value);
    for (const std::string& holder : world.parties) {
      if (holder == firm) continue;
      const auto down = Of(scene, holder, 5);
      const auto up = InterestIn(scene.graph(), scene.at(holder), at, {5}, upward);
      RC_ASSERT(up.has_value() == down.contains(firm));
      if (up) RC_ASSERT(std::abs(up->lo - down.at(firm).lo) < 1e-12);
    }
  }
}

}  // namespace
}  // namespace liancheng::graph
