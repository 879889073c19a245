// query/list_step.h: a step in the life of a listing, checked against the provisions and turned
// into the facts that record it: who, when, by which document. All facts of a step go in one
// commit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/fact.h"
#include "engine/rules/life.h"
#include "query/workspace.h"

namespace liancheng::query {

struct StepRequest {
  std::string listing;
  model::ListingState to = model::ListingState::kPublished;
  model::Date on;
  std::string actor;
  std::string document;
  std::string note;
  std::optional<model::EndingHow> ending;  // revoked by an upheld objection, say
};

struct StepPlan {
  std::vector<rules::Refusal> refusals;  // empty: it may be taken
  std::vector<model::Fact> facts;        // what records it
};

// NotFound for an unknown listing; InvalidArgument for a state that no one enters by a step
// (expired, overdue: those come by time).
absl::StatusOr<StepPlan> PlanStep(const Workspace& workspace, const StepRequest& request);

// Why a fact read from outside would be an illegal step: an ending by repair, a new entry on a red
// list, a step. Facts of other kinds are never refused here.
std::vector<rules::Refusal> CheckFact(const Workspace& workspace, const model::Fact& fact);

}  // namespace liancheng::query
