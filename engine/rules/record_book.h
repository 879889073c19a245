// engine/rules/record_book.h: listings, demands and what hangs on them, indexed by party;
// immutable. Shape:   acts in order of id; parties as vertices of the snapshot it was built beside.
// Threads: const after Build; share freely.
// Errors:  DataLoss when a record names a party that the snapshot does not have.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "engine/graph/snapshot.h"
#include "engine/model/fact.h"
#include "engine/model/fact_source.h"

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

// A step that no other statement tells.
struct Step {
  std::string id;
  model::ListingState to = model::ListingState::kClue;
  model::Date on;
  std::string actor;
};

// What a rule may start from: a listing, or a demand on a platform operator.
struct Act {
  std::string id;
  bool is_demand = false;
  graph::VertexIndex party;       // the listed party; the merchant of a demand
  graph::VertexIndex answerable;  // the party in scope: the listed one; the operator of a demand
  model::ListingFact listing;     // of a listing
  model::Date demanded_on;        // of a demand
  bool cooperated = true;
  std::vector<Ending> endings;
  std::vector<Objection> objections;
  std::vector<Attribution> attributions;
  std::vector<Confirmation> confirmations;
  std::vector<Notice> notices;  // in order of delivered_on, then id
  std::vector<Step> steps;      // in order of date, then id
};

// The day on which the review of an objection was over: by its result, or by taking the listing
// back on an upheld objection. It runs from its own day up to this one.
std::optional<model::Date> AnsweredOn(const Act& act, const Objection& objection);
bool IsRunning(const Act& act, const Objection& objection, model::Date day);

struct Penalty {
  model::PenaltyFact fact;
};

struct Grade {
  std::string value;
  model::Date decided_on;
};

struct Honour {
  std::string name;
  model::DateRange during;
};

class RecordBook {
 public:
  static absl::StatusOr<std::shared_ptr<const RecordBook>> Build(
      model::FactSource& facts, const graph::GraphSnapshot& snapshot);

  std::span<const Act> acts() const { return acts_; }
  const Act* FindAct(std::string_view id) const;
  // Acts whose party or answerable party this is, in order of id.
  std::span<const uint32_t> ActsOf(graph::VertexIndex v) const;
  // Acts that were attributed to this person.
  std::span<const uint32_t> ActsAttributedTo(graph::VertexIndex person) const;
  // In order of date, then id.
  std::span<const Penalty> PenaltiesOf(graph::VertexIndex v) const;
  std::span<const Grade> GradesOf(graph::VertexIndex v) const;
  std::span<const Honour> HonoursOf(graph::VertexIndex v) const;

 private:
  friend class RecordBookBuilder;
  RecordBook() = default;

  template <typename T>
  using ByVertex = absl::flat_hash_map<uint32_t, std::vector<T>>;

  std::vector<Act> acts_;
  ByVertex<uint32_t> acts_of_;
  ByVertex<uint32_t> attributed_;
  ByVertex<Penalty> penalties_;
  ByVertex<Grade> grades_;
  ByVertex<Honour> honours_;
};

}  // namespace liancheng::rules
