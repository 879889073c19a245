// The generator of worlds: the same seed gives the same world, and in its worlds rules do start.
#include "tests/oracle/worlds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "datasets/readers/rulebook/reader.h"
#include "tests/oracle/full_book.h"
#include "tests/oracle/naive.h"
#include "tests/oracle/readings.h"

namespace liancheng::oracle {
namespace {

model::RuleLibrary Shipped() {
  auto library = datasets::ReadRulebooks(std::string(LIANCHENG_SOURCE_DIR) + "/datasets/rulebooks");
  EXPECT_TRUE(library.ok()) << library.status();
  return library.ok() ? *library : model::RuleLibrary();
}

std::set<std::string> AllBooks(const model::RuleLibrary& library) {
  std::set<std::string> books;
  for (const model::Rulebook& book : library.books) books.insert(book.id);
  return books;
}

TEST(Worlds, SameSeedSameWorld) {
  const model::RuleLibrary library = Shipped();
  const World one = RandomWorld(7, library, {});
  EXPECT_EQ(Describe(one), Describe(RandomWorld(7, library, {})));
  EXPECT_NE(Describe(one), Describe(RandomWorld(8, library, {})));
}

TEST(Worlds, StayWithinTheirLimits) {
  const model::RuleLibrary library = Shipped();
  const WorldLimits limits{.parties_min = 4, .parties_max = 6, .listings_max = 2};
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const World world = RandomWorld(seed, library, limits);
    EXPECT_GE(world.parties.size(), 4U) << seed;
    EXPECT_LE(world.parties.size(), 6U) << seed;
    EXPECT_TRUE(std::is_sorted(world.parties.begin(), world.parties.end())) << seed;
    EXPECT_TRUE(std::is_sorted(world.days.begin(), world.days.end())) << seed;
  }
}

TEST(Worlds, EveryKeyIsStatedOnceUnlessRestatementsAreAsked) {
  const model::RuleLibrary library = Shipped();
  bool restated = false;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    std::set<std::string> keys;
    for (const model::Fact& fact : RandomWorld(seed, library, {}).facts) {
      EXPECT_TRUE(keys.insert(model::FactKey(fact)).second) << seed << model::FactKey(fact);
    }
    keys.clear();
    WorldLimits limits;
    limits.restatements = true;
    for (const model::Fact& fact : RandomWorld(seed, library, limits).facts) {
      restated = !keys.insert(model::FactKey(fact)).second || restated;
    }
  }
  EXPECT_TRUE(restated);
}

model::RuleLibrary FullBook() {
  auto library = datasets::ReadRulebookTexts(FullBookTexts());
  EXPECT_TRUE(library.ok()) << library.status();
  return library.ok() ? *library : model::RuleLibrary();
}

struct Seen {
  std::map<std::string, int> labels;  // how many findings each rule gave
  std::set<model::Force> forces;
  std::map<std::string, std::set<bool>> grounds;  // only grounds that records can meet
};

Seen SeenIn(const model::RuleLibrary& library, uint64_t seeds) {
  Seen seen;
  for (uint64_t seed = 0; seed < seeds; ++seed) {
    const World world = RandomWorld(seed, library, {});
    const Naive oracle(world.facts, library, AllBooks(library));
    const size_t step = world.days.size() / 4 + 1;  // up to four days, not the same ones each time
    for (size_t i = seed % step; i < world.days.size(); i += step) {
      for (const std::string& act : world.acts) {
        for (const NaiveFinding& finding : oracle.Reach(act, world.days[i])) {
          ++seen.labels[finding.label];
          seen.forces.insert(finding.force);
        }
      }
    }
    const model::Date day = world.days[seed % world.days.size()];
    for (const std::string& party : world.parties) {
      const std::set<std::string> met = oracle.GroundsMet(party, day);
      for (const model::Rulebook& book : library.books) {
        for (const model::Ground& ground : book.grounds) {
          if (!ground.ways.empty()) seen.grounds[ground.id].insert(met.contains(ground.id));
        }
      }
    }
  }
  return seen;
}

const Seen& SeenInShipped() {
  static const auto* const seen = new Seen(SeenIn(Shipped(), 8000));
  return *seen;
}

// Rules that no world can start, with why. A rule whose reading is chosen on no day needs no entry.
const std::map<std::string, std::string>& CannotStart() {
  static const auto* const labels = new std::map<std::string, std::string>{};
  return *labels;
}

// A generator that never starts a rule would test nothing. By bad luck a new rule may not start, so
// a few are allowed not to; a rule listed as unable to start must not start.
TEST(Worlds, StartTheRulesOfTheShippedBooks) {
  constexpr size_t kSilentMax = 2;
  const model::RuleLibrary library = Shipped();
  const Seen& seen = SeenInShipped();
  std::set<std::string> silent;
  for (const model::Rulebook& book : library.books) {
    for (const model::Rule& rule : book.rules) {
      const bool cannot = CannotStart().contains(rule.label) || ReadingIsNeverChosen(library, rule);
      const bool started = seen.labels.contains(rule.label);
      EXPECT_FALSE(cannot && started) << rule.label;
      if (!cannot && !started) silent.insert(rule.label);
    }
  }
  EXPECT_LE(silent.size(), kSilentMax) << testing::PrintToString(silent);
  EXPECT_THAT(seen.forces, testing::SizeIs(6));
}

TEST(Worlds, StartTheRulesOfTheOtherReadings) {
  const model::RuleLibrary library = Shipped();
  const Seen seen = SeenIn(OtherReadings(library), 4000);
  int rules = 0;
  for (const model::Rulebook& book : library.books) {
    for (const model::Rule& rule : book.rules) {
      if (!ReadingIsNeverChosen(library, rule)) continue;
      EXPECT_TRUE(seen.labels.contains(rule.label)) << rule.label;
      ++rules;
    }
  }
  EXPECT_GT(rules, 0);
}

TEST(Worlds, MeetAndMissEveryGroundOfTheShippedBooks) {
  ASSERT_FALSE(SeenInShipped().grounds.empty());
  for (const auto& [ground, met] : SeenInShipped().grounds) EXPECT_EQ(met.size(), 2U) << ground;
}

TEST(Worlds, StartEveryRuleOfTheBookThatUsesEveryOperator) {
  const model::RuleLibrary library = FullBook();
  const Seen seen = SeenIn(library, 2500);
  for (const model::Rule& rule : library.books.at(0).rules) {
    EXPECT_TRUE(seen.labels.contains(rule.label)) << rule.label;
  }
  EXPECT_THAT(seen.forces, testing::SizeIs(6));
  for (const auto& [ground, met] : seen.grounds) EXPECT_EQ(met.size(), 2U) << ground;
}

}  // namespace
}  // namespace liancheng::oracle
