#include "datasets/readers/rulebook/fill.h"

#include <charconv>
#include <map>

#include "datasets/readers/rulebook/values.h"

namespace liancheng::datasets {
namespace {

using namespace json_values;

model::RelationSet Relations(const Json& object, const char* key) {
  model::RelationSet relations = 0;
  for (const auto relation : WordsAt<model::Relation>(object, key)) {
    relations |= model::SetOf(relation);
  }
  return relations;
}

model::RegionCode Region(const Json& object, const char* key) {
  const std::string text = Text(object, key);
  model::RegionCode region;
  std::from_chars(text.data(), text.data() + text.size(), region.value);
  return region;
}

model::Condition::Kind ConditionKind(const std::string& word) {
  using Kind = model::Condition::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"has_relation", Kind::kHasRelation},
      {"lacks_relation", Kind::kLacksRelation},
      {"on_list", Kind::kOnList},
      {"not_on_list", Kind::kNotOnList},
      {"ground", Kind::kGround},
      {"severity", Kind::kSeverity},
      {"basis_named", Kind::kBasisNamed},
      {"basis_unnamed", Kind::kBasisUnnamed},
      {"attribute", Kind::kAttribute},
      {"type", Kind::kType},
      {"graded_within", Kind::kGradedWithin},
      {"honoured", Kind::kHonoured},
      {"confirmed", Kind::kConfirmed},
      {"not_cooperated", Kind::kNotCooperated},
      {"attributed_on", Kind::kAttributedOn},
      {"overdue", Kind::kOverdue},
  };
  return kinds.at(word);
}

model::Condition::Otherwise OtherwiseOf(const std::string& word) {
  using Otherwise = model::Condition::Otherwise;
  if (word == "undetermined") return Otherwise::kUndetermined;
  if (word == "suspended") return Otherwise::kSuspended;
  if (word == "await_confirmation") return Otherwise::kAwaitConfirmation;
  return Otherwise::kDrop;
}

model::Condition FillCondition(const Json& json) {
  model::Condition condition;
  condition.kind = ConditionKind(Text(json, "if"));
  condition.on =
      Text(json, "on") == "target" ? model::Condition::On::kTarget : model::Condition::On::kSeed;
  condition.otherwise = OtherwiseOf(Text(json, "otherwise"));
  condition.relations = Relations(json, "relations");
  condition.outward = Text(json, "direction") != "in";
  condition.types = WordsAt<model::EntityType>(json, "types");
  condition.lists = Texts(json, "lists");
  condition.roles = WordsAt<model::ResponsibleRole>(json, "roles");
  condition.words = Texts(json, "words");
  condition.name =
      Text(json, condition.kind == model::Condition::Kind::kOverdue ? "timer" : "name");
  condition.years = Count(json, "years", 0);
  condition.missing = Text(json, "missing");
  return condition;
}

std::vector<model::Condition> FillConditions(const Json& object, const char* key) {
  std::vector<model::Condition> conditions;
  for (const Json& json : At(object, key)) conditions.push_back(FillCondition(json));
  return conditions;
}

model::Seed FillSeed(const Json& json) {
  return {.demand = Flag(json, "demand"),
          .lists = Texts(json, "lists"),
          .grounds = Texts(json, "grounds"),
          .severities = WordsAt<model::Severity>(json, "severities"),
          .subject_types = WordsAt<model::EntityType>(json, "subject_types")};
}

model::WalkStep FillStep(const Json& json) {
  model::WalkStep step;
  if (json.contains("affiliated")) {
    step.kind = model::WalkStep::Kind::kAffiliated;
    step.definition = Text(json, "affiliated");
  } else if (json.contains("attributed")) {
    step.kind = model::WalkStep::Kind::kAttributed;
    step.roles = WordsAt<model::ResponsibleRole>(json, "attributed");
  } else {
    step.relations = Relations(json, "relation");
    step.outward = Text(json, "direction") != "in";
    const std::string at = Text(json, "at");
    if (at == "act") step.at = model::WalkStep::At::kAct;
    if (at == "decision") step.at = model::WalkStep::At::kDecision;
  }
  step.types = WordsAt<model::EntityType>(At(json, "where"), "types");
  step.meets_operator = Flag(json, "meets_operator");
  return step;
}

