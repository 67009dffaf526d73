// What only PostgreSQL can get wrong: a server that goes away and comes back.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

#include "sql/database.hpp"
#include "sql/database_testing.hpp"

namespace sql {
namespace {

// The server is this program's own (tools/with_postgres), so that it may be stopped.
class PostgresServer : public testing::Test {
 protected:
  void SetUp() override {
    if (!TestPlace::available(TestEngine::Postgres)) {
      GTEST_SKIP() << "run me inside tools/with_postgres";
    }
    place_.emplace(TestEngine::Postgres);
    database_.emplace(must(Database::open(place_->url())));
    must(must(database_->write())->script("CREATE TABLE a (n INTEGER) STRICT"));
  }
  static void control(const std::string& action) {
    const char* program = std::getenv("GUILDHALL_TEST_PG_CTL");
    ASSERT_NE(program, nullptr);
    ASSERT_EQ(std::system((std::string(program) + " " + action + " >/dev/null").c_str()), 0);
  }
  std::int64_t count() { return must(must(database_->read())->integer("SELECT count(*) FROM a")); }

  std::optional<TestPlace> place_;
  std::optional<Database> database_;
};

TEST_F(PostgresServer, restarted_between_leases_is_not_noticed) {
  {
    std::vector<Lease> leases;  // fills the pool
    for (int i = 0; i < 5; ++i) {
      leases.push_back(must(database_->read()));
      EXPECT_EQ(must(leases.back()->integer("SELECT count(*) FROM a")), 0);
    }
  }
  control("restart");
  for (int i = 0; i < 5; ++i) must(must(database_->write())->run("INSERT INTO a VALUES (1)"));
  EXPECT_EQ(count(), 5);
}

TEST_F(PostgresServer, restarted_during_a_lease_is_not_noticed_outside_a_transaction) {
  Lease lease = must(database_->write());
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 0);
  control("restart");
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 0);
  control("restart -m immediate");
  must(lease->run("INSERT INTO a VALUES (1)"));
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 1);
  control("restart");
  Transaction transaction = must(Transaction::begin_write(*lease));
  must(lease->run("INSERT INTO a VALUES (1)"));
  must(transaction.commit());
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 2);
}

TEST_F(PostgresServer, restarted_before_several_questions_is_not_noticed) {
  Lease lease = must(database_->write());
  const std::vector<Question> questions = {{"SELECT count(*) FROM a"}, {"SELECT $1 + 1", {1}}};
  must(lease->query_all(questions));
  control("restart");
  std::vector<Rows> answers = must(lease->query_all(questions));
  ASSERT_TRUE(must(answers[1].next()));
  EXPECT_EQ(answers[1].integer(0), 2);
  Transaction transaction = must(Transaction::begin_read(*lease));
  control("restart -m immediate");
  EXPECT_EQ(code_of(lease->query_all(questions)), "database_unavailable");
}

TEST_F(PostgresServer, restarted_in_a_transaction_undoes_it) {
  {
    Lease lease = must(database_->write());
    Transaction transaction = must(Transaction::begin_write(*lease));
    must(lease->run("INSERT INTO a VALUES (1)"));
    control("restart");
    EXPECT_EQ(code_of(lease->run("INSERT INTO a VALUES (2)")), "database_unavailable");
    EXPECT_EQ(code_of(transaction.commit()), "database_unavailable");
    // The same lease goes on after the lost transaction.
    EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 0);
  }
  EXPECT_EQ(count(), 0);
}

TEST_F(PostgresServer, that_goes_before_it_answers_a_commit_leaves_the_outcome_unknown) {
  Lease lease = must(database_->write());
  Transaction transaction = must(Transaction::begin_write(*lease));
  must(lease->run("INSERT INTO a VALUES (1)"));
  control("restart");
  EXPECT_EQ(code_of(transaction.commit()), "outcome_unknown");
  EXPECT_EQ(must(lease->integer("SELECT count(*) FROM a")), 0);
}

