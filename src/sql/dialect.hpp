// SQL is written once, as SQLite understands it with STRICT tables (README.md); this is the small
// difference that PostgreSQL needs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sql {

struct PostgresText {
  std::string sql;
  std::size_t parameters = 0;  // the highest n of $n
};

// Whole words outside quotes and comments: INTEGER -> BIGINT, REAL -> DOUBLE PRECISION, BLOB ->
// BYTEA, INTEGER PRIMARY KEY -> an identity column, a column of TEXT -> one that is compared byte
// by byte as on SQLite; STRICT and WITHOUT ROWID go. What only one engine can be told, such as a
// trigger, stands as "/*sqlite*/ ... /*end*/" and "/*postgres ... */".
PostgresText postgres_text(std::string_view sql);

}  // namespace sql
