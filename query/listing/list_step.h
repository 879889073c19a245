// query/listing/list_step.h: a step in the life of a listing, checked against the provisions and turned
// into the facts that record it: who, when, by which document. All facts of a step go in one
// commit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/rules/life.h"
#include "query/world/workspace.h"

namespace liancheng::query {

struct StepRequest {
  std::string listing;
  model::ListingState to = model::ListingState::kPublished;
  model::Date on;
  std::string actor;
  std::string document;
  std::string note;
  std::optional<model::EndingHow> ending;  // revoked by an upheld objection, say
  std::optional<model::Date> valid_to;     // of a decision: set by the department (HJ-12)
};

struct StepPlan {
  std::vector<rules::Refusal> refusals;  // empty: it may be taken
  std::vector<model::Fact> facts;        // what records it
};

// NotFound for an unknown listing; InvalidArgument for a state that no one enters by a step
// (expired, overdue: those come by time) and for a validity that does not end after the decision.
absl::StatusOr<StepPlan> PlanStep(const Workspace& workspace, const StepRequest& request);

struct NewListing {
  std::string id;
  std::string list;
  std::string subject;  // id, code or unique name
  std::string ground;
  std::string basis;
  model::Severity severity = model::Severity::kUnspecified;
  model::Date on;
  std::string actor;
  std::string document;
  std::optional<model::Date> act_on;  // the day of the act; movements by fault ask who held office
};

// A listing proposed and not decided. AlreadyExists when the id is taken; InvalidArgument for a
// list or ground that no rulebook has and for an act after the proposal; the errors of resolving
// the subject.
absl::StatusOr<std::vector<model::Fact>> PropositionOf(const Workspace& workspace,
                                                       const NewListing& entry);

// That a person answers for an act, that a provision reaches a party, that somebody objects.
// NotFound for an unknown listing or party; InvalidArgument when it is no person, or when no rule
// or repair of the rulebooks is called so.
absl::StatusOr<model::Fact> AttributionOf(const Workspace& workspace, const std::string& listing,
                                          const std::string& person, model::ResponsibleRole role,
                                          model::Date on, const std::string& decider,
                                          const std::string& document);
absl::StatusOr<model::Fact> ConfirmationOf(const Workspace& workspace, const std::string& listing,
                                           const std::string& provision, const std::string& party,
                                           model::Date on, const std::string& basis,
                                           const std::string& source);
absl::StatusOr<model::Fact> ObjectionOf(const Workspace& workspace, const std::string& listing,
                                        model::Date on, const std::string& source);

struct ObjectionAnswer {
  std::string listing;
  std::string objection;  // empty: the one that is running
  model::ObjectionResult result = model::ObjectionResult::kRejected;
  model::Date on;
  std::string actor;
};

// The objection stated again with the result of its review. NotFound for an unknown listing or
// objection, and when none is running; InvalidArgument when several are and none is named, when it
// has an answer already, and for a day before it was made.
absl::StatusOr<model::Fact> AnswerOf(const Workspace& workspace, const ObjectionAnswer& answer);

// Why a fact read from outside would be an illegal step: an ending by repair, a new entry on a red
// list, a step. Facts of other kinds are never refused here.
std::vector<rules::Refusal> CheckFact(const Workspace& workspace, const model::Fact& fact);

}  // namespace liancheng::query
