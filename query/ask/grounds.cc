#include "engine/rules/grounds.h"

#include "query/ask/questions.h"
#include "query/names/resolve.h"

namespace liancheng::query {

absl::StatusOr<GroundsAnswer> AskGrounds(const Workspace& workspace, const std::string& subject) {
  const auto vertex = ResolveSubject(workspace, subject);
  if (!vertex.ok()) return vertex.status();
  GroundsAnswer answer;
  answer.subject = workspace.graph().entity(*vertex);
  answer.grounds = rules::EvaluateGrounds(workspace.world(), *vertex, workspace.as_of());
  answer.parties.Want(answer.subject);
  if (absl::Status status = answer.parties.Fetch(workspace.directory()); !status.ok())
    return status;
  return answer;
}

}  // namespace liancheng::query
