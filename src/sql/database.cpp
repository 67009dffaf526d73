// The parts that do not depend on the engine: rows, transactions, leases, the pool, the errors.
#include "sql/database.hpp"

#include <utility>

#include "base/check.hpp"
#include "sql/database_engine.hpp"

namespace sql {

Rows::Rows(std::unique_ptr<Source> source) : source_(std::move(source)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows& Rows::operator=(Rows&&) noexcept = default;
Rows::~Rows() = default;

base::Result<bool> Rows::next() { return source_->next(); }
std::int64_t Rows::integer(int column) const { return source_->integer(column); }
double Rows::real(int column) const { return source_->real(column); }
std::string_view Rows::text(int column) const { return source_->text(column); }
bool Rows::is_null(int column) const { return source_->is_null(column); }

base::Date Rows::date(int column) const {
  const auto date = base::Date::from_number(source_->integer(column));
  CHECK(date.has_value());
  return *date;
}

BulkWriter::BulkWriter(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}
BulkWriter::BulkWriter(BulkWriter&&) noexcept = default;
BulkWriter::~BulkWriter() = default;
base::Status BulkWriter::add(Values values) { return sink_->add({values.begin(), values.size()}); }
base::Status BulkWriter::add_row(std::span<const Value> values) { return sink_->add(values); }
base::Status BulkWriter::flush() { return sink_->flush(); }

base::Result<std::int64_t> Connection::integer(std::string_view sql, Values values,
                                               std::int64_t otherwise) {
  Rows rows = TRY(query(sql, values));
  if (!TRY(rows.next())) return otherwise;
  return rows.integer(0);
}

// SQLite works in the thread of the caller, with its priority.
void Connection::work_at_most(double) {}

base::Result<std::string> Connection::text(std::string_view sql, Values values) {
  Rows rows = TRY(query(sql, values));
  if (!TRY(rows.next())) return std::string();
  return std::string(rows.text(0));
}

base::Result<Transaction> Transaction::begin_write(Connection& connection) {
  TRY(connection.begin(true));
  return Transaction(connection);
}

base::Result<Transaction> Transaction::begin_read(Connection& connection) {
  TRY(connection.begin(false));
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  // A rollback that fails has nobody to tell; the engine undoes the work all the same.
  if (connection_ != nullptr) (void)connection_->finish(false);
}

base::Status Transaction::commit() {
  CHECK(connection_ != nullptr);
  return std::exchange(connection_, nullptr)->finish(true);
}

Lease::Lease(Owner& owner, std::unique_ptr<Connection> connection, bool writer)
    : owner_(&owner), connection_(std::move(connection)), writer_(writer) {}
Lease::Lease(Lease&&) noexcept = default;
Lease::~Lease() {
  if (connection_ != nullptr) owner_->give_back(std::move(connection_), writer_);
}

Lease::Owner::Owner(Shape shape, Opener opener)
    : shape_(std::move(shape)),
      opener_(std::move(opener)),
      writers_{shape_.writers_max},
      readers_{shape_.readers_max} {}

Lease::Owner::Shelf& Lease::Owner::shelf(bool writer) {
  return writer || readers_.places == 0 ? writers_ : readers_;
}

bool Lease::Owner::wait_for_place(std::unique_lock<std::mutex>& lock, const Shelf& from) {
  ++usage_.leases;
  if (from.lent < from.places) return true;
  const auto start = std::chrono::steady_clock::now();
  const bool free = returned_.wait_for(lock, std::chrono::milliseconds(shape_.wait_ms_max),
                                       [&] { return from.lent < from.places; });
  ++usage_.waits;
  if (!free) ++usage_.refusals;
  usage_.wait_us += std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::steady_clock::now() - start)
                        .count();
  return free;
}

Usage Lease::Owner::usage() const {
  const std::lock_guard lock(mutex_);
  Usage now = usage_;
  now.lent = writers_.lent + readers_.lent;
  return now;
}

base::Result<Lease> Lease::Owner::lend(bool writer) {
  Shelf& from = shelf(writer);
  std::unique_ptr<EngineConnection> connection;
  {
    std::unique_lock lock(mutex_);
    if (!wait_for_place(lock, from)) {
      return trouble(
          Trouble::Busy, shape_.name,
          "every connection stayed in use for " + std::to_string(shape_.wait_ms_max) + " ms");
    }
    ++from.lent;
    if (!from.idle.empty()) {
      connection = std::move(from.idle.back());
      from.idle.pop_back();
    }
  }
  // Outside the mutex: opening takes time, and others may borrow meanwhile.
  if (connection == nullptr || !connection->usable()) {
    connection.reset();
    auto opened = opener_(writer);
    if (!opened.ok()) {
      const std::lock_guard lock(mutex_);
      --from.lent;
      returned_.notify_all();
      return std::move(opened).error();
    }
    connection = std::move(opened).value();
  }
  return Lease(*this, std::move(connection), writer);
}

void Lease::Owner::give_back(std::unique_ptr<Connection> connection, bool writer) {
  // Every connection that lend() gave out is an EngineConnection.
  std::unique_ptr<EngineConnection> returned(static_cast<EngineConnection*>(connection.release()));
  returned->settle();
  Shelf& to = shelf(writer);
  const std::lock_guard lock(mutex_);
  --to.lent;
  to.idle.push_back(std::move(returned));
  // All, because the two shelves share one condition.
  returned_.notify_all();
}

Database::Database(std::unique_ptr<Lease::Owner> owner) : owner_(std::move(owner)) {}
Database::Database(Database&&) noexcept = default;
Database::~Database() = default;

base::Result<Database> Database::open(const std::string& url, Options options) {
  const bool postgres = url.starts_with("postgresql://") || url.starts_with("postgres://");
  auto owner = TRY(postgres ? open_postgres(url, options) : open_sqlite(url, options));
  // Opened once here, so that a wrong address is told at the start and not on the first page.
  { const Lease probe = TRY(owner->lend(true)); }
  return Database(std::move(owner));
}

Engine Database::engine() const { return owner_->engine(); }
const std::string& Database::name() const { return owner_->name(); }
Usage Database::usage() const { return owner_->usage(); }
base::Result<Lease> Database::read() { return owner_->lend(false); }
base::Result<Lease> Database::write() { return owner_->lend(true); }

std::vector<std::string> library_versions() { return {sqlite_library(), postgres_library()}; }

base::Status EngineConnection::copy_pages(const std::string&, const Progress&) {
  CHECK(engine() == Engine::Sqlite);
  return {};
}

bool is_passing(const base::Error& error) {
  return error.code == "database_unavailable" || error.code == "database_busy" ||
         error.code == "outcome_unknown";
}

base::Error trouble(Trouble kind, std::string_view name, std::string detail) {
  struct Words {
    std::string_view code;
    std::string_view rest;
  };
  const auto words = [kind]() -> Words {
    switch (kind) {
      case Trouble::Busy:
        return {"database_busy",
                " is in use by somebody else and did not become free in time. Try again when the "
                "other import or command has finished."};
      case Trouble::Constraint:
        return {"database_constraint",
                " holds something that contradicts the change. Look at the current state, then "
                "make the change again."};
      case Trouble::Failed:
        return {"database_failed",
                " refused a statement. This is a fault of Guildhall: please report it with the "
                "lines of the log."};
      case Trouble::Full:
        return {"database_full",
                " cannot grow: its disk is full. Free some space, then try again; nothing was "
                "half written."};
      case Trouble::NotOurs:
        return {"database_not_ours",
                " is damaged or is no database of Guildhall. Check the name, or restore a copy."};
      case Trouble::ReadOnly:
        return {"database_read_only",
                " may only be read. Allow the user who runs Guildhall to write it and its "
                "folder."};
      case Trouble::Unknown:
        return {"outcome_unknown",
                " went away while it kept a change, and it is not known whether the change was "
                "kept. Look, and make it again if it was not."};
      case Trouble::Unavailable: break;
    }
    return {"database_unavailable",
            " cannot be opened or does not answer. Check the name, the rights on it, that its "
            "folder exists or that the database server runs."};
  }();
  return base::make_error(words.code, "The database " + std::string(name) + std::string(words.rest),
                          {}, std::move(detail));
}

}  // namespace sql
