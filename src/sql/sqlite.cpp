// SQLite behind database.hpp. The only file that knows sqlite3.h.
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "sql/database_engine.hpp"
#include "sql/lru.hpp"

namespace sql {
namespace {

// Enough for every statement text of the program; a statement costs some kilobytes.
constexpr std::size_t statements_max = 200;

struct Closer {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};
using Handle = std::unique_ptr<sqlite3, Closer>;

struct Statement {
  std::unique_ptr<sqlite3_stmt, Closer> handle;
  std::vector<int> places;  // where $1, $2, ... stand in SQLite's own numbering
  bool in_use = false;
};

Trouble trouble_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Trouble::Busy;
    case SQLITE_FULL: return Trouble::Full;
    case SQLITE_READONLY: return Trouble::ReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Trouble::NotOurs;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return Trouble::Constraint;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL: return Trouble::Unavailable;
    default: return Trouble::Failed;
  }
}

int bind(sqlite3_stmt* statement, int place, const Value& value, bool copy) {
  const auto& state = value.state();
  if (const auto* number = std::get_if<std::int64_t>(&state)) {
    return sqlite3_bind_int64(statement, place, *number);
  }
  if (const auto* number = std::get_if<double>(&state)) {
    return sqlite3_bind_double(statement, place, *number);
  }
  if (const auto* text = std::get_if<std::string_view>(&state)) {
    // An empty view may point nowhere, which SQLite would take for null.
    return sqlite3_bind_text64(statement, place, text->empty() ? "" : text->data(), text->size(),
                               copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
  }
  return sqlite3_bind_null(statement, place);
}

class SqliteConnection final : public EngineConnection {
 public:
  SqliteConnection(Handle handle, std::string name)
      : handle_(std::move(handle)), name_(std::move(name)), statements_(statements_max) {}

  Engine engine() const override { return Engine::Sqlite; }
  base::Result<Rows> query(std::string_view sql, Values values) override {
    return ask(sql, {values.begin(), values.size()});
  }
  base::Result<std::vector<Rows>> query_all(const std::vector<Question>& questions) override;
  base::Result<std::int64_t> run(std::string_view sql, Values values) override;
  base::Status script(std::string_view sql) override;
  base::Result<BulkWriter> bulk(std::string_view table,
                                const std::vector<std::string_view>& columns) override;
  base::Status analyse() override { return script("ANALYZE"); }

  bool usable() override { return true; }
  void settle() override {
    CHECK(open_ == 0);
    CHECK(!in_transaction_);
  }

  base::Status copy_pages(const std::string& file, const Progress& progress) override;

  // The statement of this text, marked as in use until release().
  base::Result<Statement*> prepare(std::string_view sql);
  void release(Statement& statement);
  // True for a row, false at the end.
  base::Result<bool> step(const Statement& statement);
  base::Status bind_all(const Statement& statement, std::span<const Value> values, bool copy);
  bool in_transaction() const { return in_transaction_; }
  // The error of the last call; a transaction in which it happened can only be rolled back.
  base::Error failure(int code, std::string_view sql);

 private:
  base::Status begin(bool write) override;
  base::Status finish(bool commit) override;
  base::Status still_good() const;
  base::Result<Rows> ask(std::string_view sql, std::span<const Value> values);
  base::Result<Rows> collect(Statement& statement);

  Handle handle_;
  std::string name_;
  Lru<Statement> statements_;
  int open_ = 0;
  bool in_transaction_ = false;
  bool failed_ = false;
};

// Marks a statement as free again on every way out.
class Use {
 public:
  Use(SqliteConnection& connection, Statement& statement)
      : connection_(&connection), statement_(&statement) {}
  Use(Use&& other) noexcept
      : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}
  ~Use() { end(); }
  Statement& operator*() const { return *statement_; }
  sqlite3_stmt* handle() const { return statement_->handle.get(); }
  bool open() const { return statement_ != nullptr; }
  void end() {
    if (statement_ != nullptr) connection_->release(*std::exchange(statement_, nullptr));
  }

 private:
  SqliteConnection* connection_;
  Statement* statement_;
};

