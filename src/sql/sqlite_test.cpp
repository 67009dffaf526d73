// What only SQLite can get wrong: files.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "sql/database.hpp"
#include "sql/database_testing.hpp"

namespace sql {
namespace {

class SqliteFile : public testing::Test {
 protected:
  std::string path(const std::string& name) { return (place_.folder() / name).string(); }
  TestPlace place_{TestEngine::SqliteFile};
};

TEST_F(SqliteFile, is_made_only_when_asked_for) {
  const auto missing = Database::open(path("new.db"), {.create = false});
  ASSERT_EQ(code_of(missing), "database_unavailable");
  EXPECT_NE(missing.error().message.find("There is no database"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(path("new.db")));
  EXPECT_EQ(code_of(Database::open(path("new.db"))), "");
  EXPECT_EQ(code_of(Database::open(path("new.db"), {.create = false})), "");
}

TEST_F(SqliteFile, of_another_kind_is_refused) {
  std::ofstream(path("letter.txt")) << std::string(5000, 'x');
  EXPECT_EQ(code_of(Database::open(path("letter.txt"))), "database_not_ours");
  EXPECT_EQ(code_of(Database::open(place_.folder().string())), "database_unavailable");
  EXPECT_EQ(code_of(Database::open(path("no/such/folder.db"))), "database_unavailable");
  EXPECT_EQ(code_of(Database::open("")), "database_unavailable");
}

TEST_F(SqliteFile, that_is_damaged_is_reported) {
  {
    Database database = must(Database::open(path("a.db")));
    Lease writer = must(database.write());
    must(writer->script("CREATE TABLE a (n INTEGER, t TEXT) STRICT"));
    for (int i = 0; i < 100; ++i) {
      must(writer->run("INSERT INTO a VALUES ($1, $2)", {i, std::string(1000, 'x')}));
    }
  }
  {
    std::fstream file(path("a.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(4096 * 10, '\xee');
  }
  Database database = must(Database::open(path("a.db")));
  EXPECT_EQ(code_of(must(database.read())->integer("SELECT sum(n) FROM a")), "database_not_ours");
}

TEST_F(SqliteFile, that_cannot_grow_is_reported_and_stays_whole) {
  Database database = must(Database::open(path("a.db")));
  Lease writer = must(database.write());
  must(writer->script("CREATE TABLE a (t TEXT) STRICT; PRAGMA max_page_count = 20;"));
  must(writer->run("INSERT INTO a VALUES ('kept')"));
  {
    Transaction transaction = must(Transaction::begin_write(*writer));
    EXPECT_EQ(code_of(writer->run("INSERT INTO a VALUES ($1)", {std::string(500'000, 'x')})),
              "database_full");
    EXPECT_EQ(code_of(transaction.commit()), "database_failed");
  }
  EXPECT_EQ(must(writer->text("SELECT t FROM a")), "kept");
  must(writer->run("INSERT INTO a VALUES ('after')"));
}

TEST_F(SqliteFile, readers_cannot_write) {
  Database database = must(Database::open(path("a.db")));
  must(must(database.write())->script("CREATE TABLE a (n INTEGER) STRICT"));
  EXPECT_EQ(code_of(must(database.read())->run("INSERT INTO a VALUES (1)")), "database_read_only");
}

TEST_F(SqliteFile, keeps_its_promises_about_settings) {
  Database database = must(Database::open(path("a.db")));
  for (const bool write : {true, false}) {
    const Lease lease = must(write ? database.write() : database.read());
    EXPECT_EQ(must(lease->text("PRAGMA journal_mode")), "wal");
    EXPECT_EQ(must(lease->integer("PRAGMA synchronous")), 2) << "FULL";
    EXPECT_EQ(must(lease->integer("PRAGMA foreign_keys")), 1);
  }
}

TEST_F(SqliteFile, refuses_a_value_of_the_wrong_type) {
  Database database = must(Database::open(":memory:"));
  Lease writer = must(database.write());
  must(writer->script("CREATE TABLE a (n INTEGER) STRICT"));
  EXPECT_EQ(code_of(writer->run("INSERT INTO a VALUES ($1)", {"not a number"})),
            "database_constraint");
}

TEST_F(SqliteFile, in_memory_is_one_connection_for_all) {
  Database database = must(Database::open(":memory:", {.wait_ms_max = 20}));
  must(must(database.write())->script("CREATE TABLE a (n INTEGER) STRICT"));
  EXPECT_EQ(must(must(database.read())->integer("SELECT count(*) FROM a", {}, -1)), 0);
  const Lease held = must(database.read());
  EXPECT_EQ(code_of(database.write()), "database_busy");
}

}  // namespace
}  // namespace sql
