// PostgreSQL behind database.hpp. The only file that knows libpq-fe.h.
#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <functional>
#include <future>
#include <optional>
#include <span>
#include <thread>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "sql/database_engine.hpp"
#include "sql/database_pace.hpp"
#include "sql/dialect.hpp"
#include "sql/lru.hpp"
#include "sql/postgres_copy.hpp"
#include "sql/postgres_parameters.hpp"

namespace sql {
namespace {

constexpr std::size_t statements_max = 200;

struct Closer {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Handle = std::unique_ptr<PGconn, Closer>;
using Answer = std::unique_ptr<PGresult, Closer>;
using Cursors = std::shared_ptr<std::vector<std::string>>;  // their names

bool succeeded(const Answer& answer) {
  const auto status = PQresultStatus(answer.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN;
}

// The five letters of an SQLSTATE, or nothing when the server did not answer.
std::string_view state_of(const Answer& answer) {
  const char* state =
      answer == nullptr ? nullptr : PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  return state == nullptr ? std::string_view() : std::string_view(state);
}

// Appendix A of PostgreSQL's manual.
Trouble trouble_of(std::string_view state) {
  if (state.empty() || state.starts_with("08") || state.starts_with("57P")) {
    return Trouble::Unavailable;
  }
  if (state == "55P03" || state == "57014" || state.starts_with("40")) return Trouble::Busy;
  if (state.starts_with("22") || state.starts_with("23")) return Trouble::Constraint;
  if (state == "53100") return Trouble::Full;
  if (state == "25006" || state == "42501") return Trouble::ReadOnly;
  if (state.starts_with("53") || state.starts_with("58")) return Trouble::Unavailable;
  if (state.starts_with("XX00") && state != "XX000") return Trouble::NotOurs;
  return Trouble::Failed;
}

// One text, prepared once for each combination of parameter types that it was called with. A null
// fits any.
struct Statement {
  struct Variant {
    std::string name;
    std::vector<Oid> types;
  };
  PostgresText text;
  std::vector<Variant> variants;
  bool in_use = false;
};

const Statement::Variant* fitting(const Statement& statement, const std::vector<Oid>& types) {
  for (const auto& variant : statement.variants) {
    bool fits = true;
    for (std::size_t i = 0; i < types.size(); ++i) {
      fits = fits && (types[i] == oid_unknown || types[i] == variant.types[i]);
    }
    if (fits) return &variant;
  }
  return nullptr;
}

class PostgresRows final : public Rows::Source {
 public:
  explicit PostgresRows(Answer answer)
      : answer_(std::move(answer)), rows_(PQntuples(answer_.get())) {}

  base::Result<bool> next() override {
    if (row_ < rows_) ++row_;
    return row_ < rows_;
  }
  std::int64_t integer(int column) const override {
    const auto text = this->text(column);
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
    const bool whole = end == text.data() + text.size();
    return whole ? number : static_cast<std::int64_t>(real(column));
  }
  double real(int column) const override {
    const auto text = this->text(column);
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    check(column);
    const std::string_view text(PQgetvalue(answer_.get(), row_, column),
                                static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column)));
    // SQLite has no type for true and false: they are 1 and 0.
    if (PQftype(answer_.get(), column) == oid_bool && !text.empty()) return text == "t" ? "1" : "0";
    return text;
  }
  bool is_null(int column) const override {
    check(column);
    return PQgetisnull(answer_.get(), row_, column) != 0;
  }

 private:
  void check(int column) const {
    CHECK(row_ >= 0 && row_ < rows_);
    CHECK(column >= 0 && column < PQnfields(answer_.get()));
  }

  Answer answer_;
  int rows_;
  int row_ = -1;
};

// Where the server is, and how to reach it.
class Address {
 public:
  Address(std::string url, std::string name, int wait_ms_max)
      : url_(std::move(url)), name_(std::move(name)), wait_ms_max_(wait_ms_max) {}
  const std::string& name() const { return name_; }

