// query/gate/match.h: finds the party that a check means, by number and never by name.
// Errors:  as gate.h; no message contains an ID number.
#pragma once

#include "absl/status/statusor.h"
#include "query/gate/check.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// InvalidArgument when the request lacks its unit, its matter or any way to find a party, or when a
// number in it is malformed.
absl::Status CheckRequestFields(const Workspace& workspace, const CheckRequest& request);

// Fills a checked party, except for what follows from its listings.
absl::StatusOr<CheckedParty> MatchParty(const Workspace& workspace, const CheckParty& asked);

// Whether the check asks for a natural person's data.
bool AsksOfPerson(const Workspace& workspace, const CheckedParty& party);

}  // namespace liancheng::query
