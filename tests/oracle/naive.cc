#include "tests/oracle/naive.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "fmt/format.h"
#include "tests/oracle/naive_calendar.h"

namespace liancheng::oracle {
namespace {

using model::Date;
using model::DateRange;

template <typename T>
void Keep(const std::vector<model::Fact>& facts, std::vector<T>* kept) {
  for (const model::Fact& fact : facts) {
    if (const T* one = std::get_if<T>(&fact.statement)) kept->push_back(*one);
  }
}

// In the order in which each key was first stated.
std::vector<model::Fact> Standing(const std::vector<model::Fact>& facts) {
  std::vector<model::Fact> standing;
  for (const model::Fact& fact : facts) {
    const auto same = [&](const std::string& key) {
      return [&key](const model::Fact& other) { return model::FactKey(other) == key; };
    };
    if (const auto* retraction = std::get_if<model::RetractionFact>(&fact.statement)) {
      std::erase_if(standing, same(retraction->target));
      continue;
    }
    const std::string key = model::FactKey(fact);
    const auto before = std::find_if(standing.begin(), standing.end(), same(key));
    if (before != standing.end()) {
      *before = fact;
    } else {
      standing.push_back(fact);
    }
  }
  return standing;
}

}  // namespace

StandingFacts::StandingFacts(const std::vector<model::Fact>& all) {
  const std::vector<model::Fact> facts = Standing(all);
  Keep(facts, &entities);
  Keep(facts, &relations);
  Keep(facts, &listings);
  Keep(facts, &penalties);
  Keep(facts, &attributions);
  Keep(facts, &confirmations);
  Keep(facts, &endings);
  Keep(facts, &grades);
  Keep(facts, &honours);
  Keep(facts, &demands);
  Keep(facts, &objections);
  Keep(facts, &notices);
  Keep(facts, &steps);
}

std::string Describe(const NaiveFinding& f) {
  return fmt::format("{} {} {} {} {} {} {} {} [{}] {}..{}{}{}", f.listing, f.label, f.subject,
                     f.measure, model::Name(f.standing), model::Name(f.tier), model::Name(f.force),
                     model::Name(f.modality), fmt::join(f.path, ", "), model::FormatDate(f.from),
                     model::FormatDate(f.to), f.missing ? " missing" : "",
                     f.evidence_is_a_set ? " set" : "");
}

Naive::Naive(const std::vector<model::Fact>& facts, const model::RuleLibrary& library,
             std::set<std::string> rulebooks)
    : facts_(facts), library_(library), rulebooks_(std::move(rulebooks)) {}

const model::EntityFact* Naive::Entity(const std::string& key) const {
  for (const model::EntityFact& entity : facts_.entities) {
    if (entity.entity.key == key) return &entity;
  }
  return nullptr;
}

std::optional<model::EntityType> Naive::TypeOf(const std::string& key) const {
  if (const model::EntityFact* entity = Entity(key)) return entity->type;
  if (model::IsValueKey(key)) return model::EntityType::kValue;
  return std::nullopt;
}

bool Naive::IsOfTypes(const std::string& key, const std::vector<model::EntityType>& types) const {
  if (types.empty()) return true;
  const auto type = TypeOf(key);
  return type.has_value() && std::find(types.begin(), types.end(), *type) != types.end();
}

const model::ListDefinition* Naive::List(const std::string& id) const {
  for (const model::Rulebook& book : library_.books) {
    for (const model::ListDefinition& list : book.lists) {
      if (list.id == id) return &list;
    }
  }
  return nullptr;
}

std::optional<std::string> Naive::Parameter(const std::string& id, Date on) const {
  for (const model::Rulebook& book : library_.books) {
    for (const model::Parameter& parameter : book.parameters) {
      if (parameter.id != id) continue;
      for (const model::ParameterValue& value : parameter.values) {
        if (value.during.Contains(on)) return value.value;
      }
    }
  }
  return std::nullopt;
}

std::optional<int> Naive::Years(const std::string& id, Date on) const {
  const auto text = Parameter(id, on);
  if (!text.has_value()) return std::nullopt;
  int years = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), years);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
  return years;
}

std::optional<NaiveAct> Naive::Act(const std::string& id) const {
  for (const model::ListingFact& listing : facts_.listings) {
    if (listing.id != id) continue;
    return NaiveAct{.id = id,
                    .start = listing.subject.key,
                    .answerable = listing.subject.key,
                    .listing = listing};
  }
  for (const model::DemandFact& demand : facts_.demands) {
    if (demand.id != id) continue;
    model::ListingFact dates;
    dates.decided_on = demand.on;
    return NaiveAct{.id = id,
                    .demand = true,
                    .cooperated = demand.cooperated,
                    .start = demand.merchant.key,
                    .answerable = demand.operator_party.key,
                    .listing = dates};
  }
  return std::nullopt;
}

// A listing without decision, or without the publication from which its list counts, has no such
// day.
Date Naive::CountsFrom(const NaiveAct& act) const {
  const model::ListDefinition* list = act.demand ? nullptr : List(act.listing.list);
  if (list == nullptr || !list->from_publication) return act.listing.decided_on;
  if (act.listing.decided_on == model::kOpenEnd) return model::kOpenEnd;
  return act.listing.published_on.value_or(model::kOpenEnd);
}

