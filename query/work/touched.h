// query/work/touched.h: between two worlds of one store, the acts whose consequences may differ; every
// other act has the same ones in both, so that nothing of it need be evaluated.
// Seen:    acts, parties and ties that differ between the revisions; and between the days, every
//          date of an act, an honour or a tie that is crossed. From a party on, the walks of the
//          rules are taken backward, and those of their beginnings, in either world on its day.
// Safe:    what cannot be followed that way is looked at whole: acts of rules that wait for a term,
//          and of rules that ask for 关联企业 when a holding changes; and all acts when the
//          rulebooks, a dated parameter, a basis or the type of a party changes.
// Cost:    linear in parties, ties and acts, with a small factor; walks only from what differs.
#pragma once

#include <optional>

#include "query/work/worklist.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// Nothing: all of them.
std::optional<ActIds> ActsTouched(const Workspace& before, const Workspace& now);

}  // namespace liancheng::query