model::BasisUse FillBasisUse(const Json& json) {
  if (json.is_string()) return {.code = json.get<std::string>(), .needs = {}};
  return {.code = Text(json, "code"), .needs = FillConditions(json, "needs")};
}

model::Give FillGive(const Json& json) {
  model::Give give;
  give.measure = Text(json, "measure");
  give.name = Text(json, "name");
  give.tier = WordAt(json, "tier", give.tier);
  give.kind = WordAt(json, "kind", give.kind);
  give.standing = WordAt(json, "standing", give.standing);
  give.modality = WordAt(json, "modality", give.modality);
  give.incentive = Flag(json, "incentive");
  give.private_addressee = Flag(json, "private_addressee");
  for (const std::string& need : Texts(json, "needs")) {
    (need == "attribution" ? give.needs_attribution : give.needs_confirmation) = true;
  }
  give.executors = Texts(json, "executors");
  give.matters = Texts(json, "matters");
  for (const Json& basis : At(json, "bases")) give.bases.push_back(FillBasisUse(basis));
  give.term = Text(json, "term");
  return give;
}

model::Rule FillRule(const Json& json) {
  model::Rule rule;
  rule.id = Text(json, "id");
  rule.label = Text(json, "label");
  rule.movement = Text(json, "movement");
  rule.text = Text(json, "text");
  rule.flags = Texts(json, "flags");
  rule.reading_parameter = Text(At(json, "reading"), "parameter");
  rule.reading_value = Text(At(json, "reading"), "is");
  rule.seed = FillSeed(At(json, "seed"));
  rule.guards = FillConditions(json, "guards");
  for (const Json& step : At(json, "walk")) rule.walk.push_back(FillStep(step));
  rule.give = FillGive(At(json, "give"));
  return rule;
}

model::Exception FillException(const Json& json) {
  return {.label = Text(json, "label"),
          .excepts = Texts(json, "excepts"),
          .when = FillConditions(json, "when"),
          .effect = Text(json, "effect") == "suspend" ? model::Exception::Effect::kSuspend
                                                      : model::Exception::Effect::kDrop,
          .why = Text(json, "why")};
}

model::ListDefinition FillList(const Json& json) {
  model::ListDefinition list;
  list.id = Text(json, "id");
  list.name = Text(json, "name");
  list.kind = WordAt(json, "kind", list.kind);
  list.proposer = Text(json, "proposer");
  list.decider = Text(json, "decider");
  list.publisher = Text(json, "publisher");
  list.subject_rows = Texts(json, "subject_rows");
  list.cites = Texts(json, "cites");
  list.term = Text(json, "term");
  const Json& terms = At(json, "terms_by_severity");
  if (terms.is_object()) {
    for (const auto& [severity, parameter] : terms.items()) {
      list.terms_by_severity[*model::Parse<model::Severity>(severity)] =
          parameter.get<std::string>();
    }
  }
  list.from_publication = Flag(json, "from_publication");
  list.subject_types = WordsAt<model::EntityType>(json, "subject_types");
  list.flags = Texts(json, "flags");
  return list;
}

model::GroundWay FillWay(const Json& json) {
  model::GroundWay way;
  const std::string kind = Text(json, "way");
  if (kind == "count") {
    way.kind = model::GroundWay::Kind::kCount;
    way.grounds = Texts(json, "grounds");
    way.procedures = WordsAt<model::Procedure>(json, "procedures");
    way.window_months = Count(json, "window_months", 0);
    way.minimum = Count(json, "minimum", 0);
    way.distinct_minimum = Count(json, "distinct_minimum", 1);
  } else if (kind == "amount") {
    way.kind = model::GroundWay::Kind::kAmount;
    way.field = Text(json, "field");
    way.at_least = *model::ParseYuan(Text(json, "at_least"));
  }
  return way;
}

