// Months that are shorter than the one before.
#include "base/months.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Months, end_on_their_last_day) {
  const auto later = [](std::string_view day, int months) {
    return plus_months(*Date::from_iso(day), months).iso();
  };
  EXPECT_EQ(later("2025-08-31", 6), "2026-02-28");
  EXPECT_EQ(later("2025-12-01", 1), "2026-01-01");
  EXPECT_EQ(later("2024-02-29", 12), "2025-02-28");
  EXPECT_EQ(later("9999-11-30", 12), "9999-12-31");
}

}  // namespace
}  // namespace base
