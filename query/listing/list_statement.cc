// The statements of those list commands that are not steps.
#include <algorithm>

#include "fmt/format.h"
#include "query/answers/parties.h"
#include "query/listing/list_step.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

absl::StatusOr<std::string> KeyOf(const Workspace& workspace, const std::string& party) {
  const auto vertex = ResolveSubject(workspace, party);
  if (!vertex.ok()) return vertex.status();
  const model::EntityId id = workspace.graph().entity(*vertex);
  Parties parties;
  parties.Want(id);
  if (absl::Status status = parties.Fetch(workspace.directory()); !status.ok()) return status;
  return parties[id].key;
}

// Whether a rule, a label or a condition of repair has this name.
bool IsProvision(const Workspace& workspace, const std::string& name) {
  const auto is_need = [&name](const auto& need) { return need.id == name; };
  for (const model::Rulebook& book : workspace.plan().library().books) {
    for (const model::Rule& rule : book.rules) {
      if (rule.id == name || rule.label == name) return true;
    }
    for (const model::Repair& repair : book.repairs) {
      if (std::any_of(repair.needs.begin(), repair.needs.end(), is_need) ||
          std::any_of(repair.bars.begin(), repair.bars.end(), is_need)) {
        return true;
      }
      for (const model::RepairWay& way : repair.ways) {
        if (way.id == name) return true;
      }
    }
  }
  return false;
}

bool IsGround(const model::Rulebook& book, const model::ListDefinition& list,
              const std::string& ground) {
  const auto cited = std::find(list.cites.begin(), list.cites.end(), ground) != list.cites.end();
  return cited || std::any_of(book.grounds.begin(), book.grounds.end(),
                              [&ground](const auto& known) { return known.id == ground; });
}

std::string DatedId(const std::string& listing, std::string_view what, const std::string& party,
                    model::Date on) {
  return fmt::format("{}/{}/{}/{}", listing, what, party, model::FormatDate(on));
}

absl::StatusOr<const rules::Objection*> RunningObjection(const rules::Act& act, model::Date day) {
  std::vector<const rules::Objection*> running;
  std::vector<std::string> ids;
  for (const rules::Objection& objection : act.objections) {
    if (!rules::IsRunning(act, objection, day)) continue;
    running.push_back(&objection);
    ids.push_back(objection.id);
  }
  if (running.empty()) {
    return absl::NotFoundError(
        fmt::format("no objection to {} is running on {}", act.id, model::FormatDate(day)));
  }
  if (running.size() > 1) {
    return absl::InvalidArgumentError(fmt::format(
        "several objections to {} are running; name one: {}", act.id, fmt::join(ids, ", ")));
  }
  return running.front();
}

absl::StatusOr<const rules::Objection*> ObjectionToAnswer(const rules::Act& act,
                                                          const ObjectionAnswer& answer) {
  if (answer.objection.empty()) return RunningObjection(act, answer.on);
  for (const rules::Objection& objection : act.objections) {
    if (objection.id != answer.objection) continue;
    if (const auto answered = rules::AnsweredOn(act, objection)) {
      return absl::InvalidArgumentError(fmt::format("objection {} was answered on {}", objection.id,
                                                    model::FormatDate(*answered)));
    }
    if (answer.on < objection.on) {
      return absl::InvalidArgumentError(fmt::format("objection {} was made on {}, after {}",
                                                    objection.id, model::FormatDate(objection.on),
                                                    model::FormatDate(answer.on)));
    }
    return &objection;
  }
  return absl::NotFoundError(fmt::format("{} has no objection \"{}\"", act.id, answer.objection));
}

}  // namespace

