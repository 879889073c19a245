#include "server/wire/life_json.h"

namespace liancheng::wire {
namespace {

Json DayJson(const std::optional<model::Date>& date) {
  if (!date || *date == model::kOpenStart || *date == model::kOpenEnd) return nullptr;
  return model::FormatDate(*date);
}

std::string_view Word(model::Timer::Kind kind) {
  switch (kind) {
    case model::Timer::Kind::kDeadline:
      return "deadline";
    case model::Timer::Kind::kWaiting:
      return "waiting";
    case model::Timer::Kind::kPeriod:
      return "period";
  }
  return "";
}

Json TermJson(const rules::TermResult& term) {
  const model::Timer& timer = *term.timer;
  return {{"rule", timer.id},
          {"rulebook", term.book->id},
          {"name", timer.name},
          {"kind", Word(timer.kind)},
          {"amount", term.amount == 0 ? Json(nullptr) : Json(term.amount)},
          {"unit", timer.unit},
          {"event", Name(term.event)},
          {"start", DayJson(term.start)},
          {"end", term.end ? DayJson(term.end->day) : Json(nullptr)},
          {"provisional", term.end && term.end->provisional},
          {"moved", term.end && term.end->moved},
          {"answered_on", DayJson(term.answered_on)},
          {"overdue", term.overdue},
          {"late", term.late},
          {"actor", timer.actor},
          {"follows", timer.overdue},
          {"missing", term.missing}};
}

Json RepairJson(const rules::RepairResult& repair) {
  Json conditions = Json::array();
  for (const rules::RepairCondition& condition : repair.conditions) {
    conditions.push_back({{"row", condition.row},
                          {"what", condition.what},
                          {"state", wire::Word(condition.state)},
                          {"from", DayJson(condition.from)}});
  }
  return {{"rule", repair.repair == nullptr ? Json(nullptr) : Json(repair.repair->id)},
          {"rulebook", repair.book == nullptr ? Json(nullptr) : Json(repair.book->id)},
          {"actor", repair.repair == nullptr ? "" : repair.repair->actor},
          {"allowed", repair.allowed},
          {"bars", repair.bars},
          {"conditions", std::move(conditions)},
          {"earliest", DayJson(repair.earliest)},
          {"notes", repair.notes}};
}

}  // namespace

std::string_view Word(rules::RepairCondition::State state) {
  switch (state) {
    case rules::RepairCondition::State::kMet:
      return "met";
    case rules::RepairCondition::State::kUnmet:
      return "unmet";
    case rules::RepairCondition::State::kToFind:
      return "to_find";
    case rules::RepairCondition::State::kWarns:
      return "warns";
  }
  return "";
}

Json ToJson(const rules::Refusal& refusal) {
  return {{"provision", refusal.row}, {"why", refusal.why}};
}

Json Result(const query::DeadlineAnswer& answer) {
  Json json = TermJson(answer.term);
  json["listing"] = answer.listing.empty() ? Json(nullptr) : Json(answer.listing);
  return json;
}

Json Result(const query::RepairableAnswer& answer) {
  Json json = RepairJson(answer.repair);
  json["listing"] = answer.listing;
  return json;
}

Json Result(const query::LifeAnswer& answer) {
  Json entries = Json::array();
  for (const rules::LifeEntry& entry : answer.life.entries) {
    entries.push_back({{"on", DayJson(entry.on)},
                       {"state", Name(entry.state)},
                       {"record", entry.record.empty() ? Json(nullptr) : Json(entry.record)},
                       {"actor", entry.actor}});
  }
  Json terms = Json::array();
  for (const rules::TermResult& term : answer.terms) terms.push_back(TermJson(term));
  return {{"listing", answer.act->id},
          {"list", answer.act->listing.list},
          {"subject", answer.parties[answer.subject].key},
          {"state", answer.life.state ? Json(Name(*answer.life.state)) : Json(nullptr)},
          {"from", DayJson(answer.effect.from)},
          {"to", DayJson(answer.effect.to)},
          {"entries", std::move(entries)},
          {"annotations", answer.life.annotations},
          {"terms", std::move(terms)},
          {"repair", RepairJson(answer.repair)}};
}

Json Result(const query::TermsAnswer& answer) {
  Json terms = Json::array();
  for (const query::RunningTerm& running : answer.terms) {
    Json json = TermJson(running.term);
    json["listing"] = running.act->id;
    json["list"] = running.act->listing.list;
    json["subject"] = answer.parties[running.subject].key;
    terms.push_back(std::move(json));
  }
  return {{"terms", std::move(terms)}};
}

}  // namespace liancheng::wire
