// How often one may try, also when many try at once and when the clock is set back.
#include "access/store_throttle.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "access/store_testing.hpp"

namespace guard {
namespace {

using sql::code_of;
using sql::must;

class Throttle : public AccessTest {
 protected:
  base::Result<Attempt> try_once(const std::string& email, const std::string& address,
                                 std::int64_t now_s) {
    const ThrottleSettings& settings = settings_.throttle;
    return begin_attempt(*must(database().write()), settings,
                         {counted_account(settings, email), counted_address(settings, address)},
                         now_s);
  }
  std::string code(const std::string& email, const std::string& address, std::int64_t now_s) {
    return code_of(try_once(email, address, now_s));
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Throttle, sql::all_engines(), sql::test_engine_name);
class SharedThrottle : public Throttle {};
INSTANTIATE_TEST_SUITE_P(Engines, SharedThrottle, sql::shared_engines(), sql::test_engine_name);

TEST_P(Throttle, allows_ten_failures_on_an_account_in_a_quarter_of_an_hour) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(code("ada@example.org", "192.0.2.1", noon + i), "");
  EXPECT_EQ(code("Ada@Example.org ", "192.0.2.2", noon + 10), "too_many_attempts");
  EXPECT_EQ(code("ben@example.org", "192.0.2.1", noon + 10), "");
  // One goes out of the window each second.
  EXPECT_EQ(code("ada@example.org", "192.0.2.1", noon + 900), "");
  EXPECT_EQ(code("ada@example.org", "192.0.2.1", noon + 900), "too_many_attempts");
}

TEST_P(Throttle, allows_fifty_failures_from_an_address) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(code("p" + std::to_string(i) + "@example.org", "192.0.2.1", noon), "");
  }
  const auto refused = try_once("ada@example.org", "192.0.2.1", noon + 60);
  ASSERT_EQ(code_of(refused), "too_many_attempts");
  EXPECT_NE(refused.error().message.find("Wait 14 minutes"), std::string::npos);
  EXPECT_EQ(code("ada@example.org", "192.0.2.2", noon + 60), "");
}

TEST_P(Throttle, forgives_the_account_but_not_the_address_after_a_success) {
  for (int i = 0; i < 9; ++i) must(try_once("ada@example.org", "192.0.2.1", noon));
  must(attempt_succeeded(*must(database().write()),
                         must(try_once("ada@example.org", "192.0.2.1", noon))));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(code("ada@example.org", "192.0.2.1", noon), "");
  const sql::Lease lease = must(database().read());
  EXPECT_EQ(
      must(lease->integer("SELECT count(*) FROM throttle_attempt WHERE subject LIKE 'address:%'")),
      19);
}

TEST_P(Throttle, holds_nothing_against_anybody_that_could_not_be_tried) {
  for (int i = 0; i < 100; ++i) {
    must(attempt_withdrawn(*must(database().write()),
                           must(try_once("ada@example.org", "192.0.2.1", noon))));
  }
  EXPECT_EQ(code("ada@example.org", "192.0.2.1", noon), "");
}

TEST_P(Throttle, neither_forgets_nor_locks_out_when_the_clock_goes_back) {
  for (int i = 0; i < 10; ++i) must(try_once("ada@example.org", "192.0.2.1", noon));
  // A year back: what was counted is taken to be of now.
  const std::int64_t back = noon - 365 * 86400;
  EXPECT_EQ(code("ada@example.org", "192.0.2.1", back), "too_many_attempts");
  EXPECT_EQ(code("ada@example.org", "192.0.2.1", back + 899), "too_many_attempts");
  EXPECT_EQ(code("ada@example.org", "192.0.2.1", back + 900), "");
}

TEST_P(Throttle, keeps_no_address_and_forgets_what_is_over) {
  must(try_once("ada@example.org", "192.0.2.77", noon));
  const sql::Lease lease = must(database().write());
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM throttle_attempt"
                                " WHERE subject LIKE '%192.0%' OR subject LIKE '%example%'")),
            0);
  must(begin_attempt(*lease, settings_.throttle, {}, noon + 901));
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM throttle_attempt")), 0);
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM throttle")), 0);
}

TEST_P(SharedThrottle, counts_right_when_many_try_at_once) {
  sql::Options options;
  options.wait_ms_max = 60000;
  sql::Database shared = open(options);
  std::atomic<int> let_in = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) {
        const sql::Lease lease = must(shared.write());
        const auto attempt = begin_attempt(*lease, settings_.throttle,
                                           {counted_address(settings_.throttle, "192.0.2.1"),
                                            counted_account(settings_.throttle, "ada@example.org")},
                                           noon);
        if (attempt.ok()) ++let_in;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(let_in, 10);
}

}  // namespace
}  // namespace guard
