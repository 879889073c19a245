#include "engine/rules/reach.h"

#include "engine/rules/clues.h"
#include "query/answers/finding_order.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {

absl::StatusOr<ReachAnswer> AskReach(const Workspace& workspace, const std::string& act,
                                     TierChoice tiers, const graph::Limits& limits) {
  const auto found = ResolveAct(workspace, act);
  if (!found.ok()) return found.status();
  ReachAnswer answer;
  answer.act = act;
  if (tiers.consequences) {
    rules::ReachAnswer reach =
        rules::Reach(workspace.world(), **found, workspace.as_of(), limits.vertices_max);
    answer.findings = std::move(reach.findings);
    answer.stops = std::move(reach.stops);
    answer.complete = reach.stops_complete;
  }
  if (tiers.clues) {
    const auto clues =
        rules::CluesFrom(workspace.world(), **found, workspace.as_of(), limits.degree_max);
    AppendClues(workspace, clues, &answer);
  }
  if (absl::Status status = FetchAndOrder(workspace, &answer); !status.ok()) return status;
  return answer;
}

}  // namespace liancheng::query
