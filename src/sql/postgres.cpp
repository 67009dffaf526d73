// PostgreSQL behind database.hpp. The only file that knows libpq-fe.h.
#include "sql/database_engine.hpp"

namespace sql {

OpenedOwner open_postgres(const std::string& url, const Options&) {
  return trouble(Trouble::Unavailable, url, "not built yet");
}

}  // namespace sql
