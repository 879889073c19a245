// server/report/drawing.h: draws charts and the reach map as SVG inside a page.
// Form:    colours are classes s0 to s5 that the page's style defines; every drawing has a label
//          for screen readers. Empty text when there is nothing to draw.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "server/report/book.h"

namespace liancheng::report {

inline constexpr size_t kSeriesColourCount = 6;

// The chart must have passed CheckBook.
std::string DrawChart(const Book& book, const Chart& chart);

// Subjects left, parties right, a curve for each edge, coloured by its kind.
std::string DrawReachMap(std::span<const ReachEdge> edges);

// The kinds of edges in the order of their first occurrence; the n-th has colour n, cyclically.
std::vector<std::string> KindsOf(std::span<const ReachEdge> edges);

}  // namespace liancheng::report
