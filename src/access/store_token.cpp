// API tokens: found by their public part, proved by the hash of the other.
#include "access/secrets.hpp"
#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "access/store_session.hpp"
#include "access/values.hpp"
#include "base/check.hpp"

namespace guard {
namespace {

constexpr std::int64_t day_s = 86400;

base::Error invalid_token() {
  return base::make_error(
      "token_invalid",
      "This API token is not known, was revoked or has run out. Make a new one, "
      "or ask an administrator.");
}

Subject token_subject(std::int64_t id, std::string_view label) {
  return {"token", id, std::string(label)};
}

}  // namespace

std::int64_t token_end(std::int64_t days, std::int64_t now_s) {
  constexpr std::int64_t days_written = 100'000;  // more cannot be multiplied without care
  return days > 0 && days < days_written ? now_s + days * day_s : 0;
}

base::Result<std::string> create_token(sql::Connection& connection, AccountId account_id,
                                       const NewToken& token, const Doer& by,
                                       const TokenSettings& settings, std::int64_t now_s) {
  const std::string label = TRY(checked_name(token.label));
  if (token.scopes.none()) {
    return base::make_error("bad_scopes", "Choose at least one of read, edit, import and admin.",
                            "scopes");
  }
  if (token.expires_at <= now_s || token.expires_at > now_s + settings.days_max * day_s) {
    return base::make_error("bad_expiry",
                            "A token must run out between tomorrow and in " +
                                std::to_string(settings.days_max) + " days.",
                            "expires");
  }
  const ApiToken made = random_api_token();
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  TRY(account(connection, account_id));
  const std::int64_t id = TRY(connection.integer(
      "INSERT INTO api_token (public_id, secret_hash, account_id, label, scopes, created_at,"
      " expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
      {made.public_id, secret_hash(made.secret), account_id, label, token.scopes.text(), now_s,
       token.expires_at}));
  Values values;
  values.add("public_id", made.public_id)
      .add("scopes", token.scopes.text())
      .add("expires_at", token.expires_at);
  TRY(record(connection, {by, "token.create", token_subject(id, label), "", values.json(), now_s}));
  TRY(transaction.commit());
  return made.text();
}

base::Result<Principal> token_principal(sql::Connection& connection, std::string_view text,
                                        std::int64_t now_s) {
  const std::optional<ApiToken> token = parse_api_token(text);
  if (!token) return invalid_token();
  Principal principal;
  {
    sql::Rows rows = TRY(connection.query(
        "SELECT api_token.id, secret_hash, account.id, name, scopes, COALESCE(used_at, 0)"
        " FROM api_token JOIN account ON account.id = account_id"
        " WHERE public_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND state = 'active'",
        {token->public_id, now_s}));
    if (!TRY(rows.next())) return invalid_token();
    if (!equal_secrets(rows.text(1), secret_hash(token->secret))) return invalid_token();
    const std::optional<Scopes> scopes = parse_scopes(rows.text(4));
    CHECK(scopes);
    principal.via = Via::Token;
    principal.via_id = rows.integer(0);
    principal.account = rows.id<Account>(2);
    principal.shown_name = rows.text(3);
    principal.scopes = *scopes;
    principal.seen_at = rows.integer(5);
    principal.signed_in = true;
  }
  principal.grants = TRY(live_grants(connection, principal.account));
  return principal;
}

base::Result<std::vector<TokenRow>> tokens(sql::Connection& connection, AccountId account_id) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, public_id, label, scopes, created_at, expires_at, COALESCE(used_at, 0)"
      " FROM api_token WHERE account_id = $1 AND revoked_at IS NULL ORDER BY id DESC",
      {account_id}));
  std::vector<TokenRow> found;
  while (TRY(rows.next())) {
    found.push_back({rows.integer(0), std::string(rows.text(1)), std::string(rows.text(2)),
                     parse_scopes(rows.text(3)).value_or(Scopes{}), rows.integer(4),
                     rows.integer(5), rows.integer(6)});
  }
  return found;
}

base::Status revoke_token(sql::Connection& connection, AccountId account_id, std::int64_t token,
                          const Doer& by, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const std::string label =
      TRY(connection.text("UPDATE api_token SET revoked_at = $3 WHERE id = $2 AND account_id = $1"
                          " AND revoked_at IS NULL RETURNING label",
                          {account_id, token, now_s}));
  if (label.empty()) {
    return base::make_error("token_not_found",
                            "There is no such token, or it was revoked already.");
  }
  TRY(record(connection, {by, "token.revoke", token_subject(token, label), "", "", now_s}));
  return transaction.commit();
}

}  // namespace guard
