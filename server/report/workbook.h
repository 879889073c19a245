// server/report/workbook.h: a book as a workbook (Office Open XML, .xlsx) for spreadsheet programs.
// Shape:  a summary first (figures, contents, notes), then the charts where there are any, then one
//         worksheet a sheet: heading in row 1, frozen, with a filter. Dates are dates, ids text,
//         percent numbers with a percent format.
// Bytes:  the same book gives the same bytes: the file's creation time is the book's day.
// Errors: those of CheckBook; ResourceExhausted for more rows than a worksheet holds; Unavailable
//         when the file cannot be written. A file of that name stays as it was unless all is well.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "server/report/book.h"

namespace liancheng::report {

absl::Status WriteWorkbook(const Book& book, const std::string& path);

// Worksheet names for these titles: at most 31 characters, without []:*?/\ and without ' at the
// ends, none empty, none twice (upper and lower case are the same), none that `taken` has.
std::vector<std::string> WorksheetNames(const std::vector<std::string>& titles,
                                        const std::vector<std::string>& taken);

}  // namespace liancheng::report
