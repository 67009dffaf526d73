// What database.hpp promises, asked of each engine in the same words.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sql/database.hpp"
#include "sql/database_rehearsal.hpp"
#include "sql/database_testing.hpp"

namespace sql {
namespace {

using namespace std::string_view_literals;

class Conformance : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    lease_.emplace(must(database().write()));
    must((*lease_)->script(
        "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, weight REAL, size INTEGER) STRICT;"
        "CREATE TABLE pair (a INTEGER NOT NULL, b TEXT NOT NULL, n INTEGER NOT NULL,"
        "  PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;"));
  }
  void TearDown() override {
    lease_.reset();
    EngineTest::TearDown();
  }
  Connection& connection() { return **lease_; }
  std::int64_t count(std::string_view table) {
    return must(connection().integer("SELECT count(*) FROM " + std::string(table)));
  }

 private:
  std::optional<Lease> lease_;
};

INSTANTIATE_TEST_SUITE_P(Engines, Conformance, all_engines(), test_engine_name);

// Everything that some encoder on the way may trip over.
const std::string awkward_texts[] = {
    "",
    "plain",
    "St Mary's \"C.E.\" \xC3\x89"
    "cole \xE2\x80\x93 \xF0\x9F\x8F\xAB",
    "unit\x1fseparator",
    "tab\there",
    "line\nbreak\r\n",
    "back\\slash \\N \\t \\.",
    "\\.",
    "\\N",
    "'; DROP TABLE thing; --",
    "$1 %s {}",
    std::string(100'000, 'x'),
};

TEST_P(Conformance, gives_back_the_values_that_it_was_given) {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const auto number : {Limits::min(), std::int64_t{-1}, std::int64_t{0}, Limits::max()}) {
    EXPECT_EQ(must(connection().integer("SELECT CAST($1 AS INTEGER)", {number}, 7)), number);
  }
  for (const double number : {0.1, -1.5, 1e300, 5e-324, 1.0 / 3, 53.000000000000007}) {
    must(connection().run("DELETE FROM thing"));
    must(connection().run("INSERT INTO thing (id, weight) VALUES (1, $1)", {number}));
    Rows rows = must(connection().query("SELECT weight FROM thing"));
    ASSERT_TRUE(must(rows.next()));
    EXPECT_EQ(rows.real(0), number);
  }
  for (const auto& text : awkward_texts) {
    must(connection().run("DELETE FROM thing"));
    must(connection().run("INSERT INTO thing (id, name) VALUES (1, $1)", {text}));
    EXPECT_EQ(must(connection().text("SELECT name FROM thing WHERE name = $1", {text})), text);
  }
}

TEST_P(Conformance, tells_null_from_empty_text_and_from_nought) {
  must(connection().run("INSERT INTO thing VALUES (1, $1, $2, $3), (2, $4, $5, $6)",
                        {nullptr, nullptr, nullptr, "", 0.0, 0}));
  Rows rows = must(connection().query("SELECT name, weight, size FROM thing ORDER BY id"));
  ASSERT_TRUE(must(rows.next()));
  for (int column = 0; column < 3; ++column) EXPECT_TRUE(rows.is_null(column));
  EXPECT_EQ(rows.text(0), "");
  EXPECT_EQ(rows.real(1), 0.0);
  EXPECT_EQ(rows.integer(2), 0);
  ASSERT_TRUE(must(rows.next()));
  for (int column = 0; column < 3; ++column) EXPECT_FALSE(rows.is_null(column));
  EXPECT_FALSE(must(rows.next()));
  EXPECT_FALSE(must(rows.next())) << "the end stays the end";
}

