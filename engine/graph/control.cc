#include "engine/graph/control.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace liancheng::graph {
namespace {

using model::Relation;

struct Tally {
  uint64_t share_ppm = 0;
  uint32_t level = 0;  // 0 = not controlled
  bool unknown = false;
  std::vector<uint32_t> edges;
};

// Computes the fix-point in rounds. Each firm enters the work list once, when it becomes
// controlled, and its own stakes are added to the sums in the next round.
class FixPointSearch {
 public:
  FixPointSearch(const GraphSnapshot& snapshot, std::span<const VertexIndex> starts,
                 model::Date as_of, const ControlRule& rule, const VertexSet* within)
      : snapshot_(snapshot), as_of_(as_of), rule_(rule), within_(within) {
    for (const VertexIndex start : starts) {
      if (starts_.insert(start.value).second) round_.push_back(start);
    }
  }

  std::vector<Controlled> Run() {
    for (level_ = 1; !round_.empty(); ++level_) {
      for (const VertexIndex member : round_) AddHoldingsOf(member);
      round_ = std::exchange(next_, {});
    }
    return Collect();
  }

 private:
  void AddHoldingsOf(VertexIndex holder) {
    if (rule_.kind == FixPoint::kMajority) {
      for (const Arc& arc : snapshot_.Arcs(holder, Direction::kOut, Relation::kActualController)) {
        if (Counts(arc, holder)) Add(arc, 0, true);
      }
    }
    for (const Arc& arc : snapshot_.Arcs(holder, Direction::kOut, Relation::kShareholder)) {
      if (Counts(arc, holder)) AddStake(arc);
    }
  }

  bool Counts(const Arc& arc, VertexIndex holder) const {
    return arc.HoldsOn(as_of_) && arc.neighbour != holder.value &&
           !starts_.contains(arc.neighbour) &&
           (within_ == nullptr || within_->contains(arc.neighbour));
  }

  void AddStake(const Arc& arc) {
    uint32_t share_ppm = snapshot_.ShareFloorPpm(arc.edge);
    if (rule_.bound == Bound::kCeiling) {
      const auto band = snapshot_.EdgeAt(arc.edge).share;
      if (band) {
        share_ppm = band->hi_ppm;
      } else if (!std::exchange(tallies_[arc.neighbour].unknown, true)) {
        // Counted once for each firm: all its unknown stakes together can hold no more than the
        // rest.
        share_ppm = UnknownRestPpm(snapshot_, {arc.neighbour}, as_of_);
      }
    }
    if (share_ppm > 0) Add(arc, share_ppm, false);
  }

  void Add(const Arc& arc, uint32_t share_ppm, bool outright) {
    Tally& tally = tallies_[arc.neighbour];
    tally.share_ppm += share_ppm;
    tally.edges.push_back(arc.edge);
    if (tally.level != 0 || (!outright && !Suffices(tally.share_ppm))) return;
    tally.level = level_;
    next_.push_back({arc.neighbour});
  }

  bool Suffices(uint64_t share_ppm) const {
    return rule_.kind == FixPoint::kMajority ? share_ppm > rule_.threshold_ppm
                                             : share_ppm >= rule_.threshold_ppm;
  }

  std::vector<Controlled> Collect() {
    std::vector<Controlled> all;
    for (auto& [vertex, tally] : tallies_) {
      if (tally.level == 0) continue;
      std::sort(tally.edges.begin(), tally.edges.end(),
                [this](uint32_t a, uint32_t b) { return snapshot_.EdgeLess(a, b); });
      all.push_back({{vertex}, tally.share_ppm, tally.level, std::move(tally.edges)});
    }
    std::sort(all.begin(), all.end(), [this](const Controlled& a, const Controlled& b) {
      return snapshot_.StableLess(a.vertex, b.vertex);
    });
    return all;
  }

