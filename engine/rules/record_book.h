// engine/rules/record_book.h: listings, demands and what hangs on them, indexed by party;
// immutable.
// Shape:   tables with the acts in order of id, and above them what changed since
//          (record_edit.h); parties as vertices of the snapshot it was built beside.
// Threads: const after Build; share freely.
// Errors:  DataLoss when a record names a party that the snapshot does not have.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

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

// What an executor says it did about a measure of the act, or why it did not.
struct Feedback {
  std::string id;
  std::string measure;
  graph::VertexIndex party;
  std::string executor;  // empty: not said
  bool executed = false;
  std::string reason;
  model::Date on;
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
  // In order of date, then id. No rule looks at it: it changes no finding.
  std::vector<Feedback> feedback;
};

// The day on which the review of an objection was over: by its result, or by taking the listing
// back on an upheld objection. It runs from its own day up to this one.
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

struct RecordTables;
struct RecordOverlay;

class RecordBook {
 public:
  static absl::StatusOr<std::shared_ptr<const RecordBook>> Build(
      model::FactSource& facts, const graph::GraphSnapshot& snapshot);
  explicit RecordBook(std::shared_ptr<const RecordTables> tables);

  // Acts by the indexes that ActsOf and ActsAttributedTo give. An index says nothing of order.
  class ActList {
   public:
    explicit ActList(const RecordBook& book) : book_(book) {}
    const Act& operator[](uint32_t index) const;
    size_t size() const;  // acts that stand
    bool empty() const { return size() == 0; }

   private:
    const RecordBook& book_;
  };
  ActList acts() const { return ActList(*this); }
  // Every act that stands, in order (ActBefore).
  std::vector<const Act*> ActsInOrder() const;
  // The listing of this id, or the demand.
  const Act* FindAct(std::string_view id) const;
  // Acts whose party or answerable party this is, in order.
  std::span<const uint32_t> ActsOf(graph::VertexIndex v) const;
  // Acts that were attributed to this person, in order.
  std::span<const uint32_t> ActsAttributedTo(graph::VertexIndex person) const;
  // In order of date, then id; grades and honours newest first, then by id.
  std::span<const Penalty> PenaltiesOf(graph::VertexIndex v) const;
  std::span<const Grade> GradesOf(graph::VertexIndex v) const;
  std::span<const Honour> HonoursOf(graph::VertexIndex v) const;

  // Null when the tables say all.
  const RecordOverlay* overlay() const { return overlay_.get(); }
  const RecordTables& tables() const { return *tables_; }

 private:
  friend class RecordEdit;
  std::shared_ptr<const RecordTables> tables_;
  std::shared_ptr<const RecordOverlay> overlay_;
};

}  // namespace liancheng::rules
