#include "engine/graph/control.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/graph/control_chains.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "tests/graph/world.h"

namespace liancheng::graph {
namespace {

using model::Relation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr uint32_t kHalf = 500000;

Tie Stake(const std::string& from, const std::string& to, uint32_t percent) {
  return {.from = from, .to = to, .share_ppm = percent * 10000};
}

Tie Controls(const std::string& from, const std::string& to) {
  return {.from = from, .relation = Relation::kActualController, .to = to};
}

std::map<std::string, uint64_t> ControlledBy(const Scene& scene, const std::string& start,
                                             uint32_t threshold_ppm = kHalf, int32_t day = 0) {
  std::map<std::string, uint64_t> shares;
  for (const Controlled& c :
       MajorityControlled(scene.graph(), scene.at(start), {day}, threshold_ppm)) {
    shares[scene.key(c.vertex)] = c.share_ppm;
  }
  return shares;
}

// The company control problem of the deductive database literature: a company controls another when
// it owns, directly or through companies it controls, more than half of its shares (Mumick,
// Pirahesh and Ramakrishnan, VLDB 1990, example of aggregates in recursion).
TEST(MajorityControlled, WorkedCasesOfTheCompanyControlProblem) {
  struct Row {
    std::string what;
    World world;
    std::map<std::string, uint64_t> wanted;  // of X
  };
  const std::vector<Row> rows = {
      {"a chain of majorities",
       {{"X", "A", "B"}, {Stake("X", "A", 51), Stake("A", "B", 51)}},
       {{"A", 510000}, {"B", 510000}}},
      {"minorities that add up through two controlled firms",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 60), Stake("X", "B", 51), Stake("A", "C", 30), Stake("B", "C", 30)}},
       {{"A", 600000}, {"B", 510000}, {"C", 600000}}},
      {"own minority and that of a controlled firm",
       {{"X", "A", "C"}, {Stake("X", "A", 51), Stake("X", "C", 25), Stake("A", "C", 26)}},
       {{"A", 510000}, {"C", 510000}}},
      {"the same with a firm that is not controlled",
       {{"X", "A", "C"}, {Stake("X", "A", 50), Stake("X", "C", 25), Stake("A", "C", 26)}},
       {}},
      {"half is not more than half", {{"X", "A"}, {Stake("X", "A", 50)}}, {}},
      {"each firm unlocks the next",
       {{"X", "A", "B", "C", "D"},
        {Stake("X", "A", 51), Stake("X", "B", 26), Stake("A", "B", 25), Stake("X", "C", 26),
         Stake("B", "C", 25), Stake("B", "D", 17), Stake("C", "D", 17), Stake("A", "D", 17)}},
       {{"A", 510000}, {"B", 510000}, {"C", 510000}, {"D", 510000}}},
      {"two firms that hold each other are nobody's",
       {{"X", "A", "B"}, {Stake("A", "B", 90), Stake("B", "A", 90), Stake("X", "A", 10)}},
       {}},
      {"a stake that comes back counts once control is there",
       {{"X", "A", "B"}, {Stake("X", "A", 55), Stake("A", "B", 80), Stake("B", "A", 40)}},
       {{"A", 950000}, {"B", 800000}}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(ControlledBy(Scene(row.world), "X"), row.wanted) << row.what;
  }
}

TEST(MajorityControlled, TheStartIsNeverItsOwn) {
  const Scene scene({{"X", "A"}, {Stake("X", "A", 80), Stake("A", "X", 90), Stake("X", "X", 10)}});
  EXPECT_THAT(ControlledBy(scene, "X"), UnorderedElementsAre(Pair("A", 800000u)));
}

TEST(MajorityControlled, AStakeInItselfCountsForNobody) {
  const Scene scene({{"X", "A"}, {Stake("X", "A", 45), Stake("A", "A", 30)}});
  EXPECT_THAT(ControlledBy(scene, "X"), IsEmpty());
  const Scene over({{"X", "A"}, {Stake("X", "A", 51), Stake("A", "A", 30)}});
  EXPECT_THAT(ControlledBy(over, "X"), UnorderedElementsAre(Pair("A", 510000u)));
}