TEST_P(Conformance, takes_the_same_parameter_as_null_and_as_a_value) {
  for (int round = 0; round < 2; ++round) {
    const std::string sql = "INSERT INTO thing (name, weight, size) VALUES ($1, $2, $3)";
    must(connection().run(sql, {nullptr, nullptr, nullptr}));
    must(connection().run(sql, {"x", 0.5, nullptr}));
    must(connection().run(sql, {nullptr, 1, 2}));
  }
  EXPECT_EQ(must(connection().integer("SELECT count(*) FROM thing WHERE name IS NULL")), 4);
  EXPECT_EQ(must(connection().text("SELECT CAST(sum(weight) AS TEXT) || '' FROM thing"))[0], '3');
  Rows nan = must(connection().query("INSERT INTO thing (weight) VALUES ($1) RETURNING weight",
                                     {std::nan("")}));
  ASSERT_TRUE(must(nan.next()));
  EXPECT_TRUE(nan.is_null(0));
}

TEST_P(Conformance, converts_columns_that_are_read_as_another_type) {
  must(connection().run("INSERT INTO thing VALUES (1, '42', 2.9, 7)"));
  Rows rows = must(connection().query(
      "SELECT name, weight, size, size > 5, size > 9, sum(size), avg(size) FROM thing"
      " GROUP BY name, weight, size"));
  ASSERT_TRUE(must(rows.next()));
  EXPECT_EQ(rows.integer(0), 42);
  EXPECT_EQ(rows.integer(1), 2);
  EXPECT_EQ(rows.text(2), "7");
  EXPECT_EQ(rows.real(2), 7.0);
  EXPECT_EQ(rows.integer(3), 1) << "true is 1";
  EXPECT_EQ(rows.integer(4), 0);
  EXPECT_EQ(rows.integer(5), 7);
  EXPECT_EQ(rows.real(6), 7.0);
}

TEST_P(Conformance, keeps_dates_and_ids) {
  const auto date = base::Date::from_iso("2025-05-24").value();
  must(connection().run("INSERT INTO thing (id, size) VALUES ($1, $2)",
                        {base::Id<struct Thing>{12}, date}));
  Rows rows = must(connection().query("SELECT id, size FROM thing"));
  ASSERT_TRUE(must(rows.next()));
  EXPECT_EQ(rows.id<struct Thing>(0).value, 12);
  EXPECT_EQ(rows.date(1), date);
}

TEST_P(Conformance, uses_a_parameter_twice_and_out_of_order) {
  must(connection().run("INSERT INTO thing (id, name, size) VALUES ($2, $1, $2)", {"x", 5}));
  EXPECT_EQ(must(connection().integer("SELECT size FROM thing WHERE id = $1 AND size = $1", {5})),
            5);
}

TEST_P(Conformance, orders_and_compares_text_byte_by_byte) {
  for (const char* name : {"b", "B", "a", "\xC3\xA9", "_", "a b", "ab"}) {
    must(connection().run("INSERT INTO thing (name) VALUES ($1)", {name}));
  }
  std::string order;
  Rows rows = must(connection().query("SELECT name FROM thing ORDER BY name"));
  while (must(rows.next())) order += std::string(rows.text(0)) + "|";
  EXPECT_EQ(order, "B|_|a|a b|ab|b|\xC3\xA9|");
  EXPECT_EQ(must(connection().integer("SELECT count(*) FROM thing WHERE name LIKE $1 ESCAPE '\\'",
                                      {"a%"})),
            3);
  EXPECT_EQ(must(connection().integer("SELECT count(*) FROM thing WHERE name LIKE 'B%'")), 1);
}

TEST_P(Conformance, numbers_rows_after_the_greatest_number_in_use) {
  const std::string sql = "INSERT INTO thing (name) VALUES ($1) RETURNING id";
  EXPECT_EQ(must(connection().integer(sql, {"a"})), 1);
  EXPECT_EQ(must(connection().integer(sql, {"b"})), 2);
  must(connection().script("INSERT INTO thing (id, name) VALUES (10, 'c')"));
  EXPECT_EQ(must(connection().integer(sql, {"d"})), 11);
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    BulkWriter writer = must(connection().bulk("thing", {"id"}));
    must(writer.add({20}));
    must(writer.flush());
    must(transaction.commit());
  }
  EXPECT_EQ(must(connection().integer(sql, {"e"})), 21);
}

