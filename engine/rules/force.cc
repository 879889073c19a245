#include "engine/rules/force.h"

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

struct BasisWeighing {
  bool carries = false;      // some basis is effective and requires no unknown fact
  bool conditional = false;  // some basis is effective but requires a fact that is not known
  std::vector<std::string> missing;
};

BasisWeighing WeighBases(const ConditionContext& context, graph::VertexIndex target,
                         const model::Give& give, model::Finding* finding) {
  BasisWeighing weighing;
  for (const model::BasisUse& use : give.bases) {
    const model::Basis* basis = context.world.plan.FindBasis(use.code);
    if (basis == nullptr) continue;  // the linter refuses a book without this basis
    const model::BasisStatus status = StatusOn(*basis, context.day);
    finding->basis.push_back({basis->name, basis->article, status});
    if (status != model::BasisStatus::kEffective) continue;
    bool all_known = true;
    for (const model::Condition& need : use.needs) {
      if (Holds(need, context, target)) continue;
      all_known = false;
      weighing.conditional = true;
      weighing.missing.push_back(
          fmt::format("{} {}: {}", basis->name, basis->article, need.missing));
    }
    if (all_known) weighing.carries = true;
  }
  return weighing;
}

// Whether the movement affects another party's record, rights or listing.
bool BurdensAnother(const model::Rule& rule) {
  using Kind = model::MovementKind;
  const Kind kind = rule.give.kind;
  return !rule.movement.empty() && !rule.walk.empty() &&
         (kind == Kind::kList || kind == Kind::kRec || kind == Kind::kMeas);
}

void Append(const std::vector<std::string>& from, std::vector<std::string>* to) {
  to->insert(to->end(), from.begin(), from.end());
}

bool IsConfirmed(const ConditionContext& context, graph::VertexIndex target) {
  model::Condition confirmed;
  confirmed.kind = model::Condition::Kind::kConfirmed;
  return Holds(confirmed, context, target);
}

}  // namespace

model::BasisStatus StatusOn(const model::Basis& basis, model::Date day) {
  for (const model::BasisVersion& version : basis.versions) {
    if (version.during.Contains(day)) return version.status;
  }
  return model::BasisStatus::kUnverified;
}

void DecideForce(const ConditionContext& context, graph::VertexIndex target,
                 const Reservations& reservations, model::Finding* finding) {
  const model::Rule& rule = *context.rule;
  const model::Give& give = rule.give;
  finding->tier = give.tier;
  Append(reservations.missing, &finding->missing);
  const BasisWeighing weighing = WeighBases(context, target, give, finding);
  const bool unconfirmed = give.needs_confirmation && !IsConfirmed(context, target);
  const bool needs_basis = !give.incentive && !give.private_addressee;
  const bool conditional = needs_basis && !weighing.carries && weighing.conditional;
  const bool baseless = needs_basis && !weighing.carries && !weighing.conditional;
  if (conditional) Append(weighing.missing, &finding->missing);
  if (baseless) {
    finding->missing.push_back(give.bases.empty()
                                   ? "basis: the document names none (缺少上位依据)"
                                   : "basis: none that it names is effective (缺少上位依据)");
  }
  if (unconfirmed) finding->missing.push_back("confirmation by the deciding department");

  if (reservations.suspended) {
    finding->force = model::Force::kSuspended;
  } else if (reservations.undetermined || conditional) {
    finding->force = model::Force::kUndetermined;
  } else if (give.private_addressee) {
    finding->force = model::Force::kRecommended;
  } else if (baseless) {
    finding->force = model::Force::kAdvisory;
  } else if (unconfirmed || reservations.awaiting) {
    finding->force = model::Force::kAwaitingConfirmation;
  } else {
    finding->force = model::Force::kEffective;
  }
  if (needs_basis && !weighing.carries && BurdensAnother(rule) &&
      finding->tier == model::Tier::kT1) {
    finding->tier = model::Tier::kT2;
  }
}

}  // namespace liancheng::rules