TEST(MajorityControlled, AddsTheStakesOfTheDay) {
  Tie old = Stake("X", "A", 40);
  old.end = 10;
  Tie young = Stake("X", "A", 20);
  young.start = 5;
  const Scene scene({{"X", "A"}, {old, young}});
  EXPECT_THAT(ControlledBy(scene, "X", kHalf, 4), IsEmpty());
  EXPECT_THAT(ControlledBy(scene, "X", kHalf, 5), UnorderedElementsAre(Pair("A", 600000u)));
  EXPECT_THAT(ControlledBy(scene, "X", kHalf, 9), UnorderedElementsAre(Pair("A", 600000u)));
  EXPECT_THAT(ControlledBy(scene, "X", kHalf, 10), IsEmpty());
}

TEST(MajorityControlled, UnknownSharesCountAsNothing) {
  Tie unknown = Stake("X", "A", 0);
  unknown.share_ppm.reset();
  const Scene scene({{"X", "A"}, {Stake("X", "A", 50), unknown}});
  EXPECT_THAT(ControlledBy(scene, "X"), IsEmpty());
  EXPECT_THAT(ControlledBy(scene, "X", 499999), UnorderedElementsAre(Pair("A", 500000u)));
}

TEST(MajorityControlled, TheLowerEndOfABandCounts) {
  std::vector<model::Fact> facts = FactsOf({{"X", "A"}, {Stake("X", "A", 50)}});
  std::get<model::RelationFact>(facts[2].statement).share = model::ShareBand{500000, 750000};
  model::VectorSource source(facts);
  const auto graph = GraphSnapshot::Build(source, {1}).value();
  EXPECT_THAT(MajorityControlled(*graph, {0}, {0}, kHalf), IsEmpty());
  EXPECT_EQ(MajorityControlled(*graph, {0}, {0}, kHalf - 1).size(), 1u);
}

TEST(MajorityControlled, TotalsOverTheWholeAreTakenAsStated) {
  const Scene scene({{"X", "A"}, {Stake("X", "A", 90), Stake("X", "A", 60)}});
  EXPECT_THAT(ControlledBy(scene, "X"), UnorderedElementsAre(Pair("A", 1500000u)));
  EXPECT_THAT(ControlledBy(scene, "X", 1500000), IsEmpty());
}

TEST(MajorityControlled, AnActualControllerNeedsNoShares) {
  Tie ended = Controls("X", "C");
  ended.end = 0;
  const Scene scene(
      {{"X", "A", "B", "C"}, {Controls("X", "A"), Stake("A", "B", 60), Stake("X", "A", 5), ended}});
  EXPECT_THAT(ControlledBy(scene, "X"),
              UnorderedElementsAre(Pair("A", 50000u), Pair("B", 600000u)));
}

TEST(MajorityControlled, ListsTheEdgesHolderByHolder) {
  const World world{{"X", "A", "B"},
                    {Stake("X", "A", 60), Stake("X", "B", 20), Stake("A", "B", 25),
                     Stake("A", "B", 10), Stake("B", "B", 5), Controls("X", "B")}};
  // The hash of "A" is smaller than that of "X" (see the vectors in the test of StableHash).
  ASSERT_LT(StableHash("A"), StableHash("X"));
  for (const uint32_t layout : {0u, 1u, 2u, 3u}) {
    const Scene scene(world, layout);
    for (const Controlled& c : MajorityControlled(scene.graph(), scene.at("X"), {0}, kHalf)) {
      if (scene.key(c.vertex) != "B") continue;
      EXPECT_EQ(c.share_ppm, 550000u);
      EXPECT_THAT(scene.ties(c.edges), ElementsAre(3, 2, 1, 5)) << layout;
    }
  }
}

std::map<std::string, uint64_t> CascadeFrom(const Scene& scene,
                                            const std::vector<std::string>& blocked,
                                            uint32_t threshold_ppm = kHalf,
                                            Bound bound = Bound::kFloor) {
  std::vector<VertexIndex> starts;
  for (const std::string& key : blocked) starts.push_back(scene.at(key));
  std::map<std::string, uint64_t> shares;
  for (const Controlled& c :
       ControlledBy(scene.graph(), starts, {0}, {FixPoint::kCascade, threshold_ppm, bound})) {
    shares[scene.key(c.vertex)] = c.share_ppm;
  }
  return shares;
}

