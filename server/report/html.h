// server/report/html.h: writes a book as one page that is complete in itself: styles and drawings
// are inside; it has no script and loads nothing.
// Form:    well-formed as XML too; lang zh-CN; every value escaped; tables with captions and scoped
//          headings; light and dark; A4 in print. The same book gives the same bytes.
// Limits:  at most kTableRowsMax rows of a table and kMapEdgesMax edges of the reach map are
//          written; the page says how many there are in all.
// Errors:  those of CheckBook; Unavailable when the file cannot be written. An existing file is
//          replaced only when the new one is complete.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "server/report/book.h"

namespace liancheng::report {

inline constexpr size_t kTableRowsMax = 2000;
inline constexpr size_t kMapEdgesMax = 120;

// `book` must have passed CheckBook.
std::string HtmlPage(const Book& book);

absl::Status WriteHtml(const Book& book, const std::string& path);

// Writes a second file and renames it; Unavailable otherwise.
absl::Status WriteWhole(const std::string& path, std::string_view bytes);

}  // namespace liancheng::report
