#include "engine/graph/control_groups.h"

#include <algorithm>
#include <span>

namespace liancheng::graph {
namespace {

using model::Relation;

class GroupSearch {
 public:
  GroupSearch(const GraphSnapshot& snapshot, model::Date as_of, uint32_t threshold_ppm)
      : snapshot_(snapshot), as_of_(as_of), threshold_ppm_(threshold_ppm) {}

  std::vector<ControlGroup> Run() {
    std::vector<VertexIndex> holders;
    for (uint32_t v = 0; v < snapshot_.vertex_count(); ++v) {
      if (HoldsAMajority({v})) holders.push_back({v});
    }
    controlled_.assign(snapshot_.vertex_count(), false);
    for (const VertexIndex holder : holders) {
      for (const Controlled& c : Under(holder)) controlled_[c.vertex.value] = true;
    }
    std::sort(holders.begin(), holders.end(),
              [this](VertexIndex a, VertexIndex b) { return snapshot_.StableLess(a, b); });
    covered_.assign(snapshot_.vertex_count(), false);
    for (const VertexIndex holder : holders) {
      if (!controlled_[holder.value]) AddGroup(holder);
    }
    // The parties that are left have no head outside their group: they control each other in a
    // cycle.
    for (const VertexIndex holder : holders) {
      if (!covered_[holder.value]) AddGroup(holder);
    }
    std::sort(groups_.begin(), groups_.end(), [this](const auto& a, const auto& b) {
      return snapshot_.StableLess(a.head, b.head);
    });
    return std::move(groups_);
  }

 private:
  // A party whose own stakes give no majority in any firm controls nothing, so no fix-point starts
  // there.
  bool HoldsAMajority(VertexIndex holder) const {
    for (const Arc& arc : snapshot_.Arcs(holder, Direction::kOut, Relation::kActualController)) {
      if (arc.HoldsOn(as_of_) && arc.neighbour != holder.value) return true;
    }
    std::span<const Arc> stakes = snapshot_.Arcs(holder, Direction::kOut, Relation::kShareholder);
    while (!stakes.empty()) {
      const std::span<const Arc> holding = FirstHolding(stakes);
      stakes = stakes.subspan(holding.size());
      if (holding[0].neighbour == holder.value) continue;
      uint64_t share_ppm = 0;
      for (const Arc& stake : holding) {
        if (stake.HoldsOn(as_of_)) share_ppm += snapshot_.ShareFloorPpm(stake.edge);
      }
      if (share_ppm > threshold_ppm_) return true;
    }
    return false;
  }

  std::vector<Controlled> Under(VertexIndex head) const {
    return MajorityControlled(snapshot_, head, as_of_, threshold_ppm_);
  }

  void AddGroup(VertexIndex head) {
    ControlGroup group{head, {}};
    covered_[head.value] = true;
    for (const Controlled& c : Under(head)) {
      covered_[c.vertex.value] = true;
      group.controlled.push_back(c.vertex);
    }
    groups_.push_back(std::move(group));
  }

  const GraphSnapshot& snapshot_;
  model::Date as_of_;
  uint32_t threshold_ppm_;
  std::vector<bool> controlled_;
  std::vector<bool> covered_;
  std::vector<ControlGroup> groups_;
};

}  // namespace

std::vector<ControlGroup> ControlGroups(const GraphSnapshot& snapshot, model::Date as_of,
                                        uint32_t threshold_ppm) {
  return GroupSearch(snapshot, as_of, threshold_ppm).Run();
}

}  // namespace liancheng::graph
