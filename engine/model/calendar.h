// engine/model/calendar.h: working days, and terms of days, months and years.
// Source: 民法典 art. 201 (the day of the start is not counted), 202 (corresponding day, or the end
//         of the month), 203 (a last day that is free moves to the next working day); working days
//         exclude legal holidays (行政许可法 art. 82, 行政处罚法 art. 85).
// Threads: const after construction; share freely.
#pragma once

#include <string>
#include <vector>

#include "engine/model/date.h"

namespace liancheng::model {

// What the State Council's notices say of the days between two ends. Outside them only weekends are
// known, and a result is provisional.
struct CalendarDays {
  std::string source;
  Date covered_from = kOpenEnd;
  Date covered_to = kOpenStart;       // last day covered, inclusive
  std::vector<Date> days_off;         // weekdays that are holidays; ascending
  std::vector<Date> worked_weekends;  // Saturdays and Sundays that are worked; ascending
};

struct CountedDay {
  Date day;
  bool provisional = false;  // some of the days used are covered by no notice
  // the last day was no working day, so the term ends on the next one (art. 203)
  bool moved = false;
  bool operator==(const CountedDay&) const = default;
};

class Calendar {
 public:
  Calendar() = default;
  explicit Calendar(CalendarDays days) : days_(std::move(days)) {}

  bool IsWorkingDay(Date day) const;
  bool Covers(Date day) const { return days_.covered_from <= day && day <= days_.covered_to; }

  // The `count`-th working day after `start`; `start` itself for 0.
  CountedDay AddWorkingDays(Date start, int count) const;

  // `day`, or the next working day when it is none.
  CountedDay NextWorkingDay(Date day) const;

 private:
  CalendarDays days_;
};

}  // namespace liancheng::model
