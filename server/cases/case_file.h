// server/cases/case_file.h: reads case files, which show what a provision does by facts and
// questions.
// Source:  docs/case_format.md.
// Errors:  InvalidArgument naming the file and the JSON pointer.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace liancheng::cases {

struct CaseFile {
  std::string file;
  std::string title;
  std::vector<std::string> cites;
  std::vector<std::string> rulebooks;
  // values that replace those of the books, on every day
  std::map<std::string, std::string> parameters;
  std::vector<nlohmann::ordered_json>
      facts;  // fact objects and {"refuse": fact} steps; the first key names the kind
  std::vector<nlohmann::ordered_json> asks;
};

absl::StatusOr<CaseFile> ReadCaseFile(const std::string& path);
absl::StatusOr<CaseFile> ParseCase(const std::string& text, const std::string& file);

}  // namespace liancheng::cases
