// The upgrade: which step the database is at, and the next ones under a lock.
#include "sql/migrate.hpp"

#include <string>

#include "base/check.hpp"

namespace sql {
namespace {

// Any number that other programs on the same PostgreSQL server are unlikely to choose.
constexpr std::int64_t upgrade_lock = 0x4755494c44;

constexpr std::string_view version_table =
    "CREATE TABLE schema_version ("
    "  number     INTEGER PRIMARY KEY,"
    "  name       TEXT NOT NULL,"
    "  applied_at INTEGER NOT NULL"  // seconds since 1970
    ") STRICT";

struct Contents {
  std::int64_t tables;   // how many there are
  std::int64_t columns;  // how many columns of schema_version are as ours
};

base::Result<Contents> contents(Connection& connection) {
  const bool sqlite = connection.engine() == Engine::Sqlite;
  Rows rows = TRY(connection.query(
      sqlite ? "SELECT (SELECT count(*) FROM sqlite_schema"
               "        WHERE type = 'table' AND name NOT LIKE 'sqlite_%'),"
               "       (SELECT count(*) FROM pragma_table_info('schema_version')"
               "        WHERE name IN ('number', 'name', 'applied_at'))"
             : "SELECT (SELECT count(*) FROM information_schema.tables"
               "        WHERE table_schema = current_schema()),"
               "       (SELECT count(*) FROM information_schema.columns"
               "        WHERE table_schema = current_schema() AND table_name = 'schema_version'"
               "          AND column_name IN ('number', 'name', 'applied_at'))"));
  TRY(rows.next());
  return Contents{rows.integer(0), rows.integer(1)};
}

base::Status refuse_newer(int found, int known) {
  return base::make_error(
      "database_newer",
      "This database was written by a later Guildhall: its schema is number " +
          std::to_string(found) + ", and this program knows number " + std::to_string(known) +
          ". Nothing was changed. Run the later Guildhall, or restore a copy from before the "
          "upgrade.");
}

// One step of the upgrade; false when there is none left to do.
base::Result<bool> advance(Connection& connection, const std::vector<Migration>& steps) {
  const bool sqlite = connection.engine() == Engine::Sqlite;
  Transaction transaction = TRY(Transaction::begin_write(connection));
  TRY(lock_schema(connection));
  const int found = TRY(known_version(connection, steps));
  if (found == static_cast<int>(steps.size())) return false;
  if (found == 0 && TRY(contents(connection)).tables == 0) TRY(connection.script(version_table));
  const Migration& step = steps[static_cast<std::size_t>(found)];
  CHECK(step.number == found + 1);
  TRY(connection.script(step.sql));
  // The engine's clock: only main/ reads that of the program.
  TRY(connection.run(sqlite ? "INSERT INTO schema_version (number, name, applied_at)"
                              " VALUES ($1, $2, unixepoch())"
                            : "INSERT INTO schema_version (number, name, applied_at)"
                              " VALUES ($1, $2, CAST(extract(epoch FROM now()) AS BIGINT))",
                     {step.number, step.name}));
  TRY(transaction.commit());
  return true;
}

}  // namespace

base::Result<int> schema_version(Connection& connection) {
  const Contents found = TRY(contents(connection));
  if (found.tables == 0) return 0;
  if (found.columns != 3) {
    return base::make_error("database_not_ours",
                            "The database holds tables, but not those of Guildhall. Nothing was "
                            "changed. Check the name, or give the name of a new database.");
  }
  return static_cast<int>(
      TRY(connection.integer("SELECT COALESCE(max(number), 0) FROM schema_version")));
}

base::Result<int> known_version(Connection& connection, const std::vector<Migration>& steps) {
  const int found = TRY(schema_version(connection));
  const int known = static_cast<int>(steps.size());
  if (found > known) TRY(refuse_newer(found, known));
  return found;
}

base::Status lay_tables(Connection& connection, int version, const std::vector<Migration>& steps) {
  CHECK(version > 0 && version <= static_cast<int>(steps.size()));
  TRY(connection.script(version_table));
  for (const Migration& step : steps) {
    if (step.number <= version) TRY(connection.script(step.sql));
  }
  return {};
}

base::Status lock_schema(Connection& connection) {
  if (connection.engine() == Engine::Sqlite) return {};
  TRY(connection.query("SELECT pg_advisory_xact_lock($1)", {upgrade_lock}));
  return {};
}

base::Status migrate(Connection& connection, const std::vector<Migration>& steps) {
  // Asked first without the lock, so that an up-to-date database starts without waiting.
  if (TRY(schema_version(connection)) == static_cast<int>(steps.size())) return {};
  while (TRY(advance(connection, steps))) {
  }
  return {};
}

}  // namespace sql
