// engine/rules/terms.h: terms that run from events: deadlines, waiting times, periods.
// Source: docs/rulebook_format.md, "Time"; 民法典 art. 201 to 203; working days by the calendar.
// Shape:  the end of a deadline or period is its last day; the end of a waiting time is the first
//         day on which what waits may happen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/rules/plan.h"

namespace liancheng::rules {

struct TimerPlace {
  const model::Rulebook* book;
  const model::Timer* timer;
};

// By its id; a row that holds several terms means the first that has a length ("HX-29" is
// "HX-29-a", "HJ-19-a" the notice of five days: the opinion before it has none).
std::optional<TimerPlace> FindTimer(const Plan& plan, std::string_view id);

// The day of an event in the life of an act; nothing where no statement tells it, or it tells a day
// after `known_on`.
std::optional<model::Date> EventDay(const World& world, const Act& act, model::TermEvent event,
                                    model::Date known_on);

struct TermResult {
  const model::Rulebook* book = nullptr;
  const model::Timer* timer = nullptr;
  model::TermEvent event = model::TermEvent::kGiven;  // after a parameter has chosen (G23, G54)
  int amount = 0;                                     // after a parameter has given it (G29)
  std::optional<model::Date> start;
  std::optional<model::CountedDay> end;
  std::optional<model::Date> answered_on;
  bool overdue = false;              // a deadline that passed before the asked day, unanswered
  bool late = false;                 // a deadline answered after its end
  std::vector<std::string> missing;  // why there is no end, or what the end rests on
};

// The term of `timer` from a given day.
TermResult RunTermFrom(const Plan& plan, const TimerPlace& place, model::Date start);

// The term of `timer` on an act, as it stands on `day`.
TermResult RunTerm(const World& world, const TimerPlace& place, const Act& act, model::Date day);

// Every term of the asked books that runs on the act's list, in the books' order.
std::vector<TermResult> TermsOf(const World& world, const Act& act, model::Date day);

}  // namespace liancheng::rules