// Rows read one by one; the statement is free again as soon as the last was read.
class SteppedRows final : public Rows::Source {
 public:
  SteppedRows(SqliteConnection& connection, Use use, bool has_row)
      : connection_(connection), use_(std::move(use)), stepped_(true), has_row_(has_row) {
    if (!has_row_) use_.end();
  }

  base::Result<bool> next() override {
    if (!stepped_ && has_row_) {
      auto more = connection_.step(*use_);
      has_row_ = more.ok() && more.value();
      if (!has_row_) use_.end();
      if (!more.ok()) return more;
    }
    stepped_ = false;
    return has_row_;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(row(column), column);
  }
  double real(int column) const override { return sqlite3_column_double(row(column), column); }
  std::string_view text(int column) const override {
    const auto* text = sqlite3_column_text(row(column), column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(use_.handle(), column))};
  }
  bool is_null(int column) const override {
    return sqlite3_column_type(row(column), column) == SQLITE_NULL;
  }

 private:
  sqlite3_stmt* row(int column) const {
    CHECK(has_row_ && !stepped_);
    CHECK(column >= 0 && column < sqlite3_data_count(use_.handle()));
    return use_.handle();
  }

  SqliteConnection& connection_;
  Use use_;
  bool stepped_;  // the next row has been fetched already
  bool has_row_;
};

// The rows of a statement that writes (RETURNING), all fetched: the writing is then over and done
// with, also when the caller reads only the first row.
class CollectedRows final : public Rows::Source {
 public:
  using Cell = std::unique_ptr<sqlite3_value, Closer>;
  CollectedRows(std::vector<Cell> cells, std::size_t columns)
      : cells_(std::move(cells)), columns_(columns) {}

  base::Result<bool> next() override {
    at_ = started_ ? at_ + columns_ : 0;
    started_ = true;
    return at_ < cells_.size();
  }
  std::int64_t integer(int column) const override { return sqlite3_value_int64(cell(column)); }
  double real(int column) const override { return sqlite3_value_double(cell(column)); }
  std::string_view text(int column) const override {
    const auto* text = sqlite3_value_text(cell(column));
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_value_bytes(cell(column)))};
  }
  bool is_null(int column) const override {
    return sqlite3_value_type(cell(column)) == SQLITE_NULL;
  }

 private:
  sqlite3_value* cell(int column) const {
    CHECK(started_ && at_ < cells_.size());
    CHECK(column >= 0 && static_cast<std::size_t>(column) < columns_);
    return cells_[at_ + static_cast<std::size_t>(column)].get();
  }

  std::vector<Cell> cells_;
  std::size_t columns_;
  std::size_t at_ = 0;
  bool started_ = false;
};

base::Error SqliteConnection::failure(int code, std::string_view sql) {
  if (in_transaction_) failed_ = true;
  return trouble(trouble_of(code), name_,
                 std::string(sqlite3_errmsg(handle_.get())) + " (" + std::to_string(code) +
                     ") in: " + std::string(sql));
}

base::Status SqliteConnection::still_good() const {
  // PostgreSQL refuses to go on after an error, so code that does must fail here too.
  if (!failed_) return {};
  return trouble(Trouble::Failed, name_, "an earlier statement of this transaction failed");
}

base::Result<Statement*> SqliteConnection::prepare(std::string_view sql) {
  TRY(still_good());
  Statement* statement = statements_.find(sql);
  if (statement == nullptr) {
    sqlite3_stmt* made = nullptr;
    const char* tail = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, &tail);
    Statement fresh;
    fresh.handle.reset(made);
    if (code != SQLITE_OK) return failure(code, sql);
    CHECK(base::trim(sql.substr(static_cast<std::size_t>(tail - sql.data()))).empty());
    for (int place = 1; place <= sqlite3_bind_parameter_count(made); ++place) {
      const char* name = sqlite3_bind_parameter_name(made, place);
      CHECK(name != nullptr && name[0] == '$');
      const auto number = base::parse_integer(name + 1);
      CHECK(number.has_value() && *number >= 1);
      if (fresh.places.size() < static_cast<std::size_t>(*number)) {
        fresh.places.resize(static_cast<std::size_t>(*number));
      }
      fresh.places[static_cast<std::size_t>(*number - 1)] = place;
    }
    statement = &statements_.insert(sql, std::move(fresh), [](Statement&) {});
  }
  CHECK(!statement->in_use);
  statement->in_use = true;
  ++open_;
  return statement;
}

