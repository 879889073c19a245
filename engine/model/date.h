// engine/model/date.h: calendar days and half-open spans of days.
// Units:  days since 1970-01-01 (proleptic Gregorian).
// Source: month and year arithmetic follows 民法典 art. 202: a term of months or years ends on the
//         corresponding day, or on the last day of the month where there is none.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace liancheng::model {

struct Date {
  int32_t days = 0;
  auto operator<=>(const Date&) const = default;
};

// Open ends of a DateRange: earlier or later than any stated day.
inline constexpr Date kOpenStart{std::numeric_limits<int32_t>::min()};
inline constexpr Date kOpenEnd{std::numeric_limits<int32_t>::max()};

struct CivilDate {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
};

Date FromCivil(CivilDate civil);
CivilDate ToCivil(Date date);
bool IsValidCivil(CivilDate civil);

// Reads `YYYY-MM-DD`. InvalidArgument on any other form, an impossible day, or a year outside
// 1800..2999.
absl::StatusOr<Date> ParseDate(std::string_view text);

// `YYYY-MM-DD`; the empty string for an open end.
std::string FormatDate(Date date);

// Open ends stay open.
Date AddDays(Date date, int days);
Date AddMonths(Date date, int months);
Date AddYears(Date date, int years);

// Half-open [from, to). Empty when from >= to.
struct DateRange {
  Date from = kOpenStart;
  Date to = kOpenEnd;
  bool operator==(const DateRange&) const = default;
  bool Contains(Date day) const { return from <= day && day < to; }
  bool Empty() const { return from >= to; }
};

DateRange Intersect(DateRange a, DateRange b);

}  // namespace liancheng::model
