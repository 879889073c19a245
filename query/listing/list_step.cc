#include "query/listing/list_step.h"

#include "fmt/format.h"
#include "query/answers/parties.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

using model::ListingState;

std::optional<model::EndingHow> EndingBy(ListingState to) {
  switch (to) {
    case ListingState::kRepaired:
      return model::EndingHow::kRepaired;
    case ListingState::kRevoked:
      return model::EndingHow::kRevoked;
    case ListingState::kSuperseded:
      return model::EndingHow::kSuperseded;
    default:
      return std::nullopt;
  }
}

// Sets the day of this step in the listing, which is then stated again; false when the step sets no
// day.
bool Restate(const StepRequest& request, model::ListingFact* listing) {
  switch (request.to) {
    case ListingState::kDecided:
      listing->decided_on = request.on;
      if (!request.actor.empty()) listing->decider = request.actor;
      if (!request.document.empty()) listing->document = request.document;
      if (request.valid_to) listing->valid_to = request.valid_to;
      return true;
    case ListingState::kPublished:
      listing->published_on = request.on;
      return true;
    case ListingState::kRectified:
      listing->corrected_on = request.on;
      return true;
    default:
      return false;
  }
}

std::string StepId(const StepRequest& request) {
  return fmt::format("{}/{}/{}", request.listing, Name(request.to), model::FormatDate(request.on));
}

std::vector<model::Fact> FactsOf(const StepRequest& request, model::ListingFact listing) {
  const std::string id = StepId(request);
  const model::Provenance by{request.actor, "", 0};
  std::vector<model::Fact> facts;
  if (Restate(request, &listing)) facts.push_back({std::move(listing), by});
  if (request.to == ListingState::kRectifying) {
    facts.push_back({model::NoticeFact{id, request.listing, "rectification", request.on}, by});
  }
  if (const auto how = request.ending ? request.ending : EndingBy(request.to)) {
    facts.push_back({model::EndingFact{id, request.listing, *how, request.on}, by});
  }
  facts.push_back({model::StepFact{id, request.listing, request.to, request.on, request.actor,
                                   request.document, request.note},
                   by});
  return facts;
}

}  // namespace

absl::StatusOr<StepPlan> PlanStep(const Workspace& workspace, const StepRequest& request) {
  if (request.to == ListingState::kExpired || request.to == ListingState::kOverdue) {
    return absl::InvalidArgumentError(
        fmt::format("a listing becomes {} by time, not by a step", Name(request.to)));
  }
  if (request.valid_to && *request.valid_to <= request.on) {
    return absl::InvalidArgumentError(
        fmt::format("the validity ends on {}, which is not after the decision on {}",
                    model::FormatDate(*request.valid_to), model::FormatDate(request.on)));
  }
  const auto act = ResolveAct(workspace, request.listing);
  if (!act.ok()) return act.status();
  if ((*act)->is_demand) {
    return absl::NotFoundError(fmt::format("\"{}\" is a demand, not a listing", request.listing));
  }
  StepPlan plan;
  plan.refusals = rules::CheckStep(workspace.world(), **act, request.to, request.on);
  const model::EntityId subject = workspace.graph().entity((*act)->party);
  Parties parties;
  parties.Want(subject);
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  model::ListingFact listing = (*act)->listing;
  listing.subject = {{}, parties[subject].key};
  plan.facts = FactsOf(request, std::move(listing));
  return plan;
}

std::vector<rules::Refusal> CheckFact(const Workspace& workspace, const model::Fact& fact) {
  const rules::World world = workspace.world();
  if (const auto* ending = std::get_if<model::EndingFact>(&fact.statement)) {
    const rules::Act* act = world.records.FindAct(ending->listing);
    if (act == nullptr || act->is_demand || ending->how != model::EndingHow::kRepaired) return {};
    return rules::CheckStep(world, *act, ListingState::kRepaired, ending->on);
  }
  if (const auto* step = std::get_if<model::StepFact>(&fact.statement)) {
    const rules::Act* act = world.records.FindAct(step->listing);
    if (act == nullptr || act->is_demand) return {};
    return rules::CheckStep(world, *act, step->to, step->on);
  }
  if (const auto* listing = std::get_if<model::ListingFact>(&fact.statement)) {
    const auto subject = ResolveSubject(workspace, listing->subject.key);
    if (!subject.ok() || !model::IsDecided(*listing)) return {};
    rules::Act entry;
    entry.id = listing->id;
    entry.party = *subject;
    entry.answerable = *subject;
    entry.listing = *listing;
    return rules::CheckEntry(world, entry);
  }
  return {};
}

}  // namespace liancheng::query
