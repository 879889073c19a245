#include "engine/graph/control.h"

#include <algorithm>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"

namespace liancheng::graph {
namespace {

using model::Relation;

struct Tally {
  uint64_t share_ppm = 0;
  std::vector<uint32_t> edges;
  bool controlled = false;
};

// The fix-point: each firm enters the work list once, when it becomes controlled, and then adds its
// own stakes to the tallies.
class MajoritySearch {
 public:
  MajoritySearch(const GraphSnapshot& snapshot, VertexIndex start, model::Date as_of,
                 uint32_t threshold_ppm)
      : snapshot_(snapshot), start_(start), as_of_(as_of), threshold_ppm_(threshold_ppm) {}

  std::vector<Controlled> Run() {
    for (AddHoldingsOf(start_); !work_.empty();) {
      const VertexIndex next = work_.back();
      work_.pop_back();
      AddHoldingsOf(next);
    }
    return Collect();
  }

 private:
  void AddHoldingsOf(VertexIndex holder) {
    for (const Arc& arc : snapshot_.Arcs(holder, Direction::kOut, Relation::kActualController)) {
      if (Counts(arc, holder)) Add(arc, 0, true);
    }
    for (const Arc& arc : snapshot_.Arcs(holder, Direction::kOut, Relation::kShareholder)) {
      if (!Counts(arc, holder)) continue;
      const uint32_t share_ppm = snapshot_.ShareFloorPpm(arc.edge);
      if (share_ppm > 0) Add(arc, share_ppm, false);
    }
  }

  bool Counts(const Arc& arc, VertexIndex holder) const {
    return arc.HoldsOn(as_of_) && arc.neighbour != holder.value && arc.neighbour != start_.value;
  }

  void Add(const Arc& arc, uint32_t share_ppm, bool outright) {
    Tally& tally = tallies_[arc.neighbour];
    tally.share_ppm += share_ppm;
    tally.edges.push_back(arc.edge);
    if (tally.controlled || (!outright && tally.share_ppm <= threshold_ppm_)) return;
    tally.controlled = true;
    work_.push_back({arc.neighbour});
  }

  std::vector<Controlled> Collect() {
    std::vector<Controlled> all;
    for (auto& [vertex, tally] : tallies_) {
      if (!tally.controlled) continue;
      std::sort(tally.edges.begin(), tally.edges.end(),
                [this](uint32_t a, uint32_t b) { return EdgeBefore(a, b); });
      all.push_back({{vertex}, tally.share_ppm, std::move(tally.edges)});
    }
    std::sort(all.begin(), all.end(), [this](const Controlled& a, const Controlled& b) {
      return snapshot_.StableLess(a.vertex, b.vertex);
    });
    return all;
  }

  // Edges of one holder are numbered in stable order; holders are not.
  bool EdgeBefore(uint32_t a, uint32_t b) const {
    const VertexIndex from_a = snapshot_.FromOf(a);
    const VertexIndex from_b = snapshot_.FromOf(b);
    return from_a == from_b ? a < b : snapshot_.StableLess(from_a, from_b);
  }

  const GraphSnapshot& snapshot_;
  VertexIndex start_;
  model::Date as_of_;
  uint32_t threshold_ppm_;
  absl::flat_hash_map<uint32_t, Tally> tallies_;
  std::vector<VertexIndex> work_;
};

// The leading arcs that lead to one firm: the stakes of one holder in it, on any date.
std::span<const Arc> FirstHolding(std::span<const Arc> stakes) {
  size_t count = 1;
  while (count < stakes.size() && stakes[count].neighbour == stakes[0].neighbour) ++count;
  return stakes.first(count);
}

}  // namespace

std::vector<Controlled> MajorityControlled(const GraphSnapshot& snapshot, VertexIndex start,
                                           model::Date as_of, uint32_t threshold_ppm) {
  return MajoritySearch(snapshot, start, as_of, threshold_ppm).Run();
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
