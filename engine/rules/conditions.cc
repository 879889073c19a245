#include "engine/rules/conditions.h"

#include <algorithm>

#include "engine/rules/effect.h"
#include "engine/rules/terms.h"

namespace liancheng::rules {
namespace {

bool HasRelation(const model::Condition& condition, const World& world, graph::VertexIndex party,
                 model::Date day) {
  const auto direction = condition.outward ? graph::Direction::kOut : graph::Direction::kIn;
  for (const graph::Arc& arc : world.graph.Arcs(party, direction)) {
    if ((condition.relations & model::SetOf(arc.relation)) == 0 || !arc.HoldsOn(day)) continue;
    const model::EntityType type = world.graph.type({arc.neighbour});
    const auto& types = condition.types;
    if (types.empty() || std::find(types.begin(), types.end(), type) != types.end()) return true;
  }
  return false;
}

model::Date DecidedOn(const Act& act) {
  return act.is_demand ? act.demanded_on : act.listing.decided_on;
}

bool GradedWithin(const World& world, graph::VertexIndex party, model::Date listed, int years) {
  for (const Grade& grade : world.records.GradesOf(party)) {
    const model::DateRange at_risk{grade.decided_on, model::AddYears(grade.decided_on, years)};
    if (at_risk.Contains(listed)) return true;
  }
  return false;
}

bool Confirmed(const ConditionContext& context, graph::VertexIndex target) {
  if (context.rule == nullptr) return false;
  for (const Confirmation& confirmation : context.act.confirmations) {
    // A row id names every rule of that row; a label names one rule.
    const bool named =
        confirmation.provision == context.rule->id || confirmation.provision == context.rule->label;
    if (named && confirmation.party == target && confirmation.decided_on <= context.day) {
      return true;
    }
  }
  return false;
}

// N01, N06 and others require that the party answers for the act that the statute itself names,
// such as the revocation of the licence; to answer for the listing at hand is not enough.
bool AttributedOn(const model::Condition& condition, const ConditionContext& context,
                  graph::VertexIndex person) {
  const RecordBook& records = context.world.records;
  for (const uint32_t index : records.ActsAttributedTo(person)) {
    const Act& act = records.acts()[index];
    if (act.is_demand || act.answerable != context.act.answerable ||
        !model::Contains(condition.lists, act.listing.list) ||
        !EffectOf(context.world.plan, act).range.Contains(context.day)) {
      continue;
    }
    for (const Attribution& attribution : act.attributions) {
      const auto& roles = condition.roles;
      const bool fits =
          roles.empty() || std::find(roles.begin(), roles.end(), attribution.role) != roles.end();
      if (attribution.person == person && fits && attribution.decided_on <= context.day) {
        return true;
      }
    }
  }
  return false;
}

bool HoldsHonour(const World& world, graph::VertexIndex party, model::Date day) {
  const auto honours = world.records.HonoursOf(party);
  return std::any_of(honours.begin(), honours.end(),
                     [day](const Honour& honour) { return honour.during.Contains(day); });
}

bool SeverityIs(const std::vector<std::string>& words, model::Severity severity) {
  return std::any_of(words.begin(), words.end(), [severity](const std::string& word) {
    return model::Parse<model::Severity>(word) == severity;
  });
}

}  // namespace

bool IsOnList(const World& world, graph::VertexIndex party, const std::vector<std::string>& lists,
              model::Date day) {
  for (uint32_t index : world.records.ActsOf(party)) {
    const Act& act = world.records.acts()[index];
    if (act.is_demand || !model::Contains(lists, act.listing.list)) continue;
    if (EffectOf(world.plan, act).range.Contains(day)) return true;
  }
  return false;
}

bool Holds(const model::Condition& condition, const ConditionContext& context,
           graph::VertexIndex target) {
  const World& world = context.world;
  const graph::VertexIndex party =
      condition.on == model::Condition::On::kTarget ? target : context.act.answerable;
  switch (condition.kind) {
    case model::Condition::Kind::kHasRelation:
      return HasRelation(condition, world, party, context.day);
    case model::Condition::Kind::kLacksRelation:
      return !HasRelation(condition, world, party, context.day);
    case model::Condition::Kind::kOnList:
      return IsOnList(world, party, condition.lists, context.day);
    case model::Condition::Kind::kNotOnList:
      return !IsOnList(world, party, condition.lists, context.day);
    case model::Condition::Kind::kGround:
      return model::Contains(condition.words, context.act.listing.ground);
    case model::Condition::Kind::kSeverity:
      return SeverityIs(condition.words, context.act.listing.severity);
    case model::Condition::Kind::kBasisNamed:
      return !context.act.listing.basis.empty();
    case model::Condition::Kind::kBasisUnnamed:
      return context.act.listing.basis.empty();
    case model::Condition::Kind::kAttribute:
      return model::Contains(condition.words, world.graph.attribute(party, condition.name));
    case model::Condition::Kind::kType: {
      const auto& types = condition.types;
      return std::find(types.begin(), types.end(), world.graph.type(party)) != types.end();
    }
    case model::Condition::Kind::kGradedWithin:
      return GradedWithin(world, party, DecidedOn(context.act), condition.years);
    case model::Condition::Kind::kHonoured:
      return HoldsHonour(world, party, context.day);
    case model::Condition::Kind::kConfirmed:
      return Confirmed(context, target);
    case model::Condition::Kind::kNotCooperated:
      return context.act.is_demand && !context.act.cooperated;
    case model::Condition::Kind::kAttributedOn:
      return AttributedOn(condition, context, party);
    case model::Condition::Kind::kOverdue: {
      const auto place = FindTimer(world.plan, condition.name);
      return place && RunTerm(world, *place, context.act, context.day).overdue;
    }
  }
  return false;
}

}  // namespace liancheng::rules
