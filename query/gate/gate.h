// query/gate/gate.h: the gate check: whether a matter may proceed for a party, and what a person
// must look at first.
// Decision: `hold` requires an effective consequence of the first tier that a provision orders, in
//           the asked matter and the unit's remit, for a party found by an exact number; even then
//           a person decides. Any other consequence in the matter gives `prompt`, which is closed
//           by taking the measure or giving a reason (worklist.h, FeedbackOf). Otherwise the answer
//           is `pass`, which is not a clearance.
// Names:    a name alone is never a hit. Candidates are counted, not shown.
// Clues:    the third tier is not used.
// Errors:   InvalidArgument for a request that lacks or misspells something (the message begins
//           with the field and holds no ID number); FailedPrecondition when its numbers mean
//           different parties, and for a person's data without purpose and ground; those of the
//           directory.
// Source:   docs/gate.md, docs/decisions/0031-the-gate.md; requirements 5.2, HP-5.2-b with G34.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/gate/check.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// The matters that the rulebooks of the plan declare, sorted.
std::vector<std::string> MattersOf(const rules::Plan& plan);

// Whether a consequence applies in the matter for a party that was found by an exact number: the
// statistics count this as a hit (5.2). A name alone or a legacy code is no hit.
bool IsHit(const CheckAnswer& answer);

// ResourceExhausted, before anything is evaluated, when a party that was found has more than
// `ties_max` ties: for callers that must answer quickly.
absl::StatusOr<CheckAnswer> AskCheck(const Workspace& workspace, const CheckRequest& request,
                                     uint64_t ties_max = std::numeric_limits<uint64_t>::max());

}  // namespace liancheng::query