  const GraphSnapshot& snapshot_;
  model::Date as_of_;
  const ControlRule& rule_;
  const VertexSet* within_;
  VertexSet starts_;
  absl::flat_hash_map<uint32_t, Tally> tallies_;
  std::vector<VertexIndex> round_;
  std::vector<VertexIndex> next_;
  uint32_t level_ = 0;
};

}  // namespace

std::span<const Arc> FirstHolding(std::span<const Arc> stakes) {
  size_t count = 1;
  while (count < stakes.size() && stakes[count].neighbour == stakes[0].neighbour) ++count;
  return stakes.first(count);
}

std::vector<Controlled> ControlledBy(const GraphSnapshot& snapshot,
                                     std::span<const VertexIndex> starts, model::Date as_of,
                                     const ControlRule& rule, const VertexSet* within) {
  return FixPointSearch(snapshot, starts, as_of, rule, within).Run();
}

std::vector<Controlled> MajorityControlled(const GraphSnapshot& snapshot, VertexIndex start,
                                           model::Date as_of, uint32_t threshold_ppm) {
  return ControlledBy(snapshot, {&start, 1}, as_of, {FixPoint::kMajority, threshold_ppm});
}

uint32_t UnknownRestPpm(const GraphSnapshot& snapshot, VertexIndex firm, model::Date as_of) {
  uint64_t known_ppm = 0;
  for (const Arc& arc : snapshot.Arcs(firm, Direction::kIn, Relation::kShareholder)) {
    if (arc.HoldsOn(as_of)) known_ppm += snapshot.ShareFloorPpm(arc.edge);
  }
  return known_ppm >= model::kWholePpm ? 0 : model::kWholePpm - static_cast<uint32_t>(known_ppm);
}

std::vector<Chained> ChainedFrom(const GraphSnapshot& snapshot, VertexIndex start,
                                 model::Date as_of, uint32_t threshold_ppm) {
  std::vector<Chained> chained = {{start, {}}};
  absl::flat_hash_set<uint32_t> seen = {start.value};
  std::vector<uint32_t> step;
  for (size_t i = 0; i < chained.size(); ++i) {
    std::span<const Arc> stakes =
        snapshot.Arcs(chained[i].vertex, Direction::kOut, Relation::kShareholder);
    while (!stakes.empty()) {
      const std::span<const Arc> holding = FirstHolding(stakes);
      stakes = stakes.subspan(holding.size());
      uint64_t share_ppm = 0;
      step.clear();
      for (const Arc& stake : holding) {
        if (!stake.HoldsOn(as_of)) continue;
        share_ppm += snapshot.ShareFloorPpm(stake.edge);
        step.push_back(stake.edge);
      }
      if (step.empty() || share_ppm < threshold_ppm) continue;
      if (!seen.insert(holding[0].neighbour).second) continue;
      std::vector<uint32_t> chain = chained[i].chain;
      chain.insert(chain.end(), step.begin(), step.end());
      chained.push_back({{holding[0].neighbour}, std::move(chain)});
    }
  }
  chained.erase(chained.begin());
  return chained;
}

std::vector<VertexIndex> HoldersUpward(const GraphSnapshot& snapshot, VertexIndex start,
                                       model::Date as_of) {
  std::vector<VertexIndex> holders = {start};
  absl::flat_hash_set<uint32_t> seen = {start.value};
  for (size_t i = 0; i < holders.size(); ++i) {
    for (const Relation relation : {Relation::kShareholder, Relation::kActualController}) {
      for (const Arc& arc : snapshot.Arcs(holders[i], Direction::kIn, relation)) {
        if (!arc.HoldsOn(as_of) || !seen.insert(arc.neighbour).second) continue;
        holders.push_back({arc.neighbour});
      }
    }
  }
  holders.erase(holders.begin());
  std::sort(holders.begin(), holders.end(),
            [&snapshot](VertexIndex a, VertexIndex b) { return snapshot.StableLess(a, b); });
  return holders;
}

}  // namespace liancheng::graph
