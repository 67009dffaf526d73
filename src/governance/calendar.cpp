// Counting by months, where a month may lack the day.
#include "governance/calendar.hpp"

#include "base/period.hpp"

namespace governance {

int school_year(base::Date on) {
  return on < base::academic_year(on.year()).from() ? on.year() - 1 : on.year();
}

std::string school_year_name(int begins) {
  const std::string ends = std::to_string(begins + 1);
  return std::to_string(begins) + "/" + ends.substr(ends.size() - 2);
}

base::Date months_later(base::Date from, int months) {
  const int month = static_cast<int>(from.month()) - 1 + months;
  for (unsigned day = from.day();; --day) {
    const auto found =
        base::Date::from_ymd(from.year() + month / 12, static_cast<unsigned>(month % 12) + 1, day);
    if (found) return *found;
  }
}

}  // namespace governance
