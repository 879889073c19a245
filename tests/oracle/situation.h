// tests/oracle/situation.h: makes the facts of a small situation, one call each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/fact.h"

namespace liancheng::oracle {

// "" is an open start or end.
inline model::DateRange Span(std::string_view from, std::string_view to) {
  return {from.empty() ? model::kOpenStart : *model::ParseDate(from),
          to.empty() ? model::kOpenEnd : *model::ParseDate(to)};
}

inline model::Date Day(std::string_view text) {
  return *model::ParseDate(text);
}

class Situation {
 public:
  Situation& Party(const std::string& key, std::string_view type, uint32_t region = 350104) {
    model::EntityFact fact;
    fact.entity.key = key;
    fact.type = *model::Parse<model::EntityType>(type);
    fact.name = key;
    fact.region.value = region;
    return Add(fact);
  }

  // An attribute of the party stated last.
  Situation& With(const std::string& name, const std::string& value) {
    std::get<model::EntityFact>(facts_.back().statement).attributes[name] = value;
    return *this;
  }

  Situation& Edge(const std::string& from, std::string_view relation, const std::string& to,
                  std::string_view since = "", std::string_view until = "") {
    model::RelationFact fact;
    fact.id = "R" + std::to_string(facts_.size());
    fact.relation = *model::Parse<model::Relation>(relation);
    fact.from.key = from;
    fact.to.key = to;
    fact.valid = Span(since, until);
    return Add(fact);
  }

  Situation& Stake(const std::string& from, const std::string& to, uint32_t lo_percent,
                   uint32_t hi_percent, std::string_view since = "", std::string_view until = "") {
    Edge(from, "shareholder", to, since, until);
    std::get<model::RelationFact>(facts_.back().statement).share = {lo_percent * 10'000,
                                                                    hi_percent * 10'000};
    return *this;
  }

  Situation& Listing(const std::string& id, const std::string& list, const std::string& subject,
                     std::string_view decided_on) {
    model::ListingFact fact;
    fact.id = id;
    fact.list = list;
    fact.subject.key = subject;
    fact.decided_on = Day(decided_on);
    return Add(fact);
  }

  // The listing stated last.
  model::ListingFact& LastListing() {
    return std::get<model::ListingFact>(facts_.back().statement);
  }

  Situation& Ending(const std::string& listing, std::string_view on) {
    return Add(model::EndingFact{.id = "X" + std::to_string(facts_.size()),
                                 .listing = listing,
                                 .how = model::EndingHow::kRepaired,
                                 .on = Day(on)});
  }

  Situation& Attribution(const std::string& person, const std::string& act, std::string_view role,
                         std::string_view decided_on) {
    model::AttributionFact fact;
    fact.id = "A" + std::to_string(facts_.size());
    fact.person.key = person;
    fact.act = act;
    fact.role = *model::Parse<model::ResponsibleRole>(role);
    fact.decided_on = Day(decided_on);
    return Add(fact);
  }

  Situation& Confirmation(const std::string& listing, const std::string& provision,
                          const std::string& party, std::string_view decided_on) {
    model::ConfirmationFact fact;
    fact.id = "K" + std::to_string(facts_.size());
    fact.listing = listing;
    fact.provision = provision;
    fact.party.key = party;
    fact.decided_on = Day(decided_on);
    return Add(fact);
  }

  Situation& Demand(const std::string& id, const std::string& operator_party,
                    const std::string& merchant, std::string_view on, bool cooperated) {
    model::DemandFact fact;
    fact.id = id;
    fact.operator_party.key = operator_party;
    fact.merchant.key = merchant;
    fact.on = Day(on);
    fact.cooperated = cooperated;
    return Add(fact);
  }

  Situation& Grade(const std::string& subject, std::string_view decided_on) {
    model::GradeFact fact;
    fact.id = "G" + std::to_string(facts_.size());
    fact.subject.key = subject;
    fact.value = "A";
    fact.decided_on = Day(decided_on);
    return Add(fact);
  }

  Situation& Honour(const std::string& subject, std::string_view decided_on,
                    std::string_view valid_to) {
    model::HonourFact fact;
    fact.id = "H" + std::to_string(facts_.size());
    fact.subject.key = subject;
    fact.decided_on = Day(decided_on);
    fact.valid_to = Day(valid_to);
    return Add(fact);
  }

  Situation& Penalty(const std::string& subject, const std::string& ground,
                     const std::string& authority, std::string_view procedure,
                     std::string_view decided_on) {
    model::PenaltyFact fact;
    fact.id = "P" + std::to_string(facts_.size());
    fact.subject.key = subject;
    fact.ground = ground;
    fact.authority = authority;
    fact.procedure = *model::Parse<model::Procedure>(procedure);
    fact.decided_on = Day(decided_on);
    return Add(fact);
  }

  model::PenaltyFact& LastPenalty() {
    return std::get<model::PenaltyFact>(facts_.back().statement);
  }

  template <typename T>
  Situation& Add(T statement) {
    model::Fact fact;
    fact.statement = std::move(statement);
    facts_.push_back(std::move(fact));
    return *this;
  }

  const std::vector<model::Fact>& facts() const { return facts_; }

 private:
  std::vector<model::Fact> facts_;
};

}  // namespace liancheng::oracle
