#include "server/report/book.h"

#include <algorithm>
#include <cmath>

#include "fmt/format.h"

namespace liancheng::report {
namespace {

// Up to this number, workbooks and JSON readers keep whole numbers exactly.
constexpr int64_t kExactMax = int64_t{1} << 53;
constexpr int kWidthMin = 8;
constexpr int kWidthMax = 48;
// Widths are computed from this many rows; more would not change them much.
constexpr size_t kRowsMeasured = 2000;

bool Holds(const Cell& cell, CellKind kind) {
  if (std::holds_alternative<std::monostate>(cell)) return true;
  switch (kind) {
    case CellKind::kText:
    case CellKind::kId:
      return std::holds_alternative<std::string>(cell);
    case CellKind::kDate: {
      const auto* date = std::get_if<model::Date>(&cell);
      return date != nullptr && *date != model::kOpenStart && *date != model::kOpenEnd;
    }
    case CellKind::kNumber:
    case CellKind::kPercent:
      break;
  }
  if (const auto* whole = std::get_if<int64_t>(&cell)) {
    return -kExactMax <= *whole && *whole <= kExactMax;
  }
  const auto* number = std::get_if<double>(&cell);
  return number != nullptr && std::isfinite(*number);
}

bool IsNumeric(CellKind kind) {
  return kind == CellKind::kNumber || kind == CellKind::kPercent;
}

absl::Status CheckSheet(const Sheet& sheet) {
  const auto refuse = [&](std::string_view what) {
    return absl::InvalidArgumentError(fmt::format("sheet \"{}\": {}", sheet.title, what));
  };
  if (sheet.columns.empty()) return refuse("no columns");
  for (size_t row = 0; row < sheet.rows.size(); ++row) {
    const std::vector<Cell>& cells = sheet.rows[row];
    if (cells.size() != sheet.columns.size()) {
      return refuse(fmt::format("row {} has {} cells, there are {} columns", row + 1, cells.size(),
                                sheet.columns.size()));
    }
    for (size_t column = 0; column < cells.size(); ++column) {
      if (Holds(cells[column], sheet.columns[column].kind)) continue;
      return refuse(fmt::format("row {}, column \"{}\": not a {}", row + 1,
                                sheet.columns[column].heading, Name(sheet.columns[column].kind)));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckChart(const Book& book, const Chart& chart) {
  const auto refuse = [&](std::string_view what) {
    return absl::InvalidArgumentError(fmt::format("chart \"{}\": {}", chart.title, what));
  };
  if (chart.sheet >= book.sheets.size()) return refuse(fmt::format("no sheet {}", chart.sheet));
  const std::vector<Column>& columns = book.sheets[chart.sheet].columns;
  if (chart.category >= columns.size()) {
    return refuse(fmt::format("no column {}", chart.category));
  }
  if (chart.values.empty()) return refuse("no values");
  for (const size_t value : chart.values) {
    if (value >= columns.size()) return refuse(fmt::format("no column {}", value));
    if (IsNumeric(columns[value].kind)) continue;
    return refuse(fmt::format("column \"{}\" holds no numbers", columns[value].heading));
  }
  return absl::OkStatus();
}

std::string WithThousands(int64_t number) {
  std::string digits = fmt::format("{}", number < 0 ? -number : number);
  for (size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return number < 0 ? "-" + digits : digits;
}

// A number with at most two decimals, without trailing zeros.
std::string NumberText(double number) {
  const double hundredths = std::round(number * 100);
  const auto whole = static_cast<int64_t>(std::trunc(hundredths / 100));
  const auto rest = static_cast<int64_t>(std::fabs(hundredths)) % 100;
  std::string text = WithThousands(whole);
  if (hundredths < 0 && whole == 0) text.insert(0, "-");
  if (rest == 0) return text;
  text += fmt::format(".{:02}", rest);
  if (text.ends_with('0')) text.pop_back();
  return text;
}

}  // namespace

absl::Status CheckBook(const Book& book) {
  for (const Sheet& sheet : book.sheets) {
    if (absl::Status status = CheckSheet(sheet); !status.ok()) return status;
  }
  for (const Chart& chart : book.charts) {
    if (absl::Status status = CheckChart(book, chart); !status.ok()) return status;
  }
  return absl::OkStatus();
}

std::string CellText(const Cell& cell, CellKind kind) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* date = std::get_if<model::Date>(&cell)) return model::FormatDate(*date);
  double number = 0;
  if (const auto* whole = std::get_if<int64_t>(&cell)) {
    if (kind != CellKind::kPercent) return WithThousands(*whole);
    number = static_cast<double>(*whole);
  } else if (const auto* real = std::get_if<double>(&cell)) {
    number = *real;
  } else {
    return "";
  }
  if (kind == CellKind::kPercent) return fmt::format("{:.1f}%", number * 100);
  return NumberText(number);
}

int ColumnWidth(const Sheet& sheet, size_t column) {
  const Column& wanted = sheet.columns[column];
  if (wanted.width > 0) return wanted.width;
  constexpr int kForTheFilterMark = 3;
  int width = TextWidth(wanted.heading) + kForTheFilterMark;
  for (size_t row = 0; row < std::min(kRowsMeasured, sheet.rows.size()); ++row) {
    width = std::max(width, TextWidth(CellText(sheet.rows[row][column], wanted.kind)) + 1);
  }
  return std::clamp(width, kWidthMin, kWidthMax);
}

std::string_view Name(CellKind kind) {
  switch (kind) {
    case CellKind::kText:
      return "text";
    case CellKind::kNumber:
      return "number";
    case CellKind::kPercent:
      return "percent";
    case CellKind::kDate:
      return "date";
    case CellKind::kId:
      return "id";
  }
  return "";
}

std::string_view Name(Audience audience) {
  return audience == Audience::kPublic ? "public" : "internal";
}

}  // namespace liancheng::report