// OFAC's examples of the 50 percent rule (guidance of 2014-08-13 and its questions 398 to 402):
// ownership of 50 percent or more, direct or indirect, in the aggregate, by blocked persons.
TEST(Cascade, WorkedCasesOfTheFiftyPercentRule) {
  struct Row {
    std::string what;
    World world;
    std::vector<std::string> blocked;
    std::map<std::string, uint64_t> wanted;
  };
  const std::vector<Row> rows = {
      {"X 50 of A, A 50 of B: B is in",
       {{"X", "A", "B"}, {Stake("X", "A", 50), Stake("A", "B", 50)}},
       {"X"},
       {{"A", 500000}, {"B", 500000}}},
      {"X 50 of A and of B, A and B 25 of C each: C is in",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 50), Stake("X", "B", 50), Stake("A", "C", 25), Stake("B", "C", 25)}},
       {"X"},
       {{"A", 500000}, {"B", 500000}, {"C", 500000}}},
      {"X 25 of A and of B, A and B 50 of C each: C is not",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 25), Stake("X", "B", 25), Stake("A", "C", 50), Stake("B", "C", 50)}},
       {"X"},
       {}},
      {"X 50 of A and 10 of B, A 40 of B: B is in",
       {{"X", "A", "B"}, {Stake("X", "A", 50), Stake("X", "B", 10), Stake("A", "B", 40)}},
       {"X"},
       {{"A", 500000}, {"B", 500000}}},
      {"X 50 of A and 25 of B, A 25 of C, B 50 of C: a stake of a firm that is not in counts "
       "nothing",
       {{"X", "A", "B", "C"},
        {Stake("X", "A", 50), Stake("X", "B", 25), Stake("A", "C", 25), Stake("B", "C", 50)}},
       {"X"},
       {{"A", 500000}}},
      {"two blocked parties with 25 each",
       {{"X", "Y", "A"}, {Stake("X", "A", 25), Stake("Y", "A", 25)}},
       {"X", "Y"},
       {{"A", 500000}}},
      {"the same with one of them",
       {{"X", "Y", "A"}, {Stake("X", "A", 25), Stake("Y", "A", 25)}},
       {"X"},
       {}},
      {"control without ownership does not block",
       {{"X", "A"}, {Controls("X", "A"), Stake("X", "A", 49)}},
       {"X"},
       {}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(CascadeFrom(Scene(row.world), row.blocked), row.wanted) << row.what;
  }
}

TEST(Cascade, NothingHeldIsNoHolding) {
  const Scene scene({{"X", "A"}, {Stake("X", "A", 0)}});
  EXPECT_THAT(CascadeFrom(scene, {"X"}, 0), IsEmpty());
}

TEST(Ceiling, UnknownStakesInAFirmShareOneRest) {
  Tie unknown_x = Stake("X", "A", 0);
  unknown_x.share_ppm.reset();
  Tie unknown_y = unknown_x;
  unknown_y.from = "Y";
  const Scene scene({{"X", "Y", "A", "O"}, {unknown_x, unknown_y, Stake("O", "A", 30)}});
  EXPECT_EQ(UnknownRestPpm(scene.graph(), scene.at("A"), {0}), 700000u);
  EXPECT_THAT(CascadeFrom(scene, {"X", "Y"}, kHalf, Bound::kCeiling),
              UnorderedElementsAre(Pair("A", 700000u)));
  EXPECT_THAT(CascadeFrom(scene, {"X"}, 700001, Bound::kCeiling), IsEmpty());
  EXPECT_THAT(CascadeFrom(scene, {"X", "Y"}), IsEmpty());
}

