// One numbered sequence of schema steps for both engines (schema/NNNN_name.sql, embedded in the
// binary). The dialect is in README.md.
#pragma once

#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace sql {

struct Migration {
  int number;             // 1, 2, 3, ... without a hole
  std::string_view name;  // "registry"
  std::string_view sql;
};

// The steps that this program knows, in order; made from schema/ by the build.
const std::vector<Migration>& migrations();

// The number of the newest step in the database; 0 for an empty one.
base::Result<int> schema_version(Connection& connection);

// Brings the database to the newest step, each step in its own transaction, under an exclusive
// lock so that two programs cannot both upgrade. Does nothing when it is there already.
// Errors: database_newer (a later Guildhall made it: refuse, change nothing), database_not_ours
// (there are tables, but not ours), database_busy, database_unavailable.
base::Status migrate(Connection& connection, const std::vector<Migration>& steps = migrations());

// The same as schema_version, but database_newer when this program does not know it.
base::Result<int> known_version(Connection& connection,
                                const std::vector<Migration>& steps = migrations());

// Makes the tables of an empty database as they were at a version, with whatever rows the steps
// bring; inside the caller's transaction, and without writing down the version.
base::Status lay_tables(Connection& connection, int version,
                        const std::vector<Migration>& steps = migrations());

// Keeps others from upgrading, or from restoring, until the transaction ends. On SQLite the
// transaction does.
base::Status lock_schema(Connection& connection);

}  // namespace sql
