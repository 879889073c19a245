// Terms that begin with events, and full capacity: the condition `overdue` and adults_only.
#include <algorithm>
#include <charconv>

#include "tests/oracle/naive.h"
#include "tests/oracle/naive_calendar.h"

namespace liancheng::oracle {
namespace {

using model::Date;
using model::ListingState;
using model::TermEvent;

constexpr int kFullAge = 18;  // 民法典 art. 17

template <typename T>
void AddStepDays(const std::vector<T>& steps, const std::string& act, ListingState to,
                 std::set<Date>* days) {
  for (const T& step : steps) {
    if (step.listing == act && step.to == to) days->insert(step.on);
  }
}

}  // namespace

const model::Timer* Naive::Timer(const std::string& id) const {
  for (const model::Rulebook& book : library_.books) {
    for (const model::Timer& timer : book.timers) {
      if (timer.id == id) return &timer;
    }
  }
  return nullptr;
}

// Every day on which a statement says that the event was.
std::set<Date> Naive::EventDays(const NaiveAct& act, TermEvent event) const {
  std::set<Date> days;
  const auto add = [&days](const std::optional<Date>& day) {
    if (day.has_value()) days.insert(*day);
  };
  if (event == TermEvent::kAct) add(act.listing.act_on.value_or(act.listing.decided_on));
  if (event == TermEvent::kDecided) add(act.listing.decided_on);
  if (event == TermEvent::kPublished) add(act.listing.published_on);
  if (event == TermEvent::kCorrected) add(act.listing.corrected_on);
  if (event == TermEvent::kRectificationNotice) {
    for (const model::NoticeFact& notice : facts_.notices) {
      if (notice.listing == act.id && notice.kind == "rectification") add(notice.delivered_on);
    }
  }
  if (event == TermEvent::kObjected) {
    for (const model::ObjectionFact& objection : facts_.objections) {
      if (objection.listing == act.id) add(objection.on);
    }
  }
  if (event == TermEvent::kConfirmedWrong) {
    for (const model::ObjectionFact& objection : facts_.objections) {
      const bool upheld = objection.result == model::ObjectionResult::kUpheld;
      if (objection.listing == act.id && upheld) add(objection.answered_on);
    }
  }
  if (event == TermEvent::kGraded) {
    for (const model::GradeFact& grade : facts_.grades) {
      if (grade.subject.key == act.answerable) add(grade.decided_on);
    }
  }
  if (event == TermEvent::kRepairApplied) {
    AddStepDays(facts_.steps, act.id, ListingState::kRepairApplied, &days);
  }
  if (event == TermEvent::kRepairOpinion) {
    AddStepDays(facts_.steps, act.id, ListingState::kRepairOpinion, &days);
  }
  if (event == TermEvent::kRepairPublished) {
    AddStepDays(facts_.steps, act.id, ListingState::kRepairNotice, &days);
  }
  return days;
}

// The latest day on which an objection of the last day with objections was answered, if all were.
std::optional<Date> Naive::AnswerDay(const NaiveAct& act, Date day) const {
  const auto last = EventDay(act, TermEvent::kObjected, day);
  std::set<Date> answers;
  for (const model::ObjectionFact& objection : facts_.objections) {
    if (objection.listing != act.id || objection.on != last) continue;
    std::set<Date> days;
    if (objection.answered_on.has_value()) days.insert(*objection.answered_on);
    for (const model::EndingFact& ending : facts_.endings) {
      if (ending.listing == act.id && ending.how == model::EndingHow::kUpheldObjection &&
          ending.on >= objection.on) {
        days.insert(ending.on);
      }
    }
    if (days.empty()) return std::nullopt;
    answers.insert(*days.begin());
  }
  if (answers.empty() || day < *answers.rbegin()) return std::nullopt;
  return *answers.rbegin();
}

// Of events that can happen several times (also the steps of a repair) the last counts; of all
// others the first.
std::optional<Date> Naive::EventDay(const NaiveAct& act, TermEvent event, Date day) const {
  if (event == TermEvent::kObjectionAnswered) return AnswerDay(act, day);
  std::set<Date> days = EventDays(act, event);
  days.erase(days.upper_bound(day), days.end());
  if (days.empty()) return std::nullopt;
  const bool again = event == TermEvent::kObjected || event == TermEvent::kConfirmedWrong ||
                     event == TermEvent::kGraded || event == TermEvent::kRepairApplied ||
                     event == TermEvent::kRepairOpinion || event == TermEvent::kRepairPublished;
  return again ? *days.rbegin() : *days.begin();
}

std::optional<Date> Naive::OverdueSince(const std::string& id, const NaiveAct& act,
                                        Date day) const {
  const model::Timer* timer = Timer(id);
  if (timer == nullptr || timer->kind != model::Timer::Kind::kDeadline) return std::nullopt;
  if (!timer->answered_by.has_value() || EventDay(act, *timer->answered_by, day).has_value()) {
    return std::nullopt;
  }
  TermEvent event = timer->event;
  int amount = timer->amount;
  if (!timer->parameter.empty()) {
    const std::string text = Parameter(timer->parameter, act.listing.decided_on).value_or("");
    if (const auto chosen = model::Parse<TermEvent>(text)) {
      event = *chosen;
    } else {
      std::from_chars(text.data(), text.data() + text.size(), amount);
    }
  }
  const auto start = EventDay(act, event, day);
  if (!start.has_value() || amount == 0) return std::nullopt;
  const Date last = LastDayOf(library_.calendar, *start, amount, timer->unit);
  if (day <= last) return std::nullopt;
  return Date{last.days + 1};
}

bool Naive::LacksCapacity(const std::string& party, Date day) const {
  const model::EntityFact* entity = Entity(party);
  if (entity == nullptr || entity->type != model::EntityType::kPerson) return false;
  const auto value = [entity](const char* name) {
    const auto found = entity->attributes.find(name);
    return found == entity->attributes.end() ? std::string() : found->second;
  };
  if (value("full_capacity") == "false") return true;
  const auto born = DayIn(value("birth_date"));
  return born.has_value() && day < YearsLater(*born, kFullAge);
}

}  // namespace liancheng::oracle
