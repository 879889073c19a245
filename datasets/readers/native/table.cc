#include "datasets/readers/native/table.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

constexpr std::string_view kFileRefused = "the file is refused";

}  // namespace

bool CsvTable::RefuseHeader(std::string_view column, std::string problem, std::string expected) {
  issues_->Refuse(std::max<int64_t>(reader_.row(), 1),
                  {column, "", fmt::format("{}; {}", problem, kFileRefused), std::move(expected)});
  return false;
}

absl::StatusOr<bool> CsvTable::ReadHeader() {
  const absl::StatusOr<CsvReader::Outcome> outcome = reader_.Next();
  if (!outcome.ok()) return outcome.status();
  if (*outcome == CsvReader::Outcome::kEnd) return RefuseHeader("", "is empty", "a header row");
  if (*outcome == CsvReader::Outcome::kFault) {
    return RefuseHeader("", fmt::format("the header cannot be read: {}", Describe(reader_.fault())),
                        "a header row");
  }
  if (const TextFault fault = CheckText(reader_.raw()); fault != TextFault::kNone) {
    return RefuseHeader("", fmt::format("the header {}", Describe(fault)),
                        "UTF-8 (a file in GBK or GB 18030 must be converted first)");
  }
  for (const std::string_view name : reader_.fields()) {
    const size_t number = columns_.size() + 1;
    if (name.empty()) {
      return RefuseHeader("", fmt::format("column {} has no name", number), "a name");
    }
    if (std::find(columns_.begin(), columns_.end(), name) != columns_.end()) {
      return RefuseHeader(name, "is the name of two columns", "one column of each name");
    }
    columns_.emplace_back(name);
  }
  return true;
}

absl::StatusOr<bool> CsvTable::NextRow() {
  for (;;) {
    const absl::StatusOr<CsvReader::Outcome> outcome = reader_.Next();
    if (!outcome.ok()) return outcome.status();
    if (*outcome == CsvReader::Outcome::kEnd) return false;
    if (*outcome == CsvReader::Outcome::kFault) {
      const size_t column = reader_.fault_column();
      issues_->Refuse(reader_.row(),
                      {column <= columns_.size() ? std::string_view(columns_[column - 1]) : "", "",
                       std::string(Describe(reader_.fault())),
                       "RFC 4180: a field in quotes, each quote inside it doubled"});
      continue;
    }
    if (IsSoundRow()) return true;
  }
}

bool CsvTable::IsSoundRow() const {
  const size_t count = reader_.fields().size();
  if (count != columns_.size()) {
    issues_->Refuse(reader_.row(), {"", "", fmt::format("has {} fields", count),
                                    fmt::format("{} fields, as in the header", columns_.size())});
    return false;
  }
  // Checks the whole row at once; which field is wrong matters only when something is.
  if (CheckText(reader_.raw()) == TextFault::kNone) return true;
  for (size_t i = 0; i < count; ++i) {
    const TextFault fault = CheckText(reader_.fields()[i]);
    if (fault == TextFault::kNone) continue;
    issues_->Refuse(reader_.row(),
                    {columns_[i], reader_.fields()[i], std::string(Describe(fault)), "UTF-8 text"});
    return false;
  }
  return true;
}

}  // namespace liancheng::datasets
