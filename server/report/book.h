// server/report/book.h: a report as a value: key figures, sheets, charts and a reach map,
// independent of how they are drawn; workbook.h, html.h and book_json.h write it.
// Units:   kPercent is a fraction (0.25 is 25 %); widths in half-width cells, a Chinese character
//          is two; dates are days.
// Class:   `audience` says for whom the book was made. A writer withholds nothing: the code that
//          fills the book does, and puts no unmasked ID number and no clue (T3) into it.
// Errors:  CheckBook returns InvalidArgument, naming the sheet or chart and the place in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "engine/model/date.h"

namespace liancheng::report {

enum class CellKind { kText, kNumber, kPercent, kDate, kId };

// std::monostate is an empty cell. Text and ids are strings, numbers integers or doubles.
using Cell = std::variant<std::monostate, std::string, int64_t, double, model::Date>;

struct Column {
  std::string heading;
  CellKind kind = CellKind::kText;
  int width = 0;  // 0 = as wide as the heading and the cells need, within limits
};

struct Sheet {
  std::string title;    // heading of the table, name of the sheet; need not be unique
  std::string caption;  // what the table contains and what it leaves out; may be empty
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

struct Chart {
  enum class Kind { kBar, kStackedBar, kLine };
  Kind kind = Kind::kBar;
  std::string title;
  size_t sheet = 0;            // index in Book::sheets
  size_t category = 0;         // column of the names along the axis
  std::vector<size_t> values;  // columns of kNumber or kPercent; one series each
  size_t rows_max = 20;        // at most this many rows, from the first, are drawn
};

struct KeyFigure {
  std::string label;
  Cell value;
  std::string unit;
  std::string note;  // how it is counted; may be empty
};

// From whom a consequence came and whom it reached. Both are given as labels.
struct ReachEdge {
  std::string subject;
  std::string party;
  std::string kind;  // the relation or standing by which it was reached
};

enum class Audience { kInternal, kPublic };

struct Book {
  std::string title;
  std::string subtitle;  // period, region, unit
  Audience audience = Audience::kInternal;
  model::Date as_of;
  uint64_t known_at = 0;                                       // revision
  std::vector<std::pair<std::string, std::string>> rulebooks;  // id, revision hash
  std::vector<std::string> cites;                              // rows of the requirement list
  std::vector<std::string> notes;                              // what was assumed or is not known
  std::vector<KeyFigure> figures;
  std::vector<Sheet> sheets;
  std::vector<Chart> charts;
  std::vector<ReachEdge> reach_map;  // only for html; empty = no map is drawn
};

// Checks that every row has as many cells as columns, every cell the kind of its column, and every
// chart existing columns of numbers.
absl::Status CheckBook(const Book& book);

// A cell as text for people: 1,234 and 12.5 %, 2020-06-01; empty for an empty cell.
std::string CellText(const Cell& cell, CellKind kind);

// The width of a text in half-width cells: two for a wide East Asian character, else one.
int TextWidth(std::string_view text);

// The width of a column: the given one, or what its heading and first cells need, 8 to 48.
int ColumnWidth(const Sheet& sheet, size_t column);

// "text", "number", "percent", "date", "id".
std::string_view Name(CellKind kind);

// "internal", "public".
std::string_view Name(Audience audience);

}  // namespace liancheng::report
