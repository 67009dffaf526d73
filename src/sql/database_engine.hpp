// What the two engines share behind database.hpp: the shapes that sqlite.cpp and postgres.cpp fill
// in, the pool that lends their connections, and the errors that both report.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace sql {

class Rows::Source {
 public:
  virtual ~Source() = default;
  virtual base::Result<bool> next() = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual bool is_null(int column) const = 0;
};

class BulkWriter::Sink {
 public:
  virtual ~Sink() = default;
  virtual base::Status add(std::span<const Value> values) = 0;
  virtual base::Status flush() = 0;
};

// How far something long is: what is done, of how much.
using Progress = std::function<void(std::int64_t done, std::int64_t all)>;

class EngineConnection : public Connection {
 public:
  // Before it is lent: false when it is beyond repair and a fresh one must take its place.
  virtual bool usable() = 0;
  // When it comes back. CHECKs that no rows and no transaction were left open on it.
  virtual void settle() = 0;
  // SQLite: copies all pages, as the transaction under way sees them, into a file that is new or
  // empty, which is then a whole database by itself. Of other engines it is not asked.
  virtual base::Status copy_pages(const std::string& file, const Progress& progress);
};

using Opened = base::Result<std::unique_ptr<EngineConnection>>;

// Lends connections. Those for writing and those for reading stand on two shelves, or on one.
class Lease::Owner {
 public:
  // Opens a connection; false asks for one that only reads.
  using Opener = std::function<Opened(bool writer)>;
  struct Shape {
    Engine engine;
    std::string name;  // for messages, without a password
    int writers_max;
    int readers_max;  // 0: readers take from the writers' shelf
    int wait_ms_max;
  };

  Owner(Shape shape, Opener opener);
  Engine engine() const { return shape_.engine; }
  const std::string& name() const { return shape_.name; }
  Usage usage() const;
  base::Result<Lease> lend(bool writer);
  void give_back(std::unique_ptr<Connection> connection, bool writer);

 private:
  struct Shelf {
    int places;
    std::vector<std::unique_ptr<EngineConnection>> idle = {};
    int lent = 0;
  };
  Shelf& shelf(bool writer);
  bool wait_for_place(std::unique_lock<std::mutex>& lock, const Shelf& from);

  Shape shape_;
  Opener opener_;
  mutable std::mutex mutex_;
  std::condition_variable returned_;
  Usage usage_;
  Shelf writers_;
  Shelf readers_;
};

using OpenedOwner = base::Result<std::unique_ptr<Lease::Owner>>;
OpenedOwner open_sqlite(const std::string& path, const Options& options);
std::string sqlite_library();    // "SQLite 3.40.1"
std::string postgres_library();  // "libpq 15.6"
OpenedOwner open_postgres(const std::string& url, const Options& options);

// What went wrong, in the terms of the error table.
enum class Trouble { Busy, Constraint, Failed, Full, NotOurs, ReadOnly, Unavailable, Unknown };

// `name` is the database as a person knows it, `detail` the engine's own words and the statement.
base::Error trouble(Trouble kind, std::string_view name, std::string detail);

}  // namespace sql
