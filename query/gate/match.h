// query/gate/match.h: which party a check means: by number, and never by name.
// Errors: as gate.h; no message holds an ID number.
#pragma once

#include "absl/status/statusor.h"
#include "query/gate/check.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// InvalidArgument when the request lacks its unit, its matter or any way to find a party, or when a
// number in it cannot be one.
absl::Status CheckRequestFields(const Workspace& workspace, const CheckRequest& request);

// Fills all of a checked party but what follows from its listings.
absl::StatusOr<CheckedParty> MatchParty(const Workspace& workspace, const CheckParty& asked);

// Whether a natural person's data are asked for.
bool AsksOfPerson(const Workspace& workspace, const CheckedParty& party);

}  // namespace liancheng::query
