// server/cli/files/issue_file.h: receives the problems of an import: counts them, shows the first
// ones, writes all to a file.
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/issue.h"

namespace liancheng::cli {

class IssueFile : public model::IssueSink {
 public:
  // With an empty `path` there is no file.
  // Columns: grade,file,row,column,value,problem,expected.
  static absl::StatusOr<std::unique_ptr<IssueFile>> Open(const std::string& path);

  void Report(model::Issue issue) override;

  uint64_t refused() const { return refused_; }
  uint64_t noted() const { return noted_; }
  const std::vector<std::string>& first() const { return first_; }
  // Flushes; Unavailable when the file could not be written.
  absl::Status Close();

 private:
  IssueFile() = default;
  std::string path_;
  std::ofstream file_;
  uint64_t refused_ = 0;
  uint64_t noted_ = 0;
  std::vector<std::string> first_;  // descriptions of the first refusals
};

}  // namespace liancheng::cli
