#include "engine/graph/interest_chains.h"

#include <algorithm>
#include <queue>
#include <span>

namespace liancheng::graph {
namespace {

using model::Relation;

// A best-first search. The product of shares never grows along a chain, so chains reach the firm in
// descending order of their products.
class ChainSearch {
 public:
  ChainSearch(const GraphSnapshot& snapshot, VertexIndex from, VertexIndex to, model::Date as_of,
              const VertexSet& within, size_t chains_max)
      : snapshot_(snapshot),
        from_(from),
        to_(to),
        as_of_(as_of),
        within_(within),
        chains_max_(chains_max) {}

  InterestChains Run() {
    InterestChains found;
    Push({from_, 1.0, kNone, {}, 0});
    for (size_t taken = 0; !queue_.empty(); ++taken) {
      if (found.chains.size() >= chains_max_ || taken >= kNodesMax) {
        all_ = false;
        break;
      }
      const size_t at = queue_.top().second;
      queue_.pop();
      if (nodes_[at].vertex == to_ && at != 0) {
        found.chains.push_back(ChainOf(at));
      } else {
        Expand(at);
      }
    }
    found.all = all_ && !ToGoesRound();
    return found;
  }

 private:
  static constexpr size_t kNone = ~size_t{0};
  static constexpr size_t kNodesMax = 50'000;

  struct Node {
    VertexIndex vertex;
    double share;
    size_t parent;
    std::vector<uint32_t> edges;  // the stakes of the last holding
    uint64_t holding_ppm;
  };

  void Push(Node node) {
    // Of equal products the one found first wins; the order of the arcs decides which.
    queue_.push({{node.share, ~nodes_.size()}, nodes_.size()});
    nodes_.push_back(std::move(node));
  }

  bool OnChain(size_t at, VertexIndex v) const {
    for (; at != kNone; at = nodes_[at].parent) {
      if (nodes_[at].vertex == v) return true;
    }
    return false;
  }

  void Expand(size_t at) {
    const VertexIndex holder = nodes_[at].vertex;
    std::span<const Arc> stakes = snapshot_.Arcs(holder, Direction::kOut, Relation::kShareholder);
    while (!stakes.empty()) {
      const std::span<const Arc> holding = FirstHolding(stakes);
      stakes = stakes.subspan(holding.size());
      const VertexIndex firm{holding[0].neighbour};
      if (firm == holder || firm == from_ || !within_.contains(firm.value)) continue;
      Node next{firm, 0, at, {}, 0};
      for (const Arc& stake : holding) {
        if (!stake.HoldsOn(as_of_) || snapshot_.ShareFloorPpm(stake.edge) == 0) continue;
        next.holding_ppm += snapshot_.ShareFloorPpm(stake.edge);
        next.edges.push_back(stake.edge);
      }
      if (next.holding_ppm == 0) continue;
      if (OnChain(at, firm)) {
        all_ = false;
        continue;
      }
      next.share = nodes_[at].share * 1e-6 * static_cast<double>(next.holding_ppm);
      Push(std::move(next));
    }
  }

  InterestChain ChainOf(size_t at) const {
    std::vector<size_t> steps;
    for (; nodes_[at].parent != kNone; at = nodes_[at].parent) steps.push_back(at);
    InterestChain chain;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      const Node& node = nodes_[*step];
      chain.edges.insert(chain.edges.end(), node.edges.begin(), node.edges.end());
      chain.holdings_ppm.push_back(node.holding_ppm);
      chain.share = node.share;
    }
    return chain;
  }

  // Chains end when they reach the firm, so stakes that lead from it back to it affect the total
  // only.
  bool ToGoesRound() const {
    for (const Arc& arc : snapshot_.Arcs(to_, Direction::kOut, Relation::kShareholder)) {
      if (!arc.HoldsOn(as_of_) || snapshot_.ShareFloorPpm(arc.edge) == 0) continue;
      const bool back = arc.neighbour != to_.value && arc.neighbour != from_.value &&
                        within_.contains(arc.neighbour);
      if (back) return true;
    }
    return false;
  }

  const GraphSnapshot& snapshot_;
  VertexIndex from_;
  VertexIndex to_;
  model::Date as_of_;
  const VertexSet& within_;
  size_t chains_max_;
  std::vector<Node> nodes_;
  std::priority_queue<std::pair<std::pair<double, size_t>, size_t>> queue_;
  bool all_ = true;
};

}  // namespace

InterestChains LargestChains(const GraphSnapshot& snapshot, VertexIndex from, VertexIndex to,
                             model::Date as_of, const VertexSet& within, size_t chains_max) {
  return ChainSearch(snapshot, from, to, as_of, within, chains_max).Run();
}

}  // namespace liancheng::graph
