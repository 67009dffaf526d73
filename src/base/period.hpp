// A run of days, half-open: the first day belongs to it, `until` does not. So periods that follow
// one another share a date and leave no gap. Open ends are Date::distant_past and distant_future.
#pragma once

#include <compare>
#include <optional>
#include <string>

#include "base/date.hpp"

namespace base {

// INVARIANT: from < until; there is no empty period.
class Period {
 public:
  // All days; used so that structs can be made empty.
  Period() : from_(Date::distant_past()), until_(Date::distant_future()) {}

  // Nothing where `until` is not later than `from`: use this for dates that were given to us.
  static std::optional<Period> between(Date from, Date until);
  // CHECKs that `until` is later: use this for dates that we made ourselves.
  Period(Date from, Date until);
  static Period since(Date from) { return {from, Date::distant_future()}; }
  static Period before(Date until) { return {Date::distant_past(), until}; }
  static Period day(Date date) { return {date, date.plus_days(1)}; }

  Date from() const { return from_; }
  Date until() const { return until_; }
  bool open_start() const { return from_ == Date::distant_past(); }
  bool open_end() const { return until_ == Date::distant_future(); }

  bool contains(Date date) const { return from_ <= date && date < until_; }
  bool contains(const Period& other) const {
    return from_ <= other.from_ && other.until_ <= until_;
  }
  bool overlaps(const Period& other) const { return from_ < other.until_ && other.from_ < until_; }
  // One begins on the day on which the other is over.
  bool touches(const Period& other) const { return until_ == other.from_ || other.until_ == from_; }

  // The days that are in both.
  std::optional<Period> intersection(const Period& other) const;
  // The days that are in either; nothing where a gap lies between them.
  std::optional<Period> joined(const Period& other) const;

  // With the last day named, as people do: "1 September 2025 to 31 August 2026", "24 May 2025",
  // "since 1 September 2025", "until 31 August 2026", "at all times".
  std::string describe() const;

  friend auto operator<=>(const Period&, const Period&) = default;

 private:
  Date from_;
  Date until_;
};

// The years that begin in `start_year` (1000 to 9998, CHECKed).
// 1 September to 31 August, the year of the Department for Education's statistics.
Period academic_year(int start_year);
// 1 September to 31 August: academy trusts close their accounts on 31 August (Department for
// Education, Academies Accounts Direction).
Period academy_financial_year(int start_year);
// 1 April to 31 March: fixed by the Local Government Act 1888, section 73; the Accounts and Audit
// Regulations 2015 (SI 2015/234) count in the same years.
Period council_financial_year(int start_year);

}  // namespace base
