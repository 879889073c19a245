#include <utility>

#include "fmt/format.h"
#include "query/ask/questions.h"
#include "query/listing/list_step.h"
#include "server/cases/answerer.h"
#include "server/cases/check_ask.h"
#include "server/cases/control_ask.h"
#include "server/wire/control_json.h"
#include "server/wire/gate_json.h"
#include "server/wire/life_json.h"

namespace liancheng::cases {
namespace {

using Json = wire::Json;
using Result = absl::StatusOr<Json>;

constexpr graph::Limits kLimits{8, 1'000'000, 100'000, 1'000};

std::string Text(const Json& ask, const char* key) {
  return ask.contains(key) && ask.at(key).is_string() ? ask.at(key).get<std::string>() : "";
}

template <typename Answer>
Result ResultOf(const absl::StatusOr<Answer>& answer) {
  if (!answer.ok()) return answer.status();
  return wire::Result(*answer);
}

query::TierChoice Tiers(const Json& ask) {
  return {.consequences = true, .clues = Text(ask, "tier") == "T3"};
}

Result Measures(const query::Workspace& workspace, const Json& ask) {
  return ResultOf(query::AskMeasures(workspace, Text(ask, "subject"), Tiers(ask), kLimits));
}

Result Reach(const query::Workspace& workspace, const Json& ask) {
  return ResultOf(query::AskReach(workspace, Text(ask, "listing"), Tiers(ask), kLimits));
}

Result Grounds(const query::Workspace& workspace, const Json& ask) {
  return ResultOf(query::AskGrounds(workspace, Text(ask, "subject")));
}

Result Affiliates(const query::Workspace& workspace, const Json& ask) {
  model::RelationSet relations = ask.contains("relations") ? 0 : model::kAllRelations;
  for (const Json& word : ask.value("relations", Json::array())) {
    const auto relation =
        model::Parse<model::Relation>(word.is_string() ? word.get<std::string>() : "");
    if (!relation) {
      return absl::InvalidArgumentError(fmt::format("unknown relation {}", word.dump()));
    }
    relations |= model::SetOf(*relation);
  }
  graph::Limits limits = kLimits;
  limits.hops_max = ask.value("hops", 2u);
  return ResultOf(query::AskAffiliates(workspace, Text(ask, "subject"), relations, limits));
}

Result Control(const query::Workspace& workspace, const Json& ask) {
  const auto question = ReadControlQuestion(ask);
  if (!question.ok()) return question.status();
  return ResultOf(query::AskControl(workspace, *question));
}

Result Check(const query::Workspace& workspace, const Json& ask) {
  const auto request = wire::ReadCheckRequest(CheckRequestOf(ask));
  if (!request.ok()) return request.status();
  return ResultOf(query::AskCheck(workspace, *request));
}

Result Deadline(const query::Workspace& workspace, const Json& ask) {
  const std::string rule = Text(ask, "rule");
  if (!ask.contains("from")) {
    return ResultOf(query::AskDeadline(workspace, rule, Text(ask, "listing")));
  }
  const auto from = model::ParseDate(Text(ask, "from"));
  if (!from.ok())
    return absl::InvalidArgumentError("from: " + std::string(from.status().message()));
  return ResultOf(query::AskDeadlineFrom(workspace, rule, *from));
}

Result Repairable(const query::Workspace& workspace, const Json& ask) {
  return ResultOf(query::AskRepairable(workspace, Text(ask, "listing")));
}

Result State(const query::Workspace& workspace, const Json& ask) {
  return ResultOf(query::AskLife(workspace, Text(ask, "listing")));
}

using Question = Result (*)(const query::Workspace&, const Json&);
constexpr std::pair<std::string_view, Question> kQuestions[] = {
    {"measures", Measures}, {"reach", Reach},           {"grounds", Grounds},
    {"control", Control},   {"check", Check},           {"affiliates", Affiliates},
    {"deadline", Deadline}, {"repairable", Repairable}, {"state", State}};

class Engine : public Answerer {
 public:
  explicit Engine(query::Workspace workspace) : workspace_(std::move(workspace)) {}

  Result Answer(const Json& ask, model::Date day) override {
    for (const auto& [name, question] : kQuestions) {
      if (Text(ask, "ask") == name) return question(workspace_.On(day), ask);
    }
    return absl::InvalidArgumentError("no such question");
  }

  // A fact that the reader accepts may still be an illegal step.
  absl::StatusOr<Verdict> Judge(const Json&, const model::Fact* fact) override {
    Verdict verdict;
    verdict.refused = fact == nullptr;
    if (fact == nullptr) return verdict;
    for (const rules::Refusal& refusal : query::CheckFact(workspace_, *fact)) {
      verdict.refused = true;
      verdict.rows.push_back(refusal.row);
      verdict.why += (verdict.why.empty() ? "" : "; ") + refusal.why;
    }
    return verdict;
  }

 private:
  const query::Workspace workspace_;  // everything that the facts say is known in it
};

}  // namespace

AnswererMaker InProcess(WorldMaker make_world) {
  return [make_world =
              std::move(make_world)](CaseWorld from) -> absl::StatusOr<std::unique_ptr<Answerer>> {
    auto plan = rules::Plan::Make(std::move(from.library), from.rulebooks);
    if (!plan.ok()) return plan.status();
    auto world = make_world(std::move(from.facts));
    if (!world.ok()) return world.status();
    return std::make_unique<Engine>(
        query::Workspace(*std::move(world), *std::move(plan), model::FromCivil({2999, 12, 31})));
  };
}

}  // namespace liancheng::cases
