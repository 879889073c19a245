#include "datasets/readers/rulebook/shape.h"

#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "datasets/readers/rulebook/shape_types.h"
#include "engine/model/vocabulary.h"

namespace liancheng::datasets::shape {
namespace {

using enum Presence;
using enum Many;
using enum Role;
using enum Thing;
using model::Name;

void AddScalars(std::vector<Type>& types) {
  types.push_back(Scalar("text", Type::Scalar::kText));
  types.push_back(Scalar("name", Type::Scalar::kName));
  types.push_back(Scalar("flag", Type::Scalar::kFlag));
  types.push_back(Scalar("yes", Type::Scalar::kYes));
  types.push_back(Scalar("positive", Type::Scalar::kPositive));
  types.push_back(Scalar("count_or_none", Type::Scalar::kCount));
  types.push_back(Scalar("date", Type::Scalar::kDate));
  types.push_back(Scalar("date_or_null", Type::Scalar::kDateOrNull));
  types.push_back(Scalar("region", Type::Scalar::kRegion));
  types.push_back(Scalar("yuan", Type::Scalar::kYuan));
}

void AddVocabulary(std::vector<Type>& types) {
  // Value nodes are no parties, so the last type of party is the shop.
  types.push_back(Words("entity_type", WordsUpTo(model::EntityType::kShop)));
  types.push_back(Words("relation", WordsUpTo(model::Relation::kAccountSuccessorOf)));
  types.push_back(Words("standing", WordsUpTo(model::Standing::kNone)));
  types.push_back(Words("tier", WordsUpTo(model::Tier::kT3)));
  types.push_back(Words("modality", WordsUpTo(model::Modality::kByLaw)));
  types.push_back(Words("movement_kind", WordsUpTo(model::MovementKind::kXlist)));
  types.push_back(Words("severity", WordsUpTo(model::Severity::kUnspecified)));
  types.push_back(Words("procedure", WordsUpTo(model::Procedure::kWarning)));
  types.push_back(Words("role", WordsUpTo(model::ResponsibleRole::kPractitioner)));
  types.push_back(Words("basis_status", WordsUpTo(model::BasisStatus::kUnverified)));
  types.push_back(Words("list_kind", WordsUpTo(model::ListKind::kCourt)));
  types.push_back(Words("rule_attribute",
                        {std::begin(model::kRuleAttributes), std::end(model::kRuleAttributes)}));
  types.push_back(Words("level", {"national", "province", "city", "county"}));
  types.push_back(Words("direction", {"in", "out"}));
  types.push_back(Words("at", {"act", "decision", "evaluation"}));
  types.push_back(Words("on", {"seed", "target"}));
  types.push_back(Words("otherwise", {"drop", "undetermined", "suspended", "await_confirmation"}));
  types.push_back(Words("need", {"attribution", "confirmation"}));
  types.push_back(Words("effect", {"drop", "suspend"}));
  types.push_back(Words("timer_unit", {"working_days", "days", "months", "years"}));
  types.push_back(Words("category", {"a", "b", "c", "d", "e", "f", "g", "h", "i"}));
  types.push_back(Words("amount_field", {"sales", "illegal_gain"}));
  types.push_back(
      Words("matter", {"government_procurement", "tender", "land_supply", "fiscal_funds", "licence",
                       "telecom_licence", "credit", "honour", "appointment", "platform_entry",
                       "inspection", "consumption", "exit", "certificate"}));
}

void AddBook(std::vector<Type>& types) {
  types.push_back(Object("scope", {{"region", "region"},
                                   {"subject_types", "entity_type", kMust, kAny},
                                   {"cites", "name", kMust, kAny},
                                   {"adults_only", "flag", kMay},
                                   {"excludes_shop_only", "flag", kMay},
                                   {"excludes_shop_only_why", "text", kMay},
                                   {"unlicensed_by_place", "flag", kMay}}));
  types.push_back(Object("book", {{"id", "name", kMust, kOne, kDefines, kBook},
                                  {"titles", "name", kMust, kSome},
                                  {"number", "text"},
                                  {"issuer", "text"},
                                  {"level", "level"},
                                  {"issued", "date_or_null"},
                                  {"published", "date_or_null"},
                                  {"effective", "date_or_null"},
                                  {"ended", "date_or_null"},
                                  {"source", "text"},
                                  {"flags", "name", kMust, kAny},
                                  {"scope", "scope"},
                                  {"counted_authorities", "name", kMay, kAny}}));
}

void AddListsAndGrounds(std::vector<Type>& types) {
  types.push_back(
      Object("terms_by_severity", {{"trivial", "name", kMay, kOne, kNames, kParameter},
                                   {"general", "name", kMay, kOne, kNames, kParameter},
                                   {"heavier", "name", kMay, kOne, kNames, kParameter},
                                   {"serious", "name", kMay, kOne, kNames, kParameter},
                                   {"unspecified", "name", kMay, kOne, kNames, kParameter}}));
  types.push_back(Object("list", {{"id", "name", kMust, kOne, kDefines, kList},
                                  {"name", "name"},
                                  {"kind", "list_kind"},
                                  {"proposer", "text", kMay},
                                  {"decider", "text", kMay},
                                  {"publisher", "text", kMay},
                                  {"cites", "name", kMust, kAny, kOffers, kGround},
                                  {"subject_rows", "name", kMay, kAny},
                                  {"term", "name", kMay, kOne, kNames, kParameter},
                                  {"terms_by_severity", "terms_by_severity", kMay},
                                  {"from_publication", "flag", kMay},
                                  {"subject_types", "entity_type", kMay, kAny},
                                  {"flags", "name", kMay, kAny}}));
  types.push_back(Words("single", {"single"}));
  types.push_back(Words("count", {"count"}));
  types.push_back(Words("amount", {"amount"}));
  types.push_back(Object("way_single", {{"way", "single"}}));
  types.push_back(Object("way_count", {{"way", "count"},
                                       {"grounds", "name", kMust, kSome, kNames, kGround},
                                       {"procedures", "procedure", kMust, kSome},
                                       {"window_months", "positive"},
                                       {"minimum", "positive"},
                                       {"distinct_minimum", "positive", kMay}}));
  types.push_back(
      Object("way_amount", {{"way", "amount"}, {"field", "amount_field"}, {"at_least", "yuan"}}));
  types.push_back(Union("way", "way", {"way_single", "way_count", "way_amount"}));
  types.push_back(Object("ground", {{"id", "name", kMust, kOne, kDefines, kGround},
                                    {"name", "name"},
                                    {"lists", "name", kMust, kAny, kNames, kList},
                                    {"catch_all", "flag", kMay},
                                    {"ways", "way", kMay, kAny},
                                    {"flags", "name", kMay, kAny}}));
}

Type Condition(std::string_view name, std::vector<Field> own) {
  std::vector<Field> fields = {{"if", name}};
  fields.insert(fields.end(), own.begin(), own.end());
  fields.push_back({"on", "on", kMay});
  fields.push_back({"otherwise", "otherwise", kMay});
  fields.push_back({"missing", "name", kMay});
  return Object({}, std::move(fields));
}

struct ConditionShape {
  std::string_view name;   // of the object
  std::string_view words;  // the words of its `if`
  std::vector<std::string_view> ifs;
  std::vector<Field> own;
};

void AddConditions(std::vector<Type>& types) {
  const std::vector<ConditionShape> shapes = {
      {"condition_relation",
       "if_relation",
       {"has_relation", "lacks_relation"},
       {{"relations", "relation", kMust, kSome},
        {"direction", "direction"},
        {"types", "entity_type", kMay, kAny}}},
      {"condition_list",
       "if_list",
       {"on_list", "not_on_list"},
       {{"lists", "name", kMust, kSome, kNames, kList}}},
      {"condition_ground",
       "if_ground",
       {"ground"},
       {{"words", "name", kMust, kSome, kNames, kGround}}},
      {"condition_severity", "if_severity", {"severity"}, {{"words", "severity", kMust, kSome}}},
      {"condition_attribute",
       "if_attribute",
       {"attribute"},
       {{"name", "rule_attribute"}, {"words", "name", kMust, kSome}}},
      {"condition_type", "if_type", {"type"}, {{"types", "entity_type", kMust, kSome}}},
      {"condition_graded", "if_graded", {"graded_within"}, {{"years", "positive"}}},
      {"condition_attributed",
       "if_attributed",
       {"attributed_on"},
       {{"lists", "name", kMust, kSome, kNames, kList}, {"roles", "role", kMay, kAny}}},
      {"condition_overdue",
       "if_overdue",
       {"overdue"},
       {{"timer", "name", kMust, kOne, kNames, kTimer}}},
      {"condition_plain",
       "if_plain",
       {"basis_named", "basis_unnamed", "honoured", "confirmed", "not_cooperated"},
       {}},
  };
  std::vector<std::string_view> names;
  for (const ConditionShape& one : shapes) {
    types.push_back(Words(one.words, one.ifs));
    Type object = Condition(one.words, one.own);
    object.name = one.name;
    types.push_back(std::move(object));
    names.push_back(one.name);
  }
  types.push_back(Union("guard", "if", names));
  // Only a guard has the key that says what happens otherwise.
  types.push_back({.name = "condition",
                   .form = Type::Form::kRestricted,
                   .base = "guard",
                   .without = "otherwise"});
}

void AddWalk(std::vector<Type>& types) {
  types.push_back(Object("where", {{"types", "entity_type", kMay, kAny}}));
  types.push_back(Object("step_relation", {{"relation", "relation", kMust, kSome},
                                           {"direction", "direction"},
                                           {"at", "at"},
                                           {"where", "where", kMay},
                                           {"meets_operator", "flag", kMay}}));
  types.push_back(
      Object("step_affiliated", {{"affiliated", "name", kMust, kOne, kNames, kParameter},
                                 {"where", "where", kMay},
                                 {"meets_operator", "flag", kMay}}));
  types.push_back(Object("step_attributed", {{"attributed", "role", kMust, kAny},
                                             {"at", "at", kMay},
                                             {"where", "where", kMay},
                                             {"meets_operator", "flag", kMay}}));
  types.push_back(Union("step", {}, {"step_relation", "step_affiliated", "step_attributed"}));
}

void AddRules(std::vector<Type>& types) {
  types.push_back(Object("seed_listing", {{"lists", "name", kMust, kSome, kNames, kList},
                                          {"grounds", "name", kMay, kAny, kNames, kGround},
                                          {"severities", "severity", kMay, kAny},
                                          {"subject_types", "entity_type", kMay, kAny}}));
  types.push_back(Object("seed_demand", {{"demand", "yes"}}));
  types.push_back(Union("seed", {}, {"seed_listing", "seed_demand"}));
  types.push_back(
      Object("reading", {{"parameter", "name", kMust, kOne, kNames, kParameter}, {"is", "name"}}));
  types.push_back(Object("basis_with_needs", {{"code", "name", kMust, kOne, kNames, kBasis},
                                              {"needs", "condition", kMust, kAny}}));
  types.push_back(Union("basis_use", {}, {"name", "basis_with_needs"}));
  types.push_back(Object("give", {{"measure", "name"},
                                  {"name", "name"},
                                  {"tier", "tier"},
                                  {"kind", "movement_kind"},
                                  {"standing", "standing"},
                                  {"modality", "modality"},
                                  {"executors", "name", kMust, kAny},
                                  {"matters", "matter", kMay, kAny},
                                  {"bases", "basis_use", kMust, kAny, kNames, kBasis},
                                  {"term", "name", kMay, kOne, kNames, kParameter},
                                  {"incentive", "flag", kMay},
                                  {"private_addressee", "flag", kMay},
                                  {"needs", "need", kMay, kAny}}));
  types.push_back(Object("rule", {{"id", "name"},
                                  {"label", "name", kMust, kOne, kDefines, kRuleLabel},
                                  {"movement", "text", kMay},
                                  {"text", "name"},
                                  {"flags", "name", kMay, kAny},
                                  {"reading", "reading", kMay},
                                  {"seed", "seed"},
                                  {"guards", "guard", kMay, kAny},
                                  {"walk", "step", kMay, kAny},
                                  {"give", "give"}}));
  types.push_back(Object("exception", {{"label", "name", kMust, kOne, kDefines, kExceptionLabel},
                                       {"excepts", "name", kMust, kSome, kNames, kRuleLabel},
                                       {"when", "condition", kMust, kSome},
                                       {"effect", "effect"},
                                       {"why", "name"}}));
}

void AddParametersNotes(std::vector<Type>& types) {
  types.push_back(
      Object("dated_value",
             {{"value", "text"}, {"from", "date_or_null", kMay}, {"to", "date_or_null", kMay}}));
  types.push_back(Object("parameter", {{"id", "name", kMust, kOne, kDefines, kParameter},
                                       {"name", "name"},
                                       {"unit", "name"},
                                       {"choices", "name", kMay, kAny},
                                       {"values", "dated_value", kMust, kAny},
                                       {"cites", "name", kMust, kAny},
                                       {"flag", "name", kMay},
                                       {"note", "text", kMay}}));
  types.push_back(Object("note", {{"id", "name", kMust, kOne, kDefines, kNote},
                                  {"category", "category"},
                                  {"modality", "modality"},
                                  {"text", "name"},
                                  {"actor", "text", kMay},
                                  {"flags", "name", kMay, kAny}}));
}

void AddFiles(std::vector<Type>& types) {
  types.push_back(Object("section", {{"lists", "list", kMay, kAny},
                                     {"grounds", "ground", kMay, kAny},
                                     {"rules", "rule", kMay, kAny},
                                     {"exceptions", "exception", kMay, kAny},
                                     {"parameters", "parameter", kMay, kAny},
                                     {"timers", "timer", kMay, kAny},
                                     {"repairs", "repair", kMay, kAny},
                                     {"steps", "life_step", kMay, kAny},
                                     {"fields", "disclosed_field", kMay, kAny},
                                     {"forbidden", "forbidden_data", kMay, kAny},
                                     {"reports", "report", kMay, kAny},
                                     {"notes", "note", kMay, kAny}}));
  types.push_back(Object(
      "basis_version",
      {{"status", "basis_status"}, {"from", "date_or_null", kMay}, {"to", "date_or_null", kMay}}));
  types.push_back(Object("basis", {{"code", "name", kMust, kOne, kDefines, kBasis},
                                   {"name", "name"},
                                   {"article", "text"},
                                   {"number", "text", kMay},
                                   {"replaced_by", "text", kMay},
                                   {"note", "text", kMay},
                                   {"versions", "basis_version", kMust, kAny}}));
  types.push_back(Object("basis_registry", {{"bases", "basis", kMust, kAny}}));
  types.push_back(Object(
      "registered_list",
      {{"id", "name", kMust, kOne, kDefines, kList}, {"name", "name"}, {"kind", "list_kind"}}));
  types.push_back(Object("list_registry", {{"registered_lists", "registered_list", kMust, kAny}}));
}

std::vector<Type> BuildTypes() {
  std::vector<Type> types;
  AddScalars(types);
  AddVocabulary(types);
  AddLifeWords(types);
  AddBook(types);
  AddListsAndGrounds(types);
  AddConditions(types);
  AddWalk(types);
  AddRules(types);
  AddParametersNotes(types);
  AddTimeAndRepair(types);
  AddStepsFieldsReports(types);
  AddFiles(types);
  AddBodies(types);
  return types;
}

}  // namespace

const std::vector<Type>& AllTypes() {
  static const std::vector<Type> types = BuildTypes();
  return types;
}

const Type& TypeNamed(std::string_view name) {
  for (const Type& type : AllTypes()) {
    if (type.name == name) return type;
  }
  std::fprintf(stderr, "rulebook shape: no type %.*s\n", static_cast<int>(name.size()),
               name.data());
  std::abort();
}

}  // namespace liancheng::datasets::shape
