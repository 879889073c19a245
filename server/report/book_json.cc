#include "server/report/book_json.h"

#include "nlohmann/json.hpp"
#include "server/report/html.h"
#include "server/report/text.h"

namespace liancheng::report {
namespace {

using Json = nlohmann::ordered_json;

Json CellJson(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return Clean(*text);
  if (const auto* date = std::get_if<model::Date>(&cell)) return model::FormatDate(*date);
  if (const auto* whole = std::get_if<int64_t>(&cell)) return *whole;
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  return nullptr;
}

Json SheetJson(const Sheet& sheet) {
  Json columns = Json::array();
  for (const Column& column : sheet.columns) {
    columns.push_back({{"heading", Clean(column.heading)}, {"kind", Name(column.kind)}});
  }
  Json rows = Json::array();
  for (const std::vector<Cell>& cells : sheet.rows) {
    Json row = Json::array();
    for (const Cell& cell : cells) row.push_back(CellJson(cell));
    rows.push_back(std::move(row));
  }
  return {{"title", Clean(sheet.title)},
          {"caption", Clean(sheet.caption)},
          {"columns", std::move(columns)},
          {"rows", std::move(rows)}};
}

Json WordList(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const std::string& word : words) list.push_back(Clean(word));
  return list;
}

}  // namespace

std::string BookJson(const Book& book) {
  Json rulebooks = Json::object();
  for (const auto& [id, hash] : book.rulebooks) rulebooks[id] = hash;
  Json figures = Json::array();
  for (const KeyFigure& figure : book.figures) {
    figures.push_back({{"label", Clean(figure.label)},
                       {"value", CellJson(figure.value)},
                       {"unit", Clean(figure.unit)},
                       {"note", Clean(figure.note)}});
  }
  Json sheets = Json::array();
  for (const Sheet& sheet : book.sheets) sheets.push_back(SheetJson(sheet));
  const Json json = {{"title", Clean(book.title)},      {"subtitle", Clean(book.subtitle)},
                     {"audience", Name(book.audience)}, {"as_of", model::FormatDate(book.as_of)},
                     {"known_at", book.known_at},       {"rulebooks", std::move(rulebooks)},
                     {"cites", WordList(book.cites)},   {"notes", WordList(book.notes)},
                     {"figures", std::move(figures)},   {"sheets", std::move(sheets)}};
  return json.dump(1) + "\n";
}

absl::Status WriteJson(const Book& book, const std::string& path) {
  if (absl::Status status = CheckBook(book); !status.ok()) return status;
  return WriteWhole(path, BookJson(book));
}

}  // namespace liancheng::report
