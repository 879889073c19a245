#include "engine/graph/paths.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {

absl::StatusOr<PathAnswer> AskPath(const Workspace& workspace, const std::string& from,
                                   const std::string& to, model::RelationSet relations,
                                   const graph::Limits& limits) {
  const auto a = ResolveSubject(workspace, from);
  if (!a.ok()) return a.status();
  const auto b = ResolveSubject(workspace, to);
  if (!b.ok()) return b.status();
  const graph::GraphSnapshot& graph = workspace.graph();
  const graph::PathSet found =
      graph::FindPaths(graph, *a, *b, {relations, workspace.as_of(), false}, limits);
  PathAnswer answer;
  answer.complete = found.complete;
  answer.parties.Want(graph.entity(*a));
  answer.parties.Want(graph.entity(*b));
  for (const std::vector<uint32_t>& edges : found.paths) {
    std::vector<model::PathEdge>& path = answer.paths.emplace_back();
    for (uint32_t edge : edges) path.push_back(graph.Evidence(edge));
    answer.parties.Want(path);
  }
  for (const graph::Crowded& crowded : found.crowded) {
    answer.crowded.push_back({graph.entity(crowded.vertex), crowded.degree});
    answer.parties.Want(graph.entity(crowded.vertex));
  }
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok())
    return status;
  return answer;
}

}  // namespace liancheng::query
