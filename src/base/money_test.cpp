// Money: reading, writing, the edges of its range, and sharing out to the last penny.
#include "base/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace base {
namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

Money pence(std::int64_t amount) { return Money::from_pence(amount); }

// Every size of number, the edges of the range among them.
rc::Gen<std::int64_t> any_pence() {
  const std::vector<std::int64_t> edges = {least, least + 1, most - 1, most, 0};
  return rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(),
                        rc::gen::inRange<std::int64_t>(-999, 999), rc::gen::elementOf(edges));
}

rc::Gen<std::vector<std::int64_t>> any_weights() {
  const auto weight = rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 6),
                                     rc::gen::inRange<std::int64_t>(0, 2000), rc::gen::just(most));
  return rc::gen::map(rc::gen::container<std::vector<std::int64_t>>(weight),
                      [](std::vector<std::int64_t> weights) {
                        weights.push_back(1);
                        return weights;
                      });
}

TEST(Money, is_read_as_people_write_it) {
  const std::pair<const char*, std::int64_t> cases[] = {{"£12,345.67", 1234567},
                                                        {"12345.67", 1234567},
                                                        {"12345", 1234500},
                                                        {"12.5", 1250},
                                                        {"-£5", -500},
                                                        {"£-5.01", -501},
                                                        {"\u2212£5", -500},
                                                        {" £1,000,000 ", 100000000},
                                                        {"0", 0},
                                                        {"-0.00", 0},
                                                        {"0.07", 7},
                                                        {"00012", 1200}};
  for (const auto& [text, amount] : cases) {
    const auto read = Money::parse(text);
    ASSERT_TRUE(read.ok()) << text;
    EXPECT_EQ(read.value().pence(), amount) << text;
  }
}

TEST(Money, refuses_what_is_no_amount) {
  for (const char* text : {"", "£", "-", "--5", "-£-5", "1,23", "12,34", "1234,567", ",123", "1,",
                           "12.", ".50", "12.345", "1.2.3", "12 345", "five", "£5k", "€5", "+5"}) {
    const auto read = Money::parse(text, "amount");
    ASSERT_FALSE(read.ok()) << text;
    EXPECT_EQ(read.error().code, "bad_amount") << text;
    EXPECT_EQ(read.error().field, "amount") << text;
  }
}

TEST(Money, knows_the_edges_of_its_range) {
  EXPECT_EQ(Money::parse("£92,233,720,368,547,758.07").value(), pence(most));
  EXPECT_EQ(Money::parse("-£92,233,720,368,547,758.08").value(), pence(least));
  for (const char* text :
       {"£92,233,720,368,547,758.08", "-£92,233,720,368,547,758.09", "99999999999999999999999"}) {
    EXPECT_EQ(Money::parse(text).error().code, "amount_too_large") << text;
  }
  EXPECT_EQ(pence(most).plus(pence(1)).error().code, "amount_too_large");
  EXPECT_EQ(pence(least).minus(pence(1)).error().code, "amount_too_large");
  EXPECT_EQ(pence(least).negated().error().code, "amount_too_large");
  EXPECT_EQ(pence(most).times(2).error().code, "amount_too_large");
  EXPECT_EQ(pence(most).negated().value(), pence(-most));
  const Money beyond_and_back[] = {pence(most), pence(most), pence(-most)};
  EXPECT_EQ(sum(beyond_and_back).value(), pence(most));
}

TEST(Money, is_written_with_commas_and_a_true_minus) {
  EXPECT_EQ(pence(1234567).format(), "£12,345.67");
  EXPECT_EQ(pence(-5).format(), "\u2212£0.05");
  EXPECT_EQ(pence(0).format(), "£0.00");
  EXPECT_EQ(pence(least).format(), "\u2212£92,233,720,368,547,758.08");
}

