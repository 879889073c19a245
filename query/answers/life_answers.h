// query/answers/life_answers.h: the answers to questions on time, repair and the life of a listing.
// Life:    acts, books, timers and repairs are pointers into the workspace, so an answer is valid
//          as long as its workspace.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/life.h"
#include "query/answers/parties.h"

namespace liancheng::query {

struct DeadlineAnswer {
  std::string listing;  // empty when the term is counted from a given day
  rules::TermResult term;
};

struct RepairableAnswer {
  std::string listing;
  rules::RepairResult repair;
};

struct LifeAnswer {
  const rules::Act* act = nullptr;
  model::EntityId subject;
  model::DateRange effect;
  rules::Life life;
  std::vector<rules::TermResult> terms;
  rules::RepairResult repair;
  Parties parties;
};

// One term that runs on one listing.
struct RunningTerm {
  const rules::Act* act = nullptr;
  model::EntityId subject;
  rules::TermResult term;
};

struct TermsAnswer {
  std::vector<RunningTerm> terms;  // by end, then by listing
  Parties parties;
};

}  // namespace liancheng::query
