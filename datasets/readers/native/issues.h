// datasets/readers/native/issues.h: reports the issues of one file: every value is made fit to be
// shown first. A value that may reveal forbidden data is not repeated (HX-14).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "datasets/readers/native/forbidden_data.h"
#include "datasets/readers/native/text.h"
#include "engine/model/issue.h"

namespace liancheng::datasets {

struct Problem {
  std::string_view column;  // empty = the whole row
  std::string_view value;
  std::string problem;
  std::string expected;
};

class FileIssues {
 public:
  FileIssues(std::string file, model::IssueSink* sink, const ForbiddenScan* forbidden)
      : file_(std::move(file)), sink_(sink), forbidden_(forbidden) {}

  const std::string& file() const { return file_; }
  void Refuse(int64_t row, Problem problem) const {
    Report(model::IssueGrade::kRefused, row, std::move(problem));
  }
  void Note(int64_t row, Problem problem) const {
    Report(model::IssueGrade::kNoted, row, std::move(problem));
  }

 private:
  void Report(model::IssueGrade grade, int64_t row, Problem problem) const {
    const bool untold =
        forbidden_->InFieldName(problem.column) != nullptr || forbidden_->MayTell(problem.value);
    sink_->Report({.grade = grade,
                   .file = file_,
                   .row = row,
                   .column = ShownValue(problem.column),
                   .value = untold ? "" : ShownValue(problem.value),
                   .problem = std::move(problem.problem),
                   .expected = std::move(problem.expected)});
  }

  std::string file_;
  model::IssueSink* sink_;
  const ForbiddenScan* forbidden_;
};

}  // namespace liancheng::datasets