TEST_F(PostgresServer, that_is_away_is_reported_and_comes_back) {
  Database hasty = must(Database::open(place_->url(), {.wait_ms_max = 200}));
  control("stop");
  const auto away = hasty.read();
  EXPECT_EQ(code_of(away), "database_unavailable");
  EXPECT_EQ(code_of(Database::open(place_->url())), "database_unavailable");
  control("start");
  EXPECT_EQ(must(must(hasty.read())->integer("SELECT count(*) FROM a")), 0);
}

TEST_F(PostgresServer, that_comes_back_soon_is_waited_for) {
  control("stop");
  std::thread later([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    control("start");
  });
  Database patient = std::move(*database_);
  const auto lease = patient.read();
  later.join();
  EXPECT_EQ(code_of(lease), "");
}

TEST_F(PostgresServer, restarted_under_load_loses_no_committed_row) {
  std::atomic<bool> stop = false;
  std::atomic<int> committed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (!stop) {
        auto lease = database_->write();
        if (lease.ok() && lease.value()->run("INSERT INTO a VALUES (1)").ok()) ++committed;
      }
    });
  }
  for (int i = 0; i < 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    control("restart");
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  stop = true;
  for (auto& thread : threads) thread.join();
  // A row may be there although its answer was lost on the way, at most one a thread and restart.
  EXPECT_GT(committed, 0);
  EXPECT_GE(count(), committed);
  EXPECT_LE(count(), committed + 6);
}

TEST_F(PostgresServer, names_itself_and_hides_the_password) {
  EXPECT_EQ(must(must(database_->read())->text("SELECT current_setting('application_name')")),
            "guildhall");
  const auto wrong = Database::open("postgresql://someone:secret@127.0.0.1:1/there");
  ASSERT_EQ(code_of(wrong), "database_unavailable");
  EXPECT_EQ((wrong.error().message + wrong.error().detail).find("secret"), std::string::npos);
  EXPECT_NE(wrong.error().message.find("127.0.0.1:1/there"), std::string::npos);
  EXPECT_EQ(code_of(Database::open("postgresql://a:se%ret@b/c")), "database_unavailable");
}

TEST_F(PostgresServer, refuses_text_that_is_not_utf8) {
  Lease lease = must(database_->write());
  EXPECT_EQ(code_of(lease->text("SELECT $1", {"\xff"})), "database_constraint");
  EXPECT_EQ(code_of(lease->text("SELECT $1", {std::string_view("a\0b", 3)})),
            "database_constraint");
}

TEST_F(PostgresServer, tables_changed_by_another_program_are_not_noticed) {
  Lease lease = must(database_->write());
  must(lease->run("INSERT INTO a VALUES (1)"));
  { Rows rows = must(lease->query("SELECT * FROM a")); }
  must(must(database_->write())->script("ALTER TABLE a ADD COLUMN m INTEGER NOT NULL DEFAULT 5"));
  Rows rows = must(lease->query("SELECT * FROM a"));
  ASSERT_TRUE(must(rows.next()));
  EXPECT_EQ(rows.integer(1), 5);
}

// pg_sleep takes at least as long as it is told: so must the rests.
TEST_F(PostgresServer, rests_between_statements_and_pieces) {
  using Clock = std::chrono::steady_clock;
  Lease lease = must(database_->write());
  lease->work_at_most(0.25);
  auto start = Clock::now();
  must(lease->text("SELECT CAST(pg_sleep(0.02) AS TEXT)"));
  EXPECT_GE(Clock::now() - start, std::chrono::milliseconds(80));
  Transaction transaction = must(Transaction::begin_read(*lease));
  start = Clock::now();
  Rows rows = must(lease->query(
      "SELECT CAST(pg_sleep(0.0002) AS TEXT) FROM generate_series(1, 200) AS each(n)"));
  int seen = 0;
  while (must(rows.next())) ++seen;
  EXPECT_EQ(seen, 200);
  EXPECT_GE(Clock::now() - start, std::chrono::milliseconds(160));
}

TEST_F(PostgresServer, a_connection_that_comes_back_rests_no_more) {
  Database database = must(Database::open(place_->url(), {.readers_max = 0}));
  must(database.write())->work_at_most(0.001);
  const auto start = std::chrono::steady_clock::now();
  const Lease lease = must(database.write());
  for (int i = 0; i < 50; ++i) must(lease->integer("SELECT $1", {i}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace sql
