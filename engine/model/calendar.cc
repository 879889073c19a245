#include "engine/model/calendar.h"

#include <algorithm>

namespace liancheng::model {
namespace {

// 1970-01-01 was a Thursday; 0 is Monday.
int Weekday(Date day) {
  const int remainder = (day.days + 3) % 7;
  return remainder < 0 ? remainder + 7 : remainder;
}

bool Has(const std::vector<Date>& days, Date day) {
  return std::binary_search(days.begin(), days.end(), day);
}

}  // namespace

bool Calendar::IsWorkingDay(Date day) const {
  if (Weekday(day) >= 5) return Has(days_.worked_weekends, day);
  return !Has(days_.days_off, day);
}

CountedDay Calendar::AddWorkingDays(Date start, int count) const {
  if (start == kOpenStart || start == kOpenEnd) return {start};
  CountedDay result{start, count > 0 && !Covers(AddDays(start, 1)), false};
  while (count > 0) {
    result.day = AddDays(result.day, 1);
    if (IsWorkingDay(result.day)) --count;
    if (!Covers(result.day)) result.provisional = true;
  }
  return result;
}

CountedDay Calendar::NextWorkingDay(Date day) const {
  if (day == kOpenStart || day == kOpenEnd) return {day};
  CountedDay result{day, !Covers(day), false};
  while (!IsWorkingDay(result.day)) {
    result.day = AddDays(result.day, 1);
    result.moved = true;
    if (!Covers(result.day)) result.provisional = true;
  }
  return result;
}

}  // namespace liancheng::model
