#include "server/cli/files/csv_out.h"

#include "fmt/format.h"

namespace liancheng::cli {
namespace {

std::string CellText(const wire::Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_array()) {
    std::string joined;
    for (const wire::Json& item : value) {
      joined += fmt::format("{}{}", joined.empty() ? "" : "; ", CellText(item));
    }
    return joined;
  }
  if (value.is_object() && value.contains("relation")) {
    return fmt::format("{} -{}-> {}", CellText(value.at("from")), CellText(value.at("relation")),
                       CellText(value.at("to")));
  }
  if (value.is_object() && value.contains("article")) {
    return fmt::format("{}{} ({})", CellText(value.at("name")), CellText(value.at("article")),
                       CellText(value.at("status")));
  }
  if (value.is_object() && value.contains("id")) return CellText(value.at("id"));
  return value.dump();
}

}  // namespace

std::string CsvRow(const std::vector<std::string>& fields) {
  std::string row;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) row += ',';
    const std::string& field = fields[i];
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      row += field;
      continue;
    }
    row += '"';
    for (char c : field) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\r\n";
}

std::string CsvTable(const wire::Json& items, const std::vector<std::string>& fields) {
  std::string table = CsvRow(fields);
  for (const wire::Json& item : items) {
    std::vector<std::string> cells;
    for (const std::string& field : fields) {
      cells.push_back(item.contains(field) ? CellText(item.at(field)) : "");
    }
    table += CsvRow(cells);
  }
  return table;
}

}  // namespace liancheng::cli
