// engine/rules/repair.h: whether a listing may be repaired (ended before its time), and what
// prevents it.
// Source:  HJ-18, HX-31 with G01 to G04, G37, G43, G49, G59, G60; docs/rulebook_format.md,
//          "Repair".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct RepairCondition {
  enum class State {
    kMet,
    kUnmet,   // listed among the bars
    kToFind,  // only a person can decide it; no bar
    kWarns,   // a bar that only warns from a stated day on (G37)
  };
  std::string row;
  std::string what;  // for people
  State state = State::kMet;
  std::optional<model::Date> from;  // the day from which it is met, if known
};

struct RepairResult {
  // nullptr when no asked book provides for repair from this list
  const model::Repair* repair = nullptr;
  const model::Rulebook* book = nullptr;
  bool allowed = false;
  std::vector<std::string> bars;  // rows, each once, in the order of the text
  std::vector<RepairCondition> conditions;
  std::optional<model::Date> earliest;  // when every computed condition is met
  std::vector<std::string> notes;
};

// `act` is a listing; the result assumes an application on `day`.
RepairResult EvaluateRepair(const World& world, const Act& act, model::Date day);

}  // namespace liancheng::rules
