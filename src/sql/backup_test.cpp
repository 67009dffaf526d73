// Backups on each engine: taken while others write, restored to either engine, and every refusal.
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "sql/database_backup.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace sql {
namespace {

class Backup : public EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    folder_.emplace(TestEngine::SqliteFile);
    Lease lease = must(database().write());
    must(migrate(*lease));
    fill(*lease, 1, 3000);
  }

  static void fill(Connection& connection, std::int64_t first, std::int64_t count) {
    Transaction transaction = must(Transaction::begin_write(connection));
    must(
        connection.run("INSERT INTO import (action, undoes, recorded_at) VALUES ('import', NULL,"
                       " 1700000000)"));
    BulkWriter writer =
        must(connection.bulk("evidence", {"family", "layout_id", "subject", "cells"}));
    for (std::int64_t at = first; at < first + count; ++at) {
      must(writer.add({1, 1, at, "Elm\tPrimary \\ \"School\"\n" + std::to_string(at)}));
    }
    must(writer.flush());
    must(transaction.commit());
  }

  std::string file(const std::string& name) const { return (folder_->folder() / name).string(); }
  static Tally tally_at(const std::string& url) {
    Database database = must(Database::open(url));
    Lease lease = must(database.read());
    Transaction transaction = must(Transaction::begin_read(*lease));
    return must(tally(*lease));
  }

  std::optional<TestPlace> folder_;
};

TEST_P(Backup, RestoresToEitherEngineWithTheSameRows) {
  const BackupFacts facts = must(write_backup(database(), file("a.backup")));
  EXPECT_EQ(facts.schema_version, migrations().back().number);
  EXPECT_GE(rows_in(facts.tables), 3000);
  must(restore_backup(file("a.backup"), file("b.db"), false));
  EXPECT_EQ(tally_at(file("b.db")), facts.tables);
  EXPECT_EQ(must(must(must(Database::open(file("b.db"))).read())->text("PRAGMA journal_mode")),
            "wal");
  if (!TestPlace::available(TestEngine::Postgres)) return;
  const TestPlace other(TestEngine::Postgres);
  must(restore_backup(file("a.backup"), other.url(), false));
  EXPECT_EQ(tally_at(other.url()), facts.tables);
  // Numbers go on behind those that were restored, and keys hold.
  Database restored = must(Database::open(other.url()));
  Lease lease = must(restored.write());
  fill(*lease, 5000, 10);
  EXPECT_EQ(code_of(lease->run("INSERT INTO source_remark (source_id, line, severity, column_name,"
                               " value, reason) VALUES (99, 1, 'bad', '', '', '')")),
            "database_constraint");
}

TEST_P(Backup, IsOfOneMomentWhileOthersWrite) {
  if (GetParam() == TestEngine::SqliteMemory) GTEST_SKIP() << "one connection: nobody else writes";
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0;
  std::thread writer([&] {
    Database own = open();
    for (std::int64_t at = 10'000; !stop; at += 100) {
      Lease lease = must(own.write());
      fill(*lease, at, 100);
      ++written;
    }
  });
  while (written < 2) std::this_thread::yield();
  for (int turn = 0; turn < 5; ++turn) {
    const int before = written;
    const std::string name = file("busy" + std::to_string(turn));
    const BackupFacts facts = must(write_backup(database(), name));
    EXPECT_EQ(must(check_backup(name)).tables, facts.tables);
    Database copy = must(Database::open(name));
    Lease lease = must(copy.read());
    const std::int64_t imports = must(lease->integer("SELECT count(*) FROM import"));
    // Whole transactions only: each wrote one import and a hundred rows.
    EXPECT_EQ(must(lease->integer("SELECT count(*) FROM evidence")), 3000 + 100 * (imports - 1));
    while (written == before) std::this_thread::yield();
  }
  stop = true;
  writer.join();
}

