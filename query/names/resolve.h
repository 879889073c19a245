// query/names/resolve.h: what a user typed to one party: the caller's id, then a code, then a unique
// name.
// Errors:  NotFound when nothing fits; FailedPrecondition when a name fits several parties (the
//          message lists them by id: same-name parties are never chosen between).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "query/world/workspace.h"

namespace liancheng::query {

absl::StatusOr<graph::VertexIndex> ResolveSubject(const Workspace& workspace,
                                                  const std::string& subject);

// A listing or a demand by its id. NotFound otherwise.
absl::StatusOr<const rules::Act*> ResolveAct(const Workspace& workspace, const std::string& id);

}  // namespace liancheng::query