void SqliteConnection::release(Statement& statement) {
  sqlite3_reset(statement.handle.get());
  statement.in_use = false;
  --open_;
}

base::Status SqliteConnection::bind_all(const Statement& statement, std::span<const Value> values,
                                        bool copy) {
  CHECK(values.size() == statement.places.size());
  const int* place = statement.places.data();
  for (const Value& value : values) {
    const int code = bind(statement.handle.get(), *place++, value, copy);
    if (code != SQLITE_OK) return failure(code, sqlite3_sql(statement.handle.get()));
  }
  return {};
}

base::Result<bool> SqliteConnection::step(const Statement& statement) {
  const int code = sqlite3_step(statement.handle.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failure(code, sqlite3_sql(statement.handle.get()));
}

base::Result<std::vector<Rows>> SqliteConnection::query_all(
    const std::vector<Question>& questions) {
  std::vector<Rows> answers;
  answers.reserve(questions.size());
  for (const Question& one : questions) answers.push_back(TRY(ask(one.sql, one.values)));
  return answers;
}

base::Result<Rows> SqliteConnection::ask(std::string_view sql, std::span<const Value> values) {
  Use use(*this, *TRY(prepare(sql)));
  TRY(bind_all(*use, values, true));
  if (sqlite3_stmt_readonly(use.handle()) == 0) return collect(*use);
  const bool has_row = TRY(step(*use));
  return Rows(std::make_unique<SteppedRows>(*this, std::move(use), has_row));
}

base::Result<Rows> SqliteConnection::collect(Statement& statement) {
  std::vector<CollectedRows::Cell> cells;
  const int columns = sqlite3_column_count(statement.handle.get());
  while (TRY(step(statement))) {
    for (int column = 0; column < columns; ++column) {
      cells.emplace_back(sqlite3_value_dup(sqlite3_column_value(statement.handle.get(), column)));
    }
  }
  return Rows(std::make_unique<CollectedRows>(std::move(cells), static_cast<std::size_t>(columns)));
}

base::Result<std::int64_t> SqliteConnection::run(std::string_view sql, Values values) {
  const Use use(*this, *TRY(prepare(sql)));
  TRY(bind_all(*use, {values.begin(), values.size()}, false));
  const std::int64_t before = sqlite3_total_changes64(handle_.get());
  while (TRY(step(*use))) {
  }
  // changes() keeps the number of the last INSERT, UPDATE or DELETE, so other statements need this.
  return sqlite3_total_changes64(handle_.get()) == before ? 0 : sqlite3_changes64(handle_.get());
}

base::Status SqliteConnection::script(std::string_view sql) {
  TRY(still_good());
  const std::string text(sql);
  const int code = sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code, sql);
  return {};
}

base::Status SqliteConnection::begin(bool write) {
  CHECK(!in_transaction_);
  TRY(script(write ? "BEGIN IMMEDIATE" : "BEGIN"));
  in_transaction_ = true;
  return {};
}

base::Status SqliteConnection::finish(bool commit) {
  CHECK(in_transaction_);
  const base::Status good = still_good();
  in_transaction_ = failed_ = false;
  base::Status done = commit && good.ok() ? script("COMMIT") : good;
  // SQLite has rolled back by itself after some errors, such as a full disk.
  if (sqlite3_get_autocommit(handle_.get()) == 0) {
    base::Status undone = script("ROLLBACK");
    if (done.ok()) done = std::move(undone);
  }
  return commit ? done : base::Status();
}

