// engine/rules/walk_rule.h: finds the parties that a rule's walk reaches from one act, each with
// every path to it.
// Source:  docs/rulebook_format.md, "How a rule is evaluated", step 6.
#pragma once

#include <optional>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct WalkedPath {
  std::vector<graph::VertexIndex> vertices;  // from the start to the target
  std::vector<model::PathEdge> edges;
  model::DateRange validity;  // common validity of the edges that are checked on the asked day
  graph::VertexIndex target() const { return vertices.back(); }
};

struct WalkRequest {
  const model::Rule& rule;
  const Act& act;
  model::Date day;
  std::optional<graph::VertexIndex> only_target;
};

// For a rule without a walk, the result is the answerable party itself with an empty path.
std::vector<WalkedPath> WalkRule(const World& world, const WalkRequest& request);

// Collects every act from which this rule's walk could reach `target`; the days of act and decision
// are not checked. The set may be too large, never too small. Used to answer backward questions.
void CollectActsThatMayReach(const World& world, const model::Rule& rule, graph::VertexIndex target,
                             model::Date day, std::vector<uint32_t>* acts);

// Whether `a` is shown rather than `b`: it lasts longer, or starts earlier, or comes first in an
// order that does not depend on the order of loading.
bool ShownBefore(const graph::GraphSnapshot& graph, const WalkedPath& a, const WalkedPath& b);

}  // namespace liancheng::rules
