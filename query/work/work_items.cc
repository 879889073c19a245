#include <algorithm>
#include <map>

#include "engine/graph/snapshot.h"
#include "engine/rules/effect.h"
#include "engine/rules/evaluate.h"
#include "fmt/format.h"
#include "query/work/worklist.h"

namespace liancheng::query {
namespace {

constexpr char kBetween = '\x1f';

struct Found {
  const rules::Act* act;
  model::Finding finding;
};

std::vector<Found> FindingsOf(const Workspace& workspace, const ActIds* only_acts) {
  std::vector<Found> all;
  const model::Date day = workspace.as_of();
  for (const rules::Act* act : workspace.records().ActsInOrder()) {
    if (only_acts != nullptr && !only_acts->contains(act->id)) continue;
    if (!rules::EffectOf(workspace.plan(), *act).range.Contains(day)) continue;
    rules::Outcome outcome;
    rules::EvaluateAct(workspace.world(), *act, day, std::nullopt, &outcome);
    for (model::Finding& finding : outcome.findings) {
      if (finding.tier != model::Tier::kT3) all.push_back({act, std::move(finding)});
    }
  }
  return all;
}

// A lower rank requires more of the executor.
int Rank(model::Force force) {
  switch (force) {
    case model::Force::kEffective:
      return 0;
    case model::Force::kAwaitingConfirmation:
      return 1;
    case model::Force::kRecommended:
      return 2;
    case model::Force::kUndetermined:
      return 3;
    case model::Force::kAdvisory:
      return 4;
    case model::Force::kSuspended:
      return 5;
  }
  return 6;
}

// Which of two findings of one item is shown: the one with more force, then the first in the fixed
// order of evaluation.
bool ShownBefore(const model::Finding& a, const model::Finding& b) {
  const auto key = [](const model::Finding& finding) {
    return std::make_tuple(Rank(finding.force), finding.tier, -int64_t{finding.effect.to.days},
                           finding.effect.from, finding.path.size());
  };
  return key(a) < key(b);
}

// The item that feedback made by FeedbackOf names in its id.
std::string_view ItemNamed(std::string_view feedback_id) {
  constexpr std::string_view kOwn = "fb-";
  constexpr size_t kItemLength = 16;
  if (!feedback_id.starts_with(kOwn) || feedback_id.size() <= kOwn.size() + kItemLength) return "";
  if (feedback_id[kOwn.size() + kItemLength] != '-') return "";
  return feedback_id.substr(kOwn.size(), kItemLength);
}

bool Speaks(const rules::Plan& plan, const rules::Feedback& feedback, const WorkItem& item) {
  const std::string& by = feedback.executor;
  if (by.empty() || item.executor.empty() || by == item.executor) return true;
  // When the word names no single body, any body of the kind, or the decider, may give feedback.
  if (GeneralExecutor(item.executor) || MeansTheDecider(item.executor)) return true;
  return NamedAs(plan, by, item.executor, item.finding.rulebook).has_value();
}

}  // namespace

std::string WorkItemId(const model::Finding& finding, std::string_view party_key,
                       std::string_view executor) {
  std::string text;
  for (const std::string_view part :
       {std::string_view(finding.listing), std::string_view(finding.rulebook),
        std::string_view(finding.provision), std::string_view(finding.movement),
        std::string_view(finding.measure), std::string_view(finding.name), party_key, executor}) {
    text += part;
    text += kBetween;
  }
  return fmt::format("{:016x}", graph::StableHash(text));
}

std::vector<Answered> AnswersTo(const Workspace& workspace, const rules::Act& act,
                                const WorkItem& item) {
  std::vector<Answered> answers;
  for (const rules::Feedback& one : act.feedback) {
    if (workspace.as_of() < one.on) continue;
    const std::string_view named = ItemNamed(one.id);
    const bool fits = named.empty()
                          ? one.measure == item.finding.measure &&
                                workspace.graph().entity(one.party) == item.finding.subject &&
                                Speaks(workspace.plan(), one, item)
                          : named == item.id;
    if (fits) answers.push_back({one.id, one.executed, one.reason, one.executor, one.on});
  }
  return answers;
}

absl::StatusOr<WorkItems> ItemsOf(const Workspace& workspace, const ActIds* only_acts) {
  WorkItems all;
  std::vector<Found> found = FindingsOf(workspace, only_acts);
  for (const Found& one : found) {
    all.parties.Want(one.finding.subject);
    all.parties.Want(one.finding.path);
  }
  if (absl::Status status = all.parties.Fetch(workspace.directory()); !status.ok()) return status;
  // By listing, then item.
  std::map<std::pair<std::string, std::string>, std::pair<const rules::Act*, WorkItem>> items;
  for (const Found& one : found) {
    WorkItem item;
    item.finding = one.finding;
    item.decider = one.act->is_demand ? "" : one.act->listing.decider;
    item.party_key = all.parties[one.finding.subject].key;
    item.own = one.finding.standing == model::Standing::kExecutor;
    for (const std::string& executor : ExecutorsOf({item.finding, item.decider, item.party_key})) {
      item.executor = executor;
      item.id = WorkItemId(item.finding, item.party_key, executor);
      auto [place, fresh] = items.try_emplace({one.act->id, item.id}, one.act, item);
      if (!fresh && ShownBefore(item.finding, place->second.second.finding)) {
        place->second = {one.act, item};
      }
    }
  }
  for (auto& [key, placed] : items) {
    auto& [act, item] = placed;
    item.own = item.own && item.executor == item.party_key;
    item.answers = AnswersTo(workspace, *act, item);
    all.items.push_back(std::move(item));
  }
  return all;
}

}  // namespace liancheng::query
