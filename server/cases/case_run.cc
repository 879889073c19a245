#include "server/cases/case_run.h"

#include <algorithm>
#include <map>

#include "datasets/native.h"
#include "fmt/format.h"
#include "query/list_step.h"
#include "query/questions.h"
#include "server/cases/check_ask.h"
#include "server/cases/control_ask.h"
#include "server/cases/match.h"
#include "server/wire/control_json.h"
#include "server/wire/gate_json.h"
#include "server/wire/life_json.h"

namespace liancheng::cases {
namespace {

using json = nlohmann::ordered_json;  // a fact's first key names its kind

// A day after all others that can be written.
const model::Date kLastDay = model::FromCivil({2999, 12, 31});
constexpr graph::Limits kLimits{8, 1'000'000, 100'000, 1'000};

class Collector : public model::IssueSink {
 public:
  void Report(model::Issue issue) override {
    if (issue.grade == model::IssueGrade::kRefused) refused.push_back(model::Describe(issue));
  }
  std::vector<std::string> refused;
};

std::string Text(const json& ask, const char* key) {
  return ask.contains(key) && ask.at(key).is_string() ? ask.at(key).get<std::string>() : "";
}

class CaseRun {
 public:
  CaseRun(const CaseFile& file, const CaseSetting& setting)
      : file_(file), setting_(setting), library_(setting.library) {}

  CaseResult Run() {
    result_.title = file_.title;
    if (!SetParameters()) return std::move(result_);
    std::vector<model::Fact> facts = ReadFacts();
    if (!result_.ok()) return std::move(result_);
    auto plan = rules::Plan::Make(library_, file_.rulebooks);
    if (!plan.ok()) {
      Fail("rulebooks", std::string(plan.status().message()));
      return std::move(result_);
    }
    auto world = setting_.make_world(std::move(facts));
    if (!world.ok()) {
      Fail("facts", std::string(world.status().message()));
      return std::move(result_);
    }
    // Without a day of its own a question sees all that the facts tell.
    const query::Workspace workspace(*std::move(world), *std::move(plan), kLastDay);
    for (size_t i = 0; i < file_.asks.size(); ++i) {
      AskOne(workspace, file_.asks[i], fmt::format("asks/{}", i));
    }
    return std::move(result_);
  }

 private:
  void Fail(const std::string& where, std::string what) {
    result_.failures.push_back(fmt::format("{}: {}", where, std::move(what)));
  }

  // The library with the case's own readings; false when it names a parameter that no book has.
  bool SetParameters() {
    if (file_.parameters.empty()) return true;
    auto changed = std::make_shared<model::RuleLibrary>(*setting_.library);
    for (const auto& [id, value] : file_.parameters) {
      size_t found = 0;
      for (model::Rulebook& book : changed->books) {
        for (model::Parameter& parameter : book.parameters) {
          if (parameter.id != id) continue;
          parameter.values = {{.value = value, .during = {}}};
          ++found;
        }
      }
      if (found == 0) Fail("parameters", fmt::format("no rulebook has a parameter {}", id));
    }
    library_ = std::move(changed);
    return result_.ok();
  }

  std::vector<model::Fact> ReadFacts() {
    std::vector<model::Fact> facts;
    for (size_t i = 0; i < file_.facts.size(); ++i) {
      const json& step = file_.facts[i];
      const std::string where = fmt::format("facts/{}", i);
      if (step.contains("refuse") || step.contains("allow")) {
        CheckStepAfter(step, facts, where);
        continue;
      }
      Collector issues;
      auto fact = Read(step, i, &issues);
      if (!fact) {
        Fail(where, issues.refused.empty() ? "not a fact" : issues.refused.front());
        continue;
      }
      facts.push_back(*std::move(fact));
    }
    return facts;
  }

