// The world generator: the same world from the same seed, and worlds in which things happen.
#include "tests/oracle/worlds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "datasets/rulebook_reader.h"
#include "tests/oracle/full_book.h"
#include "tests/oracle/naive.h"

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
  std::set<std::string> labels;
  std::set<model::Force> forces;
  std::map<std::string, std::set<bool>> grounds;  // of those that records can meet
};

Seen SeenIn(const model::RuleLibrary& library, uint64_t seeds) {
  Seen seen;
  for (uint64_t seed = 0; seed < seeds; ++seed) {
    const World world = RandomWorld(seed, library, {});
    const Naive oracle(world.facts, library, AllBooks(library));
    const model::Date day = world.days[seed % world.days.size()];
    for (const std::string& act : world.acts) {
      for (const NaiveFinding& finding : oracle.Reach(act, day)) {
        seen.labels.insert(finding.label);
        seen.forces.insert(finding.force);
      }
    }
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

// A generator that never starts a rule tests nothing: over these seeds every rule of the shipped
// books gives a finding (unless its reading is not the chosen one), and every countable ground is
// met and is not met.
TEST(Worlds, StartEveryRuleOfTheShippedBooks) {
  const model::RuleLibrary library = Shipped();
  const Seen seen = SeenIn(library, 2500);
  for (const model::Rulebook& book : library.books) {
    for (const model::Rule& rule : book.rules) {
      EXPECT_EQ(seen.labels.contains(rule.label), rule.reading_value != "B") << rule.label;
    }
  }
  // The one rule that awaits a confirmation has no basis and is advisory before that.
  EXPECT_THAT(seen.forces,
              testing::IsSupersetOf({model::Force::kEffective, model::Force::kRecommended,
                                     model::Force::kAdvisory, model::Force::kSuspended,
                                     model::Force::kUndetermined}));
  for (const auto& [ground, met] : seen.grounds) EXPECT_EQ(met.size(), 2U) << ground;
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
