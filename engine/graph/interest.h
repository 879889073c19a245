// engine/graph/interest.h: multiplied ownership: the share of a firm that a party holds through all
// chains of stakes: the products along the chains, summed.
// Loops:   the closed form that excludes the source: no chain returns to the party that is asked
//          about. Inside other loops chains have no longest one, and their infinite sum is found by
//          solving a system of equations.
// Shares:  as in control.h; floor and ceiling give an interval. The ceiling is at most the whole,
//          unless the floor is above it (totals over 100 % are taken as stated).
// Source:  the definition for loops: Brioschi, Buzzacchi and Colombo, Journal of Banking and
//          Finance 13 (1989), 747-772.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/graph/control.h"

namespace liancheng::graph {

// Two values nearer than this are equal: a thousandth of a ppm, far above rounding errors and far
// below any stated share.
inline constexpr double kSameShare = 1e-9;

struct Interest {
  VertexIndex vertex;
  double lo = 0;  // fractions of the whole
  double hi = 0;
  // The stated stakes multiply round a loop to the whole or more, at this firm or on the way to it,
  // so no total exists.
  bool contradictory = false;

  enum class Side : uint8_t { kBelow, kReaches, kUndetermined };
  // Compares with "at least `threshold_ppm`": undetermined when the threshold lies inside the
  // interval.
  Side Against(uint32_t threshold_ppm) const;
};

struct Interests {
  std::vector<Interest> of;  // stable order; the start is not in it
  bool complete = true;      // false = vertices_max stopped the walk
};

// The interest of `start` in every firm that it reaches through stakes, or only in those of
// `within`.
Interests InterestsFrom(const GraphSnapshot& snapshot, VertexIndex start, model::Date as_of,
                        uint32_t vertices_max, const VertexSet* within = nullptr);

// The interest of `start` in one firm. Time is linear in the part of the graph between the two.
std::optional<Interest> InterestIn(const GraphSnapshot& snapshot, VertexIndex start,
                                   VertexIndex firm, model::Date as_of, const VertexSet& upward);

}  // namespace liancheng::graph
