#include "engine/rules/measures.h"

#include <algorithm>

#include "engine/rules/clues.h"
#include "query/answers/finding_order.h"
#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {

absl::StatusOr<MeasuresAnswer> AskMeasures(const Workspace& workspace, const std::string& subject,
                                           TierChoice tiers, const graph::Limits& limits) {
  const auto vertex = ResolveSubject(workspace, subject);
  if (!vertex.ok()) return vertex.status();
  MeasuresAnswer answer;
  answer.subject = workspace.graph().entity(*vertex);
  answer.parties.Want(answer.subject);
  if (tiers.consequences) {
    rules::Outcome outcome = rules::Measures(workspace.world(), *vertex, workspace.as_of());
    answer.findings = std::move(outcome.findings);
    answer.stops = std::move(outcome.stops);
  }
  if (tiers.clues) {
    const auto clues =
        rules::CluesOn(workspace.world(), *vertex, workspace.as_of(), limits.degree_max);
    AppendClues(workspace, clues, &answer);
  }
  if (absl::Status status = FetchAndOrder(workspace, &answer); !status.ok()) return status;
  answer.choices = ChooseMilder(workspace.plan(), answer.findings);
  return answer;
}

}  // namespace liancheng::query