TEST(ControlChains, EveryHolderThatCountsHasAWay) {
  const World world{{"X", "A", "B", "C"},
                    {Stake("X", "A", 60), Stake("X", "B", 51), Stake("A", "C", 30),
                     Stake("B", "C", 20), Stake("B", "C", 11), Stake("C", "A", 30)}};
  for (const uint32_t layout : {0u, 1u, 2u}) {
    const Scene scene(world, layout);
    const auto all = MajorityControlled(scene.graph(), scene.at("X"), {0}, kHalf);
    const ControlChains chains(scene.graph(), all, {0}, Bound::kFloor);
    std::map<std::string, std::vector<std::vector<size_t>>> ways;
    for (const Controlled& firm : all) {
      for (const ControlChain& chain : chains.To(firm)) {
        ways[scene.key(firm.vertex)].push_back(scene.ties(chain.edges));
      }
    }
    EXPECT_THAT(ways["B"], ElementsAre(ElementsAre(1)));
    // B's two stakes together are more than A's one.
    ASSERT_EQ(ways["C"].size(), 2u);
    EXPECT_THAT(ways["C"][0], ::testing::UnorderedElementsAre(1, 3, 4));
    EXPECT_THAT(ways["C"][1], ElementsAre(0, 2));
    // C came after A, and its stake in A is led back to X without going round.
    ASSERT_EQ(ways["A"].size(), 2u);
    EXPECT_THAT(ways["A"][0], ElementsAre(0));
    EXPECT_THAT(ways["A"][1], ::testing::UnorderedElementsAre(1, 3, 4, 5));
  }
}

TEST(ChainedFrom, EverySingleHoldingMustReachTheThreshold) {
  const Scene scene(
      {{"X", "A", "B", "C", "D"},
       {Stake("X", "A", 50), Stake("A", "B", 50), Stake("B", "C", 49), Stake("A", "C", 30),
        Stake("X", "C", 30), Stake("B", "X", 99), Stake("D", "D", 60)}});
  const std::vector<Chained> chained = ChainedFrom(scene.graph(), scene.at("X"), {0}, kHalf);
  ASSERT_EQ(chained.size(), 2u);
  EXPECT_EQ(scene.key(chained[0].vertex), "A");
  EXPECT_THAT(scene.ties(chained[0].chain), ElementsAre(0));
  EXPECT_EQ(scene.key(chained[1].vertex), "B");
  EXPECT_THAT(scene.ties(chained[1].chain), ElementsAre(0, 1));
  EXPECT_THAT(ChainedFrom(scene.graph(), scene.at("X"), {0}, kHalf + 1), IsEmpty());
}

TEST(ChainedFrom, StakesOfOneHolderInOneFirmAreOneHolding) {
  Tie old = Stake("X", "A", 30);
  old.end = 10;
  const Scene scene({{"X", "A", "B"}, {Stake("X", "A", 20), old, Stake("A", "B", 70)}});
  const std::vector<Chained> before = ChainedFrom(scene.graph(), scene.at("X"), {9}, kHalf);
  ASSERT_EQ(before.size(), 2u);
  EXPECT_THAT(scene.ties(before[0].chain), ElementsAre(1, 0));  // the one that ends first
  EXPECT_THAT(scene.ties(before[1].chain), ElementsAre(1, 0, 2));
  EXPECT_THAT(ChainedFrom(scene.graph(), scene.at("X"), {10}, kHalf), IsEmpty());
}

TEST(ChainedFrom, GivesAShortestChain) {
  const Scene scene(
      {{"X", "A", "B", "C"},
       {Stake("X", "A", 60), Stake("A", "B", 60), Stake("B", "C", 60), Stake("X", "B", 50)}});
  std::map<std::string, std::vector<size_t>> chains;
  for (const Chained& c : ChainedFrom(scene.graph(), scene.at("X"), {0}, kHalf)) {
    chains[scene.key(c.vertex)] = scene.ties(c.chain);
  }
  EXPECT_THAT(chains["C"], ElementsAre(3, 2));
  EXPECT_THAT(chains["B"], ElementsAre(3));
  EXPECT_THAT(chains["A"], ElementsAre(0));
}

