#include "engine/graph/path_region.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"

namespace liancheng::graph {
namespace {

constexpr uint32_t kFar = 0xFFFFFFFF;

class RegionBuilder {
 public:
  RegionBuilder(const GraphSnapshot& snapshot, PathEnds ends, const EdgeFilter& filter,
                const Limits& limits)
      : snapshot_(snapshot), ends_(ends), filter_(filter), limits_(limits) {}

  PathRegion Build(Walker& walker) {
    SearchHalfWays(walker);
    CarryOnFromB();
    const Seen& a = seen_[ends_.a.value];
    if (a.to_b <= limits_.hops_max) CollectFromA();
    SettleCrowded();
    return std::move(region_);
  }

 private:
  struct Seen {
    uint32_t to_a = kFar;
    uint32_t to_b = kFar;
    uint32_t place = PathRegion::kNowhere;
  };

  void SearchHalfWays(Walker& walker) {
    Limits half = limits_;
    half.hops_max = limits_.hops_max - limits_.hops_max / 2;
    const Expansion from_a = walker.Expand(ends_.a, filter_, half);
    NoteSearch(from_a, half.hops_max);
    for (const Reached& r : from_a.reached) seen_[r.vertex.value].to_a = r.hops;

    half.hops_max = limits_.hops_max / 2;
    const Expansion from_b = walker.Expand(ends_.b, filter_, half);
    NoteSearch(from_b, half.hops_max);
    for (const Reached& r : from_b.reached) {
      seen_[r.vertex.value].to_b = r.hops;
      if (r.hops == half.hops_max) rim_of_b_.push_back(r.vertex);
    }
  }

  void NoteSearch(const Expansion& search, uint32_t radius) {
    const size_t before = region_.crowded.size();
    for (const Crowded& crowded : search.crowded) NoteCrowded(crowded);
    const bool crowded = region_.crowded.size() > before;
    // When the search met hubs, it does not say whether vertices_max stopped it as well.
    const bool cut = !search.complete &&
                     (search.crowded.empty() || search.reached.size() >= limits_.vertices_max);
    region_.cut |= cut;
    const bool exhausted = !cut && search.reached.back().hops < radius;
    region_.exhausted |= exhausted;
    // Then this search has seen every vertex that a path can use, even if the other one met hubs.
    closed_ |= exhausted && !crowded;
  }

  // A path may start or end at a hub.
  void NoteCrowded(const Crowded& crowded) {
    if (crowded.vertex != ends_.a && crowded.vertex != ends_.b) region_.crowded.push_back(crowded);
  }

  bool FitsThrough(uint32_t to_a, uint32_t to_b) const {
    return uint64_t{to_a} + to_b <= limits_.hops_max;
  }

  // Whether `v` is a hub, which is then noted. The ends of the path are never asked about.
  bool IsCrowded(VertexIndex v) {
    if (snapshot_.ArcsBothWays(v).size() <= limits_.degree_max) return false;
    const uint64_t degree = DegreeOf(snapshot_, v, filter_.relations);
    if (degree <= limits_.degree_max) return false;
    NoteCrowded({v, degree});
    return true;
  }

  // A vertex on a path that the search from `b` has not seen lies in the half that starts at `a`.
  void CarryOnFromB() {
    std::vector<VertexIndex> queue = std::move(rim_of_b_);
    for (size_t i = 0; i < queue.size(); ++i) {
      const VertexIndex u = queue[i];
      const Seen here = seen_[u.value];
      if (here.to_a == kFar || u == ends_.a || !FitsThrough(here.to_a, here.to_b)) continue;
      if (u != ends_.b && IsCrowded(u)) continue;
      ForEachArc(snapshot_, u, filter_, [&](const Arc& arc) {
        const auto next = seen_.find(arc.neighbour);
        if (next == seen_.end() || next->second.to_a == kFar || next->second.to_b != kFar ||
            !FitsThrough(next->second.to_a, here.to_b + 1)) {
          return true;
        }
        next->second.to_b = here.to_b + 1;
        queue.push_back({arc.neighbour});
        return true;
      });
    }
  }

  // A breadth-first search from `a` over the vertices from which `b` can still be reached in time;
  // each vertex gets its place (index) in the order of this search.
  void CollectFromA() {
    std::vector<uint32_t> hops;
    AddPlace(ends_.a, 0, hops);
    for (uint32_t place = 0; place < vertices_.size(); ++place) {
      region_.offsets.push_back(static_cast<uint32_t>(region_.steps.size()));
      if (vertices_[place] == ends_.b) {
        region_.target = place;
        continue;
      }
      ForEachArc(snapshot_, vertices_[place], filter_, [&](const Arc& arc) {
        const auto next = seen_.find(arc.neighbour);
        if (next == seen_.end() || next->second.to_b == kFar || arc.neighbour == ends_.a.value ||
            !FitsThrough(hops[place] + 1, next->second.to_b)) {
          return true;
        }
        if (next->second.place == PathRegion::kNowhere) {
          const VertexIndex v{arc.neighbour};
          if (v != ends_.b && IsCrowded(v)) return true;
          AddPlace(v, hops[place] + 1, hops);
        }
        region_.steps.push_back({next->second.place, arc.edge});
        return true;
      });
    }
    region_.offsets.push_back(static_cast<uint32_t>(region_.steps.size()));
  }

  void AddPlace(VertexIndex v, uint32_t hops_from_a, std::vector<uint32_t>& hops) {
    Seen& seen = seen_[v.value];
    seen.place = static_cast<uint32_t>(vertices_.size());
    vertices_.push_back(v);
    hops.push_back(hops_from_a);
    region_.to_b.push_back(seen.to_b);
  }

  void SettleCrowded() {
    std::vector<Crowded>& crowded = region_.crowded;
    if (closed_) crowded.clear();
    std::sort(crowded.begin(), crowded.end(), [this](const Crowded& x, const Crowded& y) {
      return snapshot_.StableLess(x.vertex, y.vertex);
    });
    const auto same = [](const Crowded& x, const Crowded& y) { return x.vertex == y.vertex; };
    crowded.erase(std::unique(crowded.begin(), crowded.end(), same), crowded.end());
  }

  const GraphSnapshot& snapshot_;
  PathEnds ends_;
  const EdgeFilter& filter_;
  const Limits& limits_;
  absl::flat_hash_map<uint32_t, Seen> seen_;
  std::vector<VertexIndex> rim_of_b_;
  std::vector<VertexIndex> vertices_;  // the vertex at each place
  bool closed_ = false;
  PathRegion region_;
};

}  // namespace

PathRegion RegionBetween(Walker& walker, const GraphSnapshot& snapshot, PathEnds ends,
                         const EdgeFilter& filter, const Limits& limits) {
  return RegionBuilder(snapshot, ends, filter, limits).Build(walker);
}

}  // namespace liancheng::graph