absl::StatusOr<std::vector<model::Fact>> PropositionOf(const Workspace& workspace,
                                                       const NewListing& entry) {
  if (workspace.records().FindAct(entry.id) != nullptr) {
    return absl::AlreadyExistsError(fmt::format("there is already a listing {}", entry.id));
  }
  const auto place = workspace.plan().FindList(entry.list);
  if (!place)
    return absl::InvalidArgumentError(fmt::format("no rulebook has a list {}", entry.list));
  if (!IsGround(*place->book, *place->list, entry.ground)) {
    return absl::InvalidArgumentError(
        fmt::format("{} has no ground {}", place->book->id, entry.ground));
  }
  if (entry.act_on && entry.on < *entry.act_on) {
    return absl::InvalidArgumentError(fmt::format("the act on {} is after the proposal on {}",
                                                  model::FormatDate(*entry.act_on),
                                                  model::FormatDate(entry.on)));
  }
  auto key = KeyOf(workspace, entry.subject);
  if (!key.ok()) return key.status();
  model::ListingFact listing;
  listing.id = entry.id;
  listing.list = entry.list;
  listing.subject.key = *std::move(key);
  listing.ground = entry.ground;
  listing.basis = entry.basis;
  listing.severity = entry.severity;
  listing.document = entry.document;
  listing.decided_on = model::kOpenEnd;
  listing.proposed_on = entry.on;
  listing.act_on = entry.act_on;
  const model::Provenance by{entry.actor, "", 0};
  const std::string id = fmt::format("{}/proposed/{}", entry.id, model::FormatDate(entry.on));
  return std::vector<model::Fact>{{std::move(listing), by},
                                  {model::StepFact{id, entry.id, model::ListingState::kProposed,
                                                   entry.on, entry.actor, entry.document, ""},
                                   by}};
}

absl::StatusOr<model::Fact> AttributionOf(const Workspace& workspace, const std::string& listing,
                                          const std::string& person, model::ResponsibleRole role,
                                          model::Date on, const std::string& decider,
                                          const std::string& document) {
  if (const auto act = ResolveAct(workspace, listing); !act.ok()) return act.status();
  const auto vertex = ResolveSubject(workspace, person);
  if (!vertex.ok()) return vertex.status();
  if (workspace.graph().type(*vertex) != model::EntityType::kPerson) {
    return absl::InvalidArgumentError(fmt::format("{} is no person", person));
  }
  auto key = KeyOf(workspace, person);
  if (!key.ok()) return key.status();
  model::AttributionFact fact;
  fact.id = DatedId(listing, "attribution", *key, on);
  fact.person.key = *std::move(key);
  fact.act = listing;
  fact.role = role;
  fact.decider = decider;
  fact.decided_on = on;
  fact.document = document;
  return model::Fact{std::move(fact), {decider, "", 0}};
}

absl::StatusOr<model::Fact> ConfirmationOf(const Workspace& workspace, const std::string& listing,
                                           const std::string& provision, const std::string& party,
                                           model::Date on, const std::string& basis,
                                           const std::string& source) {
  if (const auto act = ResolveAct(workspace, listing); !act.ok()) return act.status();
  if (!IsProvision(workspace, provision)) {
    return absl::InvalidArgumentError(
        fmt::format("no rule and no condition of repair is called {}", provision));
  }
  auto key = KeyOf(workspace, party);
  if (!key.ok()) return key.status();
  model::ConfirmationFact fact;
  fact.id = DatedId(listing, provision, *key, on);
  fact.listing = listing;
  fact.provision = provision;
  fact.party.key = *std::move(key);
  fact.decided_on = on;
  fact.basis = basis;
  return model::Fact{std::move(fact), {source, "", 0}};
}

absl::StatusOr<model::Fact> ObjectionOf(const Workspace& workspace, const std::string& listing,
                                        model::Date on, const std::string& source) {
  if (const auto act = ResolveAct(workspace, listing); !act.ok()) return act.status();
  return model::Fact{
      model::ObjectionFact{fmt::format("{}/objection/{}", listing, model::FormatDate(on)), listing,
                           on},
      {source, "", 0}};
}

absl::StatusOr<model::Fact> AnswerOf(const Workspace& workspace, const ObjectionAnswer& answer) {
  const auto act = ResolveAct(workspace, answer.listing);
  if (!act.ok()) return act.status();
  const auto objection = ObjectionToAnswer(**act, answer);
  if (!objection.ok()) return objection.status();
  return model::Fact{model::ObjectionFact{(*objection)->id, answer.listing, (*objection)->on,
                                          answer.result, answer.on},
                     {answer.actor, "", 0}};
}

}  // namespace liancheng::query
