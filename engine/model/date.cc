#include "engine/model/date.h"

#include <algorithm>

#include "fmt/format.h"

namespace liancheng::model {
namespace {

constexpr int kDaysIn[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

bool IsLeap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int DaysInMonth(int year, int month) {
  return month == 2 && IsLeap(year) ? 29 : kDaysIn[month - 1];
}

bool IsOpen(Date date) {
  return date == kOpenStart || date == kOpenEnd;
}

bool ReadDigits(std::string_view text, int* out) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  *out = value;
  return true;
}

}  // namespace

// Days-from-civil after Howard Hinnant's published derivation (eras of 400 years).
Date FromCivil(CivilDate civil) {
  const int year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int shifted_month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const int day_of_year = (153 * shifted_month + 2) / 5 + civil.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * 146097 + day_of_era - 719468};
}

CivilDate ToCivil(Date date) {
  const int shifted = date.days + 719468;
  const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int day_of_era = shifted - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {year, month, day};
}

bool IsValidCivil(CivilDate civil) {
  return civil.month >= 1 && civil.month <= 12 && civil.day >= 1 &&
         civil.day <= DaysInMonth(civil.year, civil.month);
}

absl::StatusOr<Date> ParseDate(std::string_view text) {
  CivilDate civil;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      ReadDigits(text.substr(0, 4), &civil.year) &&
                      ReadDigits(text.substr(5, 2), &civil.month) &&
                      ReadDigits(text.substr(8, 2), &civil.day);
  if (!shaped) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" is not a date YYYY-MM-DD", text));
  }
  if (!IsValidCivil(civil)) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" is not a day of the calendar", text));
  }
  if (civil.year < 1800 || civil.year > 2999) {
    return absl::InvalidArgumentError(fmt::format("\"{}\" is outside 1800 to 2999", text));
  }
  return FromCivil(civil);
}

std::string FormatDate(Date date) {
  if (IsOpen(date)) return "";
  const CivilDate civil = ToCivil(date);
  if (civil.year < 0 || civil.year > 9999) {
    return fmt::format("{:04d}-{:02d}-{:02d}", civil.year, civil.month, civil.day);
  }
  // Batch answers write millions of days, so digits are written without formatting functions into a
  // string that needs no allocation.
  std::string text = "0000-00-00";
  const auto put = [&text](size_t last, int value) {
    for (; value > 0; value /= 10) text[last--] = static_cast<char>('0' + value % 10);
  };
  put(3, civil.year);
  put(6, civil.month);
  put(9, civil.day);
  return text;
}

Date AddDays(Date date, int days) {
  return IsOpen(date) ? date : Date{date.days + days};
}

Date AddMonths(Date date, int months) {
  if (IsOpen(date)) return date;
  CivilDate civil = ToCivil(date);
  const int month_index = civil.year * 12 + (civil.month - 1) + months;
  civil.year = month_index >= 0 ? month_index / 12 : (month_index - 11) / 12;
  civil.month = month_index - civil.year * 12 + 1;
  civil.day = std::min(civil.day, DaysInMonth(civil.year, civil.month));
  return FromCivil(civil);
}

Date AddYears(Date date, int years) {
  return AddMonths(date, years * 12);
}

DateRange Intersect(DateRange a, DateRange b) {
  return {std::max(a.from, b.from), std::min(a.to, b.to)};
}

}  // namespace liancheng::model
