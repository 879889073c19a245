// engine/graph/control_groups.h: the groups of control in the whole graph, each under the party
// that controls it.
// Cost:    one pass over all holdings, and one fix-point for each holder that has a majority in
//          some firm.
#pragma once

#include <vector>

#include "engine/graph/control.h"

namespace liancheng::graph {

struct ControlGroup {
  VertexIndex head;
  std::vector<VertexIndex> controlled;  // stable order, the head not in it
};

// One group for every party that controls another and is controlled by nobody; for parties that
// only control each other in a cycle, one group under the first of them in stable order. Groups are
// in the stable order of their heads. A firm may be in several groups when stated stakes exceed the
// whole, or when actual controllers are stated beside a majority.
std::vector<ControlGroup> ControlGroups(const GraphSnapshot& snapshot, model::Date as_of,
                                        uint32_t threshold_ppm);

}  // namespace liancheng::graph
