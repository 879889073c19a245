// server/cases/answerer.h: who answers the questions of a case: the engine in this process, or a
// service behind a socket. What a case wants is compared in one place, whoever answers.
// Source: docs/case_format.md.
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

// What may be said of a fact after those of the case.
struct Verdict {
  bool refused = false;
  std::vector<std::string> rows;  // that forbid it; none: it is no fact at all
  std::string why;
};

// Errors:  Unimplemented when this answerer is not asked this question; the message says why. Any
//          other error but NotFound fails the case.
class Answerer {
 public:
  virtual ~Answerer() = default;
  // The `result` of an answer's envelope, on `day`. NotFound: the party or listing is unknown.
  virtual absl::StatusOr<wire::Json> Answer(const wire::Json& ask, model::Date day) = 0;
  // `fact` is null where the reader of facts refuses `line`.
  virtual absl::StatusOr<Verdict> Judge(const wire::Json& line, const model::Fact* fact) = 0;
};

// What an answerer is made of.
struct CaseWorld {
  std::vector<model::Fact> facts;
  std::shared_ptr<const model::RuleLibrary> library;  // with the parameters of the case
  std::vector<std::string> rulebooks;                 // those that are asked
};
using AnswererMaker = std::function<absl::StatusOr<std::unique_ptr<Answerer>>(CaseWorld world)>;

// How the facts of a case become a world: in memory, or through a store. Refused facts are an
// error.
using WorldMaker =
    std::function<absl::StatusOr<query::LoadedWorld>(std::vector<model::Fact> facts)>;

// The engine in this process.
AnswererMaker InProcess(WorldMaker make_world);

}  // namespace liancheng::cases
