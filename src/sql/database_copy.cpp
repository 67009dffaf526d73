// Reading the catalogue of each engine, and moving rows by it.
#include "sql/database_copy.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"

namespace sql {
namespace {

constexpr std::int64_t rows_each = 5000;  // read at a time from PostgreSQL, and written at a time

enum class ColumnType { Integer, Real, Text };

struct Column {
  std::string name;
  ColumnType type;
};

struct Table {
  std::string name;
  std::vector<Column> columns;  // by name
};

std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string names_of(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(quoted(column.name));
  return base::join(names, ", ");
}

base::Result<std::vector<std::string>> texts(Connection& connection, std::string_view sql,
                                             Values values = {}) {
  std::vector<std::string> found;
  Rows rows = TRY(connection.query(sql, values));
  while (TRY(rows.next())) found.emplace_back(rows.text(0));
  return found;
}

base::Result<Table> table_of(Connection& connection, const std::string& name) {
  const bool sqlite = connection.engine() == Engine::Sqlite;
  Table table{name, {}};
  Rows rows = TRY(connection.query(
      sqlite ? "SELECT name, type FROM pragma_table_info($1) ORDER BY name"
             : "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a"
               " JOIN pg_class c ON c.oid = a.attrelid"
               " WHERE c.relname = $1 AND c.relnamespace = CAST(current_schema() AS regnamespace)"
               " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname COLLATE \"C\"",
      {name}));
  while (TRY(rows.next())) {
    const std::string_view type = rows.text(1);
    const bool integer = type == "INTEGER" || type == "bigint";
    const bool real = type == "REAL" || type == "double precision";
    if (!integer && !real && type != "TEXT" && type != "text") {
      return base::make_error("database_not_ours",
                              "The table " + name +
                                  " has a column of a kind that Guildhall does "
                                  "not make. Check the name of the database.",
                              {}, std::string(rows.text(0)) + " " + std::string(type));
    }
    table.columns.push_back({std::string(rows.text(0)), integer ? ColumnType::Integer
                                                        : real  ? ColumnType::Real
                                                                : ColumnType::Text});
  }
  return table;
}

base::Result<std::vector<Table>> tables_of(Connection& connection) {
  std::vector<Table> tables;
  for (const std::string& name : TRY(table_names(connection))) {
    tables.push_back(TRY(table_of(connection, name)));
  }
  return tables;
}

// The rows of a table. PostgreSQL would send all of them at once: a cursor gives some thousand.
class TableReader {
 public:
  static base::Result<TableReader> begin(Connection& connection, const Table& table) {
    const std::string select = "SELECT " + names_of(table) + " FROM " + quoted(table.name);
    if (connection.engine() == Engine::Sqlite) {
      return TableReader(connection, {}, TRY(connection.query(select)));
    }
    const std::string cursor = quoted("all_of_" + table.name);
    TRY(connection.run("DECLARE " + cursor + " NO SCROLL CURSOR FOR " + select));
    const std::string fetch = "FETCH " + std::to_string(rows_each) + " FROM " + cursor;
    return TableReader(connection, fetch, TRY(connection.query(fetch)));
  }

  base::Result<bool> next() {
    if (TRY(rows_.next())) return any_ = true;
    if (fetch_.empty() || !any_) return false;
    any_ = false;
    rows_ = TRY(connection_->query(fetch_));
    return any_ = TRY(rows_.next());
  }
  const Rows& row() const { return rows_; }

 private:
  TableReader(Connection& connection, std::string fetch, Rows rows)
      : connection_(&connection), fetch_(std::move(fetch)), rows_(std::move(rows)) {}

