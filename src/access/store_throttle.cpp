// Attempts are rows, so that the window slides; the row of the subject is locked while they are
// counted.
#include "access/store_throttle.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "access/store_parts.hpp"

namespace guard {
namespace {

base::Result<std::string> subject_of(sql::Connection& connection, const Counted& counted) {
  const std::string key = TRY(installation_key(connection, "throttle"));
  return counted.kind + ":" + keyed_hash(key, counted.kind + ":" + counted.value);
}

base::Error too_many(std::int64_t wait_s) {
  const std::int64_t minutes = (wait_s + 59) / 60;
  return base::make_error("too_many_attempts", "There were too many attempts that failed. Wait " +
                                                   std::to_string(minutes) +
                                                   (minutes == 1 ? " minute" : " minutes") +
                                                   ", then try again.");
}

// How long the subject must wait; 0 when it may try. Locks its row.
base::Result<std::int64_t> wait_of(sql::Connection& connection, const ThrottleSettings& settings,
                                   const std::string& subject, std::int64_t failures_max,
                                   std::int64_t now_s) {
  TRY(
      connection.run("INSERT INTO throttle (subject, tried_at) VALUES ($1, $2)"
                     " ON CONFLICT (subject) DO UPDATE SET tried_at = excluded.tried_at",
                     {subject, now_s}));
  TRY(connection.run("DELETE FROM throttle_attempt WHERE subject = $1 AND tried_at <= $2",
                     {subject, now_s - settings.window_s}));
  TRY(connection.run(
      "UPDATE throttle_attempt SET tried_at = $2 WHERE subject = $1 AND tried_at > $2",
      {subject, now_s}));
  sql::Rows rows = TRY(connection.query(
      "SELECT count(*), COALESCE(min(tried_at), 0) FROM throttle_attempt WHERE subject = $1",
      {subject}));
  TRY(rows.next());
  if (rows.integer(0) < failures_max) return std::int64_t{0};
  return std::max<std::int64_t>(1, rows.integer(1) + settings.window_s - now_s);
}

// An attempt adds two rows of each table at most; more than that are forgotten with each.
constexpr int forgotten_each = 3;

// What is over is forgotten, row by row: a statement that waits while it holds other rows could
// meet an attempt that holds what it waits for.
base::Status forget(sql::Connection& connection, std::int64_t before_s) {
  for (int i = 0; i < forgotten_each; ++i) {
    const std::int64_t attempts =
        TRY(connection.run("DELETE FROM throttle_attempt WHERE tried_at <= $1 AND id = (SELECT id"
                           " FROM throttle_attempt WHERE tried_at <= $1 ORDER BY tried_at LIMIT 1)",
                           {before_s}));
    const std::int64_t subjects =
        TRY(connection.run("DELETE FROM throttle WHERE tried_at <= $1 AND subject = (SELECT subject"
                           " FROM throttle WHERE tried_at <= $1 ORDER BY tried_at LIMIT 1)",
                           {before_s}));
    if (attempts + subjects == 0) return {};
  }
  return {};
}

base::Status take_back(sql::Connection& connection, const Attempt& attempt) {
  for (const std::int64_t id : attempt.ids) {
    TRY(connection.run("DELETE FROM throttle_attempt WHERE id = $1", {id}));
  }
  return {};
}

}  // namespace

Counted counted_account(const ThrottleSettings& settings, std::string_view email) {
  return {"account", folded_email(email), settings.account_max, true};
}

Counted counted_address(const ThrottleSettings& settings, std::string_view address) {
  return {"address", std::string(address), settings.address_max, false};
}

Counted counted_code(const ThrottleSettings& settings, std::int64_t account) {
  return {"code", std::to_string(account), settings.account_max, true};
}

base::Result<Attempt> begin_attempt(sql::Connection& connection, const ThrottleSettings& settings,
                                    const std::vector<Counted>& counted, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  std::vector<std::pair<std::string, const Counted*>> subjects;
  for (const Counted& one : counted) subjects.emplace_back(TRY(subject_of(connection, one)), &one);
  // In one order, so that two attempts never wait for each other.
  std::ranges::sort(subjects);
  std::int64_t wait_s = 0;
  for (const auto& [subject, one] : subjects) {
    wait_s =
        std::max(wait_s, TRY(wait_of(connection, settings, subject, one->failures_max, now_s)));
  }
  Attempt attempt;
  for (const auto& [subject, one] : subjects) {
    if (wait_s > 0) break;
    attempt.ids.push_back(TRY(connection.integer(
        "INSERT INTO throttle_attempt (subject, tried_at) VALUES ($1, $2) RETURNING id",
        {subject, now_s})));
    if (one->forgiven) attempt.forgiven.push_back(subject);
  }
  // Also when it is refused: what a clock set back has moved stays moved.
  TRY(transaction.commit());
  TRY(forget(connection, now_s - settings.window_s));
  if (wait_s > 0) return too_many(wait_s);
  return attempt;
}

base::Status attempt_succeeded(sql::Connection& connection, const Attempt& attempt) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(take_back(connection, attempt));
  for (const std::string& subject : attempt.forgiven) {
    TRY(connection.run("DELETE FROM throttle_attempt WHERE subject = $1", {subject}));
  }
  return transaction.commit();
}

base::Status attempt_withdrawn(sql::Connection& connection, const Attempt& attempt) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(take_back(connection, attempt));
  return transaction.commit();
}

}  // namespace guard
