// The algebra of periods, checked day by day over a small calendar.
#include "base/period.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace base {
namespace {

constexpr int calendar_days = 40;

Date day(int number) { return Date::from_ymd(2025, 8, 1)->plus_days(number); }

Date iso(const char* text) { return *Date::from_iso(text); }

// A period in the small calendar, or open at one or both ends.
rc::Gen<Period> any_period() {
  return rc::gen::exec([] {
    const int from = *rc::gen::inRange(0, calendar_days - 1);
    const int until = *rc::gen::inRange(from + 1, calendar_days);
    switch (*rc::gen::inRange(0, 6)) {
      case 0: return Period::since(day(from));
      case 1: return Period::before(day(until));
      case 2: return *rc::gen::inRange(0, 4) == 0 ? Period() : Period::day(day(from));
      default: return Period(day(from), day(until));
    }
  });
}

// The day before and after the calendar stand for the open ends.
template <typename Predicate>
bool every_day(Predicate predicate) {
  for (int number = -1; number <= calendar_days; ++number) {
    if (!predicate(day(number))) return false;
  }
  return true;
}

TEST(Period, leaves_out_its_until) {
  const Period may(iso("2025-05-01"), iso("2025-06-01"));
  EXPECT_TRUE(may.contains(iso("2025-05-01")));
  EXPECT_TRUE(may.contains(iso("2025-05-31")));
  EXPECT_FALSE(may.contains(iso("2025-06-01")));
  EXPECT_FALSE(may.contains(iso("2025-04-30")));
}

TEST(Period, is_never_empty) {
  EXPECT_FALSE(Period::between(iso("2025-05-01"), iso("2025-05-01")));
  EXPECT_FALSE(Period::between(iso("2025-05-02"), iso("2025-05-01")));
  EXPECT_TRUE(Period::between(iso("2025-05-01"), iso("2025-05-02")));
  EXPECT_DEATH(Period(iso("2025-05-01"), iso("2025-05-01")), "CHECK failed: from < until");
}

TEST(Period, has_named_years) {
  EXPECT_EQ(academic_year(2025), Period(iso("2025-09-01"), iso("2026-09-01")));
  EXPECT_EQ(academy_financial_year(2025), academic_year(2025));
  EXPECT_EQ(council_financial_year(2025), Period(iso("2025-04-01"), iso("2026-04-01")));
  EXPECT_TRUE(academic_year(2024).touches(academic_year(2025)));
  EXPECT_FALSE(academic_year(2024).overlaps(academic_year(2025)));
}

TEST(Period, describes_itself_with_its_last_day) {
  EXPECT_EQ(academic_year(2025).describe(), "1 September 2025 to 31 August 2026");
  EXPECT_EQ(Period::since(iso("2025-09-01")).describe(), "since 1 September 2025");
  EXPECT_EQ(Period::before(iso("2026-09-01")).describe(), "until 31 August 2026");
  EXPECT_EQ(Period::day(iso("2025-05-24")).describe(), "24 May 2025");
  EXPECT_EQ(Period().describe(), "at all times");
}

RC_GTEST_PROP(PeriodProperty, intersection_is_the_days_in_both, ()) {
  const Period left = *any_period();
  const Period right = *any_period();
  const auto both = left.intersection(right);
  RC_ASSERT(both == right.intersection(left));
  RC_ASSERT(both.has_value() == left.overlaps(right));
  RC_ASSERT((!both || (left.contains(*both) && right.contains(*both))));
  RC_ASSERT(every_day([&](Date date) {
    return (both && both->contains(date)) == (left.contains(date) && right.contains(date));
  }));
  RC_ASSERT(left.intersection(left) == left);
}

RC_GTEST_PROP(PeriodProperty, joined_is_the_days_in_either, ()) {
  const Period left = *any_period();
  const Period right = *any_period();
  const auto either = left.joined(right);
  RC_CLASSIFY(either.has_value());
  RC_ASSERT(either == right.joined(left));
  RC_ASSERT(either.has_value() == (left.overlaps(right) || left.touches(right)));
  RC_ASSERT((!either || (either->contains(left) && either->contains(right))));
  RC_ASSERT((!either || every_day([&](Date date) {
    return either->contains(date) == (left.contains(date) || right.contains(date));
  })));
}

RC_GTEST_PROP(PeriodProperty, containing_is_being_the_intersection, ()) {
  const Period left = *any_period();
  const Period right = *any_period();
  RC_ASSERT(left.contains(right) == (left.intersection(right) == right));
  RC_ASSERT(left.contains(right) == (left.joined(right) == left));
  RC_ASSERT(!(left.touches(right) && left.overlaps(right)));
}

}  // namespace
}  // namespace base