base::Status SqliteConnection::copy_pages(const std::string& file, const Progress& progress) {
  constexpr int pages_each = 2000;
  sqlite3* opened = nullptr;
  int code =
      sqlite3_open_v2(file.c_str(), &opened,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  const Handle copy(opened);
  const auto failed = [&] {
    return trouble(trouble_of(code), file,
                   opened == nullptr ? "out of memory" : sqlite3_errmsg(opened));
  };
  if (code != SQLITE_OK) return failed();
  sqlite3_extended_result_codes(opened, 1);
  std::unique_ptr<sqlite3_backup, Closer> backup(
      sqlite3_backup_init(opened, "main", handle_.get(), "main"));
  if (backup == nullptr) {
    code = sqlite3_extended_errcode(opened);
    return failed();
  }
  // The transaction under way holds one state, so nobody's writing makes the copy begin again.
  do {
    code = sqlite3_backup_step(backup.get(), pages_each);
    const int all = sqlite3_backup_pagecount(backup.get());
    if (progress) progress(all - sqlite3_backup_remaining(backup.get()), all);
  } while (code == SQLITE_OK);
  if (code != SQLITE_DONE) return failed();
  backup.reset();
  // One file that can be read from anywhere, without the two that WAL wants beside it.
  code = sqlite3_exec(opened, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed();
  return {};
}

// Rows wait in one run of bytes: a letter for the type, then the value. Text is bound from there
// without another copy. Twenty rows to a statement take half the time of one to a statement when
// they are narrow, and four fifths when they are wide; more rows gain nothing.
class SqliteSink final : public BulkWriter::Sink {
 public:
  SqliteSink(SqliteConnection& connection, std::string_view table,
             const std::vector<std::string_view>& columns)
      : connection_(connection),
        columns_(columns.size()),
        one_(insert(table, columns, 1)),
        many_(insert(table, columns, rows_each)) {}

  base::Status add(std::span<const Value> values) override {
    CHECK(values.size() == columns_);
    ++rows_;
    for (const Value& value : values) {
      const auto& state = value.state();
      if (const auto* number = std::get_if<std::int64_t>(&state)) {
        put('i', number, sizeof *number);
      } else if (const auto* real = std::get_if<double>(&state)) {
        put('r', real, sizeof *real);
      } else if (const auto* text = std::get_if<std::string_view>(&state)) {
        const std::size_t size = text->size();
        put('t', &size, sizeof size);
        bytes_.append(*text);
      } else {
        bytes_ += 'n';
      }
    }
    return {};
  }

  base::Status flush() override {
    CHECK(connection_.in_transaction());
    const char* at = bytes_.data();
    TRY(write(many_, rows_ / rows_each, at));
    TRY(write(one_, rows_ % rows_each, at));
    CHECK(at == bytes_.data() + bytes_.size());
    bytes_.clear();
    rows_ = 0;
    return {};
  }

 private:
  static constexpr std::size_t rows_each = 20;

  static std::string insert(std::string_view table, const std::vector<std::string_view>& columns,
                            std::size_t rows) {
    std::string sql = "INSERT INTO " + std::string(table) + " (";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sql += (i == 0 ? "" : ", ") + std::string(columns[i]);
    }
    sql += ") VALUES ";
    for (std::size_t i = 0; i < rows * columns.size(); ++i) {
      sql += i == 0 ? "($" : i % columns.size() == 0 ? "), ($" : ", $";
      sql += std::to_string(i + 1);
    }
    return sql + ")";
  }

  void put(char type, const void* value, std::size_t size) {
    bytes_ += type;
    bytes_.append(static_cast<const char*>(value), size);
  }
  template <typename T>
  static T take(const char*& at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    at += sizeof value;
    return value;
  }

  base::Status write(const std::string& sql, std::size_t times, const char*& at) {
    if (times == 0) return {};
    const Use use(connection_, *TRY(connection_.prepare(sql)));
    for (; times != 0; --times) {
      for (const int place : (*use).places) {
        const int code = bind_next(use.handle(), place, at);
        if (code != SQLITE_OK) return connection_.failure(code, sql);
      }
      TRY(connection_.step(*use));
      sqlite3_reset(use.handle());
    }
    return {};
  }

  static int bind_next(sqlite3_stmt* statement, int place, const char*& at) {
    switch (*at++) {
      case 'i': return sqlite3_bind_int64(statement, place, take<std::int64_t>(at));
      case 'r': return sqlite3_bind_double(statement, place, take<double>(at));
      case 't': {
        const auto size = take<std::size_t>(at);
        const std::string_view text(at, size);
        at += size;
        return bind(statement, place, Value(text), false);
      }
      default: return sqlite3_bind_null(statement, place);
    }
  }

  SqliteConnection& connection_;
  std::size_t columns_;
  std::string one_;
  std::string many_;
  std::string bytes_;
  std::size_t rows_ = 0;
};

base::Result<BulkWriter> SqliteConnection::bulk(std::string_view table,
                                                const std::vector<std::string_view>& columns) {
  return BulkWriter(std::make_unique<SqliteSink>(*this, table, columns));
}

// Settings of one connection. The page caches are what the server's memory goes to: 32 MB for the
// writer and 8 MB a reader hold the hot pages of a registry of all England.
std::string settings(bool writer, bool memory, bool sealed) {
  std::string sql =
      "PRAGMA foreign_keys = ON;"
      "PRAGMA case_sensitive_like = ON;"
      "PRAGMA temp_store = MEMORY;"
      "PRAGMA analysis_limit = 1000;";
  if (!memory && !sealed) {
    sql +=
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA journal_size_limit = 67108864;";
    sql += writer ? "PRAGMA cache_size = -32000;" : "PRAGMA cache_size = -8000;";
  }
  if (!writer || sealed) sql += "PRAGMA query_only = ON;";
  return sql;
}

// WAL wants two files beside the database. Where it cannot make them, SQLite only says that it
// cannot open the database.
bool may_only_be_read(const std::string& path, int code) {
  if ((code & 0xff) != SQLITE_CANTOPEN || ::access(path.c_str(), R_OK) != 0) return false;
  const auto folder = std::filesystem::path(path).parent_path();
  return ::access(path.c_str(), W_OK) != 0 ||
         ::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0;
}

Opened connect(const std::string& path, const Options& options, bool writer) {
  const bool memory = path == ":memory:";
  sqlite3* opened = nullptr;
  const int flags = (options.sealed ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
                    SQLITE_OPEN_NOMUTEX | (options.create && writer ? SQLITE_OPEN_CREATE : 0);
  int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  Handle handle(opened);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, options.wait_ms_max);
    const std::string sql = settings(writer, memory, options.sealed);
    // Two programs that make the same file WAL at once are told "busy" without any waiting.
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(options.wait_ms_max);
    do {
      code = sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr);
      if ((code & 0xff) != SQLITE_BUSY) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    } while (std::chrono::steady_clock::now() < until);
  }
  if (code != SQLITE_OK) {
    return trouble(may_only_be_read(path, code) ? Trouble::ReadOnly : trouble_of(code), path,
                   opened == nullptr ? "out of memory" : sqlite3_errmsg(opened));
  }
  return std::unique_ptr<EngineConnection>(
      std::make_unique<SqliteConnection>(std::move(handle), path));
}

}  // namespace

std::string sqlite_library() { return std::string("SQLite ") + sqlite3_libversion(); }

OpenedOwner open_sqlite(const std::string& path, const Options& options) {
  if (path.empty()) {
    return base::make_error("database_unavailable",
                            "The name of the database is empty. Give a file or a postgresql:// "
                            "address.");
  }
  std::error_code ignored;
  const bool memory = path == ":memory:";
  if (!memory && !options.create && !std::filesystem::exists(path, ignored)) {
    return base::make_error(
        "database_unavailable",
        "There is no database " + path + ". Check the name; the first import makes one.");
  }
  Lease::Owner::Shape shape{.engine = Engine::Sqlite,
                            .name = path,
                            .writers_max = 1,
                            .readers_max = memory ? 0 : options.readers_max,
                            .wait_ms_max = options.wait_ms_max};
  return std::make_unique<Lease::Owner>(
      std::move(shape), [path, options](bool writer) { return connect(path, options, writer); });
}

}  // namespace sql
