// The door to the database: one interface, two engines. SQL is written once, in the dialect of
// README.md, with parameters $1, $2, ...; sqlite.cpp and postgres.cpp carry it out.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace sql {

enum class Engine { Sqlite, Postgres };

// One parameter. Text is borrowed: it must live until the call returns. Implicit on purpose, so
// that a call reads query("... where urn = $1", {urn}).
class Value {
 public:
  Value(std::nullptr_t) {}
  Value(std::int64_t number) : state_(number) {}
  Value(int number) : state_(std::int64_t{number}) {}
  Value(double number) : state_(number) {}
  Value(std::string_view text) : state_(text) {}
  Value(const std::string& text) : state_(std::string_view(text)) {}
  Value(const char* text) : state_(std::string_view(text)) {}
  Value(base::Date date) : state_(date.number()) {}
  template <typename Tag>
  Value(base::Id<Tag> id) : state_(id.value) {}

  const std::variant<std::monostate, std::int64_t, double, std::string_view>& state() const {
    return state_;
  }

 private:
  std::variant<std::monostate, std::int64_t, double, std::string_view> state_;
};

using Values = std::initializer_list<Value>;

// A statement that is asked with others.
struct Question {
  std::string_view sql;
  std::vector<Value> values = {};
};

// The rows of one query, forwards. Columns count from 0. A null reads as 0, 0.0 or "". Text stays
// valid until the next call of next(). The connection may run other statements meanwhile; on
// SQLite the same SQL text may not be open twice on one connection, which is a CHECK.
class Rows {
 public:
  class Source;
  explicit Rows(std::unique_ptr<Source> source);
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;
  ~Rows();

  // Moves to the next row; false when there is none.
  base::Result<bool> next();
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  bool is_null(int column) const;
  base::Date date(int column) const;  // a yyyymmdd column; CHECKs that it is a date
  template <typename Tag>
  base::Id<Tag> id(int column) const {
    return base::Id<Tag>{integer(column)};
  }

 private:
  std::unique_ptr<Source> source_;
};

// Many rows into one table, as fast as the engine can: a prepared loop on SQLite, COPY on
// PostgreSQL. Rows are kept in memory until flush(); nothing is written before it. Several writers
// may be filled at once.
class BulkWriter {
 public:
  class Sink;
  explicit BulkWriter(std::unique_ptr<Sink> sink);
  BulkWriter(BulkWriter&&) noexcept;
  ~BulkWriter();

  // One row, values in the order of the columns. CHECKs their number.
  base::Status add(Values values);
  base::Status add_row(std::span<const Value> values);
  // Writes what was added. Must be called; the destructor drops rows that were not flushed. What is
  // wrong with the rows may be told here or by the next statement, at the latest by the commit.
  base::Status flush();

 private:
  std::unique_ptr<Sink> sink_;
};

// Trouble with the database that is nobody's fault and over in a while: work that is kept in one
// transaction, or not at all, can be done again later. Also when it is not known whether it was
// kept.
bool is_passing(const base::Error& error);

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;

  // A statement that returns rows (also INSERT ... RETURNING).
  virtual base::Result<Rows> query(std::string_view sql, Values values = {}) = 0;
  // Several statements that only read, no two of one text; their rows in the same order. On
  // PostgreSQL they make one journey to the server together, which costs most of a short statement.
  virtual base::Result<std::vector<Rows>> query_all(const std::vector<Question>& questions) = 0;
  // A statement that returns none; the number of rows that it changed.
  virtual base::Result<std::int64_t> run(std::string_view sql, Values values = {}) = 0;
  // Several statements in one text, no parameters: for migrations.
  virtual base::Status script(std::string_view sql) = 0;
  virtual base::Result<BulkWriter> bulk(std::string_view table,
                                        const std::vector<std::string_view>& columns) = 0;
  // After a large load, lets the planner see the new sizes.
  virtual base::Status analyse() = 0;
  // Until it is given back, the engine works for this connection no more than so much of the time,
  // 0 to 1, where it has processes of its own (PostgreSQL): long statements come in pieces, and
  // between them the caller rests. Rows of a transaction are then good until its end only.
  virtual void work_at_most(double share);

  // The one integer of the one row of the query, or `otherwise` when there is no row.
  base::Result<std::int64_t> integer(std::string_view sql, Values values = {},
                                     std::int64_t otherwise = 0);
  // The one text of the one row of the query, or "" when there is no row.
  base::Result<std::string> text(std::string_view sql, Values values = {});

 private:
  friend class Transaction;
  virtual base::Status begin(bool write) = 0;
  virtual base::Status finish(bool commit) = 0;
};

// Rolls back unless committed. One at a time on a connection.
class Transaction {
 public:
  // Begins at once: on SQLite a writing transaction takes the write lock here, so that it cannot
  // fail half way for want of it.
  static base::Result<Transaction> begin_write(Connection& connection);
  // A steady view of the data for several queries.
  static base::Result<Transaction> begin_read(Connection& connection);
  Transaction(Transaction&&) noexcept;
  ~Transaction();
  base::Status commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

// A connection on loan from a Database; given back when it goes out of scope.
class Lease {
 public:
  class Owner;
  Lease(Owner& owner, std::unique_ptr<Connection> connection, bool writer);
  Lease(Lease&&) noexcept;
  ~Lease();
  Connection& operator*() const { return *connection_; }
  Connection* operator->() const { return connection_.get(); }

 private:
  Owner* owner_;
  std::unique_ptr<Connection> connection_;
  bool writer_;
};

struct Options {
  int readers_max = 4;     // connections kept for reading (PostgreSQL: for everything)
  int wait_ms_max = 5000;  // how long a lease or a lock may be waited for
  bool create = true;      // SQLite: make the file when it is not there
  bool sealed = false;     // SQLite: only read, and leave the file and its journal mode as they are
};

// How much the connections were wanted so far.
struct Usage {
  std::int64_t leases = 0;    // given
  std::int64_t waits = 0;     // of them: those that waited for another to come back
  std::int64_t wait_us = 0;   // for how long, together
  std::int64_t refusals = 0;  // waits that ended without a connection
  std::int64_t lent = 0;      // now
};

// One database, safe to use from several threads. SQLite: one writer and several readers on a
// file in WAL mode. PostgreSQL: a pool that reconnects when the server has been away.
class Database {
 public:
  // "postgresql://..." or "postgres://..." is PostgreSQL; anything else is the path of an SQLite
  // file; ":memory:" is a private one in memory (one connection serves reads and writes).
  // Errors: database_unavailable, database_not_ours.
  static base::Result<Database> open(const std::string& url, Options options = {});
  Database(Database&&) noexcept;
  ~Database();

  Engine engine() const;
  const std::string& name() const;  // as a person may see it: without a password
  Usage usage() const;
  // A connection for reading. Errors: database_busy, database_unavailable.
  base::Result<Lease> read();
  // The connection for writing; on SQLite there is one, and others wait for it.
  base::Result<Lease> write();

 private:
  explicit Database(std::unique_ptr<Lease::Owner> owner);
  std::unique_ptr<Lease::Owner> owner_;
};

// "SQLite 3.40.1", "libpq 15.6": what the program runs with.
std::vector<std::string> library_versions();

}  // namespace sql
