#include "engine/graph/interest.h"

#include <algorithm>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "engine/graph/components.h"
#include "engine/graph/loop_system.h"

namespace liancheng::graph {
namespace {

using model::Relation;

constexpr double kPpm = 1e-6;

// One holder's holding in one firm. Both are given as indexes into the search.
struct Step {
  uint32_t holder;
  uint32_t firm;
  double lo;
  double hi;
  double share(Bound bound) const { return bound == Bound::kFloor ? lo : hi; }
};

// Walks down from the start, then sums shares over the vertices it found. Index 0 is the start.
class InterestSearch {
 public:
  InterestSearch(const GraphSnapshot& snapshot, VertexIndex start, model::Date as_of,
                 uint32_t vertices_max, const VertexSet* within)
      : snapshot_(snapshot), as_of_(as_of), vertices_max_(vertices_max), within_(within) {
    PlaceOf(start);
  }

  Interests Run() {
    for (uint32_t at = 0; at < vertices_.size(); ++at) AddHoldingsOf(at);
    const Sums floor = SumUp(Bound::kFloor);
    const Sums ceiling = has_intervals_ ? SumUp(Bound::kCeiling) : floor;
    Interests interests;
    interests.complete = complete_;
    for (uint32_t at = 1; at < vertices_.size(); ++at) {
      Interest interest{vertices_[at], floor.held[at], ceiling.held[at], floor.endless[at]};
      const double most = std::max(1.0, interest.lo);
      interest.hi = ceiling.endless[at] ? most : std::clamp(interest.hi, interest.lo, most);
      if (interest.hi > 0) interests.of.push_back(interest);
    }
    std::sort(interests.of.begin(), interests.of.end(), [this](const auto& a, const auto& b) {
      return snapshot_.StableLess(a.vertex, b.vertex);
    });
    return interests;
  }

 private:
  struct Sums {
    std::vector<double> held;
    // no finite sum: of this vertex, or of one whose share flows into it
    std::vector<bool> endless;
    double error = 0;
  };

  uint32_t PlaceOf(VertexIndex v) {
    const auto [found, added] =
        places_.try_emplace(v.value, static_cast<uint32_t>(vertices_.size()));
    if (added) vertices_.push_back(v);
    return found->second;
  }

  bool MayEnter(VertexIndex firm) {
    if (within_ != nullptr && !within_->contains(firm.value)) return false;
    if (places_.contains(firm.value)) return true;
    if (vertices_.size() < vertices_max_) return true;
    complete_ = false;
    return false;
  }

  void AddHoldingsOf(uint32_t at) {
    const VertexIndex holder = vertices_[at];
    std::span<const Arc> stakes = snapshot_.Arcs(holder, Direction::kOut, Relation::kShareholder);
    while (!stakes.empty()) {
      const std::span<const Arc> holding = FirstHolding(stakes);
      stakes = stakes.subspan(holding.size());
      const VertexIndex firm{holding[0].neighbour};
      if (firm == holder || firm == vertices_[0]) continue;
      const auto [lo_ppm, hi_ppm] = BandOf(holding);
      if (hi_ppm == 0 || !MayEnter(firm)) continue;
      has_intervals_ |= lo_ppm != hi_ppm;
      steps_.push_back({at, PlaceOf(firm), kPpm * static_cast<double>(lo_ppm),
                        kPpm * static_cast<double>(hi_ppm)});
    }
  }

  std::pair<uint64_t, uint64_t> BandOf(std::span<const Arc> holding) const {
    uint64_t lo_ppm = 0;
    uint64_t hi_ppm = 0;
    bool unknown = false;
    for (const Arc& stake : holding) {
      if (!stake.HoldsOn(as_of_)) continue;
      const auto band = snapshot_.EdgeAt(stake.edge).share;
      lo_ppm += band ? band->lo_ppm : 0;
      hi_ppm += band ? band->hi_ppm : 0;
      unknown |= !band;
    }
    if (unknown) hi_ppm += UnknownRestPpm(snapshot_, {holding[0].neighbour}, as_of_);
    return {lo_ppm, hi_ppm};
  }

  // The vertices of each group; a group comes before those into which its shares flow.
  static std::vector<std::vector<uint32_t>> Ordered(const std::vector<uint32_t>& group_of) {
    std::vector<std::vector<uint32_t>> groups;
    for (uint32_t at = 0; at < group_of.size(); ++at) {
      if (group_of[at] >= groups.size()) groups.resize(group_of[at] + 1);
      groups[group_of[at]].push_back(at);
    }
    std::reverse(groups.begin(), groups.end());
    return groups;
  }

