// Whole databases: which tables there are, what they hold in all, and all rows from one engine to
// the other. Works on the tables that it finds, so a new schema step needs no word here.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sql/database_engine.hpp"

namespace sql {

// What a table holds: two tables with the same rows, in whatever order and on whatever engine, have
// the same digest. It finds what was lost or changed by accident; it is no seal against a forger.
struct TableTally {
  std::string name;
  std::int64_t rows = 0;
  std::uint64_t digest = 0;
  bool operator==(const TableTally&) const = default;
};
using Tally = std::vector<TableTally>;  // by name

std::int64_t rows_in(const Tally& tally);

// The tables of the database, by name.
base::Result<std::vector<std::string>> table_names(Connection& connection);

// To be called inside a transaction, so that all tables are of one moment.
base::Result<Tally> tally(Connection& connection, const Progress& progress = {});

// Empties all tables of `to` and fills them with the rows of `from`. Both are in a transaction; the
// tables of `to` are those of `from`. On SQLite foreign keys must be off. Triggers do not act, and
// all constraints hold afterwards.
base::Status copy_rows(Connection& from, Connection& to, const Progress& progress = {});

// Takes away all tables and what belongs to them; inside a transaction, on PostgreSQL.
base::Status drop_tables(Connection& connection);

// What is wrong inside the database, in the engine's own words; nothing when all is well. Foreign
// keys too. PostgreSQL looks after itself: there nothing is asked.
base::Result<std::vector<std::string>> faults(Connection& connection);

}  // namespace sql
