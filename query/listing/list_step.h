// query/listing/list_step.h: checks a step in the life of a listing against the provisions and
// turns it into the facts that record it: who, when, by which document. All facts of a step belong
// in one commit.
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
  std::optional<model::Date> valid_to;     // for a decision: set by the department (HJ-12)
};

struct StepPlan {
  std::vector<rules::Refusal> refusals;  // empty = the step may be taken
  std::vector<model::Fact> facts;        // the facts that record the step
};

// NotFound for an unknown listing; InvalidArgument for a state that no step can set (expired,
// overdue: those come by time) and for a validity that does not end after the decision.
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
  // the day of the act: for movements by fault it decides who held office
  std::optional<model::Date> act_on;
};

// The facts of a listing that is proposed and not decided. AlreadyExists when the id is taken;
// InvalidArgument for a list or ground that no rulebook has and for an act after the proposal; the
// errors of resolving the subject.
absl::StatusOr<std::vector<model::Fact>> PropositionOf(const Workspace& workspace,
                                                       const NewListing& entry);

// Statements that a person answers for an act, that a provision applies to a party, that somebody
// objects. NotFound for an unknown listing or party; InvalidArgument when the party is no person,
// or when no rule or repair of the rulebooks has this name.
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
  std::string objection;  // empty = the only one under review
  model::ObjectionResult result = model::ObjectionResult::kRejected;
  model::Date on;
  std::string actor;
};

// The objection stated again with the result of its review. NotFound for an unknown listing or
// objection, and when none is under review; InvalidArgument when several are and none is named,
// when it already has an answer, and for a day before it was made.
absl::StatusOr<model::Fact> AnswerOf(const Workspace& workspace, const ObjectionAnswer& answer);

// The reasons why an imported fact would be an illegal step: an ending by repair, a new entry on a
// red list, a step. Facts of other kinds are never refused here.
std::vector<rules::Refusal> CheckFact(const Workspace& workspace, const model::Fact& fact);

}  // namespace liancheng::query
