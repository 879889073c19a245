// datasets/readers/native/table.h: reads a CSV file with a header: first its columns, then its
// valid rows.
// Issues:  a header that cannot be used refuses the file, once; a row is refused that cannot be
//          read, has another number of fields than the header, or contains a field that is not
//          text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/readers/csv/csv.h"
#include "datasets/readers/native/issues.h"

namespace liancheng::datasets {

class CsvTable {
 public:
  CsvTable(std::unique_ptr<ByteSource> source, CsvLimits limits, const FileIssues* issues)
      : reader_(std::move(source), limits), issues_(issues) {}

  // False when there is no usable header, which is then reported.
  absl::StatusOr<bool> ReadHeader();
  const std::vector<std::string>& columns() const { return columns_; }

  // False at the end. Fields are valid until the next call.
  absl::StatusOr<bool> NextRow();
  const std::vector<std::string_view>& fields() const { return reader_.fields(); }
  int64_t row() const { return reader_.row(); }
  uint64_t bytes_read() const { return reader_.bytes_read(); }

 private:
  bool RefuseHeader(std::string_view column, std::string problem, std::string expected);
  bool IsSoundRow() const;

  CsvReader reader_;
  const FileIssues* issues_;
  std::vector<std::string> columns_;
};

}  // namespace liancheng::datasets
