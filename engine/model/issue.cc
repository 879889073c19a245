#include "engine/model/issue.h"

#include "fmt/format.h"

namespace liancheng::model {

std::string Describe(const Issue& issue) {
  std::string text = issue.row > 0 ? fmt::format("{} row {}:", issue.file, issue.row)
                                   : fmt::format("{}:", issue.file);
  if (!issue.column.empty()) text += fmt::format(" {} \"{}\"", issue.column, issue.value);
  text += fmt::format(" {}", issue.problem);
  if (!issue.expected.empty()) text += fmt::format(" (expected {})", issue.expected);
  return text;
}

}  // namespace liancheng::model
