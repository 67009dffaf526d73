// Several at once: readers beside a writer, writers one after the other, leases that run out.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "sql/database.hpp"
#include "sql/database_testing.hpp"

namespace sql {
namespace {

class Sharing : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    Lease lease = must(database().write());
    must(
        lease->script("CREATE TABLE account (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;"
                      "INSERT INTO account VALUES (1, 0), (2, 100);"));
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, Sharing, shared_engines(), test_engine_name);

constexpr std::string_view add_one = "UPDATE account SET n = n + 1 WHERE id = 1";
constexpr std::string_view read_one = "SELECT n FROM account WHERE id = 1";

TEST_P(Sharing, readers_see_the_old_state_while_a_writer_works) {
  Lease writer = must(database().write());
  Transaction transaction = must(Transaction::begin_write(*writer));
  must(writer->run(add_one));
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const Lease reader = must(database().read());
        right += must(reader->integer(read_one, {}, -1)) == 0 ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(right, 60);
  must(transaction.commit());
  EXPECT_EQ(must(must(database().read())->integer(read_one)), 1);
}

TEST_P(Sharing, a_reading_transaction_is_a_steady_view) {
  Lease reader = must(database().read());
  {
    Transaction view = must(Transaction::begin_read(*reader));
    EXPECT_EQ(must(reader->integer(read_one)), 0);
    must(must(database().write())->run(add_one));
    EXPECT_EQ(must(reader->integer(read_one)), 0);
  }
  EXPECT_EQ(must(reader->integer(read_one)), 1);
}

TEST_P(Sharing, writers_wait_for_each_other) {
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  // Half of them as a second program would, through a pool of its own.
  Database other = open();
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 10; ++round) {
        const Lease writer = must((i % 2 == 0 ? database() : other).write());
        Transaction transaction = must(Transaction::begin_write(*writer));
        const bool changed = writer->run(add_one).ok();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        failures += changed && transaction.commit().ok() ? 0 : 1;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(must(must(database().read())->integer(read_one)), 40);
}

TEST_P(Sharing, a_writer_gives_up_after_its_time) {
  Lease first = must(database().write());
  Transaction transaction = must(Transaction::begin_write(*first));
  must(first->run(add_one));
  Database other = open({.wait_ms_max = 100});
  {
    Lease second = must(other.write());
    auto blocked = Transaction::begin_write(*second);
    // SQLite has one lock for all; on PostgreSQL it is the row that is taken.
    const std::string code = blocked.ok() ? code_of(second->run(add_one)) : code_of(blocked);
    EXPECT_EQ(code, "database_busy");
  }
  must(transaction.commit());
  must(must(other.write())->run(add_one));
  EXPECT_EQ(must(must(other.read())->integer(read_one)), 2);
}

TEST_P(Sharing, a_lease_runs_out_of_time_when_all_are_lent) {
  Database small = open({.readers_max = 1, .wait_ms_max = 50});
  std::vector<Lease> leases;
  leases.push_back(must(small.read()));
  if (small.engine() == Engine::Postgres) leases.push_back(must(small.read()));
  EXPECT_EQ(code_of(small.read()), "database_busy");
  leases.pop_back();
  EXPECT_EQ(code_of(small.read()), "");
}

TEST_P(Sharing, a_waiting_lease_gets_the_connection_that_comes_back) {
  Database small = open({.readers_max = 0});
  auto held = std::make_unique<Lease>(must(small.write()));
  std::thread waiter([&] { must(must(small.write())->run(add_one)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  held.reset();
  waiter.join();
  EXPECT_EQ(must(must(small.write())->integer(read_one)), 1);
}

using SharingDeathTest = Sharing;
INSTANTIATE_TEST_SUITE_P(Engines, SharingDeathTest, shared_engines(), test_engine_name);

TEST_P(SharingDeathTest, refuses_what_only_a_programmer_can_do_wrong) {
  testing::FLAGS_gtest_death_test_style = "fast";
  Lease writer = must(database().write());
  EXPECT_DEATH((void)writer->query("SELECT $1", {1, 2}), "CHECK");
  EXPECT_DEATH((void)must(writer->bulk("account", {"id"})).add({1, 2}), "CHECK");
  EXPECT_DEATH((void)must(writer->bulk("account", {"id"})).flush(), "CHECK");
  EXPECT_DEATH((void)must(writer->query("SELECT 1")).integer(0), "CHECK");
  Transaction transaction = must(Transaction::begin_write(*writer));
  EXPECT_DEATH((void)Transaction::begin_write(*writer), "CHECK");
}

}  // namespace
}  // namespace sql
