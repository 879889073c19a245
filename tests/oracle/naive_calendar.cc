#include "tests/oracle/naive_calendar.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace liancheng::oracle {
namespace {

using model::Date;
using std::chrono::sys_days;
using std::chrono::year_month_day;

bool IsOpen(Date day) {
  return day == model::kOpenStart || day == model::kOpenEnd;
}

sys_days Chrono(Date day) {
  return sys_days(std::chrono::days(day.days));
}

Date Model(sys_days day) {
  return Date{static_cast<int32_t>(day.time_since_epoch().count())};
}

bool Has(const std::vector<Date>& days, Date day) {
  return std::find(days.begin(), days.end(), day) != days.end();
}

}  // namespace

Date DaysLater(Date day, int days) {
  return IsOpen(day) ? day : Model(Chrono(day) + std::chrono::days(days));
}

Date MonthsLater(Date day, int months) {
  if (IsOpen(day)) return day;
  const year_month_day there = year_month_day(Chrono(day)) + std::chrono::months(months);
  if (there.ok()) return Model(sys_days(there));
  return Model(sys_days(there.year() / there.month() / std::chrono::last));
}

Date YearsLater(Date day, int years) {
  return MonthsLater(day, 12 * years);
}

std::optional<Date> DayIn(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string digits = text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int year = std::stoi(digits.substr(0, 4));
  const auto month = static_cast<unsigned>(std::stoi(digits.substr(4, 2)));
  const auto day_of_month = static_cast<unsigned>(std::stoi(digits.substr(6, 2)));
  const year_month_day day{std::chrono::year(year), std::chrono::month(month),
                           std::chrono::day(day_of_month)};
  if (!day.ok() || year < 1800 || year > 2999) return std::nullopt;
  return Model(sys_days(day));
}

bool IsWorkingDay(const model::CalendarDays& calendar, Date day) {
  const std::chrono::weekday weekday(Chrono(day));
  const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  return weekend ? Has(calendar.worked_weekends, day) : !Has(calendar.days_off, day);
}

Date LastDayOf(const model::CalendarDays& calendar, Date start, int amount,
               const std::string& unit) {
  Date day = start;
  if (unit == "working_days") {
    for (int counted = 0; counted < amount;) {
      day = DaysLater(day, 1);
      if (IsWorkingDay(calendar, day)) ++counted;
    }
    return day;
  }
  if (unit == "days") day = DaysLater(start, amount);
  if (unit == "months") day = MonthsLater(start, amount);
  if (unit == "years") day = YearsLater(start, amount);
  while (!IsWorkingDay(calendar, day)) day = DaysLater(day, 1);
  return day;
}

}  // namespace liancheng::oracle
