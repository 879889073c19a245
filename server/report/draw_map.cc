#include <algorithm>
#include <iterator>
#include <map>

#include "fmt/format.h"
#include "server/report/drawing.h"
#include "server/report/text.h"

namespace liancheng::report {
namespace {

constexpr double kMapWidth = 760;
constexpr double kRow = 24;
constexpr double kMargin = 12;
constexpr double kLeft = 250;   // where the curves begin
constexpr double kRight = 510;  // where they end
constexpr int kLabelCells = 34;

// Words in the order of their first occurrence, each with its index.
class Side {
 public:
  size_t Of(const std::string& word) {
    const auto [at, fresh] = places_.try_emplace(word, words_.size());
    if (fresh) words_.push_back(word);
    return at->second;
  }
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::map<std::string, size_t> places_;
  std::vector<std::string> words_;
};

// The height of an entry; the side with fewer entries is spread over the full height.
double HeightOf(size_t place, size_t count, double height) {
  return kMargin +
         (static_cast<double>(place) + 0.5) * (height - 2 * kMargin) / static_cast<double>(count);
}

}  // namespace

std::vector<std::string> KindsOf(std::span<const ReachEdge> edges) {
  Side kinds;
  for (const ReachEdge& edge : edges) kinds.Of(edge.kind);
  return kinds.words();
}

std::string DrawReachMap(std::span<const ReachEdge> edges) {
  if (edges.empty()) return "";
  Side subjects;
  Side parties;
  Side kinds;
  for (const ReachEdge& edge : edges) {
    subjects.Of(edge.subject);
    parties.Of(edge.party);
    kinds.Of(edge.kind);
  }
  const size_t rows = std::max(subjects.words().size(), parties.words().size());
  const double height = static_cast<double>(rows) * kRow + 2 * kMargin;
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"传导图: {} 条, 详见下表\">\n",
      kMapWidth, height, edges.size());
  const auto add = std::back_inserter(svg);
  for (const ReachEdge& edge : edges) {
    const double from = HeightOf(subjects.Of(edge.subject), subjects.words().size(), height);
    const double to = HeightOf(parties.Of(edge.party), parties.words().size(), height);
    const double middle = (kLeft + kRight) / 2;
    fmt::format_to(add,
                   "<path class=\"s{}\" d=\"M{:.1f} {:.1f} C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} "
                   "{:.1f}\"><title>{}</title></path>\n",
                   kinds.Of(edge.kind) % kSeriesColourCount, kLeft, from, middle, from, middle, to,
                   kRight, to,
                   Escaped(fmt::format("{} → {}: {}", edge.subject, edge.party, edge.kind)));
  }
  const auto label = [&](const Side& side, bool left) {
    const size_t count = side.words().size();
    for (size_t i = 0; i < count; ++i) {
      const double y = HeightOf(i, count, height);
      fmt::format_to(add, "<circle class=\"node\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.5\"/>\n",
                     left ? kLeft : kRight, y);
      fmt::format_to(
          add, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"name\">{}</text>\n",
          left ? kLeft - 9 : kRight + 9, y + 4.5, left ? "end" : "start",
          Escaped(Shortened(Clean(side.words()[i]), kLabelCells)));
    }
  };
  label(subjects, true);
  label(parties, false);
  svg += "</svg>\n";
  return svg;
}

}  // namespace liancheng::report