TEST_P(Conformance, counts_the_rows_that_were_changed) {
  EXPECT_EQ(must(connection().run("INSERT INTO thing (id) VALUES (1), (2), (3)")), 3);
  EXPECT_EQ(must(connection().run("UPDATE thing SET size = 1 WHERE id > $1", {1})), 2);
  EXPECT_EQ(must(connection().run("UPDATE thing SET size = 1 WHERE id > $1", {9})), 0);
  EXPECT_EQ(must(connection().run("DELETE FROM thing")), 3);
  EXPECT_EQ(must(connection().run("SELECT 1")), 0);
  EXPECT_EQ(must(connection().run("CREATE TABLE other (a INTEGER) STRICT")), 0);
}

TEST_P(Conformance, updates_on_conflict_and_returns) {
  const std::string sql =
      "INSERT INTO pair (a, b, n) VALUES ($1, $2, $3)"
      " ON CONFLICT (a, b) DO UPDATE SET n = pair.n + excluded.n RETURNING n";
  EXPECT_EQ(must(connection().integer(sql, {1, "x", 5})), 5);
  EXPECT_EQ(must(connection().integer(sql, {1, "x", 6})), 11);
  EXPECT_EQ(must(connection().run("INSERT INTO pair VALUES (1, 'x', 0) ON CONFLICT DO NOTHING")),
            0);
}

TEST_P(Conformance, understands_the_dialect_of_the_readme) {
  must(
      connection().run("INSERT INTO thing (id, name, size) VALUES (1, 'abcdef', 1), (2, NULL, 2)"));
  const std::string filter =
      "SELECT count(*) FROM thing WHERE CAST($1 AS INTEGER) IS NULL OR size = $1";
  EXPECT_EQ(must(connection().integer(filter, {nullptr})), 2);
  EXPECT_EQ(must(connection().integer(filter, {2})), 1);
  EXPECT_EQ(must(connection().text("SELECT substr(name, CAST($1 AS SMALLINT), 2) FROM thing"
                                   " WHERE id = 1",
                                   {3})),
            "cd");
  must(
      connection().run("WITH other AS (SELECT 2 AS id, 'x' AS name) UPDATE thing SET name ="
                       " other.name FROM other WHERE other.id = thing.id AND thing.name IS NOT"
                       " DISTINCT FROM $1",
                       {nullptr}));
  EXPECT_EQ(must(connection().text("SELECT name FROM thing WHERE id = 2")), "x");
  EXPECT_EQ(must(connection().integer("SELECT row_number() OVER (ORDER BY weight NULLS LAST, id)"
                                      " FROM thing WHERE name >= $1 AND name < $2",
                                      {"x", "y"})),
            1);
}

TEST_P(Conformance, writes_with_returning_although_no_row_is_read) {
  { Rows unread = must(connection().query("INSERT INTO thing (id) VALUES (1), (2) RETURNING id")); }
  EXPECT_EQ(count("thing"), 2);
}

TEST_P(Conformance, reports_broken_constraints) {
  must(connection().script(
      "CREATE TABLE child (thing INTEGER REFERENCES thing(id), n INTEGER CHECK (n > 0)) STRICT"));
  must(connection().run("INSERT INTO thing (id) VALUES (1)"));
  const std::string_view wrong[] = {
      "INSERT INTO thing (id) VALUES (1)",
      "INSERT INTO child VALUES (2, 1)",
      "INSERT INTO child VALUES (1, 0)",
      "INSERT INTO pair VALUES (1, NULL, 1)",
  };
  for (const auto sql : wrong) {
    EXPECT_EQ(code_of(connection().run(sql)), "database_constraint") << sql;
    EXPECT_EQ(code_of(connection().query(sql)), "database_constraint") << sql;
  }
}