TEST(HoldersUpward, FindsAllWhoCouldControl) {
  Tie ended = Stake("O", "A", 90);
  ended.end = 0;
  Tie unknown = Stake("U", "A", 0);
  unknown.share_ppm.reset();
  const World world{{"A", "B", "P", "O", "U", "C", "Q"},
                    {Stake("B", "A", 1),
                     Controls("P", "B"),
                     ended,
                     unknown,
                     Stake("A", "C", 60),
                     Stake("A", "P", 10),
                     Stake("A", "A", 5),
                     {"Q", Relation::kLegalRepresentative, "A", {}}}};
  const Scene scene(world);
  EXPECT_THAT(scene.keys(HoldersUpward(scene.graph(), scene.at("A"), {0})),
              UnorderedElementsAre("B", "P", "U"));
}

// The plain oracles, which read the ties only.

bool InForce(const Tie& tie, int32_t day) {
  return Admits(On(day), tie);
}

uint64_t Floor(const Tie& tie) {
  return tie.relation == Relation::kShareholder ? tie.share_ppm.value_or(0) : 0;
}

struct PlainControl {
  uint64_t share_ppm = 0;
  std::set<size_t> ties;
  bool outright = false;
};

PlainControl HeldBy(const World& world, const std::set<std::string>& holders,
                    const std::string& firm, int32_t day) {
  PlainControl held;
  for (size_t i = 0; i < world.ties.size(); ++i) {
    const Tie& tie = world.ties[i];
    if (!InForce(tie, day) || tie.to != firm || tie.from == firm) continue;
    if (!holders.contains(tie.from)) continue;
    const bool outright = tie.relation == Relation::kActualController;
    if (outright || Floor(tie) > 0) held.ties.insert(i);
    held.outright |= outright;
    held.share_ppm += Floor(tie);
  }
  return held;
}

std::map<std::string, PlainControl> PlainMajority(const World& world, const std::string& start,
                                                  int32_t day, uint64_t threshold_ppm) {
  std::set<std::string> members = {start};
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string& firm : world.parties) {
      if (members.contains(firm)) continue;
      const PlainControl held = HeldBy(world, members, firm, day);
      if (held.outright || held.share_ppm > threshold_ppm) changed = members.insert(firm).second;
    }
  }
  std::map<std::string, PlainControl> controlled;
  for (const std::string& firm : members) {
    if (firm != start) controlled[firm] = HeldBy(world, members, firm, day);
  }
  return controlled;
}

// Steps from the start to each party along holdings of at least the threshold.
std::map<std::string, size_t> PlainChains(const World& world, const std::string& start, int32_t day,
                                          uint64_t threshold_ppm) {
  std::map<std::pair<std::string, std::string>, uint64_t> holdings;
  for (const Tie& tie : world.ties) {
    if (tie.relation == Relation::kShareholder && InForce(tie, day)) {
      holdings[{tie.from, tie.to}] += Floor(tie);
    }
  }
  std::map<std::string, size_t> steps = {{start, 0}};
  for (size_t round = 0; round < world.parties.size(); ++round) {
    for (const auto& [ends, share_ppm] : holdings) {
      if (share_ppm < threshold_ppm || !steps.contains(ends.first)) continue;
      const size_t through = steps[ends.first] + 1;
      if (!steps.contains(ends.second) || steps[ends.second] > through) {
        steps[ends.second] = through;
      }
    }
  }
  steps.erase(start);
  return steps;
}

World RandomHoldings() {
  World world;
  const auto parties = *rc::gen::inRange<size_t>(1, 9);
  for (size_t i = 0; i < parties; ++i) world.parties.push_back("p" + std::to_string(i));
  const auto ties = *rc::gen::inRange<size_t>(0, 30);
  const auto party = rc::gen::elementOf(world.parties);
  for (size_t i = 0; i < ties; ++i) {
    Tie tie{.from = *party, .to = *party};
    const int percent = *rc::gen::element(-2, -1, 0, 10, 17, 25, 26, 49, 50, 51, 90, 100);
    if (percent == -2) tie.relation = Relation::kActualController;
    if (percent >= 0) tie.share_ppm = static_cast<uint32_t>(percent) * 10000;
    tie.start = *rc::gen::element(kEver, 0, 5);
    tie.end = *rc::gen::element(kForever, 5, 8);
    world.ties.push_back(tie);
    // A register may state the same stake twice.
    if (*rc::gen::inRange(0, 8) == 0) world.ties.push_back(tie);
  }
  return world;
}

