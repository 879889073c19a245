#include "fmt/format.h"
#include "server/http/handlers/handlers.h"

namespace liancheng::http {
namespace {

using Json = wire::Json;

Json DayJson(const std::optional<model::Date>& day) {
  return day ? Json(model::FormatDate(*day)) : Json();
}

Json BookJson(const model::Rulebook& book) {
  return {{"id", book.id},
          {"titles", book.titles},
          {"number", book.number},
          {"issuer", book.issuer},
          {"level", book.level},
          {"effective", DayJson(book.effective)},
          {"ended", DayJson(book.ended)},
          {"lists", book.lists.size()},
          {"rules", book.rules.size()},
          {"revision", book.revision_hash}};
}

Json RuleJson(const model::Rule& rule) {
  return {{"provision", rule.id},
          {"label", rule.label},
          {"text", rule.text},
          {"movement", rule.movement},
          {"measure", rule.give.measure},
          {"name", rule.give.name},
          {"tier", Name(rule.give.tier)},
          {"modality", Name(rule.give.modality)},
          {"executors", rule.give.executors},
          {"matters", rule.give.matters},
          {"flags", rule.flags}};
}

Json ListsJson(const model::Rulebook& book) {
  Json all = Json::array();
  for (const model::ListDefinition& list : book.lists) {
    all.push_back({{"id", list.id},
                   {"name", list.name},
                   {"kind", Name(list.kind)},
                   {"decider", list.decider},
                   {"cites", list.cites},
                   {"flags", list.flags}});
  }
  return all;
}

Json GroundsJson(const model::Rulebook& book) {
  Json all = Json::array();
  for (const model::Ground& ground : book.grounds) {
    all.push_back({{"ground", ground.id},
                   {"name", ground.name},
                   {"lists", ground.lists},
                   {"catch_all", ground.catch_all},
                   {"flags", ground.flags}});
  }
  return all;
}

Json ParametersJson(const model::Rulebook& book) {
  Json all = Json::array();
  for (const model::Parameter& parameter : book.parameters) {
    Json values = Json::array();
    for (const model::ParameterValue& value : parameter.values) {
      values.push_back({{"value", value.value},
                        {"from", model::FormatDate(value.during.from)},
                        {"to", model::FormatDate(value.during.to)}});
    }
    all.push_back({{"id", parameter.id},
                   {"name", parameter.name},
                   {"unit", parameter.unit},
                   {"values", std::move(values)},
                   {"cites", parameter.cites},
                   {"flag", parameter.flag}});
  }
  return all;
}

}  // namespace

Response Rulebooks(Call& call) {
  Json books = Json::array();
  for (const model::Rulebook* book : call.service.plan()->books()) {
    books.push_back(BookJson(*book));
  }
  return Answer(call, {{"books", std::move(books)}}, true);
}

Response ShowRulebook(Call& call) {
  const model::Rulebook* const book = call.service.plan()->FindBook(call.path[0]);
  if (book == nullptr) {
    return Problem(404, "not-found", fmt::format("there is no rulebook {}", call.path[0]));
  }
  Json result = BookJson(*book);
  result["lists"] = ListsJson(*book);
  result["grounds"] = GroundsJson(*book);
  Json rules = Json::array();
  for (const model::Rule& rule : book->rules) rules.push_back(RuleJson(rule));
  result["rules"] = std::move(rules);
  result["parameters"] = ParametersJson(*book);
  return Answer(call, std::move(result), true);
}

// Every rule that a row of the requirement list has, in all books.
Response Provision(Call& call) {
  Json rules = Json::array();
  std::string in;
  for (const model::Rulebook* book : call.service.plan()->books()) {
    for (const model::Rule& rule : book->rules) {
      if (rule.id != call.path[0] && rule.label != call.path[0]) continue;
      in = book->id;
      rules.push_back(RuleJson(rule));
    }
  }
  if (rules.empty()) {
    return Problem(404, "not-found",
                   fmt::format("no rule of a rulebook is called {}", call.path[0]));
  }
  return Answer(call, {{"provision", call.path[0]}, {"rulebook", in}, {"rules", rules}}, true);
}

Response CalendarDays(Call& call) {
  const auto day = model::ParseDate(call.path[0]);
  if (!day.ok()) {
    return Problem(400, "bad-field",
                   FieldAtFault{"path", "day", std::string(day.status().message())});
  }
  const uint64_t add = call.query.Number("working_days", 0, 0, 10'000);
  if (call.query.fault()) return call.query.problem();
  const model::Calendar& calendar = call.service.plan()->calendar();
  const model::CountedDay end = calendar.AddWorkingDays(*day, static_cast<int>(add));
  return Answer(call,
                {{"day", model::FormatDate(*day)},
                 {"working", calendar.IsWorkingDay(*day)},
                 {"covered", calendar.Covers(*day)},
                 {"working_days", add},
                 {"end", model::FormatDate(end.day)},
                 {"provisional", end.provisional}},
                true);
}

}  // namespace liancheng::http
