// engine/graph/control_groups.h: who stands at the head of whom, over the whole graph.
// Time:    one pass over all holdings, and the fix-point of each holder with a majority somewhere.
#pragma once

#include <vector>

#include "engine/graph/control.h"

namespace liancheng::graph {

struct ControlGroup {
  VertexIndex head;
  std::vector<VertexIndex> controlled;  // stable order, the head not in it
};

// One group for every party that controls another and is controlled by nobody; where parties only
// control each other in a round, one group under the first of them in stable order. Heads in stable
// order. A firm may be in the groups of several heads when stated stakes exceed the whole, or when
// actual controllers are stated beside a majority.
std::vector<ControlGroup> ControlGroups(const GraphSnapshot& snapshot, model::Date as_of,
                                        uint32_t threshold_ppm);

}  // namespace liancheng::graph
