// query/gate/gate.h: the gate check: may a matter go on for a party, what must a person look at first.
// Decision: `hold` only on an effective consequence of the first tier that a provision orders, in
//           the asked matter and the unit's remit, for a party found by an exact number; and then a
//           person decides. Whatever else speaks in the matter is a `prompt`, closed by taking the
//           measure or giving a reason (worklist.h, FeedbackOf). Else `pass`, which clears nobody.
// Names:    a name alone is never a hit. Candidates are counted, not shown.
// Clues:    the third tier has no part in it.
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

// Whether something speaks in the matter for a party that was found by an exact number: what the
// statistics count as a hit (5.2). A name alone and a legacy code are none.
bool IsHit(const CheckAnswer& answer);

// ResourceExhausted when a party that was found has more ties than `ties_max`: before anything is
// evaluated, for who has no time for it.
absl::StatusOr<CheckAnswer> AskCheck(const Workspace& workspace, const CheckRequest& request,
                                     uint64_t ties_max = std::numeric_limits<uint64_t>::max());

}  // namespace liancheng::query
