// server/report/workbook.h: writes a book as a workbook (Office Open XML, .xlsx) for spreadsheet
// programs.
// Shape:   first a summary (figures, contents, notes), then the charts if there are any, then one
//          worksheet for each sheet: heading in row 1, frozen, with a filter. Dates are dates, ids
//          text, percent numbers with a percent format.
// Bytes:   the same book gives the same bytes: the file's creation time is the book's day.
// Errors:  those of CheckBook; ResourceExhausted for more rows than a worksheet can hold;
//          Unavailable when the file cannot be written. An existing file is replaced only when the
//          new one is complete.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "server/report/book.h"

namespace liancheng::report {

absl::Status WriteWorkbook(const Book& book, const std::string& path);

// Worksheet names for these titles: at most 31 characters, without []:*?/\ and without ' at the
// ends; none empty, no two equal (ignoring case), none in `taken`.
std::vector<std::string> WorksheetNames(const std::vector<std::string>& titles,
                                        const std::vector<std::string>& taken);

}  // namespace liancheng::report
