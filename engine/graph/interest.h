// engine/graph/interest.h: multiplied ownership: the share of a firm that a party holds in the end,
// products along chains of stakes, summed over all of them.
// Loops:   the source-excluding closed form: no chain comes back to the party asked about; inside a
//          loop that does not hold it, chains go round without end and their sum is solved for.
// Shares:  as control.h has them; floor and ceiling give an interval. The ceiling is cut at the
//          whole, unless the floor is above it (totals over 100 % are taken as stated).
// Source:  the definition for loops: Brioschi, Buzzacchi and Colombo, Journal of Banking and
//          Finance 13 (1989), 747-772.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/graph/control.h"

namespace liancheng::graph {

// Two values nearer than this are the same share: a thousandth of a ppm, far above what rounding
// can do and far below what anybody states.
inline constexpr double kSameShare = 1e-9;

struct Interest {
  VertexIndex vertex;
  double lo = 0;  // fractions of the whole
  double hi = 0;
  // The stated stakes multiply round a loop to the whole or more, there or before: no total exists.
  bool contradictory = false;

  enum class Side : uint8_t { kBelow, kReaches, kUndetermined };
  // Against "at least": undetermined when the threshold lies inside the interval.
  Side Against(uint32_t threshold_ppm) const;
};

struct Interests {
  std::vector<Interest> of;  // stable order; the start is not in it
  bool complete = true;      // false: vertices_max stopped the walk
};

// In every firm that `start` reaches through stakes, or only in those of `within`.
Interests InterestsFrom(const GraphSnapshot& snapshot, VertexIndex start, model::Date as_of,
                        uint32_t vertices_max, const VertexSet* within = nullptr);

// Of `start` in one firm: costs what lies between the two.
std::optional<Interest> InterestIn(const GraphSnapshot& snapshot, VertexIndex start,
                                   VertexIndex firm, model::Date as_of, const VertexSet& upward);

}  // namespace liancheng::graph
