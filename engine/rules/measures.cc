#include "engine/rules/measures.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/rules/walk_rule.h"

namespace liancheng::rules {

std::vector<uint32_t> ActsThatMayReach(const World& world, graph::VertexIndex party,
                                       model::Date day) {
  const auto own = world.records.ActsOf(party);
  std::vector<uint32_t> acts(own.begin(), own.end());
  for (const model::Rulebook* book : world.plan.books()) {
    for (const model::Rule& rule : book->rules) {
      if (!rule.walk.empty()) CollectActsThatMayReach(world, rule, party, day, &acts);
    }
  }
  std::sort(acts.begin(), acts.end());
  acts.erase(std::unique(acts.begin(), acts.end()), acts.end());
  std::sort(acts.begin(), acts.end(), [&world](uint32_t a, uint32_t b) {
    return ActBefore(world.records.acts()[a], world.records.acts()[b]);
  });
  return acts;
}

Outcome Measures(const World& world, graph::VertexIndex party, model::Date day) {
  Outcome outcome;
  for (uint32_t index : ActsThatMayReach(world, party, day)) {
    const Act& act = world.records.acts()[index];
    Outcome of_act;
    EvaluateAct(world, act, day, party, &of_act);
    std::move(of_act.findings.begin(), of_act.findings.end(), std::back_inserter(outcome.findings));
    // Stops of another party's listing that has ended or is out of scope are left out: they do not
    // concern this party.
    for (model::Stop& stop : of_act.stops) {
      if (stop.party == world.graph.entity(party)) outcome.stops.push_back(std::move(stop));
    }
  }
  return outcome;
}

}  // namespace liancheng::rules