TEST_P(Conformance, reports_statements_that_make_no_sense) {
  const auto result = connection().query("SELECT nothing FROM nowhere");
  ASSERT_EQ(code_of(result), "database_failed");
  EXPECT_NE(result.error().detail.find("nowhere"), std::string::npos);
  EXPECT_EQ(code_of(connection().script("CREATE NONSENSE")), "database_failed");
}

TEST_P(Conformance, keeps_two_queries_open_at_once) {
  must(connection().run("INSERT INTO thing (id, size) VALUES (1, 10), (2, 20), (3, 30)"));
  Rows outer = must(connection().query("SELECT id FROM thing ORDER BY id"));
  std::string seen;
  while (must(outer.next())) {
    Rows inner = must(connection().query("SELECT size FROM thing WHERE id >= $1 ORDER BY id",
                                         {outer.integer(0)}));
    while (must(inner.next())) {
      seen += std::to_string(outer.integer(0)) + ":" + std::string(inner.text(0)) + " ";
    }
    must(connection().run("UPDATE pair SET n = n"));
  }
  EXPECT_EQ(seen, "1:10 1:20 1:30 2:20 2:30 3:30 ");
}

TEST_P(Conformance, asks_several_questions_together) {
  must(connection().run("INSERT INTO thing (id, size) VALUES (1, 10), (2, 20), (3, 30)"));
  const auto ask = [this] {
    std::string seen;
    for (Rows& rows : must(connection().query_all(
             {{"SELECT size FROM thing WHERE id > $1 ORDER BY id", {1}},
              {"SELECT id FROM thing WHERE size = $1 AND $2 = 'x'", {30, std::string("x")}},
              {"SELECT id FROM thing WHERE id < 0"}}))) {
      while (must(rows.next())) seen += std::to_string(rows.integer(0)) + " ";
      seen += "| ";
    }
    return seen;
  };
  EXPECT_EQ(ask(), "20 30 | 3 | | ");
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    must(connection().run("UPDATE thing SET size = 31 WHERE id = 3"));
    EXPECT_EQ(ask(), "20 31 | | | ");
  }
  EXPECT_EQ(ask(), "20 30 | 3 | | ");
  EXPECT_TRUE(must(connection().query_all({})).empty());
}

TEST_P(Conformance, goes_on_after_one_of_several_questions_failed) {
  must(connection().run("INSERT INTO thing (id, size) VALUES (1, 10)"));
  const std::string_view good = "SELECT id FROM thing";
  // One is wrong by its text, one by what it is asked for.
  EXPECT_EQ(code_of(connection().query_all({{good}, {"SELECT nothing FROM nowhere"}})),
            "database_failed");
  const std::string_view root = "SELECT CAST(CAST($1 AS TEXT) || 'x' AS INTEGER) FROM thing";
  const bool strict = connection().engine() == Engine::Postgres;
  EXPECT_EQ(code_of(connection().query_all({{root, {"1"}}, {good}})),
            strict ? "database_constraint" : "");
  EXPECT_EQ(must(connection().integer(good)), 1);
  Transaction transaction = must(Transaction::begin_read(connection()));
  EXPECT_EQ(code_of(connection().query_all({{"SELECT no FROM thing"}, {good}})), "database_failed");
  EXPECT_EQ(code_of(connection().query_all({{good}})), "database_failed");
}

TEST_P(Conformance, survives_more_statements_than_it_keeps) {
  for (int round = 0; round < 2; ++round) {
    Rows open = must(connection().query("SELECT 1 UNION ALL SELECT 2"));
    ASSERT_TRUE(must(open.next()));
    for (int i = 0; i < 450; ++i) {
      const std::string number = std::to_string(i);
      ASSERT_EQ(must(connection().integer("SELECT $1 + " + number, {1})), i + 1);
    }
    ASSERT_TRUE(must(open.next()));
    EXPECT_EQ(open.integer(0), 2);
  }
}

