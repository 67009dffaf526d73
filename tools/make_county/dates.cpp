// The few sums with days that the county needs; no clock and no library of dates.
#include "dates.hpp"

namespace county {
namespace {

std::string digits(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - text.size(), '0') + text;
}

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
}

std::string written(int date, char mark) {
  if (date == 0) return "";
  return digits(date % 100, 2) + mark + digits(date / 100 % 100, 2) + mark +
         digits(date / 10000, 4);
}

}  // namespace

int day_before(int date) {
  if (date % 100 > 1) return date - 1;
  int year = date / 10000;
  int month = date / 100 % 100 - 1;
  if (month == 0) {
    month = 12;
    --year;
  }
  return year * 10000 + month * 100 + days_in(year, month);
}

// Zeller's rule, with January and February counted to the year before.
int weekday(int date) {
  int year = date / 10000;
  int month = date / 100 % 100;
  if (month < 3) {
    month += 12;
    --year;
  }
  const int saturday_is_0 = (date % 100 + 13 * (month + 1) / 5 + year + year / 4 - year / 100 +
                             year / 400) % 7;
  return (saturday_is_0 + 5) % 7 + 1;
}

std::string with_dashes(int date) { return written(date, '-'); }
std::string with_slashes(int date) { return written(date, '/'); }

std::string iso(int date) {
  if (date == 0) return "";
  return digits(date / 10000, 4) + '-' + digits(date / 100 % 100, 2) + '-' +
         digits(date % 100, 2);
}

}  // namespace county
