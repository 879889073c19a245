// engine/rules/reach.h: forward from one act: whom it reaches, and where it stops.
#pragma once

#include "engine/rules/evaluate.h"

namespace liancheng::rules {

// Findings as EvaluateAct gives them, then a stop for every party that is tied to the listed one or
// to a reached one on that day and is not reached itself (at most `stops_max`), with the reason.
struct ReachAnswer {
  std::vector<model::Finding> findings;
  std::vector<model::Stop> stops;
  bool stops_complete = true;
};

ReachAnswer Reach(const World& world, const Act& act, model::Date day, size_t stops_max);

}  // namespace liancheng::rules
