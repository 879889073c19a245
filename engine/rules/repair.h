// engine/rules/repair.h: whether a listing may be left before its time, and what stands against it.
// Source: HJ-18, HX-31 with G01 to G04, G37, G43, G49, G59, G60; docs/rulebook_format.md, "Repair".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct RepairCondition {
  enum class State {
    kMet,
    kUnmet,   // stands among the bars
    kToFind,  // only a person can find it; does not bar
    kWarns,   // a bar that only warns from a stated day on (G37)
  };
  std::string row;
  std::string what;  // for people
  State state = State::kMet;
  std::optional<model::Date> from;  // the day from which it is met, where that is known
};

struct RepairResult {
  const model::Repair* repair = nullptr;  // nothing: no asked book sets up repair for this list
  const model::Rulebook* book = nullptr;
  bool allowed = false;
  std::vector<std::string> bars;  // rows, each once, in the order of the text
  std::vector<RepairCondition> conditions;
  std::optional<model::Date> earliest;  // when every computed condition is met
  std::vector<std::string> notes;
};

// `act` is a listing; an application on `day` is assumed.
RepairResult EvaluateRepair(const World& world, const Act& act, model::Date day);

}  // namespace liancheng::rules
