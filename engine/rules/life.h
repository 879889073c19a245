// engine/rules/life.h: the state of a listing on a day, and whether a step may be taken.
// Source:  requirements 1.12: clue, proposed, pre_notice, decided, published, rectifying, rectified
//          or overdue, repair, and the ways to end; docs/rulebook_format.md, "The life of a
//          listing".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/repair.h"
#include "engine/rules/terms.h"

namespace liancheng::rules {

struct LifeEntry {
  model::Date on;
  model::ListingState state = model::ListingState::kDecided;
  std::string record;  // id of the statement that tells it; empty where a term does
  std::string actor;   // who took the step, where that is told
};

struct Life {
  std::optional<model::ListingState> state;  // nothing: it has not begun on that day
  std::vector<LifeEntry> entries;            // up to the day, in order
  std::vector<std::string> annotations;      // objections that run beside it
};

Life LifeOf(const World& world, const Act& act, model::Date day);

struct Refusal {
  std::string row;  // the provision that forbids it
  std::string why;
};

// Why the listing may not go to `to` on `on`; empty when it may.
std::vector<Refusal> CheckStep(const World& world, const Act& act, model::ListingState to,
                               model::Date on);

// Why a new listing may not be decided: its subject is on a list that excludes it (HJ-4 with G61).
std::vector<Refusal> CheckEntry(const World& world, const Act& entry);

}  // namespace liancheng::rules
