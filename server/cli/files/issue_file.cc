#include "server/cli/files/issue_file.h"

#include <memory>

#include "fmt/format.h"
#include "server/cli/files/csv_out.h"

namespace liancheng::cli {
namespace {

constexpr size_t kShown = 10;

}  // namespace

absl::StatusOr<std::unique_ptr<IssueFile>> IssueFile::Open(const std::string& path) {
  std::unique_ptr<IssueFile> issues(new IssueFile());
  issues->path_ = path;
  if (path.empty()) return issues;
  issues->file_.open(path, std::ios::binary | std::ios::trunc);
  if (!issues->file_) {
    return absl::UnavailableError(fmt::format("--issues {}: cannot be written", path));
  }
  issues->file_ << CsvRow({"grade", "file", "row", "column", "value", "problem", "expected"});
  return issues;
}

void IssueFile::Report(model::Issue issue) {
  const bool refused = issue.grade == model::IssueGrade::kRefused;
  ++(refused ? refused_ : noted_);
  if (refused && first_.size() < kShown) first_.push_back(model::Describe(issue));
  if (path_.empty()) return;
  file_ << CsvRow({refused ? "refused" : "noted", issue.file,
                   issue.row > 0 ? std::to_string(issue.row) : "", issue.column, issue.value,
                   issue.problem, issue.expected});
}

absl::Status IssueFile::Close() {
  if (path_.empty()) return absl::OkStatus();
  file_.close();
  if (!file_) return absl::UnavailableError(fmt::format("--issues {}: writing failed", path_));
  return absl::OkStatus();
}

}  // namespace liancheng::cli
