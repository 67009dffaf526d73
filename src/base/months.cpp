// The 31st of a month that has 30 days is its 30th.
#include "base/months.hpp"

namespace base {

Date plus_months(Date day, int months) {
  const int counted = static_cast<int>(day.month()) - 1 + months;
  const int year = day.year() + counted / 12;
  const auto in_year = static_cast<unsigned>(counted % 12 + 1);
  for (unsigned last = day.day(); last > 27; --last) {
    if (const auto found = Date::from_ymd(year, in_year, last)) return *found;
  }
  return Date::from_ymd(year, in_year, day.day()).value_or(Date::distant_future());
}

}  // namespace base
