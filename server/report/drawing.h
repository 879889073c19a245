// server/report/drawing.h: charts and the reach map as drawings (SVG) inside a page.
// Form:   colours are classes s0 to s5 that the page's style defines; every drawing has a label for
//         readers that do not see it. Empty text where there is nothing to draw.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "server/report/book.h"

namespace liancheng::report {

inline constexpr size_t kSeriesColourCount = 6;

// Of a chart that CheckBook found well.
std::string DrawChart(const Book& book, const Chart& chart);

// Subjects left, parties right, a curve for each edge, coloured by its kind.
std::string DrawReachMap(std::span<const ReachEdge> edges);

// The kinds of edges in the order in which they first stand; the n-th has colour n, cyclically.
std::vector<std::string> KindsOf(std::span<const ReachEdge> edges);

}  // namespace liancheng::report
