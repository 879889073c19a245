// server/cases/case_run.h: runs a case: facts in, questions asked, answers compared.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "datasets/known_words.h"
#include "query/loaded_world.h"
#include "server/cases/case_file.h"

namespace liancheng::cases {

// How the facts of a case become a world: in memory, or through a store. Refused facts are an
// error.
using WorldMaker =
    std::function<absl::StatusOr<query::LoadedWorld>(std::vector<model::Fact> facts)>;

struct CaseResult {
  std::string title;
  size_t steps = 0;                   // questions and refusals checked
  std::vector<std::string> failures;  // "asks/2 measures E2 2020-06-01: wanted and not found: ..."
  bool ok() const { return failures.empty(); }
};

struct CaseSetting {
  std::shared_ptr<const model::RuleLibrary> library;
  const datasets::KnownWords* words = nullptr;
  WorldMaker make_world;
};

CaseResult RunCase(const CaseFile& file, const CaseSetting& setting);

}  // namespace liancheng::cases
