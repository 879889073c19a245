// datasets/readers/csv/csv.h: records of an RFC 4180 file, one at a time, in bounded memory.
// Beyond the RFC: a byte order mark and blank lines are skipped; a line may end in LF or CRLF; a
// quote inside an unquoted field is an ordinary character.
// Row:     the physical line on which the record starts, from 1.
// Faults:  a record that cannot be read is returned with its fault. Reading resumes at the physical
//          line after the one on which it started, so a stray quote costs one line, not the rest.
// Memory:  one record (at most record_bytes_max + field_bytes_max) and two chunks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "datasets/readers/csv/byte_window.h"

namespace liancheng::datasets {

enum class CsvFault : uint8_t {
  kNone,
  kUnclosedQuote,
  kTextAfterQuote,
  kFieldTooLong,
  kRecordTooLong,
};
std::string_view Describe(CsvFault fault);

struct CsvLimits {
  size_t chunk_bytes = size_t{256} << 10;
  size_t field_bytes_max = size_t{1} << 20;
  size_t record_bytes_max = size_t{4} << 20;
  size_t fields_max = 1000;
};

class CsvReader {
 public:
  enum class Outcome { kRecord, kFault, kEnd };

  CsvReader(std::unique_ptr<ByteSource> source, CsvLimits limits);

  // Fields and raw text stay valid until the next call. Unavailable when the input cannot be read.
  absl::StatusOr<Outcome> Next();
  const std::vector<std::string_view>& fields() const { return fields_; }
  // The record with its quotes and line end, exactly as in the file.
  std::string_view raw() const { return {window_.data(), record_bytes_}; }
  CsvFault fault() const { return fault_; }
  // The number of the field with the fault, from 1.
  size_t fault_column() const { return spans_.size() + 1; }
  int64_t row() const { return row_; }
  uint64_t bytes_read() const { return window_.dropped(); }

 private:
  // Offsets from the start of the record, so that they stay right when the window moves.
  struct Span {
    size_t begin;
    size_t end;
    bool doubled_quotes;
  };

  void SkipBlankLines();
  CsvFault ReadRecord();
  CsvFault ReadPlainField(size_t& at);
  CsvFault ReadQuotedField(size_t& at);
  void MakeFields();
  void PassOverLine();

  ByteWindow window_;
  CsvLimits limits_;
  std::vector<Span> spans_;
  std::vector<std::string_view> fields_;
  std::string unquoted_;
  CsvFault fault_ = CsvFault::kNone;
  size_t record_bytes_ = 0;
  int64_t record_lines_ = 0;
  int64_t row_ = 0;
};

}  // namespace liancheng::datasets