  Connection* connection_;
  std::string fetch_;
  Rows rows_;
  bool any_ = false;  // the piece that is read had a row
};

Value value_of(const Rows& row, int at, ColumnType type) {
  if (row.is_null(at)) return nullptr;
  switch (type) {
    case ColumnType::Integer: return row.integer(at);
    case ColumnType::Real: return row.real(at);
    case ColumnType::Text: break;
  }
  return row.text(at);
}

// FNV-1a over all bytes of a row, and a last stirring, so that sums of rows are as good as rows.
class RowHash {
 public:
  void put(const Value& value) {
    const auto& state = value.state();
    if (const auto* number = std::get_if<std::int64_t>(&state)) {
      put('i', static_cast<std::uint64_t>(*number));
    } else if (const auto* real = std::get_if<double>(&state)) {
      put('r', std::bit_cast<std::uint64_t>(*real == 0 ? 0.0 : *real));
    } else if (const auto* text = std::get_if<std::string_view>(&state)) {
      put('t', text->size());
      for (const char c : *text) byte(static_cast<unsigned char>(c));
    } else {
      byte('n');
    }
  }
  std::uint64_t stirred() const {
    std::uint64_t x = state_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
  }

 private:
  void byte(unsigned char value) { state_ = (state_ ^ value) * 0x100000001b3U; }
  void put(char type, std::uint64_t bits) {
    byte(static_cast<unsigned char>(type));
    for (int shift = 0; shift < 64; shift += 8) byte(static_cast<unsigned char>(bits >> shift));
  }
  std::uint64_t state_ = 0xcbf29ce484222325U;
};

base::Status copy_table(Connection& from, Connection& to, const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(quoted(column.name));
  const std::vector<std::string_view> columns(names.begin(), names.end());
  // The name bare: PostgreSQL's numbering looks its columns up by it.
  BulkWriter writer = TRY(to.bulk(table.name, columns));
  TableReader reader = TRY(TableReader::begin(from, table));
  std::vector<Value> values;
  for (std::int64_t row = 1; TRY(reader.next()); ++row) {
    values.clear();
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      values.push_back(value_of(reader.row(), static_cast<int>(at), table.columns[at].type));
    }
    TRY(writer.add_row(values));
    if (row % rows_each == 0) TRY(writer.flush());
  }
  return writer.flush();
}

// Takes triggers and foreign keys away while rows come in any order, and puts them back.
class Unbound {
 public:
  explicit Unbound(Connection& connection) : connection_(connection) {}

  base::Status begin(const std::vector<Table>& tables) {
    const bool sqlite = connection_.engine() == Engine::Sqlite;
    return sqlite ? begin_sqlite(tables) : begin_postgres(tables);
  }
  base::Status end() {
    for (const std::string& sql : afterwards_) TRY(connection_.script(sql));
    return {};
  }

