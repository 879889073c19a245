#include "datasets/readers/rulebook/lint.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string_view>

#include "datasets/readers/rulebook/files.h"
#include "datasets/readers/rulebook/json.h"
#include "datasets/readers/rulebook/reader.h"
#include "engine/model/share.h"
#include "fmt/format.h"

namespace liancheng::datasets {
namespace {

using model::Condition;
using model::WalkStep;

// A flag that replaces what a text leaves out; see docs/rulebook_format.md.
constexpr std::string_view kExecutorFlag = "executor:";
constexpr std::string_view kBasisFlag = "basis:";
constexpr std::string_view kNoBasisFlag = "no_basis";
constexpr std::string_view kOpenEndFlag = "open_end";

constexpr std::string_view kControl = "control";
constexpr std::string_view kChain = "chain";

bool HasFlag(const std::vector<std::string>& flags, std::string_view start) {
  return std::any_of(flags.begin(), flags.end(),
                     [start](const std::string& flag) { return flag.starts_with(start); });
}

template <typename T>
bool Has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool IsYears(const std::string& text) {
  int years = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), years);
  return error == std::errc() && end == text.data() + text.size() && years > 0;
}

std::vector<std::string> SplitAtPlus(const std::string& text) {
  std::vector<std::string> words;
  size_t start = 0;
  while (true) {
    const size_t plus = text.find('+', start);
    words.push_back(text.substr(start, plus - start));
    if (plus == std::string::npos) return words;
    start = plus + 1;
  }
}

// The row of a timer id: a row with several terms has timers with a suffix in the order of the text
// (HX-29-a), and the row itself must be known.
std::string WithoutSuffix(const std::string& id) {
  const size_t size = id.size();
  const bool suffixed =
      size > 2 && id[size - 2] == '-' && id[size - 1] >= 'a' && id[size - 1] <= 'z';
  return suffixed ? id.substr(0, size - 2) : id;
}

class Linter {
 public:
  Linter(const model::RuleLibrary& library, const std::set<std::string>& requirement_ids)
      : library_(library), requirement_ids_(requirement_ids) {
    for (const model::Rulebook& book : library.books) {
      for (const model::Parameter& parameter : book.parameters) {
        parameters_[parameter.id] = &parameter;
      }
    }
  }

  std::vector<std::string> Run() {
    for (const model::Basis& basis : library_.bases) BasisVersions(basis);
    for (const model::Rulebook& book : library_.books) Book(book);
    return std::move(lines_);
  }

 private:
  void Say(std::string_view where, std::string_view what) {
    lines_.push_back(fmt::format("{}: {}", where, what));
  }

  void Row(std::string_view where, const std::string& id) {
    if (!requirement_ids_.contains(id)) {
      Say(where, fmt::format("row \"{}\" is not in {}", id, kRequirementIdsPath));
    }
  }

