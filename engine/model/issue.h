// engine/model/issue.h: one problem of the input with its place, and the interface to which
// problems are reported. A refused row is not stored at all; a noted row is stored and its oddity
// is reported.
#pragma once

#include <cstdint>
#include <string>

namespace liancheng::model {

enum class IssueGrade : uint8_t { kRefused, kNoted };

struct Issue {
  IssueGrade grade = IssueGrade::kRefused;
  std::string file;      // as given by the caller
  int64_t row = 0;       // 1 = first line of the file (a CSV header is row 1)
  std::string column;    // empty when the row as a whole is meant
  std::string value;     // as read, cut to 200 bytes at a character boundary
  std::string problem;   // what is wrong
  std::string expected;  // what would have been right; may be empty
};

// `relations.csv row 17: share_percent "130" is over 100 (expected ...)`.
std::string Describe(const Issue& issue);

class IssueSink {
 public:
  virtual ~IssueSink() = default;
  virtual void Report(Issue issue) = 0;
};

}  // namespace liancheng::model
