// tests/oracle/naive_calendar.h: the calendar arithmetic of the oracle, on std::chrono and not on
// engine/model.
// Source: 民法典 art. 201 (the first day is not counted), 202 (corresponding day, else the last of
//         the month), 203 (a last day that is free moves to the next working day).
#pragma once

#include <optional>
#include <string>

#include "engine/model/calendar.h"
#include "engine/model/date.h"

namespace liancheng::oracle {

// Open ends stay open. Months that lack the day end on their last day.
model::Date DaysLater(model::Date day, int days);
model::Date MonthsLater(model::Date day, int months);
model::Date YearsLater(model::Date day, int years);

// YYYY-MM-DD of 1800 to 2999; nothing for any other text.
std::optional<model::Date> DayIn(const std::string& text);

// Monday to Friday without the days off, and the weekends that are worked.
bool IsWorkingDay(const model::CalendarDays& calendar, model::Date day);

// The last day of a deadline of `amount` working_days, days, months or years from `start`.
model::Date LastDayOf(const model::CalendarDays& calendar, model::Date start, int amount,
                      const std::string& unit);

}  // namespace liancheng::oracle
