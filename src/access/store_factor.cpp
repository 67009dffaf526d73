// The second factor: on, off, and codes that are accepted once.
#include "access/secrets.hpp"
#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "access/totp.hpp"
#include "base/check.hpp"

namespace guard {
namespace {

base::Error wrong_code() {
  return base::make_error("code_wrong",
                          "The code is not right, or was used already. Wait for the next one; "
                          "check the clock of your telephone.",
                          "code");
}

base::Status use_totp(sql::Connection& connection, AccountId id, std::string_view code,
                      const CodeSettings& settings, std::int64_t now_s) {
  std::string secret;
  std::int64_t last = 0;
  {
    sql::Rows rows =
        TRY(connection.query("SELECT totp_secret, totp_step FROM account WHERE id = $1", {id}));
    if (!TRY(rows.next())) return wrong_code();
    secret = rows.text(0);
    last = rows.integer(1);
  }
  if (secret.empty()) return wrong_code();
  const auto step = matching_step(secret, code, now_s, last, settings.window_steps);
  if (!step) return wrong_code();
  // Of two who send the same code at the same moment, one changes a row.
  const std::int64_t taken = TRY(connection.run(
      "UPDATE account SET totp_step = $2 WHERE id = $1 AND totp_step < $2", {id, *step}));
  if (taken != 1) return wrong_code();
  return {};
}

base::Status use_recovery_code(sql::Connection& connection, const Account& holder,
                               std::string_view code, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const std::int64_t taken = TRY(connection.run(
      "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2"
      " AND used_at IS NULL",
      {holder.id, recovery_code_hash(holder.id.value, code), now_s}));
  if (taken != 1) return wrong_code();
  const Doer by = doer_of(holder, "A recovery code.");
  TRY(record(connection, {by, "account.recovery", subject_of(holder), "", "", now_s}));
  return transaction.commit();
}

base::Result<std::vector<std::string>> make_recovery_codes(sql::Connection& connection,
                                                           AccountId id, int count) {
  TRY(connection.run("DELETE FROM recovery_code WHERE account_id = $1", {id}));
  std::vector<std::string> codes;
  for (int i = 0; i < count; ++i) {
    codes.push_back(random_recovery_code());
    const std::optional<std::string> parsed = parse_recovery_code(codes.back());
    CHECK(parsed);
    TRY(connection.run("INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)",
                       {id, recovery_code_hash(id.value, *parsed)}));
  }
  return codes;
}

}  // namespace

base::Result<std::vector<std::string>> enable_second_factor(sql::Connection& connection,
                                                            AccountId id, std::string_view secret,
                                                            std::string_view code, const Doer& by,
                                                            const CodeSettings& settings,
                                                            std::int64_t now_s) {
  const std::optional<std::string> parsed = parse_totp_code(code);
  if (!parsed) return wrong_code();
  const auto step = matching_step(secret, *parsed, now_s, 0, settings.window_steps);
  if (!step) return wrong_code();
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account holder = TRY(account(connection, id));
  const std::int64_t set = TRY(
      connection.run("UPDATE account SET totp_secret = $2, totp_step = $3, version = version + 1"
                     " WHERE id = $1 AND totp_secret = ''",
                     {id, secret, *step}));
  if (set != 1) {
    return base::make_error("second_factor_on",
                            "This account has a second factor already. Turn it off first.");
  }
  std::vector<std::string> codes =
      TRY(make_recovery_codes(connection, id, settings.recovery_codes));
  // Whoever is signed in without it, elsewhere, is so no longer.
  TRY(end_sessions(connection, id, by.via == Via::Session ? by.via_id : 0, now_s));
  TRY(record(connection, {by, "account.second_factor_on", subject_of(holder), "", "", now_s}));
  TRY(transaction.commit());
  return codes;
}

base::Status disable_second_factor(sql::Connection& connection, AccountId id, const Doer& by,
                                   std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account holder = TRY(account(connection, id));
  const std::int64_t cleared =
      TRY(connection.run("UPDATE account SET totp_secret = '', version = version + 1"
                         " WHERE id = $1 AND totp_secret <> ''",
                         {id}));
  if (cleared == 0) return {};
  TRY(connection.run("DELETE FROM recovery_code WHERE account_id = $1", {id}));
  TRY(record(connection, {by, "account.second_factor_off", subject_of(holder), "", "", now_s}));
  return transaction.commit();
}

base::Status use_code(sql::Connection& connection, AccountId id, std::string_view code,
                      const CodeSettings& settings, std::int64_t now_s) {
  const Account holder = TRY(account(connection, id));
  if (const auto parsed = parse_totp_code(code)) {
    return use_totp(connection, id, *parsed, settings, now_s);
  }
  if (const auto parsed = parse_recovery_code(code)) {
    return use_recovery_code(connection, holder, *parsed, now_s);
  }
  return wrong_code();
}

base::Result<std::int64_t> recovery_codes_left(sql::Connection& connection, AccountId id) {
  return connection.integer(
      "SELECT count(*) FROM recovery_code WHERE account_id = $1 AND used_at IS NULL", {id});
}

}  // namespace guard
