// engine/graph/path_region.h: the small part of the graph in which all paths of a and b must lie.
// Method:  one search from each end over half the hops, so that six hops cost twice as much as
//          three. Then the distances to `b` are continued through the vertices that the search from
//          `a` has seen.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/graph/walk.h"

namespace liancheng::graph {

struct PathRegion {
  // Inside a region vertices are numbered by place, not by VertexIndex. Place 0 is `a`.
  struct Step {
    uint32_t to = 0;
    uint32_t edge = 0;
  };
  static constexpr uint32_t kNowhere = 0xFFFFFFFF;

  uint32_t target = kNowhere;     // the place of `b`; kNowhere when it cannot be reached
  std::vector<uint32_t> to_b;     // for each place a lower bound of the steps to `b`
  std::vector<uint32_t> offsets;  // where the steps of each place begin; places + 1 entries
  std::vector<Step> steps;        // in the order of the arcs; none lead into `a` or out of `b`
  std::vector<Crowded> crowded;   // hubs that were met and not walked through, in stable order
  bool cut = false;               // vertices_max stopped one of the searches
  // one search saw everything it can reach, so more hops would find nothing new
  bool exhausted = false;

  uint32_t places() const { return static_cast<uint32_t>(to_b.size()); }
  std::span<const Step> StepsFrom(uint32_t place) const {
    return std::span(steps).subspan(offsets[place], offsets[place + 1] - offsets[place]);
  }
};

struct PathEnds {
  VertexIndex a;
  VertexIndex b;
};

// The region holds every simple path of at most limits.hops_max edges, unless it is cut or hubs
// were met. `a` and `b` differ.
PathRegion RegionBetween(Walker& walker, const GraphSnapshot& snapshot, PathEnds ends,
                         const EdgeFilter& filter, const Limits& limits);

}  // namespace liancheng::graph
