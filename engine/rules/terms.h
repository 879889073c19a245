// engine/rules/terms.h: computes terms that begin with events: deadlines, waiting times, periods.
// Source:  docs/rulebook_format.md, "Time"; 民法典 art. 201 to 203; working days by the calendar.
// Shape:   the end of a deadline or period is its last day; the end of a waiting time is the first
//          day on which the step may be taken.
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

// Finds a timer by its id. The id of a row with several terms means the first that has a length
// ("HX-29" is "HX-29-a", "HJ-19-a" the notice of five days: the opinion before it has none).
std::optional<TimerPlace> FindTimer(const Plan& plan, std::string_view id);

// The day of an event in the life of an act; nothing when no statement gives it or the day is after
// `known_on`.
std::optional<model::Date> EventDay(const World& world, const Act& act, model::TermEvent event,
                                    model::Date known_on);

struct TermResult {
  const model::Rulebook* book = nullptr;
  const model::Timer* timer = nullptr;
  // the event, as chosen by a parameter where there is one (G23, G54)
  model::TermEvent event = model::TermEvent::kGiven;
  int amount = 0;  // the length, as given by a parameter where there is one (G29)
  std::optional<model::Date> start;
  std::optional<model::CountedDay> end;
  std::optional<model::Date> answered_on;
  bool overdue = false;              // the deadline passed before the asked day without an answer
  bool late = false;                 // the deadline was answered after its end
  std::vector<std::string> missing;  // why there is no end, or on what the end rests
};

// Computes the term of `timer` from a given day.
TermResult RunTermFrom(const Plan& plan, const TimerPlace& place, model::Date start);

// Computes the term of `timer` for an act, as it is on `day`.
TermResult RunTerm(const World& world, const TimerPlace& place, const Act& act, model::Date day);

// Every term of the asked books that applies to the act's list, in the books' order.
std::vector<TermResult> TermsOf(const World& world, const Act& act, model::Date day);

}  // namespace liancheng::rules
