#include "engine/rules/clues.h"

#include <algorithm>
#include <functional>

#include "absl/container/flat_hash_set.h"
#include "engine/rules/effect.h"
#include "fmt/format.h"

namespace liancheng::rules {
namespace {

struct Tie {
  graph::VertexIndex party;
  std::vector<uint32_t> edges;  // one edge, or two that lead to one shared value
};

void EachClueArc(const graph::GraphSnapshot& graph, graph::VertexIndex v, model::Date day,
                 const std::function<void(const graph::Arc&)>& visit) {
  for (const auto direction : {graph::Direction::kOut, graph::Direction::kIn}) {
    for (const graph::Arc& arc : graph.Arcs(v, direction)) {
      if ((model::SetOf(arc.relation) & model::kClueRelations) != 0 && arc.HoldsOn(day)) visit(arc);
    }
  }
}

// Each tied party once, with the first of its ties in the snapshot's order.
std::vector<Tie> TiesOf(const World& world, graph::VertexIndex start, model::Date day,
                        size_t degree_max, std::vector<model::EntityId>* crowded) {
  const graph::GraphSnapshot& graph = world.graph;
  std::vector<Tie> ties;
  absl::flat_hash_set<uint32_t> seen = {start.value};
  EachClueArc(graph, start, day, [&](const graph::Arc& arc) {
    const graph::VertexIndex next{arc.neighbour};
    if (!seen.insert(next.value).second) return;
    if (graph.type(next) != model::EntityType::kValue) {
      ties.push_back({next, {arc.edge}});
      return;
    }
    if (graph.Arcs(next, graph::Direction::kIn).size() > degree_max) {
      crowded->push_back(graph.entity(next));
      return;
    }
    EachClueArc(graph, next, day, [&](const graph::Arc& second) {
      if (!seen.insert(second.neighbour).second) return;
      ties.push_back({{second.neighbour}, {arc.edge, second.edge}});
    });
  });
  return ties;
}

model::Finding ClueFinding(const World& world, const Act& act, const model::DateRange& effect,
                           graph::VertexIndex subject, const std::vector<uint32_t>& edges) {
  model::Finding finding;
  finding.subject = world.graph.entity(subject);
  finding.name = "线索";
  finding.standing = model::Standing::kAssociated;
  finding.tier = model::Tier::kT3;
  finding.force = model::Force::kAdvisory;
  finding.modality = model::Modality::kMay;
  finding.kind = model::MovementKind::kNotify;
  finding.listing = act.id;
  finding.list = act.is_demand ? "" : act.listing.list;
  if (const auto place = world.plan.FindList(finding.list)) finding.rulebook = place->book->id;
  finding.effect = effect;
  for (uint32_t edge : edges) {
    finding.path.push_back(world.graph.Evidence(edge));
    finding.effect = model::Intersect(finding.effect, finding.path.back().valid);
  }
  finding.missing.push_back(
      "a clue is internal evidence: no provision attaches a consequence to it");
  return finding;
}

}  // namespace

ClueAnswer CluesFrom(const World& world, const Act& act, model::Date day, size_t degree_max) {
  ClueAnswer answer;
  const model::DateRange effect = EffectOf(world.plan, act).range;
  if (!effect.Contains(day)) return answer;
  for (const Tie& tie : TiesOf(world, act.party, day, degree_max, &answer.crowded)) {
    answer.findings.push_back(ClueFinding(world, act, effect, tie.party, tie.edges));
  }
  return answer;
}

ClueAnswer CluesOn(const World& world, graph::VertexIndex party, model::Date day,
                   size_t degree_max) {
  ClueAnswer answer;
  for (const Tie& tie : TiesOf(world, party, day, degree_max, &answer.crowded)) {
    for (uint32_t index : world.records.ActsOf(tie.party)) {
      const Act& act = world.records.acts()[index];
      const model::DateRange effect = EffectOf(world.plan, act).range;
      if (act.party != tie.party || !effect.Contains(day)) continue;
      std::vector<uint32_t> from_listed(tie.edges.rbegin(), tie.edges.rend());
      answer.findings.push_back(ClueFinding(world, act, effect, party, from_listed));
    }
  }
  return answer;
}

}  // namespace liancheng::rules
