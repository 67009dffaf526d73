// Days: which there are, and their written forms there and back.
#include "base/date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace base {
namespace {

// Any day that from_ymd can make.
rc::Gen<Date> any_date() {
  const int first = static_cast<int>(Date::from_ymd(1000, 1, 1)->days().time_since_epoch().count());
  const int last = static_cast<int>(Date::distant_future().days().time_since_epoch().count());
  return rc::gen::map(rc::gen::inRange(first, last + 1), [](int days) {
    return Date(std::chrono::sys_days(std::chrono::days(days)));
  });
}

TEST(Date, knows_which_days_exist) {
  EXPECT_TRUE(Date::from_ymd(2024, 2, 29));
  EXPECT_FALSE(Date::from_ymd(2025, 2, 29));
  EXPECT_FALSE(Date::from_ymd(1900, 2, 29));
  EXPECT_FALSE(Date::from_ymd(2025, 0, 1));
  EXPECT_FALSE(Date::from_ymd(2025, 13, 1));
  EXPECT_FALSE(Date::from_ymd(2025, 1, 0));
  EXPECT_FALSE(Date::from_ymd(2025, 1, 257));
  EXPECT_FALSE(Date::from_ymd(2025, 257, 1));
  EXPECT_FALSE(Date::from_ymd(999, 12, 31));
  EXPECT_FALSE(Date::from_ymd(10000, 1, 1));
}

TEST(Date, reads_what_people_and_the_register_write) {
  const Date day = *Date::from_ymd(2025, 5, 4);
  for (const char* text : {"2025-05-04", "04-05-2025", "04/05/2025", "4/5/2025", "4 May 2025",
                           "04 may 2025", " 4  May  2025 "}) {
    EXPECT_EQ(Date::parse(text), day) << text;
  }
  EXPECT_EQ(Date::parse("1 Sept 2025"), Date::from_ymd(2025, 9, 1));
  EXPECT_EQ(Date::parse("1 Sep 2025"), Date::from_ymd(2025, 9, 1));
}

TEST(Date, reads_nothing_else) {
  for (const char* text :
       {"", "2025", "2025-5-4", "2025-05-4x", "20250504", "31-02-2025", "04/05/25", "04/05-2025",
        "5/24/2025", "4 Ma 2025", "4 Mayo 2025", "May 2025", "4 May 25", "-4 May 2025",
        "04-05-2025 00:00:00", "//2025", "4/ /2025", "0000-01-01"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, has_two_ends) {
  EXPECT_EQ(Date::distant_past().number(), 0);
  EXPECT_EQ(Date::distant_future().number(), 99991231);
  EXPECT_EQ(Date::from_number(0), Date::distant_past());
  EXPECT_EQ(Date::from_number(99991231), Date::distant_future());
  EXPECT_LT(Date::distant_past(), *Date::from_ymd(1000, 1, 1));
}

TEST(Date, refuses_numbers_that_are_no_day) {
  for (const std::int64_t number :
       {-20250524LL, 1LL, 20250532LL, 20251301LL, 99991232LL, 202505240LL, 20250524LL << 32}) {
    EXPECT_FALSE(Date::from_number(number)) << number;
  }
}

TEST(Date, counts_days) {
  const Date day = *Date::from_iso("2024-02-28");
  EXPECT_EQ(day.plus_days(2).iso(), "2024-03-01");
  EXPECT_EQ(day.plus_days(366).days_since(day), 366);
}

RC_GTEST_PROP(DateProperty, every_form_is_read_back, ()) {
  const Date day = *any_date();
  const std::string iso = day.iso();
  const std::string year = iso.substr(0, 4);
  const std::string month = iso.substr(5, 2);
  const std::string of_month = iso.substr(8, 2);
  RC_ASSERT(Date::from_iso(iso) == day);
  RC_ASSERT(Date::parse(iso) == day);
  RC_ASSERT(Date::parse(of_month + "-" + month + "-" + year) == day);
  RC_ASSERT(Date::parse(of_month + "/" + month + "/" + year) == day);
  RC_ASSERT(Date::parse(day.long_form()) == day);
  RC_ASSERT(Date::from_number(day.number()) == day);
  RC_ASSERT(Date::from_ymd(day.year(), day.month(), day.day()) == day);
}

RC_GTEST_PROP(DateProperty, numbers_and_iso_sort_like_days, ()) {
  const Date left = *any_date();
  const Date right = *any_date();
  RC_ASSERT((left < right) == (left.number() < right.number()));
  RC_ASSERT((left < right) == (left.iso() < right.iso()));
}

RC_GTEST_PROP(DateProperty, a_number_is_a_day_or_nothing, ()) {
  const int number = *rc::gen::inRange(0, 9999) * 10000 + *rc::gen::inRange(0, 14) * 100 +
                     *rc::gen::inRange(0, 33);
  const auto day = Date::from_number(number);
  RC_CLASSIFY(day.has_value());
  RC_ASSERT((!day.has_value() || day->number() == number));
}

}  // namespace
}  // namespace base