TEST_P(Conformance, rolls_back_what_was_not_committed) {
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    must(connection().run("INSERT INTO thing (id) VALUES (1)"));
    EXPECT_EQ(count("thing"), 1);
  }
  EXPECT_EQ(count("thing"), 0);
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    must(connection().run("INSERT INTO thing (id) VALUES (1)"));
    Transaction moved = std::move(transaction);
    must(moved.commit());
  }
  EXPECT_EQ(count("thing"), 1);
}

TEST_P(Conformance, lets_a_transaction_with_an_error_only_roll_back) {
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    must(connection().run("INSERT INTO thing (id) VALUES (1)"));
    EXPECT_EQ(code_of(connection().run("INSERT INTO thing (id) VALUES (1)")),
              "database_constraint");
    EXPECT_EQ(code_of(connection().run("INSERT INTO thing (id) VALUES (2)")), "database_failed");
    EXPECT_EQ(code_of(connection().script("DELETE FROM pair")), "database_failed");
    EXPECT_EQ(code_of(transaction.commit()), "database_failed");
  }
  EXPECT_EQ(count("thing"), 0);
  Transaction transaction = must(Transaction::begin_write(connection()));
  must(connection().run("INSERT INTO thing (id) VALUES (3)"));
  must(transaction.commit());
  EXPECT_EQ(count("thing"), 1);
}

TEST_P(Conformance, makes_tables_in_a_transaction_or_not_at_all) {
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    must(connection().script("CREATE TABLE other (a INTEGER) STRICT; DELETE FROM thing;"));
  }
  EXPECT_EQ(code_of(connection().run("INSERT INTO other VALUES (1)")), "database_failed");
}

TEST_P(Conformance, sees_new_columns_after_the_table_changed) {
  must(connection().run("INSERT INTO thing (id) VALUES (1)"));
  for (int i = 0; i < 2; ++i) {
    Rows rows = must(connection().query("SELECT * FROM thing"));
    ASSERT_TRUE(must(rows.next()));
    if (i == 1) {
      EXPECT_EQ(rows.text(4), "new");
    }
    rows = must(connection().query("SELECT 1"));
    if (i == 0) {
      must(connection().script("ALTER TABLE thing ADD COLUMN extra TEXT NOT NULL DEFAULT 'new'"));
    }
  }
}

// ---- bulk writing ----------------------------------------------------------------------------

TEST_P(Conformance, writes_many_rows_again_and_again) {
  // Each flush must write its own rows, not those of the first.
  Transaction transaction = must(Transaction::begin_write(connection()));
  BulkWriter writer = must(connection().bulk("thing", {"id", "name", "weight", "size"}));
  must(writer.flush());
  EXPECT_EQ(count("thing"), 0);
  constexpr int rows_each = 10'007;
  for (int batch = 0; batch < 3; ++batch) {
    for (int i = batch * rows_each; i < (batch + 1) * rows_each; ++i) {
      const std::string name = "row\t" + std::to_string(i) + "\\\n";
      must(writer.add({i, name, i / 4.0, i % 2 == 0 ? Value(nullptr) : Value(i)}));
    }
    EXPECT_EQ(count("thing"), batch * rows_each) << "nothing is written before the flush";
    must(writer.flush());
  }
  must(transaction.commit());
  std::int64_t expected = 0;
  Rows rows = must(connection().query("SELECT id, name, weight, size FROM thing ORDER BY id"));
  while (must(rows.next())) {
    ASSERT_EQ(rows.integer(0), expected);
    ASSERT_EQ(rows.text(1), "row\t" + std::to_string(expected) + "\\\n");
    ASSERT_EQ(rows.real(2), static_cast<double>(expected) / 4);
    ASSERT_EQ(rows.is_null(3), expected % 2 == 0);
    ASSERT_EQ(rows.integer(3), expected % 2 == 0 ? 0 : expected);
    ++expected;
  }
  EXPECT_EQ(expected, 3 * rows_each);
}