// The parameter of the list's default term; the list may have one for each severity.
std::string Naive::TermOf(const NaiveAct& act) const {
  const model::ListDefinition* list = act.demand ? nullptr : List(act.listing.list);
  if (list == nullptr) return "";
  for (const auto& [severity, term] : list->terms_by_severity) {
    if (severity == act.listing.severity) return term;
  }
  return list->term;
}

// Step 1.
Naive::Effect Naive::EffectOf(const NaiveAct& act) const {
  Effect effect;
  effect.during.from = CountsFrom(act);
  if (effect.during.from == model::kOpenEnd) return {.during = {Date{0}, Date{0}}};
  const std::string term = TermOf(act);
  if (act.listing.valid_to.has_value()) {
    effect.during.to = *act.listing.valid_to;
  } else if (!term.empty()) {
    if (const auto years = Years(term, effect.during.from)) {
      effect.during.to = YearsLater(effect.during.from, *years);
    }
    effect.term_assumed = true;
  }
  for (const model::EndingFact& ending : facts_.endings) {
    if (ending.listing == act.id) effect.during.to = std::min(effect.during.to, ending.on);
  }
  return effect;
}

std::vector<NaiveFinding> Naive::Reach(const std::string& id, Date day) const {
  std::vector<NaiveFinding> findings;
  const auto act = Act(id);
  if (!act.has_value()) return findings;
  const Effect effect = EffectOf(*act);
  if (!effect.during.Contains(day)) return findings;
  for (const model::Rulebook& book : library_.books) {
    if (!rulebooks_.contains(book.id)) continue;
    if (book.effective.has_value() && CountsFrom(*act) < *book.effective) continue;
    if (book.ended.has_value() && day >= *book.ended) continue;
    for (const model::Rule& rule : book.rules) {
      const Question question{book, rule, *act, day};
      if (!SeedFits(question) || !ReadingStands(rule, effect.during.from) || !InScope(book, *act))
        continue;
      AddFindings(question, effect, &findings);
    }
  }
  return findings;
}

void Naive::AddFindings(const Question& question, const Effect& effect,
                        std::vector<NaiveFinding>* findings) const {
  for (const Walked& walked : BestWalks(question)) {
    AddFinding(question, effect, walked, findings);
  }
}

void Naive::AddFinding(const Question& question, const Effect& effect, const Walked& walked,
                       std::vector<NaiveFinding>* findings) const {
  const model::Give& give = question.rule.give;
  DateRange during = model::Intersect(effect.during, walked.valid);
  if (!give.term.empty()) {
    if (const auto years = Years(give.term, effect.during.from)) {
      during.to = std::min(during.to, YearsLater(effect.during.from, *years));
    }
  }
  if (question.book.ended.has_value()) during.to = std::min(during.to, *question.book.ended);
  if (!during.Contains(question.day)) return;
  for (const model::Condition& guard : question.rule.guards) {
    if (guard.kind != model::Condition::Kind::kOverdue) continue;
    if (const auto since = OverdueSince(guard.name, question.act, question.day)) {
      during.from = std::max(during.from, *since);
    }
  }

  const std::string target = walked.parties.back();
  Weighed weighed = Weigh(question, target);
  if (weighed.drop) return;
  weighed.missing = weighed.missing || effect.term_assumed || walked.tie_unknown;
  weighed.undetermined = weighed.undetermined || walked.tie_unknown;
  NaiveFinding finding;
  finding.subject = target;
  finding.measure = give.measure;
  finding.standing = give.standing;
  finding.modality = give.modality;
  finding.rulebook = question.book.id;
  finding.provision = question.rule.id;
  finding.label = question.rule.label;
  finding.listing = question.act.id;
  finding.path = walked.path;
  finding.from = during.from;
  finding.to = during.to;
  finding.evidence_is_a_set = walked.by_affiliation;
  DecideForce(question, weighed, target, &finding);
  findings->push_back(finding);
}

std::vector<NaiveFinding> Naive::Measures(const std::string& key, Date day) const {
  std::vector<NaiveFinding> findings;
  for (const std::string& act : Acts()) {
    for (const NaiveFinding& finding : Reach(act, day)) {
      if (finding.subject == key) findings.push_back(finding);
    }
  }
  return findings;
}

std::vector<std::string> Naive::Acts() const {
  std::set<std::string> acts;
  for (const model::ListingFact& listing : facts_.listings) acts.insert(listing.id);
  for (const model::DemandFact& demand : facts_.demands) acts.insert(demand.id);
  return {acts.begin(), acts.end()};
}

std::set<std::string> Naive::Parties() const {
  std::set<std::string> parties;
  for (const model::EntityFact& entity : facts_.entities) parties.insert(entity.entity.key);
  for (const model::RelationFact& relation : facts_.relations) {
    parties.insert(relation.from.key);
    parties.insert(relation.to.key);
  }
  for (const model::ListingFact& listing : facts_.listings) parties.insert(listing.subject.key);
  for (const model::PenaltyFact& penalty : facts_.penalties) parties.insert(penalty.subject.key);
  for (const model::AttributionFact& one : facts_.attributions) parties.insert(one.person.key);
  for (const model::DemandFact& demand : facts_.demands) {
    parties.insert(demand.operator_party.key);
    parties.insert(demand.merchant.key);
  }
  return parties;
}

}  // namespace liancheng::oracle
