#include <algorithm>
#include <map>

#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {
namespace {

using graph::VertexIndex;

class CommonSearch {
 public:
  CommonSearch(const Workspace& workspace, const graph::EdgeFilter& filter,
               const graph::Limits& limits, CommonAnswer* answer)
      : graph_(workspace.graph()), filter_(filter), limits_(limits), answer_(*answer) {}

  void Run(const std::vector<VertexIndex>& subjects) {
    graph::Walker walker(graph_);
    for (size_t i = 0; i < subjects.size(); ++i) {
      const graph::Expansion expansion = walker.Expand(subjects[i], filter_, limits_);
      answer_.complete &= expansion.complete;
      for (const graph::Crowded& crowded : expansion.crowded) AddCrowded(crowded);
      for (size_t at = 1; at < expansion.reached.size(); ++at) {
        sides_[expansion.reached[at].vertex].push_back(
            {i, expansion.reached[at].hops, EvidenceOf(expansion.PathTo(at))});
      }
    }
    for (auto& [vertex, sides] : sides_) {
      if (sides.size() >= 2) Add(vertex, std::move(sides));
    }
  }

 private:
  struct Less {
    const graph::GraphSnapshot* graph;
    bool operator()(VertexIndex a, VertexIndex b) const { return graph->StableLess(a, b); }
  };

  void AddCrowded(const graph::Crowded& crowded) {
    const model::EntityId id = graph_.entity(crowded.vertex);
    const bool known = std::any_of(answer_.crowded.begin(), answer_.crowded.end(),
                                   [id](const CrowdedParty& party) { return party.party == id; });
    if (!known) answer_.crowded.push_back({id, crowded.degree});
    answer_.parties.Want(id);
  }

  std::vector<model::PathEdge> EvidenceOf(const std::vector<uint32_t>& edges) const {
    std::vector<model::PathEdge> evidence;
    for (const uint32_t edge : edges) evidence.push_back(graph_.Evidence(edge));
    return evidence;
  }

  void Add(VertexIndex vertex, std::vector<CommonTie::Side> sides) {
    CommonTie tie;
    tie.party = graph_.entity(vertex);
    tie.shared_by = graph::DegreeOf(graph_, vertex, filter_.relations);
    tie.sides = std::move(sides);
    for (const CommonTie::Side& side : tie.sides) {
      for (const model::PathEdge& edge : side.evidence) {
        tie.clue |= (model::SetOf(edge.relation) & model::kClueRelations) != 0;
      }
      answer_.parties.Want(side.evidence);
    }
    answer_.parties.Want(tie.party);
    answer_.ties.push_back(std::move(tie));
  }

  const graph::GraphSnapshot& graph_;
  const graph::EdgeFilter& filter_;
  const graph::Limits& limits_;
  CommonAnswer& answer_;
  std::map<VertexIndex, std::vector<CommonTie::Side>, Less> sides_{Less{&graph_}};
};

uint32_t HopsOf(const CommonTie& tie) {
  uint32_t hops = 0;
  for (const CommonTie::Side& side : tie.sides) hops += side.hops;
  return hops;
}

}  // namespace

absl::StatusOr<CommonAnswer> AskCommon(const Workspace& workspace,
                                       const std::vector<std::string>& subjects,
                                       model::RelationSet relations, const graph::Limits& limits) {
  if (subjects.size() < 2) {
    return absl::InvalidArgumentError("ties are common to two parties at least; name two or more");
  }
  CommonAnswer answer;
  std::vector<VertexIndex> starts;
  for (const std::string& subject : subjects) {
    const auto found = ResolveSubject(workspace, subject);
    if (!found.ok()) return found.status();
    if (std::find(starts.begin(), starts.end(), *found) != starts.end()) {
      return absl::InvalidArgumentError("\"" + subject + "\" is named twice");
    }
    starts.push_back(*found);
    answer.subjects.push_back(workspace.graph().entity(*found));
    answer.parties.Want(answer.subjects.back());
  }
  const graph::EdgeFilter filter{relations, workspace.as_of(), false};
  CommonSearch(workspace, filter, limits, &answer).Run(starts);
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok()) {
    return status;
  }
  std::stable_sort(
      answer.ties.begin(), answer.ties.end(), [&](const CommonTie& a, const CommonTie& b) {
        return std::make_tuple(b.sides.size(), HopsOf(a), a.shared_by,
                               answer.parties[a.party].key) <
               std::make_tuple(a.sides.size(), HopsOf(b), b.shared_by, answer.parties[b.party].key);
      });
  return answer;
}

}  // namespace liancheng::query