  std::optional<model::Fact> Read(const json& step, size_t index, Collector* issues) const {
    datasets::ReadOptions options;
    options.words = setting_.words;
    options.issues = issues;
    return datasets::ReadJsonFact(step.dump(), file_.file, static_cast<int64_t>(index), options);
  }

  // Among the facts: after those before it.
  void CheckStepAfter(const json& step, const std::vector<model::Fact>& before,
                      const std::string& where) {
    const auto plan = rules::Plan::Make(library_, file_.rulebooks);
    auto world = query::LoadFromFacts(before);
    if (!plan.ok() || !world.ok()) return Fail(where, "the facts before it make no world");
    CheckStep(step, query::Workspace(*std::move(world), *plan, kLastDay), where);
  }

  // A fact that the reader takes may still be an illegal step after the facts of the workspace.
  void CheckStep(const json& step, const query::Workspace& workspace, const std::string& where) {
    ++result_.steps;
    const bool allow = step.contains("allow");
    const json& json_fact = step.at(allow ? "allow" : "refuse");
    Collector issues;
    const auto fact = Read(json_fact, 0, &issues);
    if (!fact) {
      if (allow) Fail(where, issues.refused.empty() ? "not a fact" : issues.refused.front());
      return;
    }
    const std::vector<rules::Refusal> refusals = query::CheckFact(workspace, *fact);
    if (!allow) return CheckRefusal(step, refusals, where);
    for (const rules::Refusal& refusal : refusals) {
      Fail(where, fmt::format("must be allowed, is refused by {}: {}", refusal.row, refusal.why));
    }
  }

  void CheckRefusal(const json& step, const std::vector<rules::Refusal>& refusals,
                    const std::string& where) {
    if (refusals.empty()) {
      return Fail(where, fmt::format("must be refused: {}", step.at("refuse").dump()));
    }
    for (const json& row : step.value("cites", json::array())) {
      const bool cited = std::any_of(refusals.begin(), refusals.end(),
                                     [&row](const auto& refusal) { return row == refusal.row; });
      if (cited) continue;
      std::vector<std::string> found;
      for (const rules::Refusal& refusal : refusals) found.push_back(refusal.row);
      Fail(where, fmt::format("must be refused by {}, is refused by {}", row.dump(),
                              fmt::join(found, ", ")));
    }
  }

  void AskOne(const query::Workspace& last_day, const json& ask, const std::string& where) {
    if (ask.contains("refuse") || ask.contains("allow")) return CheckStep(ask, last_day, where);
    ++result_.steps;
    const std::string kind = Text(ask, "ask");
    const std::string label =
        fmt::format("{} {} {}{}{} {}", where, kind, Text(ask, "subject"), Text(ask, "listing"),
                    Text(ask, "rule"), Text(ask, "as_of"));
    using Asker = void (CaseRun::*)(const query::Workspace&, const json&, const std::string&);
    static const std::map<std::string, Asker> askers = {
        {"measures", &CaseRun::AskMeasures}, {"reach", &CaseRun::AskReach},
        {"grounds", &CaseRun::AskGrounds},   {"affiliates", &CaseRun::AskAffiliates},
        {"deadline", &CaseRun::AskDeadline}, {"repairable", &CaseRun::AskRepairable},
        {"state", &CaseRun::AskState},       {"control", &CaseRun::AskControl},
        {"check", &CaseRun::AskCheck},
    };
    const auto asker = askers.find(kind);
    if (asker == askers.end()) {
      return Fail(label, fmt::format("this version does not answer \"{}\"; it answers measures, "
                                     "reach, grounds, affiliates, control, check, deadline, "
                                     "repairable and state",
                                     kind));
    }
    const bool dayless = kind == "deadline" && !ask.contains("as_of");
    const auto day = dayless ? kLastDay : model::ParseDate(Text(ask, "as_of"));
    if (!day.ok()) return Fail(label, "as_of: " + std::string(day.status().message()));
    (this->*asker->second)(last_day.On(*day), ask, label);
  }