TEST_P(Conformance, writes_awkward_texts_in_bulk) {
  Transaction transaction = must(Transaction::begin_write(connection()));
  BulkWriter things = must(connection().bulk("thing", {"id", "name"}));
  BulkWriter pairs = must(connection().bulk("pair", {"n", "b", "a"}));
  int id = 0;
  for (const auto& text : awkward_texts) {
    must(things.add({++id, text}));
    must(pairs.add({id, std::string_view(text).substr(0, 1000), id}));
  }
  must(things.add({++id, nullptr}));
  must(pairs.flush());
  must(things.flush());
  must(transaction.commit());
  id = 0;
  for (const auto& text : awkward_texts) {
    ++id;
    EXPECT_EQ(must(connection().text("SELECT name FROM thing WHERE id = $1", {id})), text);
    EXPECT_EQ(must(connection().text("SELECT b FROM pair WHERE a = $1 AND n = $1", {id})),
              text.substr(0, 1000));
  }
  EXPECT_EQ(must(connection().integer("SELECT count(*) FROM thing WHERE name IS NULL")), 1);
}

TEST_P(Conformance, drops_bulk_rows_with_the_transaction) {
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    BulkWriter writer = must(connection().bulk("thing", {"id"}));
    must(writer.add({1}));
    must(writer.flush());
    must(writer.add({1}));
    const std::string told = code_of(writer.flush());
    const std::string at_end = code_of(transaction.commit());
    // The server may still be reading the rows when flush() returns.
    EXPECT_EQ(told.empty() ? at_end : told, "database_constraint");
    EXPECT_EQ(at_end, told.empty() ? "database_constraint" : "database_failed");
  }
  EXPECT_EQ(count("thing"), 0);
  must(connection().analyse());
}

TEST_P(Conformance, tells_what_is_wrong_with_bulk_rows_at_the_next_statement) {
  {
    Transaction transaction = must(Transaction::begin_write(connection()));
    BulkWriter writer = must(connection().bulk("thing", {"id"}));
    must(writer.add({1}));
    must(writer.add({1}));
    const std::string told = code_of(writer.flush());
    const std::string next = code_of(connection().run("DELETE FROM pair"));
    EXPECT_EQ(told.empty() ? next : told, "database_constraint");
    EXPECT_EQ(code_of(connection().run("DELETE FROM pair")), "database_failed");
  }
  EXPECT_EQ(count("thing"), 0);
}

// Large enough for PostgreSQL to make the indexes afterwards.
TEST_P(Conformance, fills_an_empty_table_with_many_rows_and_keeps_its_indexes) {
  must(connection().script(
      "CREATE TABLE wide (id INTEGER PRIMARY KEY, code INTEGER NOT NULL, "
      "name TEXT NOT NULL) STRICT; CREATE UNIQUE INDEX wide_code ON wide (code)"));
  const std::string name(100, 'x');
  for (const int begin : {0, 5000}) {
    Transaction transaction = must(Transaction::begin_write(connection()));
    BulkWriter writer = must(connection().bulk("wide", {"id", "code", "name"}));
    for (int id = begin; id < begin + 5000; ++id) must(writer.add({id, id + 7, name}));
    must(writer.flush());
    must(transaction.commit());
  }
  EXPECT_EQ(count("wide"), 10000);
  EXPECT_EQ(must(connection().integer("SELECT id FROM wide WHERE code = 1007")), 1000);
  EXPECT_EQ(code_of(connection().run("INSERT INTO wide (id, code, name) VALUES (-1, 7, '')")),
            "database_constraint");
}

// ---- against a model -------------------------------------------------------------------------

