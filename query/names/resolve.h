// query/names/resolve.h: finds the one party that a user's text means: the caller's id, then a
// code, then a unique name.
// Errors:  NotFound when nothing fits; FailedPrecondition when a name fits several parties (the
//          message lists them by id; the program never chooses between parties of one name).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "query/world/workspace.h"

namespace liancheng::query {

absl::StatusOr<graph::VertexIndex> ResolveSubject(const Workspace& workspace,
                                                  const std::string& subject);

// Finds a listing or a demand by its id. NotFound when there is none.
absl::StatusOr<const rules::Act*> ResolveAct(const Workspace& workspace, const std::string& id);

}  // namespace liancheng::query