  // True when the answer is an error and has been dealt with.
  bool HandledError(const absl::Status& status, const json& ask, const std::string& label) {
    const std::string wanted = Text(ask, "error");
    if (status.ok()) {
      if (!wanted.empty()) Fail(label, fmt::format("wanted the error {}", wanted));
      return !wanted.empty();
    }
    const bool not_found = status.code() == absl::StatusCode::kNotFound;
    if (!(not_found && wanted == "not_found")) Fail(label, std::string(status.message()));
    return true;
  }

  void Check(const json& ask, const json& items, const std::string& label) {
    if (std::string problem = CheckItems(ask, items); !problem.empty()) {
      Fail(label, std::move(problem));
    }
  }

  query::TierChoice Tiers(const json& ask) const {
    return {.consequences = true, .clues = Text(ask, "tier") == "T3"};
  }

  void AskMeasures(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto answer = query::AskMeasures(workspace, Text(ask, "subject"), Tiers(ask), kLimits);
    if (HandledError(answer.status(), ask, label)) return;
    const json result = wire::Result(*answer);
    Check(ask, result.at("findings"), label);
    if (!ask.contains("choices")) return;
    const json choices = {{"want", ask.at("choices")}, {"exactly", true}};
    Check(choices, result.at("choices"), label + " choices");
  }

  void AskReach(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto answer = query::AskReach(workspace, Text(ask, "listing"), Tiers(ask), kLimits);
    if (HandledError(answer.status(), ask, label)) return;
    const json findings = wire::Result(*answer).at("findings");
    std::vector<std::string> reached;
    for (const json& finding : findings)
      reached.push_back(finding.at("subject").get<std::string>());
    CheckParties(ask, "subjects", reached, label);
    if (ask.contains("want")) {
      json only_want = ask;
      only_want.erase("not");
      only_want.erase("exactly");
      Check(only_want, findings, label);
    }
  }

  void CheckParties(const json& ask, const char* wanted, const std::vector<std::string>& found,
                    const std::string& label) {
    const auto has = [&found](const json& party) {
      return std::find(found.begin(), found.end(), party) != found.end();
    };
    const json all = ask.value(wanted, json::array());
    for (const json& party : all) {
      if (!has(party)) Fail(label, fmt::format("does not reach {}", party.dump()));
    }
    for (const json& party : ask.value("not", json::array())) {
      if (has(party)) Fail(label, fmt::format("must not reach {}, and does", party.dump()));
    }
    if (!ask.value("exactly", false)) return;
    for (const std::string& party : found) {
      if (std::find(all.begin(), all.end(), party) == all.end()) {
        Fail(label, fmt::format("reaches {} beyond what was wanted exactly", party));
      }
    }
  }

  void AskGrounds(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto answer = query::AskGrounds(workspace, Text(ask, "subject"));
    if (HandledError(answer.status(), ask, label)) return;
    Check(ask, wire::Result(*answer).at("grounds"), label);
  }

  void AskAffiliates(const query::Workspace& workspace, const json& ask, const std::string& label) {
    model::RelationSet relations = model::kAllRelations;
    if (ask.contains("relations")) {
      relations = 0;
      for (const json& word : ask.at("relations")) {
        const auto relation =
            model::Parse<model::Relation>(word.is_string() ? word.get<std::string>() : "");
        if (!relation) return Fail(label, fmt::format("unknown relation {}", word.dump()));
        relations |= model::SetOf(*relation);
      }
    }
    graph::Limits limits = kLimits;
    limits.hops_max = ask.value("hops", 2u);
    const auto answer = query::AskAffiliates(workspace, Text(ask, "subject"), relations, limits);
    if (HandledError(answer.status(), ask, label)) return;
    std::vector<std::string> found;
    for (const query::Affiliate& affiliate : answer->affiliates) {
      found.push_back(answer->parties[affiliate.party].key);
    }
    CheckParties(ask, "parties", found, label);
  }

