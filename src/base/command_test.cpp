// What a command sees of the options that were given.
#include "base/command.hpp"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Invocation, gives_what_was_given) {
  Invocation call;
  call.values = {{"dry-run", {}}, {"on", {"2024-01-01", "2025-01-01"}}, {"FILE", {"a", "b"}}};
  EXPECT_TRUE(call.flag("dry-run"));
  EXPECT_FALSE(call.flag("json"));
  EXPECT_EQ(call.value("on"), "2025-01-01");
  EXPECT_EQ(call.value("dry-run"), std::nullopt);
  EXPECT_EQ(call.value("to"), std::nullopt);
  EXPECT_EQ(call.list("FILE"), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(call.list("to").empty());
}

TEST(Invocation, gives_numbers_within_their_range_or_says_which) {
  Invocation call;
  call.values = {{"seconds", {"2.5"}}, {"threads", {"3"}}, {"seed", {"1.5"}}, {"rounds", {"many"}}};
  EXPECT_EQ(call.number("seconds", 10, 0.01, 60).value(), 2.5);
  EXPECT_EQ(call.number("minutes", 10, 0.01, 60).value(), 10);
  EXPECT_EQ(call.whole("threads", 2, 1, 8).value(), 3);
  EXPECT_EQ(call.whole("others", 2, 1, 8).value(), 2);
  EXPECT_EQ(call.number("seconds", 10, 0.01, 2).error().message,
            "--seconds must be a number from 0.01 to 2, not \"2.5\".");
  EXPECT_EQ(call.whole("seed", 1, 0, 9).error().message,
            "--seed must be a whole number from 0 to 9, not \"1.5\".");
  EXPECT_EQ(call.number("rounds", 1, 0, 9).error().code, "bad_number");
  EXPECT_EQ(call.whole("threads", 2, 4, 8).error().field, "--threads");
}

}  // namespace
}  // namespace base