  void Rows(std::string_view where, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) Row(where, id);
  }

  // Checks that spans follow one another without a gap or an overlap.
  void Spans(const std::string& where, const std::vector<model::DateRange>& spans) {
    for (size_t i = 0; i < spans.size(); ++i) {
      if (spans[i].Empty()) {
        Say(where, fmt::format("entry {} ends before it begins", i + 1));
      }
      if (i == 0 || spans[i - 1].to == spans[i].from) continue;
      const bool gap = spans[i - 1].to < spans[i].from;
      Say(where, fmt::format("{} in time between entry {} and entry {}: {} and {}",
                             gap ? "gap" : "overlap", i, i + 1, DayShown(spans[i - 1].to),
                             DayShown(spans[i].from)));
    }
  }

  static std::string DayShown(model::Date day) {
    const std::string text = model::FormatDate(day);
    return text.empty() ? "open" : text;
  }

  void BasisVersions(const model::Basis& basis) {
    const std::string where = fmt::format("basis {}", basis.code);
    if (basis.versions.empty()) Say(where, "no status at any time; at least one version is needed");
    std::vector<model::DateRange> spans;
    for (const model::BasisVersion& version : basis.versions) spans.push_back(version.during);
    Spans(where, spans);
  }

  void Book(const model::Rulebook& book) {
    Rows(fmt::format("{}: scope", book.id), book.scope.cites);
    if (book.effective && book.ended && *book.effective >= *book.ended) {
      Say(book.id, "it ends before it takes effect");
    }
    for (const model::ListDefinition& list : book.lists) List(book, list);
    for (const model::Ground& ground : book.grounds) Ground(book, ground);
    for (const model::Parameter& parameter : book.parameters) Parameter(book, parameter);
    for (const model::Rule& rule : book.rules) Rule(book, rule);
    for (const model::Exception& exception : book.exceptions) Exception(book, exception);
    for (const model::Timer& timer : book.timers) {
      const std::string where = fmt::format("{}: timer {}", book.id, timer.id);
      if (!requirement_ids_.contains(timer.id)) Row(where, WithoutSuffix(timer.id));
    }
    for (const model::Note& note : book.notes) {
      Row(fmt::format("{}: note {}", book.id, note.id), note.id);
    }
  }

  void List(const model::Rulebook& book, const model::ListDefinition& list) {
    const std::string where = fmt::format("{}: list {}", book.id, list.id);
    Rows(where, list.cites);
    Rows(where, list.subject_rows);
    for (const auto& [severity, parameter] : list.terms_by_severity) Term(where, parameter);
    if (!list.term.empty()) {
      Term(where, list.term);
    } else if (!HasFlag(list.flags, kOpenEndFlag)) {
      Say(where, fmt::format("neither a term nor the flag {}", kOpenEndFlag));
    }
  }

  void Ground(const model::Rulebook& book, const model::Ground& ground) {
    const std::string where = fmt::format("{}: ground {}", book.id, ground.id);
    Row(where, ground.id);
    if (ground.lists.empty()) Say(where, "it leads to no list");
    for (const model::GroundWay& way : ground.ways) {
      if (way.kind == model::GroundWay::Kind::kCount && way.distinct_minimum > way.minimum) {
        Say(where, fmt::format("{} different grounds among {} records cannot be met",
                               way.distinct_minimum, way.minimum));
      }
    }
  }

  void Parameter(const model::Rulebook& book, const model::Parameter& parameter) {
    const std::string where = fmt::format("{}: parameter {}", book.id, parameter.id);
    Rows(where, parameter.cites);
    if (parameter.values.empty()) Say(where, "no value");
    std::vector<model::DateRange> spans;
    for (const model::ParameterValue& value : parameter.values) {
      spans.push_back(value.during);
      if (!parameter.choices.empty() && !Has(parameter.choices, value.value)) {
        Say(where, fmt::format("value \"{}\" is none of its choices {}", value.value,
                               fmt::join(parameter.choices, ", ")));
      }
    }
    Spans(where, spans);
  }

  // Finds a parameter; when no book has it, adds a problem and returns nullptr. (The reader refuses
  // such a library.)
  const model::Parameter* Find(const std::string& where, const std::string& id) {
    const auto found = parameters_.find(id);
    if (found != parameters_.end()) return found->second;
    Say(where, fmt::format("there is no parameter {}", id));
    return nullptr;
  }

  void Term(const std::string& where, const std::string& id) {
    const model::Parameter* parameter = Find(where, id);
    if (parameter == nullptr) return;
    if (parameter->unit != "years") {
      Say(where, fmt::format("its term {} is in \"{}\", not in years", id, parameter->unit));
    }
    for (const model::ParameterValue& value : parameter->values) {
      if (IsYears(value.value)) continue;
      Say(where,
          fmt::format("its term {} has \"{}\", not a whole number of years", id, value.value));
    }
  }

  void Rule(const model::Rulebook& book, const model::Rule& rule) {
    const std::string where = fmt::format("{}: rule {}", book.id, rule.label);
    Row(where, rule.id);
    if (rule.label != rule.id && !rule.label.starts_with(rule.id + "/")) {
      Say(where,
          fmt::format("its label is neither its row {} nor begins with it and a /", rule.id));
    }
    Give(where, rule);
    Reading(where, rule);
    Seed(where, book, rule);
    Walk(where, rule);
    Conditions(where, rule);
  }

  void Give(const std::string& where, const model::Rule& rule) {
    const model::Give& give = rule.give;
    if (give.executors.empty() && !HasFlag(rule.flags, kExecutorFlag)) {
      Say(where, fmt::format("no executor and no flag beginning with {}", kExecutorFlag));
    }
    const bool flagged = HasFlag(rule.flags, kBasisFlag) || HasFlag(rule.flags, kNoBasisFlag);
    if (!give.incentive && give.bases.empty() && !flagged) {
      Say(where,
          fmt::format("no basis, no flag {} and none beginning with {}", kNoBasisFlag, kBasisFlag));
    }
    if (!give.term.empty()) Term(where, give.term);
    if (give.incentive && !rule.walk.empty()) {
      Say(where, "an incentive moves to another party; incentives have no walk");
    }
  }

  void Reading(const std::string& where, const model::Rule& rule) {
    if (rule.reading_parameter.empty()) return;
    const model::Parameter* parameter = Find(where, rule.reading_parameter);
    if (parameter == nullptr || Has(parameter->choices, rule.reading_value)) return;
    Say(where, fmt::format("reading \"{}\" is none of the choices of {}: {}", rule.reading_value,
                           parameter->id, fmt::join(parameter->choices, ", ")));
  }

  void Seed(const std::string& where, const model::Rulebook& book, const model::Rule& rule) {
    for (const std::string& list : rule.seed.lists) {
      const bool own = std::any_of(book.lists.begin(), book.lists.end(),
                                   [&list](const auto& known) { return known.id == list; });
      if (!own) Say(where, fmt::format("its seed names list {}, which is not of this book", list));
    }
    if (rule.seed.demand && rule.walk.empty()) {
      Say(where, "a rule seeded by a demand has no walk to the operator");
    }
  }

  void Walk(const std::string& where, const model::Rule& rule) {
    if (!rule.walk.empty() && rule.movement.empty()) {
      Say(where, "it moves to another party and names no movement");
    }
    for (size_t i = 0; i < rule.walk.size(); ++i) {
      const WalkStep& step = rule.walk[i];
      if (step.kind == WalkStep::Kind::kAffiliated) Affiliated(where, step);
      if (step.kind == WalkStep::Kind::kAttributed && i > 0) {
        Say(where, "persons are found responsible for the listing: that step comes first");
      }
      if (step.meets_operator && !rule.seed.demand) {
        Say(where, "meets_operator without a demand");
      }
    }
  }

  void Affiliated(const std::string& where, const WalkStep& step) {
    if (step.types.empty()) Say(where, "the step to affiliated firms names no types");
    const model::Parameter* parameter = Find(where, step.definition);
    if (parameter == nullptr) return;
    for (const model::ParameterValue& value : parameter->values) {
      for (const std::string& word : SplitAtPlus(value.value)) {
        if (word != kControl && word != kChain) {
          Say(where, fmt::format("definition {} has the word \"{}\", not {} or {}", parameter->id,
                                 word, kControl, kChain));
          continue;
        }
        Percent(where, fmt::format("{}.{}_percent", parameter->id, word));
      }
    }
  }

  void Percent(const std::string& where, const std::string& id) {
    const model::Parameter* parameter = Find(where, id);
    if (parameter == nullptr) return;
    for (const model::ParameterValue& value : parameter->values) {
      if (model::ParsePercent(value.value).ok()) continue;
      Say(where, fmt::format("parameter {} has \"{}\", not a percentage", id, value.value));
    }
  }

  void Conditions(const std::string& where, const model::Rule& rule) {
    for (const Condition& guard : rule.guards) {
      CheckCondition(where, rule, guard);
      if (guard.otherwise != Condition::Otherwise::kDrop && guard.missing.empty()) {
        Say(where, "a guard keeps the finding and does not say what is missing");
      }
    }
    for (const model::BasisUse& basis : rule.give.bases) {
      for (const Condition& need : basis.needs) {
        CheckCondition(where, rule, need);
        if (!need.missing.empty()) continue;
        Say(where, fmt::format("a need of basis {} does not say what is missing", basis.code));
      }
    }
  }

  void CheckCondition(const std::string& where, const model::Rule& rule,
                      const Condition& condition) {
    if (condition.kind == Condition::Kind::kNotCooperated && !rule.seed.demand) {
      Say(where, "not_cooperated without a demand");
    }
    if (condition.kind == Condition::Kind::kConfirmed && !rule.walk.empty() &&
        condition.on == Condition::On::kSeed) {
      Say(where, "confirmed speaks of the party reached; on must be target");
    }
  }

  void Exception(const model::Rulebook& book, const model::Exception& exception) {
    const std::string where = fmt::format("{}: exception {}", book.id, exception.label);
    for (const Condition& condition : exception.when) {
      if (condition.kind == Condition::Kind::kConfirmed && condition.on == Condition::On::kSeed) {
        Say(where, "confirmed speaks of the party reached; on must be target");
      }
    }
  }

  const model::RuleLibrary& library_;
  const std::set<std::string>& requirement_ids_;
  std::map<std::string, const model::Parameter*> parameters_;
  std::vector<std::string> lines_;
};