model::Ground FillGround(const Json& json) {
  model::Ground ground;
  ground.id = Text(json, "id");
  ground.name = Text(json, "name");
  ground.lists = Texts(json, "lists");
  ground.catch_all = Flag(json, "catch_all");
  for (const Json& way : At(json, "ways")) ground.ways.push_back(FillWay(way));
  ground.flags = Texts(json, "flags");
  return ground;
}

model::Parameter FillParameter(const Json& json) {
  model::Parameter parameter;
  parameter.id = Text(json, "id");
  parameter.name = Text(json, "name");
  parameter.unit = Text(json, "unit");
  parameter.choices = Texts(json, "choices");
  for (const Json& value : At(json, "values")) {
    parameter.values.push_back({.value = Text(value, "value"), .during = During(value)});
  }
  parameter.cites = Texts(json, "cites");
  parameter.flag = Text(json, "flag");
  parameter.note = Text(json, "note");
  return parameter;
}

model::Note FillNote(const Json& json) {
  model::Note note;
  note.id = Text(json, "id");
  note.category = Text(json, "category");
  note.modality = WordAt(json, "modality", note.modality);
  note.text = Text(json, "text");
  note.actor = Text(json, "actor");
  note.flags = Texts(json, "flags");
  return note;
}

model::Basis FillBasis(const Json& json) {
  model::Basis basis;
  basis.code = Text(json, "code");
  basis.name = Text(json, "name");
  basis.article = Text(json, "article");
  basis.number = Text(json, "number");
  basis.replaced_by = Text(json, "replaced_by");
  basis.note = Text(json, "note");
  for (const Json& version : At(json, "versions")) {
    basis.versions.push_back({.status = WordAt(version, "status", model::BasisStatus::kUnverified),
                              .during = During(version)});
  }
  return basis;
}

model::Scope FillScope(const Json& json) {
  model::Scope scope;
  scope.region = Region(json, "region");
  scope.subject_types = WordsAt<model::EntityType>(json, "subject_types");
  scope.cites = Texts(json, "cites");
  scope.adults_only = Flag(json, "adults_only");
  scope.excludes_shop_only = Flag(json, "excludes_shop_only");
  scope.excludes_shop_only_why = Text(json, "excludes_shop_only_why");
  scope.unlicensed_by_place = Flag(json, "unlicensed_by_place");
  return scope;
}

}  // namespace

model::Rulebook FillBook(const Json& json) {
  model::Rulebook book;
  book.id = Text(json, "id");
  book.titles = Texts(json, "titles");
  book.number = Text(json, "number");
  book.issuer = Text(json, "issuer");
  book.level = Text(json, "level");
  book.issued = Day(json, "issued");
  book.published = Day(json, "published");
  book.effective = Day(json, "effective");
  book.ended = Day(json, "ended");
  book.source = Text(json, "source");
  book.flags = Texts(json, "flags");
  book.scope = FillScope(At(json, "scope"));
  book.counted_authorities = Texts(json, "counted_authorities");
  return book;
}

void FillSection(const Json& section, model::Rulebook& book) {
  for (const Json& json : At(section, "lists")) book.lists.push_back(FillList(json));
  for (const Json& json : At(section, "grounds")) book.grounds.push_back(FillGround(json));
  for (const Json& json : At(section, "rules")) book.rules.push_back(FillRule(json));
  for (const Json& json : At(section, "exceptions")) {
    book.exceptions.push_back(FillException(json));
  }
  for (const Json& json : At(section, "parameters")) {
    book.parameters.push_back(FillParameter(json));
  }
  FillLife(section, book);
  for (const Json& json : At(section, "notes")) book.notes.push_back(FillNote(json));
}

std::vector<model::Basis> FillBases(const Json& registry) {
  std::vector<model::Basis> bases;
  for (const Json& json : At(registry, "bases")) bases.push_back(FillBasis(json));
  return bases;
}

}  // namespace liancheng::datasets
