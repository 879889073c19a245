#include "engine/graph/control_chains.h"

#include <algorithm>

namespace liancheng::graph {

ControlChains::ControlChains(const GraphSnapshot& snapshot,
                             const std::vector<Controlled>& controlled, model::Date as_of,
                             Bound bound)
    : snapshot_(snapshot), as_of_(as_of), bound_(bound) {
  of_.reserve(controlled.size());
  for (const Controlled& firm : controlled) of_[firm.vertex.value] = &firm;
}

uint64_t ControlChains::SharePpm(uint32_t edge, VertexIndex firm) const {
  const Edge row = snapshot_.EdgeAt(edge);
  if (row.relation != model::Relation::kShareholder) return 0;
  if (bound_ == Bound::kFloor) return row.share ? row.share->lo_ppm : 0;
  return row.share ? row.share->hi_ppm : UnknownRestPpm(snapshot_, firm, as_of_);
}

// The edges of a firm are grouped by holder.
std::vector<ControlChains::Holding> ControlChains::HoldingsIn(const Controlled& firm) const {
  std::vector<Holding> holdings;
  for (const uint32_t edge : firm.edges) {
    const VertexIndex holder = snapshot_.FromOf(edge);
    if (holdings.empty() || holdings.back().holder != holder) holdings.push_back({holder});
    Holding& holding = holdings.back();
    holding.share_ppm += SharePpm(edge, firm.vertex);
    holding.outright |= snapshot_.EdgeAt(edge).relation == model::Relation::kActualController;
    holding.edges.push_back(edge);
  }
  std::stable_sort(holdings.begin(), holdings.end(), [](const Holding& a, const Holding& b) {
    return a.outright != b.outright ? a.outright : a.share_ppm > b.share_ppm;
  });
  return holdings;
}

uint32_t ControlChains::LevelOf(VertexIndex holder) const {
  const auto found = of_.find(holder.value);
  return found == of_.end() ? 0 : found->second->level;  // not found = a start
}

std::vector<uint32_t> ControlChains::WayTo(VertexIndex holder) const {
  std::vector<std::vector<uint32_t>> steps;
  for (auto found = of_.find(holder.value); found != of_.end(); found = of_.find(holder.value)) {
    const Controlled& member = *found->second;
    const std::vector<Holding> holdings = HoldingsIn(member);
    const auto earlier = std::find_if(
        holdings.begin(), holdings.end(),
        [&](const Holding& holding) { return LevelOf(holding.holder) < member.level; });
    steps.push_back(earlier->edges);
    holder = earlier->holder;
  }
  std::vector<uint32_t> way;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    way.insert(way.end(), step->begin(), step->end());
  }
  return way;
}

std::vector<ControlChain> ControlChains::To(const Controlled& firm) const {
  std::vector<ControlChain> chains;
  for (const Holding& holding : HoldingsIn(firm)) {
    ControlChain chain{WayTo(holding.holder), holding.share_ppm, holding.outright};
    chain.edges.insert(chain.edges.end(), holding.edges.begin(), holding.edges.end());
    chains.push_back(std::move(chain));
  }
  return chains;
}

}  // namespace liancheng::graph
