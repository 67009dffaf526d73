// The algebra of half-open periods, and the named years.
#include "base/period.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace base {
namespace {

Period year_from(int start_year, unsigned month) {
  const auto from = Date::from_ymd(start_year, month, 1);
  const auto until = Date::from_ymd(start_year + 1, month, 1);
  CHECK(from.has_value() && until.has_value());
  return {*from, *until};
}

}  // namespace

std::optional<Period> Period::between(Date from, Date until) {
  if (from >= until) return std::nullopt;
  return Period(from, until);
}

Period::Period(Date from, Date until) : from_(from), until_(until) { CHECK(from < until); }

std::optional<Period> Period::intersection(const Period& other) const {
  return between(std::max(from_, other.from_), std::min(until_, other.until_));
}

std::optional<Period> Period::joined(const Period& other) const {
  if (!overlaps(other) && !touches(other)) return std::nullopt;
  return Period(std::min(from_, other.from_), std::max(until_, other.until_));
}

std::string Period::describe() const {
  if (open_start() && open_end()) return "at all times";
  if (open_end()) return "since " + from_.long_form();
  const Date last = until_.plus_days(-1);
  if (open_start()) return "until " + last.long_form();
  if (last == from_) return from_.long_form();
  return from_.long_form() + " to " + last.long_form();
}

Period academic_year(int start_year) { return year_from(start_year, 9); }
Period academy_financial_year(int start_year) { return year_from(start_year, 9); }
Period council_financial_year(int start_year) { return year_from(start_year, 4); }

}  // namespace base
