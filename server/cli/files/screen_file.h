// server/cli/files/screen_file.h: reads the rows of a file for screening: CSV with a header, or
// plain text with one name a line.
// Columns: known by their usual English and Chinese headers; the caller may say which other column
//          holds the name.
// Errors:  NotFound, Unavailable (the file); InvalidArgument (no column of it is a name or a code).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "query/names/screen.h"

namespace liancheng::cli {

struct ScreenInput {
  int64_t row = 0;  // line in the file, from 1
  std::string id;   // the list's own id; may be empty
  query::ScreenRow asked;
  std::string problem;  // why the row cannot be screened; empty when it can
};

class ScreenFile {
 public:
  virtual ~ScreenFile() = default;
  // `column` is the header of the column with the name; empty = found by its usual names.
  static absl::StatusOr<std::unique_ptr<ScreenFile>> Open(const std::string& path,
                                                          const std::string& column);
  // At most `rows_max` further rows; none at the end.
  virtual absl::StatusOr<std::vector<ScreenInput>> Next(size_t rows_max) = 0;
  virtual uint64_t bytes_read() const = 0;
  virtual uint64_t bytes_all() const = 0;
};

}  // namespace liancheng::cli
