// query/work/touched.h: finds the acts whose consequences may differ between two worlds of one
// store. All other acts have the same consequences in both and need not be evaluated.
// Seen:    acts, parties and ties that differ between the revisions; and every date of an act, an
//          honour or a tie that lies between the two days. From such a party the walks of the
//          rules, and the beginnings of these walks, are followed backward in both worlds, each on
//          its day.
// Safe:    where following backward is not possible, more acts are taken: acts of rules that wait
//          for a term; when a holding changes, acts of rules that ask for 关联企业; and all acts when
//          the rulebooks, a dated parameter, a basis or the type of a party changes.
// Cost:    linear in parties, ties and acts, with a small factor; walks only from what differs.
#pragma once

#include <optional>

#include "query/work/worklist.h"
#include "query/world/workspace.h"

namespace liancheng::query {

// Returns nothing when all acts are affected.
std::optional<ActIds> ActsTouched(const Workspace& before, const Workspace& now);

}  // namespace liancheng::query