  void AskControl(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto question = ReadControlQuestion(ask);
    if (!question.ok()) return Fail(label, std::string(question.status().message()));
    const auto answer = query::AskControl(workspace, *question);
    if (HandledError(answer.status(), ask, label)) return;
    json parties = wire::Result(*answer).at("parties");
    for (json& party : parties) party["party"] = party.at("id");
    Check(ask, parties, label);
  }

  // `want` is the whole answer in part; `not` says what may not be among the findings.
  void AskCheck(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto request = ReadCheckAsk(ask);
    if (!request.ok()) return Fail(label, std::string(request.status().message()));
    const auto answer = query::AskCheck(workspace, *request);
    if (HandledError(answer.status(), ask, label)) return;
    const json result = wire::Result(*answer);
    const json want = ask.value("want", json::object());
    if (!Fits(want, result)) {
      Fail(label, fmt::format("wanted {}, found {}", want.dump(), result.dump()));
    }
    Check({{"not", ask.value("not", json::array())}}, result.at("findings"), label);
  }

  void AskDeadline(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const std::string rule = Text(ask, "rule");
    absl::StatusOr<query::DeadlineAnswer> answer;
    if (ask.contains("from")) {
      const auto from = model::ParseDate(Text(ask, "from"));
      if (!from.ok()) return Fail(label, "from: " + std::string(from.status().message()));
      answer = query::AskDeadlineFrom(workspace, rule, *from);
    } else {
      answer = query::AskDeadline(workspace, rule, Text(ask, "listing"));
    }
    if (HandledError(answer.status(), ask, label)) return;
    const json result = wire::Result(*answer);
    const auto compare = [&](const char* wanted, const char* field) {
      if (!ask.contains(wanted) || ask.at(wanted) == result.at(field)) return;
      Fail(label, fmt::format("{} wanted {}, found {}; {}", wanted, ask.at(wanted).dump(),
                              result.at(field).dump(), result.at("missing").dump()));
    };
    compare("want", "end");
    compare("provisional", "provisional");
    compare("overdue", "overdue");
    compare("late", "late");
    compare("start", "start");
  }

  void AskRepairable(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto answer = query::AskRepairable(workspace, Text(ask, "listing"));
    if (HandledError(answer.status(), ask, label)) return;
    const json result = wire::Result(*answer);
    const json want = ask.value("want", json::object());
    if (!Fits(want, result)) {
      Fail(label, fmt::format("wanted {}, found {}", want.dump(), result.dump()));
    }
    for (const json& bar : ask.value("not", json::array())) {
      const auto& bars = result.at("bars");
      if (std::find(bars.begin(), bars.end(), bar) != bars.end()) {
        Fail(label, fmt::format("{} must not bar, and does", bar.dump()));
      }
    }
  }

  void AskState(const query::Workspace& workspace, const json& ask, const std::string& label) {
    const auto answer = query::AskLife(workspace, Text(ask, "listing"));
    if (HandledError(answer.status(), ask, label)) return;
    const json result = wire::Result(*answer);
    if (ask.value("want", json(nullptr)) != result.at("state")) {
      Fail(label, fmt::format("wanted {}, found {}", ask.value("want", json(nullptr)).dump(),
                              result.at("state").dump()));
    }
  }

  const CaseFile& file_;
  const CaseSetting& setting_;
  std::shared_ptr<const model::RuleLibrary> library_;  // with the parameters of the case
  std::vector<model::Fact> facts_;                     // those that were taken
  CaseResult result_;
};

}  // namespace

CaseResult RunCase(const CaseFile& file, const CaseSetting& setting) {
  try {
    return CaseRun(file, setting).Run();
  } catch (const json::exception& wrong_type) {  // e.g. "hops": "two"
    CaseResult result;
    result.title = file.title;
    result.failures.push_back(fmt::format("a field has the wrong type: {}", wrong_type.what()));
    return result;
  }
}

}  // namespace liancheng::cases
