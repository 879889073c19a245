// server/cases/case_run.h: runs a case: loads its facts, asks its questions and compares the
// answers.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "datasets/readers/native/known_words.h"
#include "server/cases/answerer.h"
#include "server/cases/case_file.h"

namespace liancheng::cases {

struct CaseResult {
  std::string title;
  size_t steps = 0;                   // questions and refusals checked
  std::vector<std::string> failures;  // "asks/2 measures E2 2020-06-01: wanted and not found: ..."
  // questions that the answerer does not answer, and how often
  std::map<std::string, size_t> left_out;
  bool ok() const { return failures.empty(); }
};

struct CaseSetting {
  std::shared_ptr<const model::RuleLibrary> library;
  const datasets::KnownWords* words = nullptr;
  AnswererMaker make_answerer;
};

CaseResult RunCase(const CaseFile& file, const CaseSetting& setting);

}  // namespace liancheng::cases