  Sums SumUp(Bound bound) const {
    std::vector<std::vector<uint32_t>> successors(vertices_.size());
    std::vector<std::vector<const Step*>> out(vertices_.size());
    for (const Step& step : steps_) {
      if (step.share(bound) == 0) continue;
      successors[step.holder].push_back(step.firm);
      out[step.holder].push_back(&step);
    }
    Sums sums{std::vector<double>(vertices_.size(), 0.0), std::vector<bool>(vertices_.size())};
    sums.held[0] = 1;
    const std::vector<uint32_t> group_of = StrongGroups(successors);
    for (const std::vector<uint32_t>& group : Ordered(group_of)) {
      if (group.size() > 1) SumLoop(group, out, group_of, bound, &sums);
      for (const uint32_t at : group) {
        for (const Step* step : out[at]) {
          if (group_of[step->firm] == group_of[at]) continue;
          sums.held[step->firm] += sums.held[at] * step->share(bound);
          if (sums.endless[at]) sums.endless[step->firm] = true;
        }
      }
    }
    // The error that loops leave widens the interval on both sides, so that it cannot decide a
    // comparison.
    if (sums.error > 0) {
      const double aside = bound == Bound::kFloor ? -sums.error : sums.error;
      for (size_t at = 1; at < sums.held.size(); ++at) {
        sums.held[at] = std::max(0.0, sums.held[at] + aside);
      }
    }
    return sums;
  }

  void SumLoop(const std::vector<uint32_t>& group, const std::vector<std::vector<const Step*>>& out,
               const std::vector<uint32_t>& group_of, Bound bound, Sums* sums) const {
    absl::flat_hash_map<uint32_t, size_t> row;
    LoopSystem system;
    system.size = group.size();
    bool endless = false;
    for (const uint32_t at : group) {
      row.try_emplace(at, system.inflow.size());
      system.inflow.push_back(sums->held[at]);
      endless |= sums->endless[at];
    }
    for (const uint32_t at : group) {
      for (const Step* step : out[at]) {
        if (group_of[step->firm] != group_of[at]) continue;
        system.shares.push_back({row.at(at), row.at(step->firm), step->share(bound)});
      }
    }
    const bool fed = std::any_of(system.inflow.begin(), system.inflow.end(),
                                 [](double inflow) { return inflow > 0; });
    const auto solution = fed ? Solve(system) : LoopSolution{system.inflow, 0};
    for (size_t i = 0; i < group.size(); ++i) {
      if (solution) sums->held[group[i]] = solution->held[i];
      if (endless || !solution) sums->endless[group[i]] = true;
    }
    // Errors above the smallest difference that counts are kept; the others are rounding.
    if (solution && solution->error > kSameShare / 16) sums->error += solution->error;
  }

  const GraphSnapshot& snapshot_;
  model::Date as_of_;
  uint32_t vertices_max_;
  const VertexSet* within_;
  absl::flat_hash_map<uint32_t, uint32_t> places_;
  std::vector<VertexIndex> vertices_;
  std::vector<Step> steps_;
  bool has_intervals_ = false;
  bool complete_ = true;
};

}  // namespace

Interest::Side Interest::Against(uint32_t threshold_ppm) const {
  const double threshold = kPpm * static_cast<double>(threshold_ppm);
  if (contradictory) return Side::kUndetermined;
  if (lo >= threshold - kSameShare) return Side::kReaches;
  return hi < threshold - kSameShare ? Side::kBelow : Side::kUndetermined;
}

Interests InterestsFrom(const GraphSnapshot& snapshot, VertexIndex start, model::Date as_of,
                        uint32_t vertices_max, const VertexSet* within) {
  return InterestSearch(snapshot, start, as_of, vertices_max, within).Run();
}

std::optional<Interest> InterestIn(const GraphSnapshot& snapshot, VertexIndex start,
                                   VertexIndex firm, model::Date as_of, const VertexSet& upward) {
  const Interests all = InterestsFrom(snapshot, start, as_of, snapshot.vertex_count() + 1, &upward);
  for (const Interest& interest : all.of) {
    if (interest.vertex == firm) return interest;
  }
  return std::nullopt;
}

}  // namespace liancheng::graph
