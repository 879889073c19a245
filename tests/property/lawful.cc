#include "tests/property/lawful.h"

#include <algorithm>
#include <charconv>

#include "fmt/format.h"

namespace liancheng::property {
namespace {

using model::Date;

template <typename T, typename Fits>
const T* Find(const std::vector<model::Fact>& facts, const Fits& fits) {
  for (const model::Fact& fact : facts) {
    const T* one = std::get_if<T>(&fact.statement);
    if (one != nullptr && fits(*one)) return one;
  }
  return nullptr;
}

Date EndByTerm(const model::RuleLibrary& library, const std::string& parameter, Date start) {
  for (const model::Rulebook& book : library.books) {
    for (const model::Parameter& one : book.parameters) {
      if (one.id != parameter) continue;
      for (const model::ParameterValue& value : one.values) {
        int years = 0;
        std::from_chars(value.value.data(), value.value.data() + value.value.size(), years);
        if (value.during.Contains(start) && years > 0) return model::AddYears(start, years);
      }
    }
  }
  return model::kOpenEnd;
}

Date EndOfListing(const model::RuleLibrary& library, const model::ListingFact& listing) {
  if (listing.valid_to) return *listing.valid_to;
  for (const model::Rulebook& book : library.books) {
    for (const model::ListDefinition& list : book.lists) {
      if (list.id != listing.list) continue;
      const auto by_severity = list.terms_by_severity.find(listing.severity);
      const bool has = by_severity != list.terms_by_severity.end();
      const Date start = list.from_publication ? listing.published_on.value_or(model::kOpenEnd)
                                               : listing.decided_on;
      return EndByTerm(library, has ? by_severity->second : list.term, start);
    }
  }
  return model::kOpenEnd;
}

std::string Wrong(const model::Finding& finding, std::string_view what) {
  return fmt::format("{} {} from {}: {}", finding.provision, finding.measure, finding.listing,
                     what);
}

}  // namespace

std::vector<const model::Rule*> RulesOf(const model::RuleLibrary& library,
                                        const model::Finding& finding) {
  std::vector<const model::Rule*> rules;
  for (const model::Rulebook& book : library.books) {
    if (book.id != finding.rulebook) continue;
    for (const model::Rule& rule : book.rules) {
      if (rule.id == finding.provision && rule.movement == finding.movement &&
          rule.give.measure == finding.measure && rule.give.name == finding.name &&
          rule.give.standing == finding.standing) {
        rules.push_back(&rule);
      }
    }
  }
  return rules;
}

Date EndOfAct(const Promise& promise, const std::string& act) {
  const auto* listing = Find<model::ListingFact>(
      promise.facts, [&act](const model::ListingFact& one) { return one.id == act; });
  Date end = listing == nullptr ? model::kOpenEnd : EndOfListing(promise.library, *listing);
  for (const model::Fact& fact : promise.facts) {
    const auto* ending = std::get_if<model::EndingFact>(&fact.statement);
    if (ending != nullptr && ending->listing == act) end = std::min(end, ending->on);
  }
  return end;
}

std::string EndsWithItsListing(const Promise& promise, const model::Finding& finding) {
  const Date end = EndOfAct(promise, finding.listing);
  if (end <= promise.day) return Wrong(finding, "its listing has ended");
  if (end < finding.effect.to) return Wrong(finding, "it is said to outlive its listing");
  if (!finding.effect.Contains(promise.day)) return Wrong(finding, "it does not hold on the day");
  return "";
}

std::string IsAttributedWhereItMust(const Promise& promise, const model::Finding& finding) {
  const query::PartyCard& subject = promise.parties[finding.subject];
  if (finding.tier != model::Tier::kT1 || subject.type != model::EntityType::kPerson) return "";
  const auto rules = RulesOf(promise.library, finding);
  const bool needed = std::all_of(rules.begin(), rules.end(), [](const model::Rule* rule) {
    return rule->give.needs_attribution;
  });
  if (!needed) return "";
  const auto* found =
      Find<model::AttributionFact>(promise.facts, [&](const model::AttributionFact& one) {
        return one.act == finding.listing && one.person.key == subject.key &&
               one.decided_on <= promise.day;
      });
  return found != nullptr ? "" : Wrong(finding, "nobody found the person responsible");
}

std::string CitesARow(const Promise& promise, const model::Finding& finding,
                      const std::set<std::string>& rows) {
  if (!rows.contains(finding.provision)) return Wrong(finding, "no row of the requirement list");
  if (RulesOf(promise.library, finding).empty()) return Wrong(finding, "no rule of its book");
  return "";
}

std::string MovesByAMovement(const Promise& promise, const model::Finding& finding,
                             const std::set<std::string>& rows) {
  if (finding.path.empty()) return "";
  if (finding.incentive) return Wrong(finding, "an incentive has moved");
  if (finding.standing == model::Standing::kListed) return Wrong(finding, "reached and `listed`");
  if (!rows.contains(finding.movement)) return Wrong(finding, "moved by no movement");
  const auto rules = RulesOf(promise.library, finding);
  const bool walks = std::any_of(rules.begin(), rules.end(),
                                 [](const model::Rule* rule) { return !rule->walk.empty(); });
  return walks ? "" : Wrong(finding, "moved by a rule without a walk");
}

int Strength(model::Force force) {
  switch (force) {
    case model::Force::kSuspended:
      return 0;
    case model::Force::kAdvisory:
      return 1;
    case model::Force::kUndetermined:
      return 2;
    case model::Force::kRecommended:
    case model::Force::kAwaitingConfirmation:
      return 3;
    case model::Force::kEffective:
      return 4;
  }
  return 0;
}

}  // namespace liancheng::property
