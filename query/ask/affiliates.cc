#include <algorithm>

#include "query/ask/crowding.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

std::vector<model::PathEdge> EvidenceOf(const graph::GraphSnapshot& graph,
                                        const std::vector<uint32_t>& edges) {
  std::vector<model::PathEdge> evidence;
  for (uint32_t edge : edges) evidence.push_back(graph.Evidence(edge));
  return evidence;
}

bool HoldsClue(const std::vector<model::PathEdge>& evidence) {
  return std::any_of(evidence.begin(), evidence.end(), [](const model::PathEdge& edge) {
    return (model::SetOf(edge.relation) & model::kClueRelations) != 0;
  });
}

// How many parties point to the most crowded value on the way to reached[index]; 0 without one.
uint64_t SharedBy(const graph::GraphSnapshot& graph, const graph::Expansion& expansion,
                  size_t index, model::RelationSet relations) {
  uint64_t most = 0;
  for (size_t at = expansion.reached[index].parent; at != 0; at = expansion.reached[at].parent) {
    const graph::VertexIndex v = expansion.reached[at].vertex;
    if (graph.type(v) != model::EntityType::kValue) continue;
    most = std::max(most, graph::DegreeOf(graph, v, relations));
  }
  return most;
}

}  // namespace

absl::StatusOr<AffiliatesAnswer> AskAffiliates(const Workspace& workspace,
                                               const std::string& subject,
                                               model::RelationSet relations,
                                               const graph::Limits& limits) {
  const auto start = ResolveSubject(workspace, subject);
  if (!start.ok()) return start.status();
  const graph::GraphSnapshot& graph = workspace.graph();
  AffiliatesAnswer answer;
  answer.subject = graph.entity(*start);
  answer.parties.Want(answer.subject);
  graph::Walker walker(graph);
  const graph::Expansion expansion =
      walker.Expand(*start, {relations, workspace.as_of(), false}, limits);
  answer.complete = expansion.complete;
  for (size_t i = 1; i < expansion.reached.size(); ++i) {
    const graph::Reached& reached = expansion.reached[i];
    // A shared address or phone is how two parties are tied, not a party.
    if (graph.type(reached.vertex) == model::EntityType::kValue) continue;
    Affiliate affiliate;
    affiliate.party = graph.entity(reached.vertex);
    affiliate.hops = reached.hops;
    affiliate.evidence = EvidenceOf(graph, expansion.PathTo(i));
    affiliate.clue = HoldsClue(affiliate.evidence);
    affiliate.shared_by = SharedBy(graph, expansion, i, relations);
    affiliate.weight = WeightOfSharing(affiliate.shared_by);
    answer.parties.Want(affiliate.party);
    answer.parties.Want(affiliate.evidence);
    answer.affiliates.push_back(std::move(affiliate));
  }
  for (const graph::Crowded& crowded : expansion.crowded) {
    answer.crowded.push_back({graph.entity(crowded.vertex), crowded.degree});
    answer.parties.Want(graph.entity(crowded.vertex));
  }
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok())
    return status;
  std::stable_sort(answer.affiliates.begin(), answer.affiliates.end(),
                   [&](const Affiliate& a, const Affiliate& b) {
                     return std::make_tuple(a.hops, answer.parties[a.party].key) <
                            std::make_tuple(b.hops, answer.parties[b.party].key);
                   });
  return answer;
}

}  // namespace liancheng::query
