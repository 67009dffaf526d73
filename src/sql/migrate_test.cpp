// Upgrades, and what must not be upgraded, on each engine.
#include "sql/migrate.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "sql/database_testing.hpp"

namespace sql {
namespace {

class Migrate : public EngineTest {};
INSTANTIATE_TEST_SUITE_P(Engines, Migrate, all_engines(), test_engine_name);

const Migration first{1, "first", "CREATE TABLE a (n INTEGER) STRICT; INSERT INTO a VALUES (1);"};
const Migration second{2, "second", "-- a comment\nALTER TABLE a ADD COLUMN t TEXT;"};
const Migration wrong{2, "wrong", "INSERT INTO a VALUES (2); CREATE TABLE a (n INTEGER) STRICT;"};

TEST_P(Migrate, brings_an_empty_database_to_the_newest_step) {
  Lease lease = must(database().write());
  EXPECT_EQ(must(schema_version(*lease)), 0);
  must(migrate(*lease, {first}));
  EXPECT_EQ(must(schema_version(*lease)), 1);
  must(migrate(*lease, {first, second}));
  must(migrate(*lease, {first, second}));
  EXPECT_EQ(must(schema_version(*lease)), 2);
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 1);
  EXPECT_EQ(must(lease->text("SELECT name FROM schema_version WHERE number = 2")), "second");
  const auto at_s = must(lease->integer("SELECT applied_at FROM schema_version WHERE number = 1"));
  EXPECT_GT(at_s, 1'700'000'000);
  EXPECT_LT(at_s, 10'000'000'000) << "seconds, not milliseconds";
}

TEST_P(Migrate, refuses_a_newer_database) {
  Lease lease = must(database().write());
  must(migrate(*lease, {first, second}));
  const auto refused = migrate(*lease, {first});
  ASSERT_EQ(code_of(refused), "database_newer");
  EXPECT_NE(refused.error().message.find("number 2"), std::string::npos);
  EXPECT_NE(refused.error().message.find("number 1"), std::string::npos);
  EXPECT_EQ(must(schema_version(*lease)), 2);
}

TEST_P(Migrate, refuses_the_tables_of_others) {
  Lease lease = must(database().write());
  must(lease->script("CREATE TABLE customers (n INTEGER) STRICT"));
  EXPECT_EQ(code_of(migrate(*lease, {first})), "database_not_ours");
  EXPECT_EQ(code_of(schema_version(*lease)), "database_not_ours");
  EXPECT_EQ(code_of(lease->query("SELECT * FROM a")), "database_failed") << "nothing was changed";
}

TEST_P(Migrate, refuses_a_version_table_of_others) {
  Lease lease = must(database().write());
  must(lease->script("CREATE TABLE schema_version (version TEXT) STRICT"));
  EXPECT_EQ(code_of(migrate(*lease, {first})), "database_not_ours");
}

TEST_P(Migrate, keeps_the_steps_before_one_that_fails) {
  Lease lease = must(database().write());
  EXPECT_EQ(code_of(migrate(*lease, {first, wrong})), "database_failed");
  EXPECT_EQ(must(schema_version(*lease)), 1);
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 1) << "the failed step left nothing";
  must(migrate(*lease, {first, second}));
  EXPECT_EQ(must(schema_version(*lease)), 2);
}

TEST_P(Migrate, lets_two_upgrade_at_once) {
  if (GetParam() == TestEngine::SqliteMemory) return;  // nobody else can reach that one
  for (int round = 0; round < 5; ++round) {
    const TestPlace fresh(GetParam());
    std::vector<std::thread> threads;
    std::atomic<int> done = 0;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        Database database = must(Database::open(fresh.url()));
        must(migrate(*must(database.write()), {first, second}));
        ++done;
      });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(done, 3);
    Database database = must(Database::open(fresh.url()));
    EXPECT_EQ(must(must(database.read())->integer("SELECT count(*) FROM a")), 1);
  }
}

TEST_P(Migrate, knows_steps_that_both_engines_accept) {
  Lease lease = must(database().write());
  int number = 0;
  for (const auto& step : migrations()) EXPECT_EQ(step.number, ++number);
  must(migrate(*lease));
  EXPECT_EQ(must(schema_version(*lease)), number);
}

}  // namespace
}  // namespace sql