TEST_P(Conformance, behaves_as_a_map_does) {
  using Step = std::tuple<unsigned char, unsigned char, std::int64_t>;
  const auto holds = [&](const std::vector<std::pair<bool, std::vector<Step>>>& history) {
    must(connection().run("DELETE FROM pair"));
    std::map<std::int64_t, std::int64_t> model;
    for (const auto& [commits, steps] : history) {
      auto draft = model;
      Transaction transaction = must(Transaction::begin_write(connection()));
      for (const auto& [kind, key_byte, value] : steps) {
        const std::int64_t key = key_byte % 8;
        if (kind % 3 == 0) {
          must(
              connection().run("INSERT INTO pair VALUES ($1, 'k', $2) ON CONFLICT (a, b)"
                               " DO UPDATE SET n = excluded.n",
                               {key, value}));
          draft[key] = value;
        } else if (kind % 3 == 1) {
          const auto changed =
              must(connection().run("UPDATE pair SET n = $2 WHERE a = $1", {key, value}));
          RC_ASSERT(changed == static_cast<std::int64_t>(draft.count(key)));
          if (changed != 0) draft[key] = value;
        } else {
          const auto gone = must(connection().run("DELETE FROM pair WHERE a >= $1", {key}));
          const auto from = draft.lower_bound(key);
          RC_ASSERT(gone == std::distance(from, draft.end()));
          draft.erase(from, draft.end());
        }
      }
      if (commits) {
        must(transaction.commit());
        model = draft;
      }
    }
    std::map<std::int64_t, std::int64_t> found;
    Rows rows = must(connection().query("SELECT a, n FROM pair"));
    while (must(rows.next())) found[rows.integer(0)] = rows.integer(1);
    RC_ASSERT(found == model);
  };
  EXPECT_TRUE(rc::check(holds));
}

TEST_P(Conformance, a_rehearsal_reads_and_drops_what_is_written) {
  must(connection().run("INSERT INTO thing (id, name) VALUES (1, 'Oak')"));
  auto transaction = must(Transaction::begin_read(connection()));
  Rehearsal rehearsal(connection());
  EXPECT_EQ(must(rehearsal.run("INSERT INTO thing (id, name) VALUES ($1, 'Ash')", {2})), 0);
  BulkWriter writer = must(rehearsal.bulk("thing", {"id", "name"}));
  must(writer.add({3, "Elm"}));
  must(writer.flush());
  must(rehearsal.analyse());
  EXPECT_EQ(must(rehearsal.text("SELECT name FROM thing WHERE id = $1", {1})), "Oak");
  auto rows = must(rehearsal.query_all({{"SELECT count(*) FROM thing"}}));
  ASSERT_TRUE(must(rows[0].next()));
  EXPECT_EQ(rows[0].integer(0), 1);
  EXPECT_EQ(rehearsal.engine(), connection().engine());
}

// On PostgreSQL answers come in pieces and rows go in pieces: nobody can tell by the rows.
TEST_P(Conformance, a_connection_that_rests_does_the_same) {
  must(connection().script("CREATE INDEX pair_n ON pair (n)"));
  connection().work_at_most(0.9);
  constexpr int many = 6000;
  auto transaction = must(Transaction::begin_write(connection()));
  // So many rows for an empty table take its index away for a while, whoever has looked at it.
  EXPECT_EQ(count("pair"), 0);
  BulkWriter writer = must(connection().bulk("pair", {"a", "b", "n"}));
  for (int i = 0; i < many; ++i) must(writer.add({i, std::string(60, 'x') + "\n", i % 7}));
  must(writer.flush());
  Rows rows = must(connection().query("SELECT a, b, n FROM pair WHERE n < $1 ORDER BY a", {5}));
  Rows others = must(connection().query("SELECT n FROM pair ORDER BY a DESC"));
  for (int i = 0; i < many; ++i) {
    ASSERT_TRUE(must(others.next()));
    EXPECT_EQ(others.integer(0), (many - 1 - i) % 7);
    if (i % 7 >= 5) continue;
    ASSERT_TRUE(must(rows.next()));
    ASSERT_EQ(rows.integer(0), i);
    EXPECT_EQ(rows.text(1).size(), 61u);
  }
  EXPECT_FALSE(must(rows.next()));
  EXPECT_FALSE(must(rows.next()));
  EXPECT_EQ(count("pair"), many);
  EXPECT_EQ(code_of(connection().query("SELECT none FROM pair")), "database_failed");
}

}  // namespace
}  // namespace sql
