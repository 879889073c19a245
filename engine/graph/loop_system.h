// engine/graph/loop_system.h: shares that go round in loops: h = inflow + h * shares, solved.
// Units:  shares as fractions of the whole.
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
  std::vector<Share> shares;   // inside one strongly connected group; no self-stakes
  std::vector<double> inflow;  // from outside the group, each >= 0, one at least > 0
};

struct LoopSolution {
  std::vector<double> held;
  double error = 0;  // of each value: the residual times the sensitivity of the system
};

// Nothing when the loops return as much as they take (shares multiplied round a loop reach the
// whole): then no finite total exists, and what was stated cannot all be so.
std::optional<LoopSolution> Solve(const LoopSystem& system);

}  // namespace liancheng::graph
