// Scope, seeds, conditions and force: steps 2 to 5 and 7 to 9.
#include <algorithm>

#include "tests/oracle/naive.h"
#include "tests/oracle/naive_calendar.h"

namespace liancheng::oracle {
namespace {

using model::Condition;
using model::Date;

template <typename T>
bool Has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// 350104 lies in 350104, 350100 and 350000; 0 covers everything.
bool Covers(model::RegionCode outer, uint32_t inner) {
  return outer.value == 0 || outer.value == inner || outer.value == inner / 100 * 100 ||
         outer.value == inner / 10000 * 10000;
}

std::string Attribute(const model::EntityFact* entity, const std::string& name) {
  if (entity == nullptr) return "";
  const auto found = entity->attributes.find(name);
  return found == entity->attributes.end() ? "" : found->second;
}

uint32_t RegionNumber(const std::string& text) {
  const bool digits = text.size() == 6 && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? static_cast<uint32_t>(std::stoul(text)) : 0;
}

// G12: an operator without licence is covered by its place of business.
bool CoveredByPlace(const model::Scope& scope, const model::EntityFact* entity) {
  if (!scope.unlicensed_by_place || Attribute(entity, "licensed") != "false") return false;
  const uint32_t place = RegionNumber(Attribute(entity, "place_region"));
  return place != 0 && Covers(scope.region, place);
}

}  // namespace

bool Naive::RegionUnknown(const model::Rulebook& book, const std::string& party) const {
  const model::EntityFact* entity = Entity(party);
  const bool known = entity != nullptr && entity->region.value != 0;
  return book.scope.region.value != 0 && !known && !CoveredByPlace(book.scope, entity);
}

// Step 2.
bool Naive::InScope(const model::Rulebook& book, const NaiveAct& act) const {
  const std::string& party = act.answerable;
  if (!IsOfTypes(party, book.scope.subject_types)) return false;
  const model::ListDefinition* list = act.demand ? nullptr : List(act.listing.list);
  if (list != nullptr && !IsOfTypes(party, list->subject_types)) return false;
  const model::EntityFact* entity = Entity(party);
  if (!RegionUnknown(book, party) && !CoveredByPlace(book.scope, entity)) {
    const uint32_t region = entity == nullptr ? 0 : entity->region.value;
    if (!Covers(book.scope.region, region)) return false;
  }
  const Date counts_from = CountsFrom(act);
  if (book.scope.adults_only && LacksCapacity(party, counts_from)) return false;
  if (!book.scope.excludes_shop_only) return true;
  Condition operates;
  operates.relations = model::SetOf(model::Relation::kOperates);
  operates.types = {model::EntityType::kShop};
  const bool operates_shop = HasRelation(operates, party, counts_from);
  operates.types = {model::EntityType::kSite, model::EntityType::kPlatform};
  return !operates_shop || HasRelation(operates, party, counts_from);
}

// Step 3.
bool Naive::SeedFits(const Question& question) const {
  const model::Seed& seed = question.rule.seed;
  const model::ListingFact& listing = question.act.listing;
  if (seed.demand != question.act.demand) return false;
  if (seed.demand) return true;
  return Has(seed.lists, listing.list) &&
         (seed.grounds.empty() || Has(seed.grounds, listing.ground)) &&
         (seed.severities.empty() || Has(seed.severities, listing.severity)) &&
         IsOfTypes(listing.subject.key, seed.subject_types);
}

bool Naive::ReadingStands(const model::Rule& rule, Date counts_from) const {
  return rule.reading_parameter.empty() ||
         Parameter(rule.reading_parameter, counts_from) == rule.reading_value;
}

bool Naive::HasRelation(const Condition& condition, const std::string& party, Date day) const {
  for (const model::RelationFact& relation : facts_.relations) {
    const std::string& own = condition.outward ? relation.from.key : relation.to.key;
    const std::string& other = condition.outward ? relation.to.key : relation.from.key;
    if (own == party && (condition.relations & model::SetOf(relation.relation)) != 0 &&
        relation.valid.Contains(day) && IsOfTypes(other, condition.types)) {
      return true;
    }
  }
  return false;
}

bool Naive::IsOnList(const std::string& party, const std::vector<std::string>& lists,
                     Date day) const {
  for (const model::ListingFact& listing : facts_.listings) {
    if (listing.subject.key == party && Has(lists, listing.list) &&
        EffectOf(*Act(listing.id)).during.Contains(day)) {
      return true;
    }
  }
  return false;
}

bool Naive::IsAttributed(const NaiveAct& act, const std::string& person, Date day) const {
  for (const model::AttributionFact& one : facts_.attributions) {
    if (one.act == act.id && one.person.key == person && one.decided_on <= day) return true;
  }
  return false;
}

// For another listing of the same party, on one of these lists and in effect.
bool Naive::IsAttributedOn(const Condition& condition, const Question& question,
                           const std::string& person) const {
  for (const model::AttributionFact& one : facts_.attributions) {
    if (one.person.key != person || one.decided_on > question.day) continue;
    if (!condition.roles.empty() && !Has(condition.roles, one.role)) continue;
    for (const model::ListingFact& listing : facts_.listings) {
      if (listing.id == one.act && listing.subject.key == question.act.answerable &&
          Has(condition.lists, listing.list) &&
          EffectOf(*Act(listing.id)).during.Contains(question.day)) {
        return true;
      }
    }
  }
  return false;
}

bool Naive::IsConfirmed(const Question& question, const std::string& party) const {
  for (const model::ConfirmationFact& one : facts_.confirmations) {
    const bool named = one.provision == question.rule.id || one.provision == question.rule.label;
    if (one.listing == question.act.id && named && one.party.key == party &&
        one.decided_on <= question.day) {
      return true;
    }
  }
  return false;
}

bool Naive::Holds(const Condition& condition, const Question& question,
                  const std::string& target) const {
  const std::string& party =
      condition.on == Condition::On::kTarget ? target : question.act.answerable;
  const model::ListingFact& listing = question.act.listing;
  switch (condition.kind) {
    case Condition::Kind::kHasRelation:
      return HasRelation(condition, party, question.day);
    case Condition::Kind::kLacksRelation:
      return !HasRelation(condition, party, question.day);
    case Condition::Kind::kOnList:
      return IsOnList(party, condition.lists, question.day);
    case Condition::Kind::kNotOnList:
      return !IsOnList(party, condition.lists, question.day);
    case Condition::Kind::kGround:
      return !question.act.demand && Has(condition.words, listing.ground);
    case Condition::Kind::kSeverity:
      return !question.act.demand &&
             Has(condition.words, std::string(model::Name(listing.severity)));
    case Condition::Kind::kBasisNamed:
      return !listing.basis.empty();
    case Condition::Kind::kBasisUnnamed:
      return listing.basis.empty();
    case Condition::Kind::kAttribute: {
      const std::string value = Attribute(Entity(party), condition.name);
      return !value.empty() && Has(condition.words, value);
    }
    case Condition::Kind::kType:
      return IsOfTypes(party, condition.types);
    case Condition::Kind::kGradedWithin:
      for (const model::GradeFact& grade : facts_.grades) {
        if (grade.subject.key == party && grade.decided_on <= listing.decided_on &&
            listing.decided_on < YearsLater(grade.decided_on, condition.years)) {
          return true;
        }
      }
      return false;
    case Condition::Kind::kHonoured:
      for (const model::HonourFact& honour : facts_.honours) {
        if (honour.subject.key == party && honour.decided_on <= question.day &&
            question.day < honour.valid_to.value_or(model::kOpenEnd)) {
          return true;
        }
      }
      return false;
    case Condition::Kind::kConfirmed:
      return IsConfirmed(question, target);
    case Condition::Kind::kNotCooperated:
      return question.act.demand && !question.act.cooperated;
    case Condition::Kind::kAttributedOn:
      return IsAttributedOn(condition, question, party);
    case Condition::Kind::kOverdue:
      return OverdueSince(condition.name, question.act, question.day).has_value();
  }
  return false;
}

// Steps 4, 5 and 7, and the unknown region of step 2.
Naive::Weighed Naive::Weigh(const Question& question, const std::string& target) const {
  Weighed weighed;
  for (const model::Exception& exception : question.book.exceptions) {
    const bool named =
        Has(exception.excepts, question.rule.label) || Has(exception.excepts, std::string("*")) ||
        (question.rule.give.incentive && Has(exception.excepts, std::string("incentives")));
    if (!named) continue;
    const bool all =
        std::all_of(exception.when.begin(), exception.when.end(),
                    [&](const Condition& condition) { return Holds(condition, question, target); });
    if (!all) continue;
    const bool drops = exception.effect == model::Exception::Effect::kDrop;
    (drops ? weighed.drop : weighed.suspended) = true;
    weighed.missing = weighed.missing || !drops;  // why it is suspended
  }
  for (const Condition& guard : question.rule.guards) {
    if (Holds(guard, question, target)) continue;
    if (guard.otherwise == Condition::Otherwise::kDrop) weighed.drop = true;
    if (guard.otherwise == Condition::Otherwise::kUndetermined) weighed.undetermined = true;
    if (guard.otherwise == Condition::Otherwise::kSuspended) weighed.suspended = true;
    if (guard.otherwise == Condition::Otherwise::kAwaitConfirmation) weighed.awaiting = true;
    if (!guard.missing.empty()) weighed.missing = true;
  }
  if (question.rule.give.needs_attribution && (TypeOf(target) != model::EntityType::kPerson ||
                                               !IsAttributed(question.act, target, question.day))) {
    weighed.drop = true;
  }
  if (question.rule.give.needs_confirmation && !IsConfirmed(question, target)) {
    weighed.awaiting = true;
    weighed.missing = true;
  }
  if (RegionUnknown(question.book, question.act.answerable)) {
    weighed.undetermined = true;
    weighed.missing = true;
  }
  return weighed;
}

// Steps 8 and 9.
void Naive::DecideForce(const Question& question, const Weighed& weighed, const std::string& target,
                        NaiveFinding* finding) const {
  const model::Give& give = question.rule.give;
  bool carried = false;
  bool would_carry = false;
  for (const model::BasisUse& use : give.bases) {
    bool effective = false;
    for (const model::Basis& basis : library_.bases) {
      if (basis.code != use.code) continue;
      for (const model::BasisVersion& version : basis.versions) {
        effective = effective || (version.during.Contains(question.day) &&
                                  version.status == model::BasisStatus::kEffective);
      }
    }
    if (!effective) continue;
    const bool all =
        std::all_of(use.needs.begin(), use.needs.end(),
                    [&](const Condition& condition) { return Holds(condition, question, target); });
    (all ? carried : would_carry) = true;
  }
  const bool weighs_bases = !give.incentive && !give.private_addressee;
  const bool lacks_fact = weighs_bases && !carried && would_carry;

  // A measure that no basis carries names that among what is missing.
  finding->missing = weighed.missing || (weighs_bases && !carried);
  if (weighed.suspended) {
    finding->force = model::Force::kSuspended;
  } else if (weighed.undetermined || lacks_fact) {
    finding->force = model::Force::kUndetermined;
  } else if (give.private_addressee) {
    finding->force = model::Force::kRecommended;
  } else if (weighs_bases && !carried) {
    finding->force = model::Force::kAdvisory;
  } else if (weighed.awaiting) {
    finding->force = model::Force::kAwaitingConfirmation;
  } else {
    finding->force = model::Force::kEffective;
  }

  finding->tier = give.tier;
  const bool movement_on_a_person_or_record = give.kind == model::MovementKind::kList ||
                                              give.kind == model::MovementKind::kRec ||
                                              give.kind == model::MovementKind::kMeas;
  const bool moves = !question.rule.movement.empty() && !question.rule.walk.empty();
  if (moves && movement_on_a_person_or_record && weighs_bases && !carried &&
      give.tier == model::Tier::kT1) {
    finding->tier = model::Tier::kT2;
  }
}

}  // namespace liancheng::oracle