// The ids in requirement_ids.json, or the error of reading that file.
absl::StatusOr<std::set<std::string>> RequirementIds(const std::string& folder) {
  const auto texts = ReadJsonTexts(folder);
  if (!texts.ok()) return texts.status();
  const auto text = texts->find(std::string(kRequirementIdsPath));
  if (text == texts->end()) {
    return absl::NotFoundError(
        fmt::format("{}: /: no such file, expected the array of row ids", kRequirementIdsPath));
  }
  Problems problems;
  const auto root = ParseJson(text->second, text->first, problems);
  std::set<std::string> ids;
  if (root.has_value() && !root->is_array()) {
    problems.Add(text->first, "", "expected an array of row ids");
  } else if (root.has_value()) {
    for (size_t i = 0; i < root->size(); ++i) {
      const Json& id = (*root)[i];
      if (!id.is_string()) {
        problems.Add(text->first, Child("", i), "expected the id of a row");
      } else if (!ids.insert(id.get<std::string>()).second) {
        problems.Add(text->first, Child("", i), fmt::format("{} stands twice", Shown(id)));
      }
    }
  }
  if (!problems.Empty()) return absl::InvalidArgumentError(problems.Text());
  return ids;
}

}  // namespace

std::vector<std::string> LintLibrary(const model::RuleLibrary& library,
                                     const std::set<std::string>& requirement_ids) {
  std::vector<std::string> lines = Linter(library, requirement_ids).Run();
  LintLife(library, requirement_ids, lines);
  return lines;
}

std::vector<std::string> LintRulebooks(const model::RuleLibrary& library,
                                       const std::string& folder) {
  const auto ids = RequirementIds(folder);
  if (!ids.ok()) return {std::string(ids.status().message())};
  return LintLibrary(library, *ids);
}

}  // namespace liancheng::datasets
