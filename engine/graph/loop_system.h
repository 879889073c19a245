// engine/graph/loop_system.h: solves h = inflow + h * shares, the system of equations for shares
// that form loops.
// Units:   shares as fractions of the whole.
#pragma once

#include <optional>
#include <vector>

namespace liancheng::graph {

struct LoopSystem {
  struct Share {
    size_t holder;
    size_t firm;
    double share;
  };
  size_t size = 0;
  std::vector<Share> shares;  // inside one strongly connected group; no self-stakes
  // the part of h that comes from outside the group; each >= 0, one at least > 0
  std::vector<double> inflow;
};

struct LoopSolution {
  std::vector<double> held;
  // bound of the error of each value: the residual times the sensitivity of the system
  double error = 0;
};

// Nothing when shares multiplied round a loop reach the whole: then no finite total exists, and the
// stated shares contradict each other.
std::optional<LoopSolution> Solve(const LoopSystem& system);

}  // namespace liancheng::graph
