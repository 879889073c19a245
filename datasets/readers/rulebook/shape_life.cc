#include "datasets/readers/rulebook/shape_types.h"

namespace liancheng::datasets::shape {

using enum Presence;
using enum Many;
using enum Role;
using enum Thing;

void AddLifeWords(std::vector<Type>& types) {
  types.push_back(Words("term_event", WordsUpTo(model::TermEvent::kLastTime)));
  types.push_back(Words("listing_state", WordsUpTo(model::ListingState::kSuperseded)));
  types.push_back(Words("timer_kind", {"deadline", "waiting", "period"}));
  types.push_back(Words("repair_for", {"any", "first", "repeat"}));
  types.push_back(Words("disclosure_class", {"public", "shared", "authorised"}));
  types.push_back(Words("publish", {"shown", "masked", "withheld"}));
  types.push_back(Words("report_unit", {"months", "quarters", "years"}));
}

namespace {

struct NeedShape {
  std::string_view name;
  std::string_view word_type;
  std::string_view word;
  std::vector<Field> own;
};

void AddRepairNeeds(std::vector<Type>& types) {
  const std::vector<NeedShape> shapes = {
      {"need_corrected", "if_corrected", "corrected", {}},
      {"need_since",
       "if_months_since",
       "months_since",
       {{"event", "term_event"}, {"months", "positive"}}},
      {"need_clean",
       "if_clean",
       "clean",
       {{"event", "term_event"},
        {"months", "positive"},
        {"severities", "severity", kMay, kAny},
        {"same_ground", "flag", kMay}}},
      {"need_found", "if_found", "found", {{"what", "name"}}},
      {"need_records",
       "if_records",
       "records",
       {{"months", "positive"},
        {"minimum", "positive"},
        {"severities", "severity", kMay, kAny},
        {"same_ground", "flag", kMay}}},
      {"need_repaired",
       "if_repaired",
       "repaired",
       {{"months", "positive"}, {"minimum", "positive"}, {"same_ground", "flag", kMay}}},
      {"need_attribute",
       "if_attribute_of_subject",
       "attribute",
       {{"name", "rule_attribute"}, {"words", "name", kMust, kSome}}},
  };
  std::vector<std::string_view> names;
  for (const NeedShape& one : shapes) {
    types.push_back(Words(one.word_type, {one.word}));
    std::vector<Field> fields = {{"if", one.word_type}, {"id", "name", kMay}};
    fields.insert(fields.end(), one.own.begin(), one.own.end());
    fields.push_back({"warning_from", "date_or_null", kMay});
    types.push_back(Object(one.name, std::move(fields)));
    names.push_back(one.name);
  }
  types.push_back(Union("repair_need", "if", std::move(names)));
}

}  // namespace

void AddTimeAndRepair(std::vector<Type>& types) {
  types.push_back(Object("timer", {{"id", "name", kMust, kOne, kDefines, kTimer},
                                   {"name", "name"},
                                   {"amount", "count_or_none"},
                                   {"unit", "timer_unit"},
                                   {"start", "name"},
                                   {"event", "term_event"},
                                   {"kind", "timer_kind", kMay},
                                   {"answered_by", "term_event", kMay},
                                   {"lists", "name", kMay, kAny, kNames, kList},
                                   {"parameter", "name", kMay, kOne, kNames, kParameter},
                                   {"overdue", "text", kMay},
                                   {"modality", "modality"},
                                   {"actor", "text", kMay},
                                   {"flags", "name", kMay, kAny}}));
  AddRepairNeeds(types);
  types.push_back(
      Object("repair_way",
             {{"id", "name"}, {"for", "repair_for", kMay}, {"needs", "repair_need", kMust, kAny}}));
  types.push_back(Object("repair", {{"id", "name", kMust, kOne, kDefines, kRepair},
                                    {"lists", "name", kMust, kSome, kNames, kList},
                                    {"name", "name"},
                                    {"modality", "modality"},
                                    {"actor", "text", kMay},
                                    {"within_validity", "flag", kMay},
                                    {"ways", "repair_way", kMay, kAny},
                                    {"needs", "repair_need", kMay, kAny},
                                    {"bars", "repair_need", kMay, kAny},
                                    {"cites", "name", kMay, kAny},
                                    {"flags", "name", kMay, kAny}}));
}

void AddStepsFieldsReports(std::vector<Type>& types) {
  types.push_back(Object("life_step", {{"id", "name"},
                                       {"lists", "name", kMust, kAny, kNames, kList},
                                       {"to", "listing_state"},
                                       {"after", "listing_state", kMust, kAny},
                                       {"unless_on", "name", kMay, kAny, kNames, kList},
                                       {"actor", "text", kMay},
                                       {"modality", "modality"},
                                       {"timer", "name", kMay, kOne, kNames, kTimer},
                                       {"text", "name"},
                                       {"flags", "name", kMay, kAny}}));
  types.push_back(Object("disclosed_field", {{"id", "name"},
                                             {"list", "name", kMust, kOne, kNames, kList},
                                             {"subjects", "entity_type", kMay, kAny},
                                             {"key", "name"},
                                             {"name", "name"},
                                             {"required", "flag", kMay},
                                             {"class", "disclosure_class"},
                                             {"publish", "publish"},
                                             {"flags", "name", kMay, kAny}}));
  types.push_back(Object("forbidden_data", {{"id", "name"},
                                            {"name", "name"},
                                            {"field_words", "name", kMust, kAny},
                                            {"text_words", "name", kMay, kAny},
                                            {"codes", "name", kMay, kAny}}));
  types.push_back(Object("fixed_period", {{"amount", "positive"}, {"unit", "report_unit"}}));
  types.push_back(
      Object("chosen_period", {{"parameter", "name", kMust, kOne, kNames, kParameter}}));
  types.push_back(Union("report_period", {}, {"fixed_period", "chosen_period"}));
  types.push_back(Object("report", {{"id", "name"},
                                    {"name", "name"},
                                    {"period", "report_period"},
                                    {"actor", "text", kMay},
                                    {"to", "text", kMay},
                                    {"content", "name", kMust, kAny},
                                    {"flags", "name", kMay, kAny}}));
}

void AddBodies(std::vector<Type>& types) {
  types.push_back(Object("body_name", {{"name", "name"},
                                       {"from", "date_or_null", kMay},
                                       {"to", "date_or_null", kMay},
                                       {"status", "basis_status", kMay}}));
  types.push_back(Object("body", {{"id", "name", kMust, kOne, kDefines, kBody},
                                  {"names", "body_name", kMust, kSome},
                                  {"regions", "region", kMay, kAny},
                                  {"cites", "name", kMust, kAny},
                                  {"note", "text", kMay}}));
  types.push_back(Object("calendar", {{"source", "name"},
                                      {"licence", "name"},
                                      {"covered_from", "date"},
                                      {"covered_to", "date"},
                                      {"days_off", "date", kMust, kAny},
                                      {"worked_weekends", "date", kMust, kAny}}));
  types.push_back(Object("body_registry", {{"bodies", "body", kMust, kAny}}));
}

}  // namespace liancheng::datasets::shape
