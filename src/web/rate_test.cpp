// How fast one may ask: a bucket that fills by itself.
#include "web/rate.hpp"

#include <gtest/gtest.h>

namespace web {
namespace {

TEST(RateLimit, LetsSoManyInAMinuteAndTellsHowLongToWait) {
  RateLimit rate(6);
  for (int i = 0; i < 6; ++i) {
    const Allowance one = rate.ask("ada", 1000);
    EXPECT_TRUE(one.allowed);
    EXPECT_EQ(one.left, 5 - i);
  }
  const Allowance refused = rate.ask("ada", 1000);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.limit, 6);
  EXPECT_EQ(refused.retry_s, 10);
  EXPECT_EQ(refused.reset_s, 60);
  EXPECT_TRUE(rate.ask("tim", 1000).allowed);
  EXPECT_FALSE(rate.ask("ada", 1009).allowed);
  EXPECT_TRUE(rate.ask("ada", 1010).allowed);
  EXPECT_EQ(rate.ask("ada", 5000).left, 5);
}

TEST(RateLimit, AClockThatIsSetBackFillsNothing) {
  RateLimit rate(1);
  EXPECT_TRUE(rate.ask("ada", 1000).allowed);
  EXPECT_FALSE(rate.ask("ada", 10).allowed);
  EXPECT_FALSE(rate.ask("ada", 60).allowed);
  EXPECT_TRUE(rate.ask("ada", 70).allowed);
}

TEST(RateLimit, ForgetsWhoeverHasRestedAndKeepsWhoIsBusy) {
  RateLimit rate(1, 3);
  EXPECT_TRUE(rate.ask("busy", 1000).allowed);
  EXPECT_TRUE(rate.ask("rested", 900).allowed);
  EXPECT_TRUE(rate.ask("rested too", 900).allowed);
  EXPECT_TRUE(rate.ask("new", 1001).allowed);
  EXPECT_FALSE(rate.ask("busy", 1001).allowed);
}

TEST(RateLimit, IsToldInHeaders) {
  Response response;
  tell(response, {false, 10, 0, 60, 6});
  ASSERT_EQ(response.headers.size(), 4u);
  EXPECT_EQ(response.headers[3], (std::pair<std::string, std::string>("Retry-After", "6")));
}

}  // namespace
}  // namespace web
