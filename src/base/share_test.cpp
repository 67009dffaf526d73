// Percentages are kept and written exactly as the register gives them.
#include "base/share.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <utility>

namespace base {
namespace {

TEST(Share, is_read_exactly) {
  const std::pair<const char*, std::int64_t> cases[] = {
      {"21.7", 2170}, {"21.75%", 2175}, {"0", 0}, {"100", 10000}, {"100.00 %", 10000}, {"0.05", 5}};
  for (const auto& [text, hundredths] : cases) {
    EXPECT_EQ(Share::parse(text).value().hundredths(), hundredths) << text;
  }
}

TEST(Share, refuses_what_it_cannot_keep) {
  for (const char* text : {"", "%", "-1", "100.01", "21.756", "21.", ".5", "1e2", "21.7%%", "nan",
                           "99999999999999999999", "2 1", "1.-5"}) {
    const auto read = Share::parse(text, "FSM");
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, "bad_percentage") << text;
    EXPECT_EQ(read.error().field, "FSM") << text;
  }
}

TEST(Share, is_written_with_the_decimals_it_has) {
  EXPECT_EQ(Share::from_hundredths(2170).format(), "21.7%");
  EXPECT_EQ(Share::from_hundredths(2175).format(), "21.75%");
  EXPECT_EQ(Share::from_hundredths(2205).format(), "22.05%");
  EXPECT_EQ(Share::from_hundredths(2200).format(), "22%");
  EXPECT_EQ(Share().format(), "0%");
  EXPECT_DEATH(Share::from_hundredths(10001), "CHECK failed");
}

RC_GTEST_PROP(ShareProperty, what_is_written_is_read_back, ()) {
  const Share share = Share::from_hundredths(*rc::gen::inRange<std::int64_t>(0, 10001));
  RC_ASSERT(Share::parse(share.format()).value() == share);
}

}  // namespace
}  // namespace base
