#include "engine/rules/walk_rule.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "engine/rules/affiliation.h"

namespace liancheng::rules {
namespace {

using model::WalkStep;

bool TypeAllowed(const std::vector<model::EntityType>& types, model::EntityType type) {
  return types.empty() || std::find(types.begin(), types.end(), type) != types.end();
}

model::Date StepDay(const WalkStep& step, const Act& act, model::Date day) {
  if (step.at == WalkStep::At::kEvaluation) return day;
  if (act.is_demand) return act.demanded_on;
  if (step.at == WalkStep::At::kDecision) return act.listing.decided_on;
  return act.listing.act_on.value_or(act.listing.decided_on);
}

std::vector<model::Relation> RelationsOf(model::RelationSet set) {
  std::vector<model::Relation> relations;
  for (int i = 0; i < model::kRelationCount; ++i) {
    const auto relation = static_cast<model::Relation>(i);
    if ((set & model::SetOf(relation)) != 0) relations.push_back(relation);
  }
  return relations;
}

class Walk {
 public:
  Walk(const World& world, const WalkRequest& request) : world_(world), request_(request) {}

  std::vector<WalkedPath> Run() {
    const bool own = request_.rule.walk.empty();
    const graph::VertexIndex start = own ? request_.act.answerable : request_.act.party;
    paths_.push_back({{start}, {}, {}});
    for (size_t i = 0; i < request_.rule.walk.size(); ++i) {
      last_step_ = i + 1 == request_.rule.walk.size();
      std::vector<WalkedPath> before;
      before.swap(paths_);
      for (const WalkedPath& path : before) Extend(path, request_.rule.walk[i]);
    }
    if (own)
      std::erase_if(paths_, [this](const WalkedPath& p) { return !TargetWanted(p.target()); });
    return std::move(paths_);
  }

 private:
  bool TargetWanted(graph::VertexIndex v) const {
    return !request_.only_target || *request_.only_target == v;
  }

  bool MayStepTo(const WalkedPath& path, const WalkStep& step, graph::VertexIndex next) const {
    if (last_step_ && !TargetWanted(next)) return false;
    if (step.meets_operator && next != request_.act.answerable) return false;
    if (!TypeAllowed(step.types, world_.graph.type(next))) return false;
    return std::find(path.vertices.begin(), path.vertices.end(), next) == path.vertices.end();
  }

  void Extend(const WalkedPath& path, const WalkStep& step) {
    switch (step.kind) {
      case WalkStep::Kind::kRelation:
        return ExtendByRelation(path, step);
      case WalkStep::Kind::kAffiliated:
        return ExtendByAffiliation(path, step);
      case WalkStep::Kind::kAttributed:
        return ExtendByAttribution(path, step);
    }
  }

  void ExtendByRelation(const WalkedPath& path, const WalkStep& step) {
    const model::Date day = StepDay(step, request_.act, request_.day);
    const auto direction = step.outward ? graph::Direction::kOut : graph::Direction::kIn;
    for (model::Relation relation : RelationsOf(step.relations)) {
      for (const graph::Arc& arc : world_.graph.Arcs(path.target(), direction, relation)) {
        const graph::VertexIndex next{arc.neighbour};
        if (!arc.HoldsOn(day) || !MayStepTo(path, step, next)) continue;
        WalkedPath longer = path;
        longer.vertices.push_back(next);
        longer.edges.push_back(world_.graph.Evidence(arc.edge));
        if (step.at == WalkStep::At::kEvaluation) {
          longer.validity = model::Intersect(longer.validity, longer.edges.back().valid);
        }
        paths_.push_back(std::move(longer));
      }
    }
  }

  void ExtendByAffiliation(const WalkedPath& path, const WalkStep& step) {
    for (const Affiliate& affiliate :
         AffiliatesOf(world_, path.target(), step.definition, step.types, request_.day)) {
      if (!MayStepTo(path, step, affiliate.firm)) continue;
      WalkedPath longer = path;
      longer.vertices.push_back(affiliate.firm);
      for (uint32_t stake : affiliate.stakes) {
        longer.edges.push_back(world_.graph.Evidence(stake));
        longer.validity = model::Intersect(longer.validity, longer.edges.back().valid);
      }
      paths_.push_back(std::move(longer));
    }
  }

