#include <algorithm>
#include <map>

#include "datasets/readers/rulebook/fill.h"
#include "datasets/readers/rulebook/values.h"

namespace liancheng::datasets {
namespace {

using namespace json_values;

// The word at `key`, looked up in a table; `otherwise` when the key is missing.
template <typename T>
T Chosen(const Json& object, const char* key, const std::map<std::string, T>& table, T otherwise) {
  const auto found = table.find(Text(object, key));
  return found == table.end() ? otherwise : found->second;
}

model::Timer FillTimer(const Json& json) {
  using Kind = model::Timer::Kind;
  model::Timer timer;
  timer.id = Text(json, "id");
  timer.name = Text(json, "name");
  timer.amount = Count(json, "amount", 0);
  timer.unit = Text(json, "unit");
  timer.start = Text(json, "start");
  timer.event = WordAt(json, "event", timer.event);
  timer.kind = Chosen<Kind>(json, "kind", {{"waiting", Kind::kWaiting}, {"period", Kind::kPeriod}},
                            Kind::kDeadline);
  timer.answered_by = model::Parse<model::TermEvent>(Text(json, "answered_by"));
  timer.lists = Texts(json, "lists");
  timer.parameter = Text(json, "parameter");
  timer.overdue = Text(json, "overdue");
  timer.modality = WordAt(json, "modality", timer.modality);
  timer.actor = Text(json, "actor");
  timer.flags = Texts(json, "flags");
  return timer;
}

model::RepairNeed FillNeed(const Json& json) {
  using Kind = model::RepairNeed::Kind;
  model::RepairNeed need;
  need.id = Text(json, "id");
  need.kind = Chosen<Kind>(json, "if",
                           {{"months_since", Kind::kMonthsSince},
                            {"clean", Kind::kClean},
                            {"found", Kind::kFound},
                            {"records", Kind::kRecords},
                            {"repaired", Kind::kRepaired},
                            {"attribute", Kind::kAttribute}},
                           Kind::kCorrected);
  need.event = WordAt(json, "event", need.event);
  need.months = Count(json, "months", 0);
  need.minimum = Count(json, "minimum", 1);
  need.severities = WordsAt<model::Severity>(json, "severities");
  need.same_ground = Flag(json, "same_ground");
  need.what = Text(json, "what");
  need.name = Text(json, "name");
  need.words = Texts(json, "words");
  need.warning_from = Day(json, "warning_from");
  return need;
}

std::vector<model::RepairNeed> FillNeeds(const Json& object, const char* key) {
  std::vector<model::RepairNeed> needs;
  for (const Json& json : At(object, key)) needs.push_back(FillNeed(json));
  return needs;
}

model::Repair FillRepair(const Json& json) {
  using For = model::RepairWay::For;
  model::Repair repair;
  repair.id = Text(json, "id");
  repair.lists = Texts(json, "lists");
  repair.name = Text(json, "name");
  repair.modality = WordAt(json, "modality", repair.modality);
  repair.actor = Text(json, "actor");
  repair.within_validity = Flag(json, "within_validity");
  for (const Json& way : At(json, "ways")) {
    repair.ways.push_back(
        {.id = Text(way, "id"),
         .listing =
             Chosen<For>(way, "for", {{"first", For::kFirst}, {"repeat", For::kRepeat}}, For::kAny),
         .needs = FillNeeds(way, "needs")});
  }
  repair.needs = FillNeeds(json, "needs");
  repair.bars = FillNeeds(json, "bars");
  repair.cites = Texts(json, "cites");
  repair.flags = Texts(json, "flags");
  return repair;
}

model::LifeStep FillLifeStep(const Json& json) {
  model::LifeStep step;
  step.id = Text(json, "id");
  step.lists = Texts(json, "lists");
  step.to = WordAt(json, "to", step.to);
  step.after = WordsAt<model::ListingState>(json, "after");
  step.unless_on = Texts(json, "unless_on");
  step.actor = Text(json, "actor");
  step.modality = WordAt(json, "modality", step.modality);
  step.timer = Text(json, "timer");
  step.text = Text(json, "text");
  step.flags = Texts(json, "flags");
  return step;
}

model::DisclosedField FillField(const Json& json) {
  using Class = model::DisclosedField::Class;
  using Publish = model::DisclosedField::Publish;
  model::DisclosedField field;
  field.id = Text(json, "id");
  field.list = Text(json, "list");
  field.subjects = WordsAt<model::EntityType>(json, "subjects");
  field.key = Text(json, "key");
  field.name = Text(json, "name");
  field.required = Flag(json, "required");
  field.disclosure = Chosen<Class>(
      json, "class", {{"public", Class::kPublic}, {"shared", Class::kShared}}, Class::kAuthorised);
  field.publish =
      Chosen<Publish>(json, "publish", {{"shown", Publish::kShown}, {"masked", Publish::kMasked}},
                      Publish::kWithheld);
  field.flags = Texts(json, "flags");
  return field;
}

model::ReportDuty FillReport(const Json& json) {
  model::ReportDuty report;
  report.id = Text(json, "id");
  report.name = Text(json, "name");
  const Json& period = At(json, "period");
  report.amount = Count(period, "amount", 0);
  report.unit = Text(period, "unit");
  report.parameter = Text(period, "parameter");
  report.actor = Text(json, "actor");
  report.to = Text(json, "to");
  report.content = Texts(json, "content");
  report.flags = Texts(json, "flags");
  return report;
}

model::Body FillBody(const Json& json) {
  model::Body body;
  body.id = Text(json, "id");
  for (const Json& name : At(json, "names")) {
    body.names.push_back({.name = Text(name, "name"),
                          .during = During(name),
                          .status = WordAt(name, "status", model::BasisStatus::kUnverified)});
  }
  body.regions = Texts(json, "regions");
  body.cites = Texts(json, "cites");
  body.note = Text(json, "note");
  return body;
}

}  // namespace

void FillLife(const Json& section, model::Rulebook& book) {
  for (const Json& json : At(section, "timers")) book.timers.push_back(FillTimer(json));
  for (const Json& json : At(section, "repairs")) book.repairs.push_back(FillRepair(json));
  for (const Json& json : At(section, "steps")) book.steps.push_back(FillLifeStep(json));
  for (const Json& json : At(section, "fields")) book.fields.push_back(FillField(json));
  for (const Json& json : At(section, "forbidden")) {
    book.forbidden.push_back({.id = Text(json, "id"),
                              .name = Text(json, "name"),
                              .field_words = Texts(json, "field_words"),
                              .text_words = Texts(json, "text_words"),
                              .codes = Texts(json, "codes")});
  }
  for (const Json& json : At(section, "reports")) book.reports.push_back(FillReport(json));
}

model::CalendarDays FillCalendar(const Json& calendar) {
  const auto days = [&calendar](const char* key) {
    std::vector<model::Date> dates;
    for (const std::string& text : Texts(calendar, key)) dates.push_back(*model::ParseDate(text));
    std::sort(dates.begin(), dates.end());
    return dates;
  };
  return {.source = Text(calendar, "source"),
          .covered_from = Day(calendar, "covered_from").value_or(model::kOpenEnd),
          .covered_to = Day(calendar, "covered_to").value_or(model::kOpenStart),
          .days_off = days("days_off"),
          .worked_weekends = days("worked_weekends")};
}

std::vector<model::Body> FillBodies(const Json& registry) {
  std::vector<model::Body> bodies;
  for (const Json& json : At(registry, "bodies")) bodies.push_back(FillBody(json));
  return bodies;
}

}  // namespace liancheng::datasets
