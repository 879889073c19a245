// engine/rules/records.h: an act (a listing or demand) with the records that belong to it, and the
// other records of a party.
// Shape:   parties are vertices of the snapshot that was built from the same facts.
// Threads: plain values.
#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/graph/snapshot.h"
#include "engine/model/fact.h"

namespace liancheng::rules {

struct Ending {
  std::string id;
  model::EndingHow how = model::EndingHow::kRepaired;
  model::Date on;
};

struct Objection {
  std::string id;
  model::Date on;
  std::optional<model::ObjectionResult> result;
  std::optional<model::Date> answered_on;
};

struct Attribution {
  std::string id;
  graph::VertexIndex person;
  model::ResponsibleRole role = model::ResponsibleRole::kDirectlyResponsible;
  model::Date decided_on;
};

struct Confirmation {
  std::string id;
  std::string provision;
  graph::VertexIndex party;
  model::Date decided_on;
};

struct Notice {
  std::string id;
  std::string kind;  // rectification
  model::Date delivered_on;
};

// An executor's statement of what it did about a measure of the act, or why it did nothing.
struct Feedback {
  std::string id;
  std::string measure;
  graph::VertexIndex party;
  std::string executor;  // empty = not stated
  bool executed = false;
  std::string reason;
  model::Date on;
};

// A step that no other statement records.
struct Step {
  std::string id;
  model::ListingState to = model::ListingState::kClue;
  model::Date on;
  std::string actor;
};

// An act is what a rule can start from: a listing, or a demand on a platform operator.
struct Act {
  std::string id;
  bool is_demand = false;
  graph::VertexIndex party;       // the listed party; the merchant of a demand
  graph::VertexIndex answerable;  // the party in scope: the listed one, or the operator of a demand
  model::ListingFact listing;     // set for a listing
  model::Date demanded_on;        // set for a demand
  bool cooperated = true;
  std::vector<Ending> endings;
  std::vector<Objection> objections;
  std::vector<Attribution> attributions;
  std::vector<Confirmation> confirmations;
  std::vector<Notice> notices;  // in order of delivered_on, then id
  std::vector<Step> steps;      // in order of date, then id
  // In order of date, then id. No rule reads it, so it changes no finding.
  std::vector<Feedback> feedback;
};

// The day on which the review of an objection ended: by its result, or because the listing was
// withdrawn on an upheld objection. The review runs from the objection's day up to this one.
std::optional<model::Date> AnsweredOn(const Act& act, const Objection& objection);
bool IsRunning(const Act& act, const Objection& objection, model::Date day);

struct Penalty {
  model::PenaltyFact fact;
};

struct Grade {
  std::string id;
  std::string value;
  model::Date decided_on;
};

struct Honour {
  std::string id;
  std::string name;
  model::DateRange during;
};

// The order of acts: by id; a listing before a demand of the same id.
inline bool ActBefore(const Act& a, const Act& b) {
  return std::tie(a.id, a.is_demand) < std::tie(b.id, b.is_demand);
}

}  // namespace liancheng::rules
