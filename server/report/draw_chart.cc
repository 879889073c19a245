#include <algorithm>
#include <cmath>
#include <iterator>

#include "fmt/format.h"
#include "server/report/drawing.h"
#include "server/report/text.h"

namespace liancheng::report {
namespace {

constexpr double kChartWidth = 760;
constexpr double kCellWidth = 6.6;  // of a half-width character at the size of labels
constexpr int kLabelCellsMax = 36;

struct Series {
  std::string name;
  CellKind kind = CellKind::kNumber;
  std::vector<double> values;
};

struct Data {
  std::vector<std::string> categories;
  std::vector<Series> series;
};

double NumberOf(const Cell& cell) {
  if (const auto* whole = std::get_if<int64_t>(&cell)) return static_cast<double>(*whole);
  const auto* number = std::get_if<double>(&cell);
  return number == nullptr ? 0 : *number;
}

Data DataOf(const Book& book, const Chart& chart) {
  const Sheet& sheet = book.sheets[chart.sheet];
  const size_t rows = std::min(sheet.rows.size(), chart.rows_max);
  Data data;
  for (size_t row = 0; row < rows; ++row) {
    const Cell& name = sheet.rows[row][chart.category];
    data.categories.push_back(Clean(CellText(name, sheet.columns[chart.category].kind)));
  }
  for (const size_t value : chart.values) {
    Series series{Clean(sheet.columns[value].heading), sheet.columns[value].kind, {}};
    for (size_t row = 0; row < rows; ++row) {
      series.values.push_back(NumberOf(sheet.rows[row][value]));
    }
    data.series.push_back(std::move(series));
  }
  return data;
}

struct Extent {
  double low = 0;
  double high = 0;
  void Take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

Extent ExtentOf(const Data& data, bool stacked) {
  Extent extent;
  for (size_t row = 0; row < data.categories.size(); ++row) {
    double below = 0;
    double above = 0;
    for (const Series& series : data.series) {
      const double value = series.values[row];
      if (!stacked) extent.Take(value);
      (value < 0 ? below : above) += value;
    }
    if (!stacked) continue;
    extent.Take(below);
    extent.Take(above);
  }
  return extent;
}

// A scale from 0 or below to above the greatest value, with round steps.
struct Axis {
  double low = 0;
  double high = 1;
  double step = 1;
  double At(double value, double from, double to) const {
    return from + (value - low) / (high - low) * (to - from);
  }
};

Axis AxisOf(Extent extent, bool whole_steps) {
  constexpr double kSteps = 5;
  Axis axis;
  const double range = std::max(extent.high - extent.low, 1e-9);
  const double rough = range / kSteps;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    axis.step = factor * power;
    if (axis.step >= rough) break;
  }
  if (whole_steps) axis.step = std::max(axis.step, 1.0);
  axis.low = std::floor(extent.low / axis.step) * axis.step;
  axis.high = std::max(std::ceil(extent.high / axis.step) * axis.step, axis.low + axis.step);
  return axis;
}

bool HasFractions(const Data& data) {
  for (const Series& series : data.series) {
    for (const double value : series.values) {
      if (series.kind == CellKind::kPercent || std::trunc(value) != value) return true;
    }
  }
  return false;
}

class Drawing {
 public:
  Drawing(double height, const std::string& label) {
    fmt::format_to(std::back_inserter(svg_),
                   "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n",
                   kChartWidth, height, Escaped(label));
  }

  template <typename... Arguments>
  void Add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(svg_), format, std::forward<Arguments>(arguments)...);
  }

  void Text(double x, double y, const char* anchor, const char* style, std::string_view text) {
    Add("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n", x, y, anchor,
        style, Escaped(text));
  }

  std::string Take() {
    svg_ += "</svg>\n";
    return std::move(svg_);
  }

 private:
  std::string svg_;
};

std::string AxisText(double value, CellKind kind) {
  if (kind == CellKind::kPercent) return fmt::format("{:.0f}%", value * 100);
  return CellText(value, kind);
}

// The label that a screen reader speaks: the title, then each category with its values.
std::string LabelOf(const Chart& chart, const Data& data) {
  constexpr size_t kSpokenMax = 12;
  std::string label = chart.title;
  for (size_t row = 0; row < std::min(kSpokenMax, data.categories.size()); ++row) {
    label += fmt::format("; {}", data.categories[row]);
    for (const Series& series : data.series) {
      label += fmt::format(" {} {}", series.name, CellText(series.values[row], series.kind));
    }
  }
  return label;
}

