// Days and their written forms.
#include "base/date.hpp"

#include <array>
#include <cstdio>

#include "base/check.hpp"
#include "base/text.hpp"

namespace base {
namespace {

namespace chr = std::chrono;

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

// Before every day that from_ymd can make, and far enough from the ends of sys_days to add to.
constexpr chr::sys_days distant_past_days = chr::year{0} / chr::January / 1;
constexpr chr::sys_days distant_future_days = chr::year{9999} / chr::December / 31;

// Digits only, so many of them as `least` to `most`; -1 for anything else.
int digits(std::string_view text, std::size_t least, std::size_t most) {
  if (text.size() < least || text.size() > most) return -1;
  int number = 0;
  for (const char character : text) {
    if (character < '0' || character > '9') return -1;
    number = number * 10 + (character - '0');
  }
  return number;
}

std::optional<Date> from_parts(int year, int month, int day) {
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  return Date::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

// 1 to 12 for "May", "may", "Sept", "September" and the like; -1 otherwise.
int month_named(std::string_view name) {
  if (name.size() < 3) return -1;
  for (std::size_t index = 0; index < month_names.size(); ++index) {
    const std::string_view full = month_names[index];
    const bool short_form = name.size() == 3 || equal_ignoring_case(name, "sept");
    if (equal_ignoring_case(name, full) || (short_form && starts_with_ignoring_case(full, name))) {
      return static_cast<int>(index) + 1;
    }
  }
  return -1;
}

// "24-05-2025", with any of one separator; also "4-5-2025".
std::optional<Date> from_day_first(std::string_view text, char separator) {
  const std::size_t first = text.find(separator);
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find(separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  return from_parts(digits(text.substr(second + 1), 4, 4),
                    digits(text.substr(first + 1, second - first - 1), 1, 2),
                    digits(text.substr(0, first), 1, 2));
}

// "24 May 2025", with as many spaces as the writer liked.
std::optional<Date> from_words(std::string_view text) {
  const std::size_t first = text.find(' ');
  const std::size_t last = text.rfind(' ');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  return from_parts(digits(text.substr(last + 1), 4, 4),
                    month_named(trim(text.substr(first, last - first))),
                    digits(text.substr(0, first), 1, 2));
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, unsigned month, unsigned day) {
  if (year < 1000 || year > 9999) return std::nullopt;
  const chr::year_month_day date{chr::year{year}, chr::month{month}, chr::day{day}};
  if (month > 12 || day > 31 || !date.ok()) return std::nullopt;
  return Date(chr::sys_days(date));
}

std::optional<Date> Date::from_number(std::int64_t yyyymmdd) {
  if (yyyymmdd == 0) return distant_past();
  if (yyyymmdd < 0 || yyyymmdd > 99991231) return std::nullopt;
  const auto number = static_cast<int>(yyyymmdd);
  return from_parts(number / 10000, number / 100 % 100, number % 100);
}

std::optional<Date> Date::from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return from_parts(digits(text.substr(0, 4), 4, 4), digits(text.substr(5, 2), 2, 2),
                    digits(text.substr(8, 2), 2, 2));
}

std::optional<Date> Date::parse(std::string_view text) {
  text = trim(text);
  if (text.size() == 10 && text[4] == '-') return from_iso(text);
  if (text.find('/') != std::string_view::npos) return from_day_first(text, '/');
  if (text.find('-') != std::string_view::npos) return from_day_first(text, '-');
  return from_words(text);
}

Date Date::distant_past() { return Date(distant_past_days); }
Date Date::distant_future() { return Date(distant_future_days); }

int Date::year() const { return static_cast<int>(chr::year_month_day(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(chr::year_month_day(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(chr::year_month_day(days_).day()); }

std::int64_t Date::number() const {
  if (days_ == distant_past_days) return 0;
  const chr::year_month_day date(days_);
  return static_cast<int>(date.year()) * 10000 +
         static_cast<int>(static_cast<unsigned>(date.month()) * 100) +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

std::string Date::iso() const {
  const chr::year_month_day date(days_);
  std::array<char, 32> buffer;
  const int size =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  CHECK(size > 0);
  return std::string(buffer.data(), static_cast<std::size_t>(size));
}

std::string Date::long_form() const {
  const chr::year_month_day date(days_);
  std::string text = std::to_string(static_cast<unsigned>(date.day()));
  text += ' ';
  text += month_names[static_cast<unsigned>(date.month()) - 1];
  text += ' ';
  text += std::to_string(static_cast<int>(date.year()));
  return text;
}

std::string moment(std::int64_t seconds) {
  using namespace std::chrono;
  sys_seconds time{std::chrono::seconds{seconds}};
  sys_days day = floor<days>(time);
  std::int64_t minutes = (time - day).count() / 60;
  std::int64_t hour = minutes / 60;
  std::string minute = std::to_string(minutes % 60);
  return Date(day).long_form() + ", " + std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" +
         (minute.size() < 2 ? "0" : "") + minute + (hour < 12 ? "am" : "pm") + " UTC";
}

}  // namespace base
