// Compares the engine with the plain oracle over random worlds; prints the failing seed.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "query/ask/questions.h"
#include "tests/property/answers.h"

namespace liancheng::property {
namespace {

constexpr uint64_t kWorlds = 30;

// Engine and oracle may show an affiliation by different stakes, and then with different dates, so
// such findings are compared without them.
Lines WithoutDates(const Lines& lines, const std::set<std::string>& heads) {
  Lines cut;
  for (const std::string& line : lines) {
    const std::string head = line.substr(0, line.find(" ["));
    cut.insert(heads.contains(head) ? head : line);
  }
  return cut;
}

oracle::Naive PlainEvaluator(const oracle::World& world, const Asked& asked) {
  return oracle::Naive(world.facts, *asked.library, {asked.books.begin(), asked.books.end()});
}

void ExpectSameReach(const oracle::World& world, const Asked& asked) {
  const oracle::Naive naive = PlainEvaluator(world, asked);
  const query::Workspace workspace = InMemory(world.facts, {}, asked);
  for (const model::Date day : DaysToAsk(world, 12)) {
    for (const std::string& act : world.acts) {
      const auto findings = naive.Reach(act, day);
      std::set<std::string> sets;
      for (const oracle::NaiveFinding& finding : findings) {
        if (!finding.evidence_is_a_set) continue;
        const std::string line = *NaiveLines({finding}).begin();
        sets.insert(line.substr(0, line.find(" [")));
      }
      const Lines expected = WithoutDates(NaiveLines(findings), sets);
      const Lines found = WithoutDates(ReachLines(workspace.On(day), act, false), sets);
      if (expected != found) {
        RC_LOG() << oracle::Describe(world) << act << " on " << FormatDate(day) << "\n"
                 << Difference(found, expected);
      }
      RC_ASSERT(expected == found);
    }
  }
}

RC_GTEST_PROP(Oracle, ReachIsWhatThePlainEvaluatorFinds, (uint64_t seed)) {
  InWorlds(seed, Shipped(), kWorlds, [](const auto& world) { ExpectSameReach(world, Shipped()); });
}

RC_GTEST_PROP(Oracle, ReachIsWhatThePlainEvaluatorFindsUnderTheOtherReadings, (uint64_t seed)) {
  InWorlds(seed, OtherReadings(), kWorlds,
           [](const auto& world) { ExpectSameReach(world, OtherReadings()); });
}

RC_GTEST_PROP(Oracle, ReachIsWhatThePlainEvaluatorFindsForEveryOperator, (uint64_t seed)) {
  InWorlds(seed, FullBook(), kWorlds,
           [](const auto& world) { ExpectSameReach(world, FullBook()); });
}

void ExpectSameGrounds(const oracle::World& world, const Asked& asked) {
  const oracle::Naive naive = PlainEvaluator(world, asked);
  const query::Workspace workspace = InMemory(world.facts, {}, asked);
  for (const model::Date day : DaysToAsk(world, 6)) {
    for (const std::string& party : world.parties) {
      const auto answer = query::AskGrounds(workspace.On(day), party);
      RC_ASSERT(answer.ok());
      std::set<std::string> met;
      for (const rules::GroundResult& ground : answer->grounds) {
        if (ground.met == rules::Met::kYes) met.insert(ground.ground);
      }
      RC_ASSERT(met == naive.GroundsMet(party, day));
    }
  }
}

RC_GTEST_PROP(Oracle, GroundsAreWhatThePlainEvaluatorFinds, (uint64_t seed)) {
  InWorlds(seed, Shipped(), kWorlds,
           [](const auto& world) { ExpectSameGrounds(world, Shipped()); });
}

RC_GTEST_PROP(Oracle, GroundsAreWhatThePlainEvaluatorFindsForEveryWay, (uint64_t seed)) {
  InWorlds(seed, FullBook(), kWorlds,
           [](const auto& world) { ExpectSameGrounds(world, FullBook()); });
}

}  // namespace
}  // namespace liancheng::property