RC_GTEST_PROP(MajorityControlledProperty, AgreesWithIteratingUntilStable, ()) {
  const World world = RandomHoldings();
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  const int32_t day = *rc::gen::element(4, 5);
  const uint32_t threshold_ppm = *rc::gen::element(0u, 250000u, kHalf, 666667u);
  for (const std::string& start : world.parties) {
    auto wanted = PlainMajority(world, start, day, threshold_ppm);
    const std::vector<Controlled> found =
        MajorityControlled(scene.graph(), scene.at(start), {day}, threshold_ppm);
    RC_ASSERT(found.size() == wanted.size());
    uint64_t last = 0;
    for (const Controlled& c : found) {
      RC_ASSERT(wanted.contains(scene.key(c.vertex)));
      const PlainControl& plain = wanted[scene.key(c.vertex)];
      RC_ASSERT(c.share_ppm == plain.share_ppm);
      const std::vector<size_t> ties = scene.ties(c.edges);
      RC_ASSERT(std::set<size_t>(ties.begin(), ties.end()) == plain.ties);
      RC_ASSERT(ties.size() == plain.ties.size());
      RC_ASSERT(last <= StableHash(scene.key(c.vertex)));
      last = StableHash(scene.key(c.vertex));
    }
  }
}

RC_GTEST_PROP(ChainedFromProperty, AgreesWithPlainReachability, ()) {
  const World world = RandomHoldings();
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  const int32_t day = *rc::gen::element(4, 5);
  const uint32_t threshold_ppm = *rc::gen::element(0u, 250000u, kHalf, 510000u);
  for (const std::string& start : world.parties) {
    auto wanted = PlainChains(world, start, day, threshold_ppm);
    const std::vector<Chained> found =
        ChainedFrom(scene.graph(), scene.at(start), {day}, threshold_ppm);
    RC_ASSERT(found.size() == wanted.size());
    for (const Chained& c : found) {
      // The chain contains every stake in force of each of its holdings, and no chain has fewer
      // holdings.
      std::vector<std::string> through = {start};
      std::map<std::pair<std::string, std::string>, size_t> stakes;
      for (const size_t index : scene.ties(c.chain)) {
        const Tie& tie = world.ties[index];
        if (through.back() != tie.to) {
          RC_ASSERT(tie.from == through.back());
          through.push_back(tie.to);
        }
        ++stakes[{tie.from, tie.to}];
      }
      RC_ASSERT(through.back() == scene.key(c.vertex));
      RC_ASSERT(through.size() - 1 == wanted[scene.key(c.vertex)]);
      for (const auto& holding : stakes) {
        const auto& ends = holding.first;
        const auto same = std::count_if(world.ties.begin(), world.ties.end(), [&](const Tie& tie) {
          return tie.relation == Relation::kShareholder && InForce(tie, day) &&
                 tie.from == ends.first && tie.to == ends.second;
        });
        RC_ASSERT(holding.second == static_cast<size_t>(same));
      }
    }
  }
}

RC_GTEST_PROP(HoldersUpwardProperty, AgreesWithPlainReachability, ()) {
  const World world = RandomHoldings();
  RC_LOG() << world << "\n";
  const Scene scene(world, *rc::gen::inRange<uint32_t>(0, 100));
  for (const std::string& start : world.parties) {
    std::set<std::string> wanted = {start};
    for (size_t round = 0; round < world.parties.size(); ++round) {
      for (const Tie& tie : world.ties) {
        if (InForce(tie, 5) && wanted.contains(tie.to)) wanted.insert(tie.from);
      }
    }
    wanted.erase(start);
    const std::vector<std::string> found =
        scene.keys(HoldersUpward(scene.graph(), scene.at(start), {5}));
    RC_ASSERT(std::set<std::string>(found.begin(), found.end()) == wanted);
    RC_ASSERT(found.size() == wanted.size());
    RC_ASSERT(std::is_sorted(found.begin(), found.end(), [](const auto& x, const auto& y) {
      return StableHash(x) < StableHash(y);
    }));
  }
}

}  // namespace
}  // namespace liancheng::graph
