// server/cli/text/table.h: writes aligned columns for people; a Chinese character is two columns
// wide.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace liancheng::cli {

// The width of a text on a terminal (by utf8proc's width tables).
size_t DisplayWidth(std::string_view text);

class Table {
 public:
  explicit Table(std::vector<std::string> header) { Add(std::move(header)); }
  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.size() == 1; }
  // The header, then the rows. Each line begins with `indent` spaces; the last column is not
  // padded.
  std::string Text(size_t indent) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace liancheng::cli
