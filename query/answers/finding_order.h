// query/answers/finding_order.h: the last steps of measures and reach answers: naming the parties
// and sorting the findings.
#pragma once

#include <algorithm>

#include "engine/rules/clues.h"
#include "query/answers/answers.h"
#include "query/world/workspace.h"

namespace liancheng::query {

template <typename Answer>
void AppendClues(const Workspace& workspace, const rules::ClueAnswer& clues, Answer* answer) {
  answer->findings.insert(answer->findings.end(), clues.findings.begin(), clues.findings.end());
  for (model::EntityId crowded : clues.crowded) {
    const auto vertex = workspace.graph().Find(crowded);
    answer->crowded.push_back(
        {crowded, workspace.graph().Arcs(*vertex, graph::Direction::kIn).size()});
    answer->complete = false;
  }
}

// Adds notes with the other names of the bodies named as executors (G35): aliases in the text and
// later names, with the status of those that no source confirms.
void NoteBodies(const Workspace& workspace, model::Finding* finding);

// Fetches the names, then sorts findings by listing, tier, party and provision, so that the order
// of loading has no effect.
template <typename Answer>
absl::Status FetchAndOrder(const Workspace& workspace, Answer* answer) {
  for (model::Finding& finding : answer->findings) NoteBodies(workspace, &finding);
  for (const model::Finding& finding : answer->findings) {
    answer->parties.Want(finding.subject);
    answer->parties.Want(finding.path);
  }
  for (const model::Stop& stop : answer->stops) {
    answer->parties.Want(stop.party);
    answer->parties.Want(stop.path);
  }
  for (const CrowdedParty& crowded : answer->crowded) answer->parties.Want(crowded.party);
  if (absl::Status status = answer->parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  const auto key = [answer](model::EntityId id) { return answer->parties[id].key; };
  std::stable_sort(answer->findings.begin(), answer->findings.end(),
                   [&](const model::Finding& a, const model::Finding& b) {
                     return std::make_tuple(a.listing, a.tier, a.standing, key(a.subject)) <
                            std::make_tuple(b.listing, b.tier, b.standing, key(b.subject));
                   });
  std::stable_sort(answer->stops.begin(), answer->stops.end(),
                   [&](const model::Stop& a, const model::Stop& b) {
                     return std::make_tuple(a.path.size(), key(a.party)) <
                            std::make_tuple(b.path.size(), key(b.party));
                   });
  return absl::OkStatus();
}

}  // namespace liancheng::query
