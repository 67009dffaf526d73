// Timelines against the plainest thing that says the same: a value written on each day.
#include "base/timeline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace base {
namespace {

constexpr int calendar_days = 30;

Date day(int number) { return Date::from_ymd(2025, 8, 20)->plus_days(number); }

struct Change {
  Period period;
  std::optional<int> value;  // nothing: clear
};

void showValue(const Change& change, std::ostream& out) {
  out << change.period.describe() << " = " << change.value.value_or(-1);
}

rc::Gen<Change> any_change() {
  return rc::gen::exec([] {
    const int from = *rc::gen::inRange(0, calendar_days);
    const int until = *rc::gen::inRange(from + 1, calendar_days + 1);
    const bool open_start = *rc::gen::inRange(0, 8) == 0;
    const bool open_end = *rc::gen::inRange(0, 4) == 0;
    const int value = *rc::gen::inRange(-1, 3);
    return Change{Period(open_start ? Date::distant_past() : day(from),
                         open_end ? Date::distant_future() : day(until)),
                  value < 0 ? std::nullopt : std::optional<int>(value)};
  });
}

void apply(Timeline<int>& timeline, const Change& change) {
  if (change.value) {
    timeline.set(change.period, *change.value);
  } else {
    timeline.clear(change.period);
  }
}

TEST(Timeline, begins_with_no_value) {
  const Timeline<int> timeline;
  EXPECT_TRUE(timeline.empty());
  EXPECT_EQ(timeline.at(day(0)), nullptr);
}

TEST(Timeline, a_later_word_overrides_what_lies_under_it) {
  Timeline<std::string> trust;
  trust.set(Period::since(day(0)), "North");
  trust.set(Period(day(5), day(8)), "South");
  ASSERT_EQ(trust.entries().size(), 3U);
  EXPECT_EQ(*trust.at(day(4)), "North");
  EXPECT_EQ(*trust.at(day(5)), "South");
  EXPECT_EQ(*trust.at(day(8)), "North");
  EXPECT_EQ(trust.at(day(-1)), nullptr);
}

TEST(Timeline, equal_neighbours_are_one_entry) {
  Timeline<std::string> trust;
  trust.set(Period(day(0), day(5)), "North");
  trust.set(Period(day(9), day(12)), "North");
  trust.set(Period(day(5), day(9)), "North");
  ASSERT_EQ(trust.entries().size(), 1U);
  EXPECT_EQ(trust.entries()[0].period, Period(day(0), day(12)));
}

RC_GTEST_PROP(TimelineProperty, says_what_was_last_said_of_each_day, ()) {
  const auto changes = *rc::gen::container<std::vector<Change>>(any_change());
  Timeline<int> timeline;
  // Index 0 and the last stand for all days before and after the small calendar.
  std::array<std::optional<int>, calendar_days + 2> by_day{};
  for (const Change& change : changes) {
    apply(timeline, change);
    for (std::size_t index = 0; index < by_day.size(); ++index) {
      if (change.period.contains(day(static_cast<int>(index) - 1))) by_day[index] = change.value;
    }
  }
  for (std::size_t index = 0; index < by_day.size(); ++index) {
    const int* value = timeline.at(day(static_cast<int>(index) - 1));
    RC_ASSERT((value == nullptr ? std::nullopt : std::optional<int>(*value)) == by_day[index]);
  }
}

RC_GTEST_PROP(TimelineProperty, never_overlaps_and_has_no_equal_neighbours, ()) {
  const auto changes = *rc::gen::container<std::vector<Change>>(any_change());
  Timeline<int> timeline;
  for (const Change& change : changes) {
    apply(timeline, change);
    const auto& entries = timeline.entries();
    for (std::size_t index = 1; index < entries.size(); ++index) {
      RC_ASSERT(entries[index - 1].period.until() <= entries[index].period.from());
      RC_ASSERT((!entries[index - 1].period.touches(entries[index].period) ||
                 entries[index - 1].value != entries[index].value));
    }
  }
}

RC_GTEST_PROP(TimelineProperty, saying_a_thing_twice_changes_nothing, ()) {
  const auto changes = *rc::gen::container<std::vector<Change>>(any_change());
  Timeline<int> timeline;
  for (const Change& change : changes) apply(timeline, change);
  const Change last = *any_change();
  apply(timeline, last);
  const Timeline<int> once = timeline;
  apply(timeline, last);
  RC_ASSERT(timeline == once);
}

}  // namespace
}  // namespace base
