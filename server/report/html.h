// server/report/html.h: a book as one page that needs nothing else: styles and drawings are inside,
// there is no script and no address to fetch.
// Form:   well-formed as XML too; lang zh-CN; every value escaped; tables with captions and scoped
//         headings; light and dark; A4 in print. The same book gives the same bytes.
// Limits: kTableRowsMax rows a table and kMapEdgesMax edges of the reach map are written; the page
//         says how many there are in all.
// Errors: those of CheckBook; Unavailable when the file cannot be written. A file of that name
//         stays as it was unless all is well.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "server/report/book.h"

namespace liancheng::report {

inline constexpr size_t kTableRowsMax = 2000;
inline constexpr size_t kMapEdgesMax = 120;

// Of a book that CheckBook found well.
std::string HtmlPage(const Book& book);

absl::Status WriteHtml(const Book& book, const std::string& path);

// The whole file at once, by way of a second one beside it; Unavailable otherwise.
absl::Status WriteWhole(const std::string& path, std::string_view bytes);

}  // namespace liancheng::report