 private:
  base::Status begin_sqlite(const std::vector<Table>& tables) {
    CHECK(TRY(connection_.integer("PRAGMA foreign_keys")) == 0);
    afterwards_ = TRY(texts(connection_, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'"));
    const auto names =
        TRY(texts(connection_, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"));
    for (const std::string& name : names) TRY(connection_.script("DROP TRIGGER " + quoted(name)));
    for (const Table& table : tables) TRY(connection_.script("DELETE FROM " + quoted(table.name)));
    return {};
  }

  base::Status begin_postgres(const std::vector<Table>& tables) {
    std::vector<std::string> names;
    for (const Table& table : tables) names.push_back(quoted(table.name));
    std::string sql;
    for (const std::string& name : names) {
      sql += "ALTER TABLE " + name + " DISABLE TRIGGER USER;";
      afterwards_.push_back("ALTER TABLE " + name + " ENABLE TRIGGER USER");
    }
    Rows keys = TRY(connection_.query(
        "SELECT t.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k"
        " JOIN pg_class t ON t.oid = k.conrelid WHERE k.contype = 'f'"
        " AND t.relnamespace = CAST(current_schema() AS regnamespace)"));
    while (TRY(keys.next())) {
      const std::string table = "ALTER TABLE " + quoted(keys.text(0));
      const std::string name = " CONSTRAINT " + quoted(keys.text(1));
      sql += table + " DROP" + name + ";";
      afterwards_.push_back(table + " ADD" + name + " " + std::string(keys.text(2)));
    }
    // When no trigger refuses it any more, and all that point at each other at once.
    return connection_.script(sql + "TRUNCATE " + base::join(names, ", "));
  }

  Connection& connection_;
  std::vector<std::string> afterwards_;
};

}  // namespace

std::int64_t rows_in(const Tally& tally) {
  std::int64_t rows = 0;
  for (const TableTally& table : tally) rows += table.rows;
  return rows;
}

base::Result<std::vector<std::string>> table_names(Connection& connection) {
  const bool sqlite = connection.engine() == Engine::Sqlite;
  return texts(connection, sqlite ? "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
                                  : "SELECT relname FROM pg_class WHERE relkind = 'r'"
                                    " AND relnamespace = CAST(current_schema() AS regnamespace)"
                                    " ORDER BY relname COLLATE \"C\"");
}

base::Result<Tally> tally(Connection& connection, const Progress& progress) {
  Tally found;
  const std::vector<Table> tables = TRY(tables_of(connection));
  for (const Table& table : tables) {
    TableTally& counted = found.emplace_back();
    counted.name = table.name;
    TableReader reader = TRY(TableReader::begin(connection, table));
    while (TRY(reader.next())) {
      RowHash hash;
      for (std::size_t at = 0; at < table.columns.size(); ++at) {
        hash.put(value_of(reader.row(), static_cast<int>(at), table.columns[at].type));
      }
      ++counted.rows;
      counted.digest += hash.stirred();
    }
    if (connection.engine() == Engine::Postgres) {
      TRY(connection.run("CLOSE " + quoted("all_of_" + table.name)));
    }
    if (progress) {
      progress(static_cast<std::int64_t>(found.size()), static_cast<std::int64_t>(tables.size()));
    }
  }
  return found;
}

base::Status copy_rows(Connection& from, Connection& to, const Progress& progress) {
  const std::vector<Table> tables = TRY(tables_of(from));
  const std::vector<std::string> names = TRY(table_names(to));
  for (const Table& table : tables) {
    if (std::find(names.begin(), names.end(), table.name) != names.end()) continue;
    return base::make_error("database_not_ours",
                            "There is a table " + table.name +
                                " that Guildhall did not make. "
                                "Keep other tables in a database or schema of their own.");
  }
  Unbound unbound(to);
  TRY(unbound.begin(tables));
  std::int64_t done = 0;
  for (const Table& table : tables) {
    TRY(copy_table(from, to, table));
    if (progress) progress(++done, static_cast<std::int64_t>(tables.size()));
  }
  return unbound.end();
}

base::Status drop_tables(Connection& connection) {
  CHECK(connection.engine() == Engine::Postgres);
  std::vector<std::string> names;
  for (const std::string& name : TRY(table_names(connection))) names.push_back(quoted(name));
  if (names.empty()) return {};
  // What triggers call is ours too; it stands on its own when the tables are gone.
  const auto functions =
      TRY(texts(connection,
                "SELECT DISTINCT CAST(CAST(g.tgfoid AS regprocedure) AS VARCHAR) FROM pg_trigger g"
                " JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal"
                " AND c.relnamespace = CAST(current_schema() AS regnamespace)"));
  TRY(connection.script("DROP TABLE " + base::join(names, ", ") + " CASCADE"));
  for (const std::string& each : functions) TRY(connection.script("DROP FUNCTION " + each));
  return {};
}

base::Result<std::vector<std::string>> faults(Connection& connection) {
  if (connection.engine() == Engine::Postgres) return std::vector<std::string>();
  std::vector<std::string> found = TRY(texts(connection, "PRAGMA integrity_check(20)"));
  if (found.size() == 1 && found[0] == "ok") found.clear();
  Rows rows = TRY(connection.query("PRAGMA foreign_key_check"));
  while (found.size() < 20 && TRY(rows.next())) {
    found.push_back("a row of " + std::string(rows.text(0)) + " points at a row of " +
                    std::string(rows.text(2)) + " that is not there");
  }
  return found;
}

}  // namespace sql