  // A new connection. A server that is starting is waited for; one that does not answer is waited
  // for when `patient`.
  base::Result<Handle> connect(bool patient) const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms_max_);
    const std::string seconds = std::to_string(std::max(2, (wait_ms_max_ + 999) / 1000));
    // What the address says itself, being later, counts more; the encoding is ours to choose.
    const char* const names[] = {"connect_timeout", "tcp_user_timeout", "fallback_application_name",
                                 "dbname",          "client_encoding",  nullptr};
    const char* const values[] = {seconds.c_str(), "30000", "guildhall",
                                  url_.c_str(),    "UTF8",  nullptr};
    for (int refusals = 0;;) {
      Handle handle(PQconnectdbParams(names, values, 1));
      if (PQstatus(handle.get()) == CONNECTION_OK) return settled(std::move(handle));
      // A server that is there may have come between the two calls: only the second refusal counts.
      const auto ping = PQpingParams(names, values, 1);
      const bool hope = ping == PQPING_REJECT || (ping == PQPING_NO_RESPONSE && patient) ||
                        (ping == PQPING_OK && ++refusals < 2);
      if (!hope || std::chrono::steady_clock::now() >= until) {
        return trouble(Trouble::Unavailable, name_, PQerrorMessage(handle.get()));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

 private:
  base::Result<Handle> settled(Handle handle) const {
    PQsetNoticeProcessor(
        handle.get(), [](void*, const char*) {}, nullptr);
    const char* encoding = PQparameterStatus(handle.get(), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
      return base::make_error(
          "database_not_ours",
          "The database " + name_ + " does not keep text as UTF-8. Make one with ENCODING 'UTF8'.");
    }
    // Our statements are few and fit any values: planning one anew costs more than running it.
    const std::string sql = "SET lock_timeout = " + std::to_string(wait_ms_max_) +
                            "; SET standard_conforming_strings = on"
                            "; SET plan_cache_mode = force_generic_plan"
                            "; SET client_min_messages = warning";
    const Answer answer(PQexec(handle.get(), sql.c_str()));
    if (succeeded(answer)) return handle;
    return trouble(trouble_of(state_of(answer)), name_, PQerrorMessage(handle.get()));
  }

  std::string url_;
  std::string name_;  // without user and password
  int wait_ms_max_;
};

class PostgresConnection final : public EngineConnection {
 public:
  PostgresConnection(std::shared_ptr<const Address> address, Handle handle)
      : address_(std::move(address)), handle_(std::move(handle)), statements_(statements_max) {}

  Engine engine() const override { return Engine::Postgres; }
  base::Result<Rows> query(std::string_view sql, Values values) override;
  base::Result<std::vector<Rows>> query_all(const std::vector<Question>& questions) override;
  base::Result<std::int64_t> run(std::string_view sql, Values values) override;
  base::Status script(std::string_view sql) override;
  base::Result<BulkWriter> bulk(std::string_view table,
                                const std::vector<std::string_view>& columns) override;
  base::Status analyse() override;
  bool usable() override;
  void settle() override {
    CHECK(!in_transaction_);
    pace_ = Pace();
  }
  void work_at_most(double share) override { pace_ = Pace(share); }

  // COPY of these rows into the table, in a thread of its own: whoever fills the table can go on
  // with other work while the server reads. The next statement waits for it and has its error.
  base::Status load(std::string table, std::string sql, std::string content);
  bool in_transaction() const { return in_transaction_; }
  // The next rows of a cursor.
  base::Result<Answer> fetch(const std::string& cursor, int& rows);

 private:
  base::Status begin(bool write) override;
  base::Status finish(bool commit) override;
  // What went wrong with statements that were sent together, if anything did.
  struct Together {
    Answer answer = nullptr;
    std::optional<base::Error> error = std::nullopt;
  };
  Statement& statement_of(std::string_view sql, std::size_t parameters);
  void drop_statements();
  const std::string* prepared(Statement& statement, const Parameters& parameters, Answer& refusal);
  Answer try_execute(Statement& statement, const Parameters& parameters);
  bool worth_repeating(const Answer& answer, bool reads);
  base::Result<Answer> execute(std::string_view sql, Values values);
  Together ask_together(const std::vector<Question>& questions, std::vector<Rows>& answers);
  base::Result<Answer> plain(const std::string& sql, bool may_repeat);
  base::Result<Rows> query_by_pieces(std::string_view sql, Values values);
  base::Status copy_by_pieces(const std::string& sql, std::string_view content);
  base::Status load_now(const std::string& table, const std::string& sql, std::string_view content);
  base::Status copy(const std::string& sql, std::string_view content);
  // The statements that make the indexes of the table anew, after they were taken away; none when
  // it has rows. An index over many rows at once takes a third of the time of one row by row.
  base::Result<std::vector<std::string>> take_indexes(const std::string& table);
  // Lets the identity columns of the table, or of all tables for "", go on behind the greatest
  // number in use, as SQLite does, after rows were written with numbers of their own.
  base::Status advance_identities(std::string_view table);
  base::Status loaded();  // waits for load(), and closes cursors that were read
  base::Status reconnect();
  void forget_statements();
  base::Error failure(const Answer& answer, std::string_view sql) const;
  bool lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }

  std::shared_ptr<const Address> address_;
  Handle handle_;
  Lru<Statement> statements_;
  std::vector<std::string> dropped_;  // names of prepared statements that nobody needs
  std::int64_t prepared_ = 0;
  std::int64_t cursors_ = 0;
  // Nobody reads them any more; one that is open keeps the indexes of its table from being taken.
  Cursors read_cursors_ = std::make_shared<std::vector<std::string>>();
  Pace pace_;
  bool in_transaction_ = false;
  // INVARIANT: while it is under way, the members above belong to its thread.
  std::future<base::Status> load_;
};

base::Error PostgresConnection::failure(const Answer& answer, std::string_view sql) const {
  const auto state = state_of(answer);
  return trouble(trouble_of(state), address_->name(),
                 std::string(base::trim(PQerrorMessage(handle_.get()))) + " (" +
                     std::string(state) + ") in: " + std::string(sql));
}

base::Status PostgresConnection::reconnect() {
  handle_ = TRY(address_->connect(true));
  statements_.clear();
  dropped_.clear();
  return {};
}

bool PostgresConnection::usable() {
  if (lost()) return false;
  // An idle connection has nothing to say: when it has, that is most likely its end.
  pollfd poll_for{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
  if (poll(&poll_for, 1, 0) == 0) return true;
  const Answer answer(PQexec(handle_.get(), ""));
  return PQresultStatus(answer.get()) == PGRES_EMPTY_QUERY && !lost();
}

// A statement that only reads may be repeated: nobody can tell that it ran twice.
bool only_reads(std::string_view sql) {
  return base::starts_with_ignoring_case(base::trim(sql), "SELECT");
}

Statement& PostgresConnection::statement_of(std::string_view sql, std::size_t parameters) {
  Statement* statement = statements_.find(sql);
  if (statement == nullptr) {
    Statement made{.text = postgres_text(sql), .variants = {}};
    statement = &statements_.insert(sql, std::move(made), [this](Statement& old) {
      for (auto& variant : old.variants) dropped_.push_back(std::move(variant.name));
    });
  }
  CHECK(statement->text.parameters == parameters);
  return *statement;
}

void PostgresConnection::drop_statements() {
  if (dropped_.empty() || PQtransactionStatus(handle_.get()) == PQTRANS_INERROR) return;
  for (const auto& name : std::exchange(dropped_, {})) {
    const Answer ignored(PQexec(handle_.get(), ("DEALLOCATE " + name).c_str()));
  }
}

// The name under which the server knows the statement; null and the reason in `refusal` when it
// could not be prepared.
const std::string* PostgresConnection::prepared(Statement& statement, const Parameters& parameters,
                                                Answer& refusal) {
  if (const auto* variant = fitting(statement, parameters.types())) return &variant->name;
  std::string name = "s" + std::to_string(++prepared_);
  Answer answer(PQprepare(handle_.get(), name.c_str(), statement.text.sql.c_str(),
                          parameters.count(), parameters.types().data()));
  if (!succeeded(answer)) {
    refusal = std::move(answer);
    return nullptr;
  }
  statement.variants.push_back({std::move(name), parameters.types()});
  return &statement.variants.back().name;
}

Answer PostgresConnection::try_execute(Statement& statement, const Parameters& parameters) {
  Answer refusal;
  const std::string* name = prepared(statement, parameters, refusal);
  if (name == nullptr) return refusal;
  return Answer(PQexecPrepared(handle_.get(), name->c_str(), parameters.count(), parameters.data(),
                               parameters.sizes(), parameters.formats(), 0));
}

// Whether what failed should be tried once more. Statements that another program's changes to the
// tables made useless (0A000) are forgotten.
bool PostgresConnection::worth_repeating(const Answer& answer, bool reads) {
  const bool gone = lost();
  const bool stale = state_of(answer) == "0A000";
  if (stale) forget_statements();
  return !in_transaction_ && (stale || (gone && reads));
}

base::Result<Answer> PostgresConnection::execute(std::string_view sql, Values values) {
  const Parameters parameters({values.begin(), values.size()});
  for (int attempt = 1;; ++attempt) {
    if (!in_transaction_ && !usable()) TRY(reconnect());
    Statement& statement = statement_of(sql, values.size());
    drop_statements();
    Answer answer = try_execute(statement, parameters);
    if (succeeded(answer)) return answer;
    const auto error = failure(answer, sql);
    if (!worth_repeating(answer, only_reads(sql)) || attempt > 1) return error;
  }
}

// One journey: everything is sent, then everything is read.
base::Result<std::vector<Rows>> PostgresConnection::query_all(
    const std::vector<Question>& questions) {
  TRY(loaded());
  if (questions.empty()) return std::vector<Rows>();
  const Shift shift(pace_);
  for (int attempt = 1;; ++attempt) {
    if (!in_transaction_ && !usable()) TRY(reconnect());
    drop_statements();
    std::vector<Rows> answers;
    answers.reserve(questions.size());
    const Together together = ask_together(questions, answers);
    if (together.error == std::nullopt) return answers;
    if (!worth_repeating(together.answer, true) || attempt > 1) return *together.error;
  }
}

PostgresConnection::Together PostgresConnection::ask_together(
    const std::vector<Question>& questions, std::vector<Rows>& answers) {
  struct Sent {
    Parameters parameters;
    std::string name;
  };
  std::vector<Sent> all;
  all.reserve(questions.size());
  for (const Question& one : questions) {
    Sent& sent = all.emplace_back(Sent{Parameters(one.values), {}});
    Answer refusal;
    Statement& statement = statement_of(one.sql, one.values.size());
    const std::string* name = prepared(statement, sent.parameters, refusal);
    if (name == nullptr) {
      auto error = failure(refusal, one.sql);
      return {std::move(refusal), std::move(error)};
    }
    sent.name = *name;
  }
  Together together;
  PGconn* const server = handle_.get();
  bool good = PQenterPipelineMode(server) == 1;
  for (const Sent& one : all) {
    good = good && PQsendQueryPrepared(server, one.name.c_str(), one.parameters.count(),
                                       one.parameters.data(), one.parameters.sizes(),
                                       one.parameters.formats(), 0) == 1;
  }
  bool marked = good && PQpipelineSync(server) == 1;
  good = marked;
  for (const Question& one : questions) {
    if (!good) break;
    Answer answer(PQgetResult(server));
    if (answer != nullptr && succeeded(answer)) {
      const Answer end(PQgetResult(server));  // a null ends the answer to each
      answers.emplace_back(std::make_unique<PostgresRows>(std::move(answer)));
      continue;
    }
    together.error = failure(answer, one.sql);
    together.answer = std::move(answer);
    good = false;
  }
  if (!good && !together.error) together.error = failure(nullptr, questions.front().sql);
  // Up to the mark, whatever went wrong; then the connection is as it was.
  for (int nulls = 0; marked && !lost();) {
    const Answer rest(PQgetResult(server));
    if (PQresultStatus(rest.get()) == PGRES_PIPELINE_SYNC) break;
    nulls = rest == nullptr ? nulls + 1 : 0;
    marked = nulls < 2;  // a server that is ending sends no mark
  }
  // What is in another state than we think is of no use any more.
  if (!marked || PQexitPipelineMode(server) != 1) handle_.reset();
  return together;
}

void PostgresConnection::forget_statements() {
  statements_.clear();
  dropped_ = {"ALL"};
}

// A long answer of a paced connection comes in pieces.
class PostgresPieces final : public Rows::Source {
 public:
  PostgresPieces(PostgresConnection& connection, std::string cursor, Cursors read, Answer none)
      : connection_(connection),
        cursor_(std::move(cursor)),
        read_(std::move(read)),
        piece_(std::move(none)) {}
  ~PostgresPieces() override { read_->push_back(cursor_); }

  base::Result<bool> next() override {
    if (TRY(piece_.next())) return true;
    if (ended_) return false;
    const int asked = rows_;
    Answer answer = TRY(connection_.fetch(cursor_, rows_));
    ended_ = PQntuples(answer.get()) < asked;
    piece_ = PostgresRows(std::move(answer));
    return piece_.next();
  }
  std::int64_t integer(int column) const override { return piece_.integer(column); }
  double real(int column) const override { return piece_.real(column); }
  std::string_view text(int column) const override { return piece_.text(column); }
  bool is_null(int column) const override { return piece_.is_null(column); }

 private:
  PostgresConnection& connection_;
  std::string cursor_;
  Cursors read_;
  PostgresRows piece_;
  int rows_ = 64;
  bool ended_ = false;
};

base::Result<Answer> PostgresConnection::fetch(const std::string& cursor, int& rows) {
  TRY(loaded());
  const Shift shift(pace_);
  Answer answer = TRY(plain("FETCH " + std::to_string(rows) + " FROM " + cursor, false));
  rows = Pace::rows_next(rows, shift.worked());
  return answer;
}

base::Result<Rows> PostgresConnection::query_by_pieces(std::string_view sql, Values values) {
  const Parameters parameters({values.begin(), values.size()});
  std::string cursor = "c" + std::to_string(++cursors_);
  const std::string declare =
      "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + postgres_text(sql).sql;
  Answer answer(PQexecParams(handle_.get(), declare.c_str(), parameters.count(),
                             parameters.types().data(), parameters.data(), parameters.sizes(),
                             parameters.formats(), 0));
  if (!succeeded(answer)) return failure(answer, sql);
  return Rows(
      std::make_unique<PostgresPieces>(*this, std::move(cursor), read_cursors_, std::move(answer)));
}

base::Result<Rows> PostgresConnection::query(std::string_view sql, Values values) {
  TRY(loaded());
  if (pace_.rests() && in_transaction_ && only_reads(sql)) return query_by_pieces(sql, values);
  const Shift shift(pace_);
  return Rows(std::make_unique<PostgresRows>(TRY(execute(sql, values))));
}

base::Result<std::int64_t> PostgresConnection::run(std::string_view sql, Values values) {
  TRY(loaded());
  const Shift shift(pace_);
  const Answer answer = TRY(execute(sql, values));
  if (std::string_view(PQcmdStatus(answer.get())).starts_with("SELECT")) return 0;
  return base::parse_integer(PQcmdTuples(answer.get())).value_or(0);
}

base::Result<Answer> PostgresConnection::plain(const std::string& sql, bool may_repeat) {
  if (!in_transaction_ && !usable()) TRY(reconnect());
  Answer answer(PQexec(handle_.get(), sql.c_str()));
  if (lost() && may_repeat && !in_transaction_) {
    TRY(reconnect());
    answer.reset(PQexec(handle_.get(), sql.c_str()));
  }
  if (!succeeded(answer)) return failure(answer, sql);
  return answer;
}

base::Status PostgresConnection::script(std::string_view sql) {
  TRY(loaded());
  TRY(plain(postgres_text(sql).sql, false));
  // The tables may have changed under the prepared statements, and rows may have been numbered.
  forget_statements();
  return advance_identities("");
}

base::Status PostgresConnection::advance_identities(std::string_view table) {
  PostgresRows columns(TRY(execute(
      "SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)"
      " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
      " WHERE a.attidentity <> '' AND c.relnamespace = CAST(current_schema() AS regnamespace)"
      " AND (c.relname = $1 OR $1 = '')",
      {table})));
  while (TRY(columns.next())) {
    const std::string name = '"' + std::string(columns.text(0)) + '"';
    const std::string column = '"' + std::string(columns.text(1)) + '"';
    const std::string sequence(columns.text(2));
    TRY(plain("SELECT setval('" + sequence + "', max(" + column + ")) FROM " + name +
                  " HAVING max(" + column +
                  ") >= (SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END FROM " +
                  sequence + ")",
              false));
  }
  return {};
}

base::Status PostgresConnection::analyse() {
  // A sample of a few thousand rows tells the planner enough, for a third of the default's time.
  TRY(plain("SET default_statistics_target = 20", false));
  Rows tables =
      TRY(query("SELECT quote_ident(relname) FROM pg_class"
                " WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)",
                {}));
  while (TRY(tables.next())) {
    const Shift shift(pace_);
    TRY(plain("ANALYZE " + std::string(tables.text(0)), false));
  }
  TRY(plain("RESET default_statistics_target", false));
  return {};
}

base::Status PostgresConnection::begin(bool write) {
  CHECK(!in_transaction_);
  TRY(plain(write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", true));
  in_transaction_ = true;
  return {};
}

base::Status PostgresConnection::finish(bool commit) {
  CHECK(in_transaction_);
  const base::Status good = loaded();
  const bool alive = !lost();
  auto done = plain(commit && good.ok() ? "COMMIT" : "ROLLBACK", false);
  in_transaction_ = false;
  read_cursors_ = std::make_shared<std::vector<std::string>>();
  if (!done.ok() && commit && good.ok() && alive && lost()) {
    // The server may have kept it before it could say so.
    return trouble(Trouble::Unknown, address_->name(), done.error().detail);
  }
  if (!done.ok()) return std::move(done).error();
  if (commit && !good.ok()) return good;
  // PostgreSQL answers the commit of a failed transaction with a quiet rollback.
  if (!commit || std::string_view(PQcmdStatus(done.value().get())) == "COMMIT") return {};
  return trouble(Trouble::Failed, address_->name(),
                 "an earlier statement of this transaction failed");
}

base::Status PostgresConnection::load(std::string table, std::string sql, std::string content) {
  TRY(loaded());
  load_ = std::async(std::launch::async,
                     [this, table = std::move(table), sql = std::move(sql),
                      content = std::move(content)] { return load_now(table, sql, content); });
  return {};
}

base::Status PostgresConnection::loaded() {
  const base::Status good = load_.valid() ? load_.get() : base::Status();
  for (const std::string& cursor : std::exchange(*read_cursors_, {})) {
    if (PQtransactionStatus(handle_.get()) != PQTRANS_INTRANS) break;  // its end closed them
    const Answer ignored(PQexec(handle_.get(), ("CLOSE " + cursor).c_str()));
  }
  return good;
}

base::Status PostgresConnection::load_now(const std::string& table, const std::string& sql,
                                          std::string_view content) {
  std::vector<std::string> indexes;
  constexpr std::size_t few_bytes = 1 << 18;
  if (content.size() > few_bytes) indexes = TRY(take_indexes(table));
  TRY(copy_by_pieces(sql, content));
  for (const auto& index : indexes) {
    const Shift shift(pace_);
    TRY(plain(index, false));
  }
  return advance_identities(table);
}

base::Result<std::vector<std::string>> PostgresConnection::take_indexes(const std::string& table) {
  std::vector<std::string> made;
  const Answer first = TRY(plain("SELECT 1 FROM " + table + " LIMIT 1", false));
  if (PQntuples(first.get()) > 0) return made;
  PostgresRows rows(TRY(
      execute("SELECT CAST(i.indexrelid AS regclass), pg_get_indexdef(i.indexrelid) FROM pg_index i"
              " WHERE i.indrelid = to_regclass($1) AND NOT EXISTS"
              " (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
              {table})));
  std::vector<std::string> names;
  while (TRY(rows.next())) {
    names.emplace_back(rows.text(0));
    made.emplace_back(rows.text(1));
  }
  for (const auto& name : names) TRY(plain("DROP INDEX " + name, false));
  return made;
}

// Of a paced connection each piece is a COPY of its own, for a COPY cannot rest.
base::Status PostgresConnection::copy_by_pieces(const std::string& sql, std::string_view content) {
  constexpr std::size_t paced_bytes = 1 << 16;
  while (!content.empty()) {
    const Shift shift(pace_);
    const auto piece = pace_.rests() ? copy_piece(content, paced_bytes) : content;
    TRY(copy(sql, piece));
    content.remove_prefix(piece.size());
  }
  return {};
}

base::Status PostgresConnection::copy(const std::string& sql, std::string_view content) {
  TRY(plain(sql, false));
  constexpr std::size_t piece_bytes = 1 << 18;
  while (!content.empty()) {
    const auto piece = content.substr(0, piece_bytes);
    if (PQputCopyData(handle_.get(), piece.data(), static_cast<int>(piece.size())) != 1) break;
    content.remove_prefix(piece.size());
  }
  PQputCopyEnd(handle_.get(), nullptr);
  base::Status done;
  while (const Answer answer{PQgetResult(handle_.get())}) {
    if (!succeeded(answer) && done.ok()) done = failure(answer, sql);
  }
  if (done.ok() && (lost() || !content.empty())) done = failure(nullptr, sql);
  return done;
}

// Rows wait in the text form of COPY, which is the form that they are sent in.
class PostgresSink final : public BulkWriter::Sink {
 public:
  PostgresSink(PostgresConnection& connection, std::string table, std::string sql,
               std::size_t columns)
      : connection_(connection),
        table_(std::move(table)),
        sql_(std::move(sql)),
        columns_(columns) {}

  base::Status add(std::span<const Value> values) override {
    CHECK(values.size() == columns_);
    add_copy_row(content_, values);
    return {};
  }

  base::Status flush() override {
    CHECK(connection_.in_transaction());
    if (content_.empty()) return {};
    return connection_.load(table_, sql_, std::exchange(content_, {}));
  }

 private:
  PostgresConnection& connection_;
  std::string table_;
  std::string sql_;
  std::size_t columns_;
  std::string content_;
};

base::Result<BulkWriter> PostgresConnection::bulk(std::string_view table,
                                                  const std::vector<std::string_view>& columns) {
  std::string names;
  for (const auto column : columns) {
    names += (names.empty() ? "" : ", ") + std::string(column);
  }
  std::string sql = "COPY " + std::string(table) + " (" + names + ") FROM STDIN";
  return BulkWriter(
      std::make_unique<PostgresSink>(*this, std::string(table), std::move(sql), columns.size()));
}

// "postgresql://host:port/name", safe to show; nothing when the address cannot be read.
std::string public_name(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, Closer> options(PQconninfoParse(url.c_str(), nullptr));
  if (options == nullptr) return {};
  std::string host;
  std::string port;
  std::string name;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    const std::string value = option->val == nullptr ? "" : option->val;
    if (keyword == "host") host = value;
    if (keyword == "port" && !value.empty()) port = ":" + value;
    if (keyword == "dbname") name = value;
  }
  return "postgresql://" + host + port + "/" + name;
}

}  // namespace

std::string postgres_library() {
  const int version = PQlibVersion();  // 150006
  return "libpq " + std::to_string(version / 10000) + "." + std::to_string(version % 10000);
}

OpenedOwner open_postgres(const std::string& url, const Options& options) {
  const std::string name = public_name(url);
  if (name.empty()) {
    return base::make_error("database_unavailable",
                            "The address of the database cannot be read. Write it as "
                            "postgresql://user:password@host:port/name, with other characters "
                            "than letters and digits as %XX.");
  }
  const auto address = std::make_shared<const Address>(url, name, options.wait_ms_max);
  // Tried once without patience, so that a wrong address is told at once.
  auto first = std::make_shared<Handle>(TRY(address->connect(false)));
  Lease::Owner::Shape shape{.engine = Engine::Postgres,
                            .name = name,
                            .writers_max = options.readers_max + 1,
                            .readers_max = 0,
                            .wait_ms_max = options.wait_ms_max};
  return std::make_unique<Lease::Owner>(std::move(shape), [address, first](bool) -> Opened {
    Handle handle = *first != nullptr ? std::move(*first) : TRY(address->connect(true));
    return std::unique_ptr<EngineConnection>(
        std::make_unique<PostgresConnection>(address, std::move(handle)));
  });
}

}  // namespace sql
