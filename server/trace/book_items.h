// server/trace/book_items.h: finds everything in the rulebooks that names a row.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/rulebook.h"

namespace liancheng::trace {

// One thing in a rulebook: {"rule", "TQ-14-(三)/b"}, {"list", "TQ-black"}, {"flag", "rule TQ-..."}.
struct Item {
  std::string kind;
  std::string name;
};

// Row -> items, in the order of the books. Rows are spelt as in the books: requirement rows,
// measure codes, list ids, timer ids.
std::map<std::string, std::vector<Item>> BookItems(const model::RuleLibrary& library);

// The rows that a text names: `G09`, `HX-31-(二)3`, `S-SUP`; an article (`HX-31`) is returned as
// written.
std::vector<std::string> RowsNamedIn(std::string_view text);

}  // namespace liancheng::trace
