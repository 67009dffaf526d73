// What the doctor asks the database.
#pragma once

#include <cstdint>
#include <string>

#include "sql/database.hpp"

namespace app {

// "SQLite 3.40.1", "PostgreSQL 15.6"
base::Result<std::string> engine_version(sql::Connection& connection);

// Of PostgreSQL: whether the server is a standby, and whether every table may be written.
struct ServerRights {
  bool standby = false;
  bool may_write = true;
};
base::Result<ServerRights> server_rights(sql::Connection& connection);

// Seconds since 1970 of the newest import; 0 when there is none.
base::Result<std::int64_t> newest_import_s(sql::Connection& connection);

}  // namespace app
