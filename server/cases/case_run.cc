#include "server/cases/case_run.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "datasets/readers/native/native.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "server/cases/match.h"

namespace liancheng::cases {
namespace {

using json = nlohmann::ordered_json;  // a fact's first key names its kind

// The last day that can be written.
const model::Date kLastDay = model::FromCivil({2999, 12, 31});

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
    const auto answerer = Make(std::move(facts));
    if (!answerer.ok()) {
      Fail("facts and rulebooks", std::string(answerer.status().message()));
      return std::move(result_);
    }
    for (size_t i = 0; i < file_.asks.size(); ++i) {
      AskOne(**answerer, file_.asks[i], fmt::format("asks/{}", i));
    }
    return std::move(result_);
  }

 private:
  void Fail(const std::string& where, std::string what) {
    result_.failures.push_back(fmt::format("{}: {}", where, std::move(what)));
  }

  absl::StatusOr<std::unique_ptr<Answerer>> Make(std::vector<model::Fact> facts) const {
    return setting_.make_answerer({std::move(facts), library_, file_.rulebooks});
  }

  // Makes the library with the case's parameter values; false when it names a parameter that no
  // book has.
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
    const auto answerer = Make(before);
    if (!answerer.ok()) return Fail(where, "the facts before it make no world");
    CheckStep(step, **answerer, where);
  }

  void CheckStep(const json& step, Answerer& answerer, const std::string& where) {
    ++result_.steps;
    const bool allow = step.contains("allow");
    const json& line = step.at(allow ? "allow" : "refuse");
    Collector issues;
    const auto fact = Read(line, 0, &issues);
    if (allow && !fact) {
      return Fail(where, issues.refused.empty() ? "not a fact" : issues.refused.front());
    }
    const auto verdict = answerer.Judge(line, fact ? &*fact : nullptr);
    if (!verdict.ok()) return LeaveOutOrFail(verdict.status(), where);
    if (!allow) return CheckRefusal(step, *verdict, fact.has_value(), where);
    if (verdict->refused) {
      Fail(where, fmt::format("must be allowed, is refused by {}: {}",
                              fmt::join(verdict->rows, ", "), verdict->why));
    }
  }

  // The rows are those of provisions: who refuses what is no fact knows none.
  void CheckRefusal(const json& step, const Verdict& verdict, bool is_fact,
                    const std::string& where) {
    if (!verdict.refused) {
      return Fail(where, fmt::format("must be refused: {}", step.at("refuse").dump()));
    }
    if (!is_fact) return;
    for (const json& row : step.value("cites", json::array())) {
      const bool cited = std::any_of(verdict.rows.begin(), verdict.rows.end(),
                                     [&row](const std::string& found) { return row == found; });
      if (cited) continue;
      Fail(where, fmt::format("must be refused by {}, is refused by {}", row.dump(),
                              fmt::join(verdict.rows, ", ")));
    }
  }

  void LeaveOutOrFail(const absl::Status& status, const std::string& where) {
    if (!absl::IsUnimplemented(status)) return Fail(where, std::string(status.message()));
    --result_.steps;
    ++result_.left_out[std::string(status.message())];
  }

  void AskOne(Answerer& answerer, const json& ask, const std::string& where) {
    if (ask.contains("refuse") || ask.contains("allow")) return CheckStep(ask, answerer, where);
    ++result_.steps;
    const std::string kind = Text(ask, "ask");
    const std::string label =
        fmt::format("{} {} {}{}{} {}", where, kind, Text(ask, "subject"), Text(ask, "listing"),
                    Text(ask, "rule"), Text(ask, "as_of"));
    using Checker = void (CaseRun::*)(const json&, const json&, const std::string&);
    static const std::map<std::string, Checker> checkers = {
        {"measures", &CaseRun::CheckMeasures}, {"reach", &CaseRun::CheckReach},
        {"grounds", &CaseRun::CheckGrounds},   {"affiliates", &CaseRun::CheckAffiliates},
        {"deadline", &CaseRun::CheckDeadline}, {"repairable", &CaseRun::CheckRepairable},
        {"state", &CaseRun::CheckState},       {"control", &CaseRun::CheckControl},
        {"check", &CaseRun::CheckGate},
    };
    const auto checker = checkers.find(kind);
    if (checker == checkers.end()) {
      return Fail(label, fmt::format("this version does not answer \"{}\"; it answers measures, "
                                     "reach, grounds, affiliates, control, check, deadline, "
                                     "repairable and state",
                                     kind));
    }
    // A question about a term that names no day is asked with everything that the facts say.
    const bool dayless = kind == "deadline" && !ask.contains("as_of");
    const auto day = dayless ? kLastDay : model::ParseDate(Text(ask, "as_of"));
    if (!day.ok()) return Fail(label, "as_of: " + std::string(day.status().message()));
    const auto answer = answerer.Answer(ask, *day);
    if (HandledError(answer.status(), ask, label)) return;
    (this->*checker->second)(ask, *answer, label);
  }

  // True when the answer is an error, which has then been compared with the case.
  bool HandledError(const absl::Status& status, const json& ask, const std::string& label) {
    const std::string wanted = Text(ask, "error");
    if (status.ok()) {
      if (!wanted.empty()) Fail(label, fmt::format("wanted the error {}", wanted));
      return !wanted.empty();
    }
    if (!(absl::IsNotFound(status) && wanted == "not_found")) LeaveOutOrFail(status, label);
    return true;
  }

  void Check(const json& ask, const json& items, const std::string& label) {
    if (std::string problem = CheckItems(ask, items); !problem.empty()) {
      Fail(label, std::move(problem));
    }
  }

  void CheckMeasures(const json& ask, const json& result, const std::string& label) {
    Check(ask, result.at("findings"), label);
    if (!ask.contains("choices")) return;
    const json choices = {{"want", ask.at("choices")}, {"exactly", true}};
    Check(choices, result.at("choices"), label + " choices");
  }

  void CheckReach(const json& ask, const json& result, const std::string& label) {
    const json& findings = result.at("findings");
    CheckParties(ask, "subjects", Column(findings, "subject"), label);
    if (!ask.contains("want")) return;
    json only_want = ask;
    only_want.erase("not");
    only_want.erase("exactly");
    Check(only_want, findings, label);
  }

  static std::vector<std::string> Column(const json& items, const char* key) {
    std::vector<std::string> column;
    for (const json& item : items) column.push_back(item.at(key).get<std::string>());
    return column;
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

  void CheckGrounds(const json& ask, const json& result, const std::string& label) {
    Check(ask, result.at("grounds"), label);
  }

  void CheckAffiliates(const json& ask, const json& result, const std::string& label) {
    CheckParties(ask, "parties", Column(result.at("parties"), "id"), label);
  }

  void CheckControl(const json& ask, const json& result, const std::string& label) {
    json parties = result.at("parties");
    for (json& party : parties) party["party"] = party.at("id");
    Check(ask, parties, label);
  }

  void CheckWhole(const json& ask, const json& result, const std::string& label) {
    const json want = ask.value("want", json::object());
    if (Fits(want, result)) return;
    Fail(label, fmt::format("wanted {}, found {}", want.dump(), result.dump()));
  }

  // `want` is a part of the whole answer; `not` lists what the findings must not contain.
  void CheckGate(const json& ask, const json& result, const std::string& label) {
    CheckWhole(ask, result, label);
    Check({{"not", ask.value("not", json::array())}}, result.at("findings"), label);
  }

  void CheckDeadline(const json& ask, const json& result, const std::string& label) {
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

  void CheckRepairable(const json& ask, const json& result, const std::string& label) {
    CheckWhole(ask, result, label);
    for (const json& bar : ask.value("not", json::array())) {
      const auto& bars = result.at("bars");
      if (std::find(bars.begin(), bars.end(), bar) != bars.end()) {
        Fail(label, fmt::format("{} must not bar, and does", bar.dump()));
      }
    }
  }

  void CheckState(const json& ask, const json& result, const std::string& label) {
    const json want = ask.value("want", json(nullptr));
    if (want == result.at("state")) return;
    Fail(label, fmt::format("wanted {}, found {}", want.dump(), result.at("state").dump()));
  }

  const CaseFile& file_;
  const CaseSetting& setting_;
  std::shared_ptr<const model::RuleLibrary> library_;  // with the parameters of the case
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
