// query/answers/life_answers.h: what the questions on time, repair and the life of a listing give back.
// Life:   acts, books, timers and repairs are pointed to: an answer is good while its workspace is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/life.h"
#include "query/answers/parties.h"

namespace liancheng::query {

struct DeadlineAnswer {
  std::string listing;  // empty: counted from a given day
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
