#include "engine/graph/paths.h"

#include <algorithm>
#include <utility>

#include "engine/graph/path_region.h"

namespace liancheng::graph {
namespace {

// Depth-first enumeration of the simple paths of one length, after Peng et al., "Towards Bridging
// Theory and Practice: Hop-Constrained s-t Simple Path Enumeration", VLDB 2019. Each place has a
// barrier: while the places of the current path are blocked, every way from it to the target has at
// least that many steps. A dead end raises the barrier, which bounds the work between two paths by
// length x edges. Reaching the target lowers it again, and with it the barrier of every place from
// which the target is now nearer.
// Invariant: barrier(v) <= barrier(w) + 1 for every step v -> w off the current path.
class SimplePathSearch {
 public:
  SimplePathSearch(const PathRegion& region, uint32_t paths_max)
      : region_(region), paths_max_(paths_max), on_path_(region.places()) {
    back_offsets_.resize(size_t{region.places()} + 1);
    for (const PathRegion::Step& step : region.steps) ++back_offsets_[step.to];
    uint32_t begin = 0;
    for (uint32_t& slot : back_offsets_) begin += std::exchange(slot, begin);
    back_.resize(region.steps.size());
    std::vector<uint32_t> next = back_offsets_;
    for (uint32_t place = 0; place < region.places(); ++place) {
      for (const PathRegion::Step& step : region.StepsFrom(place)) back_[next[step.to]++] = place;
    }
  }

  // Appends the paths of exactly `length` edges; false when paths_max cut the list.
  bool Collect(uint32_t length, std::vector<std::vector<uint32_t>>& paths) {
    length_ = length;
    barrier_ = region_.to_b;
    stack_.clear();
    edges_.clear();
    on_path_.assign(on_path_.size(), false);
    Enter(0);
    while (!stack_.empty()) {
      Frame& frame = stack_.back();
      if (frame.next == region_.offsets[frame.place + 1]) {
        Leave();
        continue;
      }
      const PathRegion::Step step = region_.steps[frame.next++];
      const auto walked = static_cast<uint32_t>(stack_.size());  // edges, including this step
      if (on_path_[step.to] || uint64_t{walked} + barrier_[step.to] > length_) continue;
      if (step.to != region_.target) {
        edges_.push_back(step.edge);
        Enter(step.to);
        continue;
      }
      frame.arrived = true;
      if (walked != length_) continue;  // a shorter path, which was collected before
      if (paths.size() >= paths_max_) return false;
      paths.push_back(edges_);
      paths.back().push_back(step.edge);
    }
    return true;
  }

 private:
  struct Frame {
    uint32_t place;
    uint32_t next;  // index in region_.steps
    bool arrived;   // some path through here reached the target
  };

  void Enter(uint32_t place) {
    on_path_[place] = true;
    stack_.push_back({place, region_.offsets[place], false});
  }

  void Leave() {
    const Frame done = stack_.back();
    stack_.pop_back();
    on_path_[done.place] = false;
    if (!edges_.empty()) edges_.pop_back();
    if (!done.arrived) {
      // stack_.size() edges led to this place, and the rest of the length was not enough from here.
      barrier_[done.place] = length_ - static_cast<uint32_t>(stack_.size()) + 1;
      return;
    }
    if (!stack_.empty()) stack_.back().arrived = true;
    uint32_t barrier = PathRegion::kNowhere;
    for (const PathRegion::Step& step : region_.StepsFrom(done.place)) {
      if (!on_path_[step.to]) barrier = std::min(barrier, barrier_[step.to] + 1);
    }
    Lower(done.place, barrier);
  }

  void Lower(uint32_t place, uint32_t barrier) {
    barrier_[place] = barrier;
    lowered_.assign(1, place);
    while (!lowered_.empty()) {
      const uint32_t to = lowered_.back();
      lowered_.pop_back();
      for (uint32_t i = back_offsets_[to]; i < back_offsets_[to + 1]; ++i) {
        const uint32_t from = back_[i];
        if (on_path_[from] || barrier_[from] <= barrier_[to] + 1) continue;
        barrier_[from] = barrier_[to] + 1;
        lowered_.push_back(from);
      }
    }
  }

  const PathRegion& region_;
  uint32_t paths_max_;
  uint32_t length_ = 0;
  std::vector<uint32_t> back_offsets_;
  std::vector<uint32_t> back_;  // for each place, the places with a step to it
  std::vector<uint32_t> barrier_;
  std::vector<bool> on_path_;
  std::vector<Frame> stack_;
  std::vector<uint32_t> edges_;
  std::vector<uint32_t> lowered_;
};

}  // namespace

PathSet FindPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                  const EdgeFilter& filter, const Limits& limits) {
  PathSet found;
  if (a == b) return found;
  Walker walker(snapshot);
  PathRegion region = RegionBetween(walker, snapshot, {a, b}, filter, limits);
  found.complete = !region.cut && region.crowded.empty();
  found.crowded = std::move(region.crowded);
  if (region.target == PathRegion::kNowhere) return found;
  SimplePathSearch search(region, limits.paths_max);
  // A simple path has fewer edges than there are places.
  const uint32_t longest = std::min(limits.hops_max, region.places() - 1);
  for (uint32_t length = region.to_b[0]; length <= longest; ++length) {
    if (search.Collect(length, found.paths)) continue;
    found.complete = false;
    break;
  }
  return found;
}

PathSet FindShortestPaths(const GraphSnapshot& snapshot, VertexIndex a, VertexIndex b,
                          const EdgeFilter& filter, const Limits& limits) {
  PathSet found;
  if (a == b) return found;
  Walker walker(snapshot);
  Limits within = limits;
  for (uint32_t hops = 1; hops <= limits.hops_max; ++hops) {
    within.hops_max = hops;
    PathRegion region = RegionBetween(walker, snapshot, {a, b}, filter, within);
    found.complete = !region.cut && region.crowded.empty();
    found.crowded = std::move(region.crowded);
    if (region.target != PathRegion::kNowhere) {
      SimplePathSearch search(region, limits.paths_max);
      if (!search.Collect(region.to_b[0], found.paths)) found.complete = false;
      return found;
    }
    if (region.cut || region.exhausted) return found;
  }
  return found;
}

}  // namespace liancheng::graph
