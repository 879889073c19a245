#include "engine/rules/life.h"

#include <algorithm>
#include <tuple>

#include "engine/rules/effect.h"
#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

absl::StatusOr<rules::TimerPlace> ResolveTimer(const Workspace& workspace,
                                               const std::string& rule) {
  const auto place = rules::FindTimer(workspace.plan(), rule);
  if (!place) return absl::NotFoundError(fmt::format("no rulebook has a term \"{}\"", rule));
  return *place;
}

absl::StatusOr<const rules::Act*> ResolveListing(const Workspace& workspace,
                                                 const std::string& id) {
  const auto act = ResolveAct(workspace, id);
  if (act.ok() && (*act)->is_demand) {
    return absl::NotFoundError(fmt::format("\"{}\" is a demand, not a listing", id));
  }
  return act;
}

}  // namespace

absl::StatusOr<DeadlineAnswer> AskDeadlineFrom(const Workspace& workspace, const std::string& rule,
                                               model::Date start) {
  const auto place = ResolveTimer(workspace, rule);
  if (!place.ok()) return place.status();
  return DeadlineAnswer{"", rules::RunTermFrom(workspace.plan(), *place, start)};
}

absl::StatusOr<DeadlineAnswer> AskDeadline(const Workspace& workspace, const std::string& rule,
                                           const std::string& listing) {
  const auto place = ResolveTimer(workspace, rule);
  if (!place.ok()) return place.status();
  const auto act = ResolveListing(workspace, listing);
  if (!act.ok()) return act.status();
  return DeadlineAnswer{listing,
                        rules::RunTerm(workspace.world(), *place, **act, workspace.as_of())};
}

absl::StatusOr<RepairableAnswer> AskRepairable(const Workspace& workspace,
                                               const std::string& listing) {
  const auto act = ResolveListing(workspace, listing);
  if (!act.ok()) return act.status();
  return RepairableAnswer{listing,
                          rules::EvaluateRepair(workspace.world(), **act, workspace.as_of())};
}

absl::StatusOr<LifeAnswer> AskLife(const Workspace& workspace, const std::string& listing) {
  const auto act = ResolveListing(workspace, listing);
  if (!act.ok()) return act.status();
  const rules::World world = workspace.world();
  LifeAnswer answer;
  answer.act = *act;
  answer.subject = workspace.graph().entity((*act)->party);
  answer.effect = rules::EffectOf(workspace.plan(), **act).range;
  answer.life = rules::LifeOf(world, **act, workspace.as_of());
  answer.terms = rules::TermsOf(world, **act, workspace.as_of());
  answer.repair = rules::EvaluateRepair(world, **act, workspace.as_of());
  answer.parties.Want(answer.subject);
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  return answer;
}

absl::StatusOr<TermsAnswer> AskTerms(const Workspace& workspace, bool overdue_only) {
  TermsAnswer answer;
  for (const rules::Act* each : workspace.records().ActsInOrder()) {
    const rules::Act& act = *each;
    const bool ended = rules::EffectOf(workspace.plan(), act).range.to <= workspace.as_of();
    if (act.is_demand || ended) continue;
    for (rules::TermResult& term : rules::TermsOf(workspace.world(), act, workspace.as_of())) {
      if (!term.end || term.answered_on || (overdue_only && !term.overdue)) continue;
      const model::EntityId subject = workspace.graph().entity(act.party);
      answer.parties.Want(subject);
      answer.terms.push_back({&act, subject, std::move(term)});
    }
  }
  std::sort(answer.terms.begin(), answer.terms.end(), [](const auto& a, const auto& b) {
    return std::tie(a.term.end->day, a.act->id, a.term.timer->id) <
           std::tie(b.term.end->day, b.act->id, b.term.timer->id);
  });
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  return answer;
}

}  // namespace liancheng::query
