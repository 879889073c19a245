#include "engine/rules/terms.h"

#include <algorithm>
#include <charconv>

#include "fmt/format.h"

namespace liancheng::rules {
namespace {

using model::TermEvent;

// The last one counts: an application that came too early does not invalidate a later one.
std::optional<model::Date> Last(const Act& act, model::ListingState to, model::Date known_on) {
  std::optional<model::Date> last;
  for (const Step& step : act.steps) {
    if (step.to == to && step.on <= known_on) last = step.on;
  }
  return last;
}

std::optional<model::Date> LastGrade(const World& world, const Act& act, model::Date known_on) {
  std::optional<model::Date> last;
  for (const Grade& grade : world.records.GradesOf(act.answerable)) {
    if (grade.decided_on <= known_on)
      last = std::max(last.value_or(grade.decided_on), grade.decided_on);
  }
  return last;
}

std::optional<model::Date> LastObjection(const Act& act, model::Date known_on) {
  std::optional<model::Date> last;
  for (const Objection& objection : act.objections) {
    if (objection.on <= known_on) last = std::max(last.value_or(objection.on), objection.on);
  }
  return last;
}

// The day by which every objection of the last day with objections was answered.
std::optional<model::Date> LastAnswer(const Act& act, model::Date known_on) {
  std::optional<model::Date> last;
  for (const Objection& objection : act.objections) {
    if (objection.on != LastObjection(act, known_on)) continue;
    const auto answered = AnsweredOn(act, objection);
    if (!answered) return std::nullopt;
    last = std::max(last.value_or(*answered), *answered);
  }
  return last;
}

std::optional<model::Date> LastUpheld(const Act& act, model::Date known_on) {
  std::optional<model::Date> last;
  for (const Objection& objection : act.objections) {
    const auto& on = objection.answered_on;
    if (objection.result != model::ObjectionResult::kUpheld || !on || known_on < *on) continue;
    last = std::max(last.value_or(*on), *on);
  }
  return last;
}

std::optional<model::Date> FirstNotice(const Act& act, std::string_view kind) {
  for (const Notice& notice : act.notices) {
    if (notice.kind == kind) return notice.delivered_on;
  }
  return std::nullopt;
}

std::optional<model::Date> Decided(const Act& act) {
  if (act.is_demand) return act.demanded_on;
  if (!model::IsDecided(act.listing)) return std::nullopt;
  return act.listing.decided_on;
}

std::optional<model::Date> StatedDay(const World& world, const Act& act, TermEvent event,
                                     model::Date known_on) {
  switch (event) {
    case TermEvent::kAct:
      return act.listing.act_on ? act.listing.act_on : Decided(act);
    case TermEvent::kDecided:
      return Decided(act);
    case TermEvent::kPublished:
      return act.listing.published_on;
    case TermEvent::kCorrected:
      return act.listing.corrected_on;
    case TermEvent::kRectificationNotice:
      return FirstNotice(act, "rectification");
    case TermEvent::kObjected:
      return LastObjection(act, known_on);
    case TermEvent::kObjectionAnswered:
      return LastAnswer(act, known_on);
    case TermEvent::kConfirmedWrong:
      return LastUpheld(act, known_on);
    case TermEvent::kRepairApplied:
      return Last(act, model::ListingState::kRepairApplied, known_on);
    case TermEvent::kRepairOpinion:
      return Last(act, model::ListingState::kRepairOpinion, known_on);
    case TermEvent::kRepairPublished:
      return Last(act, model::ListingState::kRepairNotice, known_on);
    case TermEvent::kGraded:
      return LastGrade(world, act, known_on);
    case TermEvent::kGiven:
    case TermEvent::kHandedOver:
    case TermEvent::kReviewAccepted:
    case TermEvent::kReviewConcluded:
    case TermEvent::kQuarterEnd:
    case TermEvent::kLastTime:
      return std::nullopt;
  }
  return std::nullopt;
}

// Reads the parameter on the day from which the term matters: it gives an event, or the amount.
void AskParameter(const Plan& plan, const model::Timer& timer, model::Date on, TermResult* result) {
  if (timer.parameter.empty()) return;
  const auto value = plan.Parameter(timer.parameter, on);
  if (!value || value->empty()) {
    if (timer.amount == 0) {
      result->missing.push_back(
          fmt::format("the text sets no length and parameter {} has no value", timer.parameter));
    }
    return;
  }
  if (const auto event = model::Parse<TermEvent>(*value)) {
    result->event = *event;
    result->missing.push_back(fmt::format("start: parameter {} = {}", timer.parameter, *value));
    return;
  }
  int amount = 0;
  const auto read = std::from_chars(value->data(), value->data() + value->size(), amount);
  if (read.ec == std::errc() && amount > 0) {
    result->amount = amount;
    result->missing.push_back(fmt::format("length: parameter {} = {}", timer.parameter, *value));
  }
}

model::CountedDay EndOf(const model::Calendar& calendar, const model::Timer& timer, int amount,
                        model::Date start) {
  if (timer.unit == "working_days") return calendar.AddWorkingDays(start, amount);
  model::Date end;
  if (timer.unit == "days") {
    end = model::AddDays(start, amount);
  } else if (timer.unit == "months") {
    end = model::AddMonths(start, amount);
  } else {
    end = model::AddYears(start, amount);
  }
  // 民法典 art. 203 moves only the last day for doing something. A waiting time or a running period
  // has no last day that could be missed.
  if (timer.kind != model::Timer::Kind::kDeadline) return {end};
  return calendar.NextWorkingDay(end);
}

void Finish(const Plan& plan, const TimerPlace& place, TermResult* result) {
  if (!result->start || result->amount == 0) return;
  result->end = EndOf(plan.calendar(), *place.timer, result->amount, *result->start);
  if (result->end->provisional) {
    result->missing.push_back("provisional: no notice on holidays covers all of these days");
  }
}

TermResult Begin(const Plan& plan, const TimerPlace& place, model::Date on) {
  TermResult result;
  result.book = place.book;
  result.timer = place.timer;
  result.event = place.timer->event;
  result.amount = place.timer->amount;
  AskParameter(plan, *place.timer, on, &result);
  return result;
}

// Whether a timer belongs to a row: "HX-29-b" belongs to "HX-29".
bool HasSuffix(std::string_view timer, std::string_view row) {
  return timer.size() == row.size() + 2 && timer.starts_with(row) && timer[row.size()] == '-' &&
         timer.back() >= 'a' && timer.back() <= 'z';
}

bool HasLength(const model::Rulebook& book, const model::Timer& timer) {
  if (timer.amount > 0) return true;
  for (const model::Parameter& parameter : book.parameters) {
    if (parameter.id != timer.parameter) continue;
    return std::any_of(parameter.values.begin(), parameter.values.end(),
                       [](const model::ParameterValue& value) { return !value.value.empty(); });
  }
  return false;
}

}  // namespace

std::optional<TimerPlace> FindTimer(const Plan& plan, std::string_view id) {
  std::optional<TimerPlace> first;
  std::optional<TimerPlace> first_set;
  for (const model::Rulebook& book : plan.library().books) {
    for (const model::Timer& timer : book.timers) {
      const TimerPlace place{&book, &timer};
      if (timer.id == id) return place;
      if (!HasSuffix(timer.id, id)) continue;
      if (!first) first = place;
      if (!first_set && HasLength(book, timer)) first_set = place;
    }
  }
  return first_set ? first_set : first;
}

std::optional<model::Date> EventDay(const World& world, const Act& act, TermEvent event,
                                    model::Date known_on) {
  const auto day = StatedDay(world, act, event, known_on);
  if (!day || known_on < *day) return std::nullopt;
  return day;
}

TermResult RunTermFrom(const Plan& plan, const TimerPlace& place, model::Date start) {
  TermResult result = Begin(plan, place, start);
  result.start = start;
  Finish(plan, place, &result);
  return result;
}

TermResult RunTerm(const World& world, const TimerPlace& place, const Act& act, model::Date day) {
  TermResult result = Begin(world.plan, place, Decided(act).value_or(day));
  result.start = EventDay(world, act, result.event, day);
  if (!result.start) {
    result.missing.push_back(
        fmt::format("not known: {} ({})", Name(result.event), place.timer->start));
  }
  Finish(world.plan, place, &result);
  if (place.timer->answered_by) {
    result.answered_on = EventDay(world, act, *place.timer->answered_by, day);
  }
  if (!result.end || place.timer->kind != model::Timer::Kind::kDeadline) return result;
  // When no statement can answer a deadline, it is unknown whether a passed one was missed.
  const bool can_be_answered = place.timer->answered_by.has_value();
  result.late = result.answered_on && result.end->day < *result.answered_on;
  result.overdue = can_be_answered && !result.answered_on && result.end->day < day;
  return result;
}

std::vector<TermResult> TermsOf(const World& world, const Act& act, model::Date day) {
  std::vector<TermResult> terms;
  for (const model::Rulebook* book : world.plan.books()) {
    for (const model::Timer& timer : book->timers) {
      const auto& lists = timer.lists;
      if (act.is_demand || std::find(lists.begin(), lists.end(), act.listing.list) == lists.end()) {
        continue;
      }
      terms.push_back(RunTerm(world, {book, &timer}, act, day));
    }
  }
  return terms;
}

}  // namespace liancheng::rules
