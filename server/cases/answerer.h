// server/cases/answerer.h: the interface that answers the questions of a case: the engine in this
// process, or a service behind a socket. Answers are compared with the case in one place, whoever
// gives them.
// Source:  docs/case_format.md.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/model/date.h"
#include "engine/model/fact.h"
#include "engine/model/rulebook.h"
#include "query/world/loaded_world.h"
#include "server/wire/answers_json.h"

namespace liancheng::cases {

// The judgement on a fact that comes after those of the case.
struct Verdict {
  bool refused = false;
  std::vector<std::string> rows;  // rows that forbid it; empty when it is no valid fact at all
  std::string why;
};

// Errors:  Unimplemented when this answerer is not asked this question; the message says why. Any
//          other error but NotFound fails the case.
class Answerer {
 public:
  virtual ~Answerer() = default;
  // The `result` of the answer on `day`, without its envelope. NotFound when the party or listing
  // is unknown.
  virtual absl::StatusOr<wire::Json> Answer(const wire::Json& ask, model::Date day) = 0;
  // `fact` is null when the reader of facts refuses `line`.
  virtual absl::StatusOr<Verdict> Judge(const wire::Json& line, const model::Fact* fact) = 0;
};

// What an answerer needs.
struct CaseWorld {
  std::vector<model::Fact> facts;
  std::shared_ptr<const model::RuleLibrary> library;  // with the parameter values of the case
  std::vector<std::string> rulebooks;                 // those that are asked
};
using AnswererMaker = std::function<absl::StatusOr<std::unique_ptr<Answerer>>(CaseWorld world)>;

// Makes a world from the facts of a case: in memory, or through a store. A refused fact is an
// error.
using WorldMaker =
    std::function<absl::StatusOr<query::LoadedWorld>(std::vector<model::Fact> facts)>;

// Makes an answerer that uses the engine in this process.
AnswererMaker InProcess(WorldMaker make_world);

}  // namespace liancheng::cases
