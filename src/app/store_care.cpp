// Questions to the catalogue of each engine, and to the table of imports.
#include "app/store_care.hpp"

namespace app {

base::Result<std::string> engine_version(sql::Connection& connection) {
  const bool sqlite = connection.engine() == sql::Engine::Sqlite;
  return (sqlite ? "SQLite " : "PostgreSQL ") +
         TRY(connection.text(sqlite ? "SELECT sqlite_version()" : "SHOW server_version"));
}

base::Result<ServerRights> server_rights(sql::Connection& connection) {
  ServerRights rights;
  rights.standby = TRY(connection.integer("SELECT pg_is_in_recovery()")) != 0;
  rights.may_write =
      TRY(connection.integer("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                             " CAST(current_schema() AS regnamespace) AND NOT ("
                             " has_table_privilege(oid, 'INSERT') AND"
                             " has_table_privilege(oid, 'UPDATE'))")) == 0;
  return rights;
}

base::Result<std::int64_t> newest_import_s(sql::Connection& connection) {
  return connection.integer("SELECT COALESCE(max(recorded_at), 0) FROM import");
}

}  // namespace app
