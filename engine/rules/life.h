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
  std::string record;  // id of the statement that reports it; empty when it came by time
  std::string actor;   // who took the step, if stated
};

struct Life {
  std::optional<model::ListingState> state;  // nothing = the listing has not begun on that day
  std::vector<LifeEntry> entries;            // up to the day, in order
  std::vector<std::string> annotations;      // objections under review
};

Life LifeOf(const World& world, const Act& act, model::Date day);

struct Refusal {
  std::string row;  // the provision that forbids it
  std::string why;
};

// The reasons why the listing may not change to state `to` on day `on`; empty when it may.
std::vector<Refusal> CheckStep(const World& world, const Act& act, model::ListingState to,
                               model::Date on);

// The reasons why a new listing may not be decided: its subject is on a list that excludes it (HJ-4
// with G61).
std::vector<Refusal> CheckEntry(const World& world, const Act& entry);

}  // namespace liancheng::rules