TEST_P(Backup, OnlyItsOwnerMayReadIt) {
  must(write_backup(database(), file("a.backup")));
  struct stat found {};
  ASSERT_EQ(::stat(file("a.backup").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600U);
  EXPECT_FALSE(std::filesystem::exists(file("a.backup.partial")));
}

TEST_P(Backup, RefusesAFileThatIsNotWhole) {
  must(write_backup(database(), file("a.backup")));
  const auto size = std::filesystem::file_size(file("a.backup"));
  std::filesystem::copy_file(file("a.backup"), file("cut"));
  std::filesystem::resize_file(file("cut"), size / 2);
  EXPECT_EQ(code_of(check_backup(file("cut"))), "backup_damaged");
  std::filesystem::copy_file(file("a.backup"), file("spoilt"));
  {
    std::fstream spoilt(file("spoilt"), std::ios::in | std::ios::out | std::ios::binary);
    spoilt.seekp(static_cast<std::streamoff>(size / 2));
    spoilt << std::string(4096, '\x5a');
  }
  EXPECT_EQ(code_of(check_backup(file("spoilt"))), "backup_damaged");
  EXPECT_EQ(code_of(restore_backup(file("spoilt"), file("b.db"), false)), "backup_damaged");
  EXPECT_FALSE(std::filesystem::exists(file("b.db")));
  std::ofstream(file("text")) << std::string(9000, 'x');
  EXPECT_EQ(code_of(check_backup(file("text"))), "backup_damaged");
  std::ofstream(file("empty")).flush();
  EXPECT_EQ(code_of(check_backup(file("empty"))), "backup_damaged");
  EXPECT_EQ(code_of(check_backup(file("none"))), "file_unreadable");
}

TEST_P(Backup, RefusesADatabaseOfALaterProgram) {
  {
    Lease lease = must(database().write());
    must(lease->run("UPDATE schema_version SET number = number + 1000"));
  }
  EXPECT_EQ(code_of(write_backup(database(), file("a.backup"))), "database_newer");
  EXPECT_FALSE(std::filesystem::exists(file("a.backup")));
  EXPECT_FALSE(std::filesystem::exists(file("a.backup.partial")));
}

TEST_P(Backup, SaysThatTheFolderIsNotThere) {
  EXPECT_EQ(code_of(write_backup(database(), file("no/such/folder/a"))), "file_unwritable");
}

TEST_P(Backup, ReplacesOnlyWhenToldAndNothingThatIsInUse) {
  if (GetParam() == TestEngine::SqliteMemory) GTEST_SKIP() << "it goes with its connection";
  const BackupFacts facts = must(write_backup(database(), file("a.backup")));
  {
    Lease lease = must(database().write());
    fill(*lease, 20'000, 10);
  }
  const Tally later = tally_at(place().url());
  EXPECT_NE(later, facts.tables);
  EXPECT_EQ(code_of(restore_backup(file("a.backup"), place().url(), false)), "database_exists");
  EXPECT_EQ(tally_at(place().url()), later);
}

INSTANTIATE_TEST_SUITE_P(Engines, Backup, all_engines(), test_engine_name);

TEST(BackupOfSqlite, LeavesAlsoTheJournalOfTheOldOneBehind) {
  const TestPlace place(TestEngine::SqliteFile);
  const std::string backup = (place.folder() / "a.backup").string();
  {
    Database database = must(Database::open(place.url()));
    Lease lease = must(database.write());
    must(migrate(*lease));
  }
  {
    Database database = must(Database::open(place.url()));
    must(write_backup(database, backup));
    Lease lease = must(database.write());
    must(lease->run("INSERT INTO layout (attributes) VALUES ('later')"));
  }
  const std::string was = place.url() + "-wal";
  std::ofstream(was) << "left behind by a program that was killed";
  must(restore_backup(backup, place.url(), true));
  EXPECT_FALSE(std::filesystem::exists(was));
  Database restored = must(Database::open(place.url()));
  EXPECT_EQ(must(must(restored.read())->integer("SELECT count(*) FROM layout")), 0);
}

TEST(BackupOfSqlite, ReplacesADamagedDatabase) {
  const TestPlace place(TestEngine::SqliteFile);
  const std::string backup = (place.folder() / "a.backup").string();
  {
    Database database = must(Database::open(place.url()));
    {
      Lease lease = must(database.write());
      must(migrate(*lease));
    }
    must(write_backup(database, backup));
  }
  std::ofstream(place.url()) << std::string(5000, 'x');
  must(restore_backup(backup, place.url(), true));
  EXPECT_EQ(must(check_backup(place.url())).tables, must(check_backup(backup)).tables);
}

TEST(BackupOnPostgres, ReplacesAllTablesAtOnce) {
  if (!TestPlace::available(TestEngine::Postgres)) GTEST_SKIP() << "run me in tools/with_postgres";
  const TestPlace place(TestEngine::Postgres);
  const TestPlace folder(TestEngine::SqliteFile);
  const std::string backup = (folder.folder() / "a.backup").string();
  {
    Database database = must(Database::open(place.url()));
    {
      Lease lease = must(database.write());
      must(migrate(*lease));
    }
    must(write_backup(database, backup));
    Lease lease = must(database.write());
    must(lease->run("INSERT INTO layout (attributes) VALUES ('later')"));
    EXPECT_EQ(code_of(restore_backup(backup, place.url(), true)), "database_in_use");
    EXPECT_EQ(must(lease->integer("SELECT count(*) FROM layout")), 1);
  }
  must(restore_backup(backup, place.url(), true));
  {
    Database database = must(Database::open(place.url()));
    Lease lease = must(database.write());
    EXPECT_EQ(must(lease->integer("SELECT count(*) FROM layout")), 0);
    must(lease->script("DROP TABLE schema_version; CREATE TABLE cake (name TEXT) STRICT"));
  }
  EXPECT_EQ(code_of(restore_backup(backup, place.url(), true)), "database_not_ours");
}

}  // namespace
}  // namespace sql
