// server/report/book_json.h: writes a book as JSON: the same figures and tables, for programs.
// Form:    {"title", "subtitle", "audience", "as_of", "known_at", "rulebooks", "cites", "notes",
//          "figures": [{"label", "value", "unit", "note"}], "sheets": [{"title", "caption",
//          "columns": [{"heading", "kind"}], "rows": [[cell]]}]}; an empty cell is null, a date
//          text, a percent a fraction. Charts and the reach map are drawings and stay out.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "server/report/book.h"

namespace liancheng::report {

// `book` must have passed CheckBook.
std::string BookJson(const Book& book);

// Errors: as WriteHtml.
absl::Status WriteJson(const Book& book, const std::string& path);

}  // namespace liancheng::report
