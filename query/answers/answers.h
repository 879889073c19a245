// query/answers/answers.h: what the questions give back. Parties are named through `parties`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/finding.h"
#include "engine/rules/grounds.h"
#include "engine/rules/record_book.h"
#include "query/answers/parties.h"
#include "query/answers/precedence.h"

namespace liancheng::query {

struct CrowdedParty {
  model::EntityId party;
  uint64_t degree = 0;
};

// Which tiers a measures or reach answer holds.
struct TierChoice {
  bool consequences = true;  // T1 and T2
  bool clues = false;        // T3
};

struct MeasuresAnswer {
  model::EntityId subject;
  std::vector<model::Finding> findings;
  std::vector<model::Stop> stops;      // acts of the party itself that have no effect, and why
  std::vector<MeasureChoice> choices;  // measures that several documents bring
  std::vector<CrowdedParty> crowded;
  bool complete = true;
  Parties parties;
};

struct ReachAnswer {
  std::string act;
  std::vector<model::Finding> findings;
  std::vector<model::Stop> stops;
  std::vector<CrowdedParty> crowded;
  bool complete = true;
  Parties parties;
};

struct Affiliate {
  model::EntityId party;
  uint32_t hops = 0;
  bool clue = false;  // T3: some edge of the evidence is only a clue
  // Of a clue through shared values: how many share the most crowded of them, and what it is worth
  // for that, 0 to 1. Else 0 and 1.
  uint64_t shared_by = 0;
  double weight = 1;
  std::vector<model::PathEdge> evidence;
};

struct AffiliatesAnswer {
  model::EntityId subject;
  std::vector<Affiliate> affiliates;  // by hops, then by key
  std::vector<CrowdedParty> crowded;  // reached, not expanded
  bool complete = true;
  Parties parties;
};

struct PathAnswer {
  std::vector<std::vector<model::PathEdge>> paths;  // shortest first
  std::vector<CrowdedParty> crowded;
  bool complete = true;
  Parties parties;
};

struct SearchMatch {
  model::EntityId party;
  std::string matched;  // the name or code that fits
  double score = 0;     // 1 only for an exact code
  std::string why;
};

struct SearchAnswer {
  std::vector<SearchMatch> matches;
  bool complete = true;
  Parties parties;
};

struct ActState {
  const rules::Act* act = nullptr;
  model::DateRange effect;
  std::string state;  // proposed words of docs/glossary.md: decided, published, expired, ...
  std::vector<std::string> missing;
};

struct CreditFile {
  model::Date as_of;
  PartyFile party;
  std::vector<model::PathEdge> relations;        // in force on the day
  std::vector<model::PathEdge> other_relations;  // ended or not yet begun
  std::vector<ActState> acts;
  std::vector<model::PenaltyFact> penalties;
  std::vector<rules::Grade> grades;
  std::vector<rules::Honour> honours;
  Parties parties;
};

struct GroundsAnswer {
  model::EntityId subject;
  std::vector<rules::GroundResult> grounds;
  Parties parties;
};

}  // namespace liancheng::query