std::string DrawBars(const Chart& chart, const Data& data) {
  const bool stacked = chart.kind == Chart::Kind::kStackedBar;
  const size_t bars = stacked ? 1 : data.series.size();
  constexpr double kTop = 8;
  constexpr double kBottom = 26;
  constexpr double kRight = 64;
  const double bar = stacked || bars == 1 ? 18 : 12;
  const double band = bar * static_cast<double>(bars) + 12;
  const double height = kTop + band * static_cast<double>(data.categories.size()) + kBottom;
  int cells = 6;
  for (const std::string& name : data.categories) cells = std::max(cells, TextWidth(name));
  const double left = std::min(cells, kLabelCellsMax) * kCellWidth + 14;
  const Axis axis = AxisOf(ExtentOf(data, stacked), !HasFractions(data));
  Drawing drawing(height, LabelOf(chart, data));
  const auto x = [&](double value) { return axis.At(value, left, kChartWidth - kRight); };
  for (double tick = axis.low; tick <= axis.high + axis.step / 2; tick += axis.step) {
    drawing.Add(
        "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\"/>\n",
        x(tick), kTop, height - kBottom);
    drawing.Text(x(tick), height - 8, "middle", "tick", AxisText(tick, data.series[0].kind));
  }
  for (size_t row = 0; row < data.categories.size(); ++row) {
    const double top = kTop + band * static_cast<double>(row) + 6;
    drawing.Text(left - 8, top + (band - 12) / 2 + 4.5, "end", "name",
                 Shortened(data.categories[row], kLabelCellsMax));
    double below = 0;
    double above = 0;
    for (size_t i = 0; i < data.series.size(); ++i) {
      const double value = data.series[i].values[row];
      double& base = value < 0 ? below : above;
      const double from = stacked ? base : 0;
      const double y = stacked ? top : top + bar * static_cast<double>(i);
      const std::string said = CellText(value, data.series[i].kind);
      drawing.Add(
          "<rect class=\"s{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
          "rx=\"1.5\"><title>{}</title></rect>\n",
          i % kSeriesColourCount, std::min(x(from), x(from + value)), y,
          std::fabs(x(from + value) - x(from)), bar - (bars > 1 ? 1.5 : 0),
          Escaped(fmt::format("{} {} {}", data.categories[row], data.series[i].name, said)));
      base += value;
      if (!stacked)
        drawing.Text(x(std::max(value, 0.0)) + 5, y + bar / 2 + 4, "start", "value", said);
    }
    if (stacked) {
      drawing.Text(x(above) + 5, top + bar / 2 + 4, "start", "value",
                   CellText(above + below, data.series[0].kind));
    }
  }
  return drawing.Take();
}

std::string DrawLines(const Chart& chart, const Data& data) {
  constexpr double kHeight = 280;
  constexpr double kTop = 14;
  constexpr double kBottom = 34;
  constexpr double kLeft = 62;
  constexpr double kRight = 24;
  const Axis axis = AxisOf(ExtentOf(data, false), !HasFractions(data));
  const size_t points = data.categories.size();
  Drawing drawing(kHeight, LabelOf(chart, data));
  const auto y = [&](double value) { return axis.At(value, kHeight - kBottom, kTop); };
  const auto x = [&](size_t row) {
    if (points == 1) return (kLeft + kChartWidth - kRight) / 2;
    return kLeft + (kChartWidth - kRight - kLeft) * static_cast<double>(row) /
                       static_cast<double>(points - 1);
  };
  for (double tick = axis.low; tick <= axis.high + axis.step / 2; tick += axis.step) {
    drawing.Add(
        "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{1:.1f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"/>\n",
        kLeft, kChartWidth - kRight, y(tick));
    drawing.Text(kLeft - 8, y(tick) + 4, "end", "tick", AxisText(tick, data.series[0].kind));
  }
  constexpr size_t kLabels = 10;
  const size_t every = (points + kLabels - 1) / kLabels;
  for (size_t row = 0; row < points; row += every) {
    drawing.Text(x(row), kHeight - 12, "middle", "tick", Shortened(data.categories[row], 12));
  }
  for (size_t i = 0; i < data.series.size(); ++i) {
    drawing.Add("<polyline class=\"s{}\" points=\"", i % kSeriesColourCount);
    for (size_t row = 0; row < points; ++row) {
      drawing.Add("{}{:.1f},{:.1f}", row == 0 ? "" : " ", x(row), y(data.series[i].values[row]));
    }
    drawing.Add("\"/>\n");
    for (size_t row = 0; row < points; ++row) {
      const double value = data.series[i].values[row];
      drawing.Add(
          "<circle class=\"s{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" "
          "r=\"3.2\"><title>{}</title></circle>\n",
          i % kSeriesColourCount, x(row), y(value),
          Escaped(fmt::format("{} {} {}", data.categories[row], data.series[i].name,
                              CellText(value, data.series[i].kind))));
    }
  }
  return drawing.Take();
}

}  // namespace

std::string DrawChart(const Book& book, const Chart& chart) {
  const Data data = DataOf(book, chart);
  if (data.categories.empty()) return "";
  return chart.kind == Chart::Kind::kLine ? DrawLines(chart, data) : DrawBars(chart, data);
}

}  // namespace liancheng::report