TEST(Money, splits_by_largest_remainder) {
  const auto parts_of = [](std::int64_t whole, std::vector<std::int64_t> weights) {
    std::vector<std::int64_t> parts;
    const auto shared = split(pence(whole), weights);
    for (const Money part : shared.value()) parts.push_back(part.pence());
    return parts;
  };
  using Parts = std::vector<std::int64_t>;
  EXPECT_EQ(parts_of(100, {1, 1, 1}), (Parts{34, 33, 33}));
  EXPECT_EQ(parts_of(-100, {1, 1, 1}), (Parts{-34, -33, -33}));
  EXPECT_EQ(parts_of(10, {0, 7, 0, 2}), (Parts{0, 8, 0, 2}));
  EXPECT_EQ(parts_of(1, {1, 2}), (Parts{0, 1}));
  EXPECT_EQ(parts_of(least, {1}), (Parts{least}));
}

TEST(Money, refuses_weights_that_share_nothing) {
  const std::vector<std::int64_t> unusable[] = {{}, {0, 0}, {1, -1}, {-3}};
  for (const auto& weights : unusable) {
    EXPECT_EQ(split(pence(100), weights).error().code, "bad_weights");
  }
}

RC_GTEST_PROP(MoneyProperty, what_is_written_is_read_back, ()) {
  const Money amount = pence(*any_pence());
  RC_ASSERT(Money::parse(amount.format()).value() == amount);
}

RC_GTEST_PROP(MoneyProperty, arithmetic_is_exact_or_an_error, ()) {
  const std::int64_t left = *any_pence();
  const std::int64_t right = *any_pence();
  const auto agrees = [](const Result<Money>& ours, bool overflows, std::int64_t exact) {
    return overflows ? !ours.ok() : ours.ok() && ours.value() == pence(exact);
  };
  std::int64_t exact = 0;
  bool overflows = __builtin_add_overflow(left, right, &exact);
  RC_ASSERT(agrees(pence(left).plus(pence(right)), overflows, exact));
  overflows = __builtin_sub_overflow(left, right, &exact);
  RC_ASSERT(agrees(pence(left).minus(pence(right)), overflows, exact));
  overflows = __builtin_mul_overflow(left, right, &exact);
  RC_ASSERT(agrees(pence(left).times(right), overflows, exact));
}

RC_GTEST_PROP(MoneyProperty, parts_sum_to_the_whole, ()) {
  const Money whole = pence(*any_pence());
  const auto weights = *any_weights();
  const auto parts = split(whole, weights).value();
  RC_ASSERT(parts.size() == weights.size());
  RC_ASSERT(sum(parts).value() == whole);
}

// |part * total - whole * weight| < total, in 128 bits: within a penny of the exact share.
RC_GTEST_PROP(MoneyProperty, each_part_is_within_a_penny_of_its_share, ()) {
  __extension__ using Wide = __int128;
  const std::int64_t whole = *rc::gen::inRange<std::int64_t>(-1000000000, 1000000000);
  const auto weights =
      *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 100000));
  RC_PRE(!weights.empty());
  const Wide total = std::accumulate(weights.begin(), weights.end(), Wide{0});
  const auto parts = split(pence(whole), weights).value();
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const Wide off = parts[index].pence() * total - Wide{whole} * weights[index];
    RC_ASSERT((off < total && -off < total));
  }
}

RC_GTEST_PROP(MoneyProperty, a_greater_weight_never_gets_less, ()) {
  const std::int64_t whole = *rc::gen::inRange<std::int64_t>(0, 1000000);
  auto weights = *any_weights();
  std::ranges::sort(weights, std::ranges::greater{});
  const auto parts = split(pence(whole), weights).value();
  RC_ASSERT(std::ranges::is_sorted(parts, std::ranges::greater{}));
  for (std::size_t index = 0; index < parts.size(); ++index) {
    RC_ASSERT((weights[index] > 0 || parts[index] == Money()));
  }
}

}  // namespace
}  // namespace base
