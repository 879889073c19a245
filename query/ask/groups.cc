#include <algorithm>
#include <numeric>

#include "engine/graph/components.h"
#include "engine/graph/control_groups.h"
#include "query/ask/questions.h"

namespace liancheng::query {
namespace {

using graph::VertexIndex;

struct Found {
  std::optional<VertexIndex> head;
  std::vector<VertexIndex> members;  // stable order
  uint64_t size() const { return members.size() + (head ? 1 : 0); }
  VertexIndex first() const { return head ? *head : members.front(); }
};

std::vector<Found> ControlGroupsOf(const Workspace& workspace, const GroupsQuestion& question) {
  std::vector<Found> found;
  for (auto& group :
       graph::ControlGroups(workspace.graph(), workspace.as_of(), question.threshold_ppm)) {
    found.push_back({group.head, std::move(group.controlled)});
  }
  return found;
}

// A shared address or phone ties its parties without being one of them.
bool IsParty(const graph::GraphSnapshot& graph, VertexIndex v) {
  return graph.type(v) != model::EntityType::kValue && !graph.IsGone(v);
}

std::vector<Found> ConnectedGroupsOf(const Workspace& workspace, const GroupsQuestion& question) {
  const graph::GraphSnapshot& graph = workspace.graph();
  const model::RelationSet relations =
      question.relations != 0 ? question.relations : model::kAllRelations & ~model::kClueRelations;
  const graph::Components components =
      graph::WeakComponents(graph, {relations, workspace.as_of(), false});
  std::vector<uint32_t> sizes(components.count, 0);
  for (uint32_t v = 0; v < graph.vertex_count(); ++v) {
    if (IsParty(graph, {v})) ++sizes[components.of[v]];
  }
  std::vector<uint32_t> place(components.count, UINT32_MAX);
  std::vector<Found> found;
  for (uint32_t v = 0; v < graph.vertex_count(); ++v) {
    const uint32_t component = components.of[v];
    if (sizes[component] < question.parties_min) continue;
    if (!IsParty(graph, {v})) continue;
    if (place[component] == UINT32_MAX) {
      place[component] = static_cast<uint32_t>(found.size());
      found.emplace_back().members.reserve(sizes[component]);
    }
    found[place[component]].members.push_back({v});
  }
  for (Found& group : found) {
    std::sort(group.members.begin(), group.members.end(),
              [&graph](VertexIndex a, VertexIndex b) { return graph.StableLess(a, b); });
  }
  return found;
}

}  // namespace

absl::StatusOr<GroupsAnswer> AskGroups(const Workspace& workspace, const GroupsQuestion& question) {
  const graph::GraphSnapshot& graph = workspace.graph();
  std::vector<Found> found = question.kind == GroupKind::kControl
                                 ? ControlGroupsOf(workspace, question)
                                 : ConnectedGroupsOf(workspace, question);
  std::erase_if(found, [&](const Found& g) { return g.size() < question.parties_min; });
  std::sort(found.begin(), found.end(), [&graph](const Found& a, const Found& b) {
    return a.size() != b.size() ? a.size() > b.size() : graph.StableLess(a.first(), b.first());
  });
  GroupsAnswer answer;
  answer.kind = question.kind;
  answer.groups_found = found.size();
  for (const Found& group : found) answer.parties_found += group.size();
  const size_t begin = std::min<size_t>(question.skip, found.size());
  const size_t end = std::min<size_t>(begin + question.groups_max, found.size());
  if (end < found.size()) answer.next = static_cast<uint32_t>(end);
  for (size_t i = begin; i < end; ++i) {
    PartyGroup group;
    group.size = found[i].size();
    if (found[i].head) group.head = graph.entity(*found[i].head);
    if (group.head) answer.parties.Want(*group.head);
    for (const VertexIndex member : found[i].members) {
      if (question.members_max != 0 && group.members.size() >= question.members_max) {
        answer.members_cut = true;
        break;
      }
      group.members.push_back(graph.entity(member));
      answer.parties.Want(group.members.back());
    }
    answer.groups.push_back(std::move(group));
  }
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  return answer;
}

}  // namespace liancheng::query
