// engine/graph/path_region.h: the small part of the graph in which all paths of a and b must lie.
// Method: one search from each end, half the hops each, so that six hops cost twice three; then the
//         distances to `b` are carried on, only through what the search from `a` has seen.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct PathRegion {
  // A vertex is a place here, not a VertexIndex. Place 0 is `a`.
  struct Step {
    uint32_t to = 0;
    uint32_t edge = 0;
  };
  static constexpr uint32_t kNowhere = 0xFFFFFFFF;

  uint32_t target = kNowhere;     // the place of `b`; kNowhere: out of reach
  std::vector<uint32_t> to_b;     // of each place: no path to `b` has fewer steps
  std::vector<uint32_t> offsets;  // of steps, places + 1
  std::vector<Step> steps;        // in the order of the arcs; none lead into `a` or out of `b`
  std::vector<Crowded> crowded;   // met and not walked through, in stable order
  bool cut = false;               // vertices_max stopped one of the searches
  bool exhausted = false;         // one search came to its end: more hops would not find more

  uint32_t places() const { return static_cast<uint32_t>(to_b.size()); }
  std::span<const Step> StepsFrom(uint32_t place) const {
    return std::span(steps).subspan(offsets[place], offsets[place + 1] - offsets[place]);
  }
};

struct PathEnds {
  VertexIndex a;
  VertexIndex b;
};

// Holds every simple path of at most limits.hops_max edges, unless cut or crowded. a != b.
PathRegion RegionBetween(Walker& walker, const GraphSnapshot& snapshot, PathEnds ends,
                         const EdgeFilter& filter, const Limits& limits);

}  // namespace liancheng::graph
