// engine/rules/walk_rule.h: the parties that a rule's walk reaches from one act, each by every
// path.
// Source:  docs/rulebook_format.md, "How a rule is evaluated", step 6.
#pragma once

#include <optional>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct WalkedPath {
  std::vector<graph::VertexIndex> vertices;  // from the start to the target
  std::vector<model::PathEdge> edges;
  model::DateRange validity;  // of the edges walked at evaluation
  graph::VertexIndex target() const { return vertices.back(); }
};

struct WalkRequest {
  const model::Rule& rule;
  const Act& act;
  model::Date day;
  std::optional<graph::VertexIndex> only_target;
};

// With an empty walk: the answerable party itself, by an empty path.
std::vector<WalkedPath> WalkRule(const World& world, const WalkRequest& request);

// Every act from which this rule's walk could reach `target`, dates of act and decision left open:
// a set that is never too small. For the backward question.
void CollectActsThatMayReach(const World& world, const model::Rule& rule, graph::VertexIndex target,
                             model::Date day, std::vector<uint32_t>* acts);

// True when `a` is the better one to show: it lasts longer, then starts earlier, then comes first
// in an order that does not depend on how the facts were loaded.
bool ShownBefore(const graph::GraphSnapshot& graph, const WalkedPath& a, const WalkedPath& b);

}  // namespace liancheng::rules
