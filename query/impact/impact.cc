#include "query/impact/impact.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/rules/effect.h"
#include "engine/rules/evaluate.h"
#include "query/answers/finding_order.h"

namespace liancheng::query {
namespace {

// Sorts as FetchAndOrder sorts the findings of one listing.
void Order(const Parties& parties, std::vector<model::Finding>* findings) {
  std::stable_sort(findings->begin(), findings->end(),
                   [&parties](const model::Finding& a, const model::Finding& b) {
                     return std::tie(a.tier, a.standing, parties[a.subject].key) <
                            std::tie(b.tier, b.standing, parties[b.subject].key);
                   });
}

// The notes of NoteBodies, looked up once for each executor of a rulebook.
class BodyNotes {
 public:
  explicit BodyNotes(const Workspace& workspace) : workspace_(workspace) {}

  void AddTo(model::Finding* finding) {
    for (const std::string& executor : finding->executors) {
      const std::vector<std::string>& notes = Of(finding->rulebook, executor);
      finding->notes.insert(finding->notes.end(), notes.begin(), notes.end());
    }
  }

 private:
  const std::vector<std::string>& Of(const std::string& rulebook, const std::string& executor) {
    const auto [place, fresh] = notes_[rulebook].try_emplace(executor);
    if (fresh) {
      model::Finding finding;
      finding.rulebook = rulebook;
      finding.executors = {executor};
      NoteBodies(workspace_, &finding);
      place->second = std::move(finding.notes);
    }
    return place->second;
  }

  const Workspace& workspace_;
  std::map<std::string, std::map<std::string, std::vector<std::string>>> notes_;
};

void Want(const ActImpact& impact, Parties* parties) {
  for (const model::Finding& finding : impact.findings) {
    parties->Want(finding.subject);
    parties->Want(finding.path);
  }
  for (const model::Stop& stop : impact.stops) parties->Want(stop.party);
}

}  // namespace

std::vector<const rules::Act*> ActsInEffect(const Workspace& workspace) {
  std::vector<const rules::Act*> acts = workspace.records().ActsInOrder();
  std::erase_if(acts, [&workspace](const rules::Act* act) {
    return !rules::EffectOf(workspace.plan(), *act).range.Contains(workspace.as_of());
  });
  return acts;
}

absl::StatusOr<ImpactChunk> ImpactOf(const Workspace& workspace,
                                     std::span<const rules::Act* const> acts, size_t degree_max) {
  const rules::World world = workspace.world();
  ImpactChunk chunk;
  chunk.acts.reserve(acts.size());
  rules::StopScratch scratch;
  BodyNotes notes(workspace);
  for (const rules::Act* act : acts) {
    ActImpact& impact = chunk.acts.emplace_back();
    impact.act = act;
    rules::Outcome outcome;
    rules::EvaluateAct(world, *act, workspace.as_of(), std::nullopt, &outcome);
    impact.ties =
        rules::CountTieStops(world, *act, workspace.as_of(), outcome, degree_max, &scratch);
    impact.findings = std::move(outcome.findings);
    // A rulebook may give a clue too; only those who may see clues see it.
    std::erase_if(impact.findings,
                  [](const model::Finding& finding) { return finding.tier == model::Tier::kT3; });
    impact.stops = std::move(outcome.stops);
    for (model::Finding& finding : impact.findings) notes.AddTo(&finding);
    Want(impact, &chunk.parties);
  }
  if (absl::Status status = chunk.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  for (ActImpact& impact : chunk.acts) Order(chunk.parties, &impact.findings);
  return chunk;
}

}  // namespace liancheng::query
