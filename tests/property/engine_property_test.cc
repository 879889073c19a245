// Properties of the engine in every world.
// Source:  docs/architecture.md, invariants.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "query/ask/questions.h"
#include "tests/property/answers.h"

namespace liancheng::property {
namespace {

constexpr graph::Limits kLimits{4, 100'000, 100'000, 1'000};
constexpr uint64_t kWorlds = 20;

Lines OfParty(const Lines& lines, const std::string& party) {
  Lines some;
  for (const std::string& line : lines) {
    if (line.starts_with(party + " ")) some.insert(line);
  }
  return some;
}

RC_GTEST_PROP(Engine, PartyIsInReachExactlyWhenTheListingIsInItsMeasures, (uint64_t seed)) {
  InWorlds(seed, Shipped(), kWorlds, [](const oracle::World& world) {
    const query::Workspace any_day = InMemory(world.facts, {});
    for (const model::Date day : DaysToAsk(world, 6)) {
      const query::Workspace workspace = any_day.On(day);
      Lines forward;
      for (const std::string& act : world.acts) forward.merge(ReachLines(workspace, act, true));
      Lines backward;
      for (const std::string& party : world.parties) {
        const Lines measures = MeasuresLines(workspace, party, true);
        RC_ASSERT(measures == OfParty(measures, party));
        backward.insert(measures.begin(), measures.end());
      }
      if (forward != backward) RC_LOG() << oracle::Describe(world) << Difference(forward, backward);
      RC_ASSERT(forward == backward);
    }
  });
}

RC_GTEST_PROP(Engine, IncentivesNeverMove, (uint64_t seed)) {
  const oracle::World world = oracle::RandomWorld(seed, *Shipped().library, {});
  const query::Workspace any_day = InMemory(world.facts, {});
  for (const model::Date day : DaysToAsk(world, 6)) {
    for (const std::string& act : world.acts) {
      const auto answer = query::AskReach(any_day.On(day), act, {}, kLimits);
      RC_ASSERT(answer.ok());
      const rules::Act* found = any_day.records().FindAct(act);
      for (const model::Finding& finding : answer->findings) {
        if (!finding.incentive) continue;
        RC_ASSERT(finding.path.empty());
        RC_ASSERT(finding.subject == any_day.graph().entity(found->party));
      }
    }
  }
}

// A finding begins at its own act's party, never at a party that another finding reached, and walks
// no further than its rule says (at most two hops, or one step to an affiliate).
RC_GTEST_PROP(Engine, NoConsequenceDerivesAnother, (uint64_t seed)) {
  const oracle::World world = oracle::RandomWorld(seed, *Shipped().library, {});
  const query::Workspace any_day = InMemory(world.facts, {});
  for (const model::Date day : DaysToAsk(world, 4)) {
    for (const std::string& act : world.acts) {
      const auto answer = query::AskReach(any_day.On(day), act, {}, kLimits);
      RC_ASSERT(answer.ok());
      const rules::Act* found = any_day.records().FindAct(act);
      const model::EntityId start = any_day.graph().entity(found->party);
      for (const model::Finding& finding : answer->findings) {
        RC_ASSERT(finding.listing == act);
        if (finding.path.empty()) continue;
        const auto touches = [](const model::PathEdge& edge, model::EntityId party) {
          return edge.from == party || edge.to == party;
        };
        RC_ASSERT(std::any_of(finding.path.begin(), finding.path.end(),
                              [&](const auto& edge) { return touches(edge, start); }));
        RC_ASSERT(std::any_of(finding.path.begin(), finding.path.end(),
                              [&](const auto& edge) { return touches(edge, finding.subject); }));
      }
    }
    // Facts that would make every reached party look listed change nothing: what reaches it is no
    // fact. Taking one act away takes its findings away and leaves the standings of all others.
    for (const std::string& gone : world.acts) {
      std::vector<model::Fact> rest;
      for (const model::Fact& fact : world.facts) {
        const std::string* parent = model::ParentRecord(fact.statement);
        const std::string key = model::FactKey(fact);
        if (key == "listing:" + gone || key == "demand:" + gone) continue;
        if (parent != nullptr && *parent == gone) continue;
        rest.push_back(fact);
      }
      const query::Workspace without = InMemory(rest, day);
      for (const std::string& act : world.acts) {
        if (act == gone) continue;
        // Whether a party is on a second list is itself a fact that some rules ask about (CS-6.0-b,
        // bases of CS-6, CS-2-(一)a): those are compared by the oracle; here, who is reached by TQ
        // rules.
        const auto tq_only = [](const Lines& lines) {
          Lines some;
          for (const std::string& line : lines) {
            if (line.find(" TQ-") != std::string::npos) some.insert(line);
          }
          return some;
        };
        RC_ASSERT(tq_only(ReachLines(without, act, true)) ==
                  tq_only(ReachLines(any_day.On(day), act, true)));
      }
    }
  }
}

RC_GTEST_PROP(Engine, EndingAListingEndsAllThatCameFromIt, (uint64_t seed)) {
  const oracle::World world = oracle::RandomWorld(seed, *Shipped().library, {});
  for (const std::string& act : world.acts) {
    for (const model::Date end : DaysToAsk(world, 3)) {
      std::vector<model::Fact> facts = world.facts;
      model::EndingFact ending;
      ending.id = "the-ending";
      ending.listing = act;
      ending.how = model::EndingHow::kRepaired;
      ending.on = end;
      facts.push_back({ending, {}});
      const query::Workspace ended = InMemory(facts, end);
      for (const model::Date day : {end, model::AddDays(end, 1), model::AddYears(end, 2)}) {
        RC_ASSERT(ReachLines(ended.On(day), act, false).empty());
        for (const std::string& party : world.parties) {
          for (const std::string& line : MeasuresLines(ended.On(day), party, false)) {
            RC_ASSERT(line.find(" " + act + " ") == std::string::npos);
          }
        }
      }
      // On the day before, everything is as if it had not ended, except for the last day.
      const model::Date before = model::AddDays(end, -1);
      RC_ASSERT(ReachLines(ended.On(before), act, false).size() ==
                ReachLines(InMemory(world.facts, before), act, false).size());
    }
  }
}

RC_GTEST_PROP(Engine, SameFactsInAnyOrderGiveTheSameAnswers, (uint64_t seed)) {
  const oracle::World world = oracle::RandomWorld(seed, *Shipped().library, {});
  std::vector<model::Fact> shuffled = world.facts;
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64(seed));
  const query::Workspace first = InMemory(world.facts, {});
  const query::Workspace second = InMemory(shuffled, {});
  for (const model::Date day : DaysToAsk(world, 6)) {
    for (const std::string& act : world.acts) {
      RC_ASSERT(ReachLines(first.On(day), act, true) == ReachLines(second.On(day), act, true));
    }
  }
}

}  // namespace
}  // namespace liancheng::property
