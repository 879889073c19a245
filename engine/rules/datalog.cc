#include "engine/rules/datalog.h"

#include <vector>

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

std::string Quoted(const std::vector<std::string>& words) {
  std::string text = "{";
  for (const std::string& word : words)
    text += fmt::format("{}\"{}\"", text.size() > 1 ? ", " : "", word);
  return text + "}";
}

std::string RelationWords(model::RelationSet set) {
  std::string text;
  for (int i = 0; i < model::kRelationCount; ++i) {
    const auto relation = static_cast<model::Relation>(i);
    if ((set & model::SetOf(relation)) == 0) continue;
    text += fmt::format("{}{}", text.empty() ? "" : "|", Name(relation));
  }
  return text;
}

std::string TypeWords(const std::vector<model::EntityType>& types) {
  std::string text;
  for (model::EntityType type : types)
    text += fmt::format("{}{}", text.empty() ? "" : "|", Name(type));
  return text;
}

// Such as `, as legal_representative|principal`; empty when any role is accepted.
std::string InRoles(const std::vector<model::ResponsibleRole>& roles) {
  std::string text;
  for (const model::ResponsibleRole role : roles) {
    text += fmt::format("{}{}", text.empty() ? ", as " : "|", Name(role));
  }
  return text;
}

std::string_view DayWord(model::WalkStep::At at) {
  switch (at) {
    case model::WalkStep::At::kAct:
      return "ActDay";
    case model::WalkStep::At::kDecision:
      return "DecisionDay";
    case model::WalkStep::At::kEvaluation:
      return "Day";
  }
  return "";
}

std::string StepText(const model::WalkStep& step, size_t index) {
  const std::string here = fmt::format("P{}", index);
  const std::string next = fmt::format("P{}", index + 1);
  std::string text;
  switch (step.kind) {
    case model::WalkStep::Kind::kRelation:
      text = fmt::format("{}({}, {}, {})", RelationWords(step.relations),
                         step.outward ? here : next, step.outward ? next : here, DayWord(step.at));
      break;
    case model::WalkStep::Kind::kAffiliated:
      text = fmt::format("affiliated({}, {}, Day, \"{}\")", here, next, step.definition);
      break;
    case model::WalkStep::Kind::kAttributed:
      text = fmt::format("found_responsible({}, L, Day{})", next, InRoles(step.roles));
      break;
  }
  if (!step.types.empty()) text += fmt::format(", type({}, {})", next, TypeWords(step.types));
  if (step.meets_operator) text += fmt::format(", {} = Operator", next);
  return text;
}

std::string ConditionText(const model::Condition& condition, const std::string& target) {
  using Kind = model::Condition::Kind;
  const std::string party = condition.on == model::Condition::On::kTarget ? target : "P0";
  switch (condition.kind) {
    case Kind::kHasRelation:
    case Kind::kLacksRelation:
      return fmt::format("{}has({}, {} {}, {})",
                         condition.kind == Kind::kLacksRelation ? "not " : "", party,
                         condition.outward ? "out" : "in", RelationWords(condition.relations),
                         condition.types.empty() ? "any" : TypeWords(condition.types));
    case Kind::kOnList:
      return fmt::format("on_list({}, {}, Day)", party, Quoted(condition.lists));
    case Kind::kNotOnList:
      return fmt::format("not on_list({}, {}, Day)", party, Quoted(condition.lists));
    case Kind::kGround:
      return fmt::format("ground(L) in {}", Quoted(condition.words));
    case Kind::kSeverity:
      return fmt::format("severity(L) in {}", Quoted(condition.words));
    case Kind::kBasisNamed:
      return "basis_named(L)";
    case Kind::kBasisUnnamed:
      return "not basis_named(L)";
    case Kind::kAttribute:
      return fmt::format("attribute({}, {}) in {}", party, condition.name, Quoted(condition.words));
    case Kind::kType:
      return fmt::format("type({}, {})", party, TypeWords(condition.types));
    case Kind::kGradedWithin:
      return fmt::format("graded_within({}, L, {} years)", party, condition.years);
    case Kind::kHonoured:
      return fmt::format("honoured({}, Day)", party);
    case Kind::kConfirmed:
      return fmt::format("confirmed(L, {}, Day)", target);
    case Kind::kNotCooperated:
      return "not cooperated(L)";
    case Kind::kAttributedOn:
      return fmt::format("attributed({}, Act{}), party(Act, P0), list(Act) in {}", party,
                         InRoles(condition.roles), Quoted(condition.lists));
    case Kind::kOverdue:
      return fmt::format("overdue(L, {}, Day)", condition.name);
  }
  return "";
}

}  // namespace

std::string Datalog(const model::Rule& rule) {
  const std::string target = fmt::format("P{}", rule.walk.size());
  std::vector<std::string> body;
  if (rule.seed.demand) {
    body.push_back("demand(L, P0, Operator, DecisionDay)");
  } else {
    body.push_back(fmt::format("listing(L, P0, List), List in {}, in_effect(L, Day)",
                               Quoted(rule.seed.lists)));
  }
  if (!rule.seed.grounds.empty()) {
    body.push_back(fmt::format("ground(L) in {}", Quoted(rule.seed.grounds)));
  }
  if (!rule.seed.severities.empty()) {
    std::vector<std::string> words;
    for (model::Severity severity : rule.seed.severities) words.emplace_back(Name(severity));
    body.push_back(fmt::format("severity(L) in {}", Quoted(words)));
  }
  if (!rule.seed.subject_types.empty()) {
    body.push_back(fmt::format("type(P0, {})", TypeWords(rule.seed.subject_types)));
  }
  if (!rule.reading_parameter.empty()) {
    body.push_back(
        fmt::format("reading(\"{}\", \"{}\")", rule.reading_parameter, rule.reading_value));
  }
  for (const model::Condition& guard : rule.guards) body.push_back(ConditionText(guard, target));
  for (size_t i = 0; i < rule.walk.size(); ++i) body.push_back(StepText(rule.walk[i], i));
  if (rule.give.needs_attribution)
    body.push_back(fmt::format("found_responsible({}, L, Day)", target));
  if (rule.give.needs_confirmation) body.push_back(fmt::format("confirmed(L, {}, Day)", target));
  std::string text = fmt::format("{}({}, \"{}\", L, Day) :-\n", Name(rule.give.standing), target,
                                 rule.give.measure);
  for (size_t i = 0; i < body.size(); ++i) {
    text += fmt::format("    {}{}\n", body[i], i + 1 < body.size() ? "," : ".");
  }
  return text;
}

}  // namespace liancheng::rules