  // The edge from a person to the listed party (responsible_for) comes from an attribution, which
  // is the deciding department's own finding.
  void ExtendByAttribution(const WalkedPath& path, const WalkStep& step) {
    for (const Attribution& attribution : request_.act.attributions) {
      const bool role_fits = step.roles.empty() || std::find(step.roles.begin(), step.roles.end(),
                                                             attribution.role) != step.roles.end();
      if (!role_fits || request_.day < attribution.decided_on) continue;
      if (!MayStepTo(path, step, attribution.person)) continue;
      WalkedPath longer = path;
      longer.vertices.push_back(attribution.person);
      model::PathEdge edge;
      edge.from = world_.graph.entity(attribution.person);
      edge.relation = model::Relation::kResponsibleFor;
      edge.to = world_.graph.entity(path.target());
      edge.valid = {attribution.decided_on, model::kOpenEnd};
      edge.source = attribution.id;
      longer.edges.push_back(std::move(edge));
      paths_.push_back(std::move(longer));
    }
  }

  const World& world_;
  const WalkRequest& request_;
  bool last_step_ = false;
  std::vector<WalkedPath> paths_;
};

using VertexSet = absl::flat_hash_set<uint32_t>;

// Takes one step of a walk backward. Edges that the rule checks on the day of the act or of the
// decision are taken whatever their dates: the forward walk checks those.
VertexSet StepBack(const World& world, const WalkStep& step, const VertexSet& from,
                   model::Date day) {
  VertexSet before;
  const auto direction = step.outward ? graph::Direction::kIn : graph::Direction::kOut;
  for (uint32_t vertex : from) {
    if (!TypeAllowed(step.types, world.graph.type({vertex}))) continue;
    if (step.kind == WalkStep::Kind::kAffiliated) {
      for (const Affiliate& affiliate : AffiliatesOf(world, {vertex}, step.definition, {}, day)) {
        before.insert(affiliate.firm.value);
      }
      continue;
    }
    for (model::Relation relation : RelationsOf(step.relations)) {
      for (const graph::Arc& arc : world.graph.Arcs({vertex}, direction, relation)) {
        if (step.at == WalkStep::At::kEvaluation && !arc.HoldsOn(day)) continue;
        before.insert(arc.neighbour);
      }
    }
  }
  return before;
}

auto PathOrder(const graph::GraphSnapshot& graph, const WalkedPath& path) {
  std::vector<std::tuple<uint64_t, int, int, int>> order;
  for (size_t i = 0; i < path.vertices.size(); ++i) {
    order.emplace_back(graph.stable(path.vertices[i]), 0, 0, 0);
  }
  for (const model::PathEdge& edge : path.edges) {
    order.emplace_back(0, static_cast<int>(edge.relation), edge.valid.from.days,
                       edge.valid.to.days);
  }
  return order;
}

}  // namespace

std::vector<WalkedPath> WalkRule(const World& world, const WalkRequest& request) {
  return Walk(world, request).Run();
}

void CollectActsThatMayReach(const World& world, const model::Rule& rule, graph::VertexIndex target,
                             model::Date day, std::vector<uint32_t>* acts) {
  VertexSet frontier = {target.value};
  for (size_t i = rule.walk.size(); i-- > 0;) {
    const WalkStep& step = rule.walk[i];
    if (step.kind == WalkStep::Kind::kAttributed) {
      // An attribution belongs to an act, so this step gives the acts directly.
      for (uint32_t vertex : frontier) {
        const auto attributed = world.records.ActsAttributedTo({vertex});
        acts->insert(acts->end(), attributed.begin(), attributed.end());
      }
      return;
    }
    frontier = StepBack(world, step, frontier, day);
  }
  for (uint32_t vertex : frontier) {
    const auto own = world.records.ActsOf({vertex});
    acts->insert(acts->end(), own.begin(), own.end());
  }
}

bool ShownBefore(const graph::GraphSnapshot& graph, const WalkedPath& a, const WalkedPath& b) {
  if (a.validity.to != b.validity.to) return a.validity.to > b.validity.to;
  if (a.validity.from != b.validity.from) return a.validity.from < b.validity.from;
  return PathOrder(graph, a) < PathOrder(graph, b);
}

}  // namespace liancheng::rules
