#include "datasets/readers/csv/csv.h"

#include <algorithm>
#include <cstring>

namespace liancheng::datasets {

std::string_view Describe(CsvFault fault) {
  switch (fault) {
    case CsvFault::kNone:
      return "";
    case CsvFault::kUnclosedQuote:
      return "a quote is opened and never closed";
    case CsvFault::kTextAfterQuote:
      return "there is text between a closing quote and the next comma";
    case CsvFault::kFieldTooLong:
      return "a field is over the limit; a closing quote may be missing";
    case CsvFault::kRecordTooLong:
      return "the record is over the limit of bytes or fields";
  }
  return "";
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvLimits limits)
    : window_(std::move(source), limits.chunk_bytes), limits_(limits) {}

absl::StatusOr<CsvReader::Outcome> CsvReader::Next() {
  if (row_ == 0) {
    window_.SkipByteOrderMark();
    row_ = 1;
  }
  window_.Drop(record_bytes_);
  row_ += record_lines_;
  record_bytes_ = 0;
  record_lines_ = 0;
  spans_.clear();
  fields_.clear();
  fault_ = CsvFault::kNone;
  SkipBlankLines();
  const bool more = window_.Has(0);
  if (more) fault_ = ReadRecord();
  // To the parser a failed read looks like the end of the input, so the status is checked here.
  if (!window_.status().ok()) return window_.status();
  if (!more) return Outcome::kEnd;
  if (fault_ != CsvFault::kNone) {
    PassOverLine();
    return Outcome::kFault;
  }
  MakeFields();
  return Outcome::kRecord;
}

void CsvReader::SkipBlankLines() {
  while (window_.Has(0)) {
    size_t length = 0;
    if (window_.data()[0] == '\n') {
      length = 1;
    } else if (window_.data()[0] == '\r' && window_.Has(1) && window_.data()[1] == '\n') {
      length = 2;
    }
    if (length == 0) return;
    window_.Drop(length);
    ++row_;
  }
}

CsvFault CsvReader::ReadRecord() {
  size_t at = 0;
  for (;;) {
    const bool quoted = window_.Has(at) && window_.data()[at] == '"';
    const CsvFault fault = quoted ? ReadQuotedField(at) : ReadPlainField(at);
    if (fault != CsvFault::kNone) return fault;
    if (!window_.Has(at)) break;
    const char separator = window_.data()[at];
    ++at;
    if (separator == '\n') {
      ++record_lines_;
      break;
    }
    if (at > limits_.record_bytes_max || spans_.size() >= limits_.fields_max) {
      return CsvFault::kRecordTooLong;
    }
  }
  record_bytes_ = at;
  return CsvFault::kNone;
}

CsvFault CsvReader::ReadPlainField(size_t& at) {
  const size_t begin = at;
  size_t i = begin;
  do {
    const char* data = window_.data();
    const size_t size = window_.size();
    while (i < size && data[i] != ',' && data[i] != '\n') ++i;
    if (i - begin > limits_.field_bytes_max) return CsvFault::kFieldTooLong;
  } while (i == window_.size() && window_.Has(i));
  size_t end = i;
  const bool line_ends = !window_.Has(i) || window_.data()[i] == '\n';
  if (line_ends && end > begin && window_.data()[end - 1] == '\r') --end;
  spans_.push_back({begin, end, false});
  at = i;
  return CsvFault::kNone;
}

CsvFault CsvReader::ReadQuotedField(size_t& at) {
  const size_t begin = at + 1;
  size_t i = begin;
  bool doubled = false;
  for (;;) {
    if (!window_.Has(i)) return CsvFault::kUnclosedQuote;
    const char* data = window_.data();
    const void* quote = std::memchr(data + i, '"', window_.size() - i);
    const size_t stop = quote == nullptr
                            ? window_.size()
                            : static_cast<size_t>(static_cast<const char*>(quote) - data);
    record_lines_ += std::count(data + i, data + stop, '\n');
    i = stop;
    if (i - begin > limits_.field_bytes_max) return CsvFault::kFieldTooLong;
    if (quote == nullptr) continue;
    if (!window_.Has(i + 1) || window_.data()[i + 1] != '"') break;
    doubled = true;
    i += 2;
  }
  const Span span{begin, i, doubled};
  ++i;
  const bool carriage_return = window_.Has(i) && window_.data()[i] == '\r';
  if (carriage_return && (!window_.Has(i + 1) || window_.data()[i + 1] == '\n')) ++i;
  if (window_.Has(i) && window_.data()[i] != ',' && window_.data()[i] != '\n') {
    return CsvFault::kTextAfterQuote;
  }
  spans_.push_back(span);
  at = i;
  return CsvFault::kNone;
}

void CsvReader::MakeFields() {
  const char* data = window_.data();
  size_t doubled_bytes = 0;
  for (const Span& span : spans_) {
    if (span.doubled_quotes) doubled_bytes += span.end - span.begin;
  }
  // Reserved beforehand for the whole record: the views must not move.
  unquoted_.clear();
  unquoted_.reserve(doubled_bytes);
  for (const Span& span : spans_) {
    std::string_view field(data + span.begin, span.end - span.begin);
    if (span.doubled_quotes) {
      const size_t from = unquoted_.size();
      for (size_t i = 0; i < field.size(); ++i) {
        unquoted_.push_back(field[i]);
        if (field[i] == '"') ++i;
      }
      field = std::string_view(unquoted_).substr(from);
    }
    fields_.push_back(field);
  }
}

void CsvReader::PassOverLine() {
  record_lines_ = 1;
  while (window_.Has(0)) {
    const void* found = std::memchr(window_.data(), '\n', window_.size());
    if (found != nullptr) {
      record_bytes_ = static_cast<size_t>(static_cast<const char*>(found) - window_.data()) + 1;
      return;
    }
    window_.Drop(window_.size());
  }
}

}  // namespace liancheng::datasets
