// Each procedure: lock the trail, look, change, record, commit.
#include "access/store_account.hpp"

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "access/values.hpp"
#include "base/check.hpp"

namespace guard {
namespace {

constexpr std::string_view states[] = {"invited", "active", "closed"};
constexpr std::string_view purposes[] = {"first", "invite", "reset"};

constexpr std::int64_t clock_slack_s = 300;

constexpr std::string_view columns =
    "SELECT id, email, name, state, CASE WHEN password = '' THEN 0 ELSE 1 END,"
    " CASE WHEN totp_secret = '' THEN 0 ELSE 1 END, created_at, version FROM account ";

template <typename Enum, std::size_t size>
Enum read_enum(const std::string_view (&names)[size], std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  CHECK(!"a word that the schema refuses");
  return {};
}

Account account_of(const sql::Rows& rows) {
  return {rows.id<Account>(0),       std::string(rows.text(1)),
          std::string(rows.text(2)), read_enum<AccountState>(states, rows.text(3)),
          rows.integer(4) != 0,      rows.integer(5) != 0,
          rows.integer(6),           rows.integer(7)};
}

base::Result<Account> open_account(sql::Connection& connection, AccountId id) {
  Account found = TRY(account(connection, id));
  if (found.state == AccountState::Closed) {
    return base::make_error("account_closed", "The account of " + found.name + " was closed.");
  }
  return found;
}

base::Status check_free(sql::Connection& connection, std::string_view email, AccountId but) {
  const std::int64_t taken =
      TRY(connection.integer("SELECT count(*) FROM account WHERE email_folded = $1 AND id <> $2",
                             {folded_email(email), but}));
  if (taken == 0) return {};
  return base::make_error("account_exists", "There is an account with this e-mail address already.",
                          "email");
}

base::Result<AccountId> insert_account(sql::Connection& connection, const std::string& email,
                                       const std::string& name, AccountState state,
                                       std::string_view password, std::int64_t now_s) {
  return AccountId{TRY(connection.integer(
      "INSERT INTO account (email, email_folded, name, state, password, totp_secret, totp_step,"
      " created_at, version) VALUES ($1, $2, $3, $4, $5, '', 0, $6, 1) RETURNING id",
      {email, folded_email(email), name, name_of(state), password, now_s}))};
}

std::string person_values(std::string_view email, std::string_view name) {
  Values values;
  values.add("email", email).add("name", name);
  return values.json();
}

base::Result<AccountId> first_administrator(sql::Connection& connection, const LinkUse& use,
                                            base::Date today, std::int64_t now_s) {
  // Somebody may have become administrator by a command meanwhile.
  if (TRY(has_administrator(connection, today))) return invalid_link();
  const std::string email = TRY(checked_email(use.email));
  const std::string name = TRY(checked_name(use.name));
  TRY(check_free(connection, email, {}));
  const AccountId id =
      TRY(insert_account(connection, email, name, AccountState::Active, use.password_hash, now_s));
  const Grant grant = {{}, Role::Administrator, {}, base::Period::since(today)};
  TRY(insert_grant(connection, id, grant, now_s));
  const Doer by = {id, name, Via::System, 0, "The link that the program printed."};
  const Subject subject = {"account", id.value, name};
  TRY(record(connection, {by, "account.first", subject, "", person_values(email, name), now_s}));
  TRY(record(connection, {by, "grant.add", subject, "", grant_values(grant), now_s}));
  return id;
}

base::Result<AccountId> accept_invitation(sql::Connection& connection, AccountId id,
                                          const LinkUse& use, std::int64_t now_s) {
  const Account found = TRY(account(connection, id));
  const std::string name = TRY(checked_name(use.name));
  TRY(connection.run("UPDATE account SET state = 'active', name = $2 WHERE id = $1", {id, name}));
  TRY(write_password(connection, id, use.password_hash, 0, now_s));
  const Doer by = {id, name, Via::System, 0, "The link of the invitation."};
  TRY(record(connection, {by,
                          "account.accept",
                          {"account", id.value, name},
                          person_values(found.email, found.name),
                          person_values(found.email, name),
                          now_s}));
  return id;
}

base::Result<AccountId> reset_password(sql::Connection& connection, AccountId id,
                                       const LinkUse& use, std::int64_t now_s) {
  const Account found = TRY(account(connection, id));
  TRY(write_password(connection, id, use.password_hash, 0, now_s));
  const Doer by = {id, found.name, Via::System, 0, "The link to choose another password."};
  TRY(record(connection, {by, "account.password", subject_of(found), "", "", now_s}));
  return id;
}

}  // namespace

std::string_view name_of(AccountState state) { return states[static_cast<std::size_t>(state)]; }
std::string_view name_of(LinkPurpose purpose) {
  return purposes[static_cast<std::size_t>(purpose)];
}

base::Result<Account> account(sql::Connection& connection, AccountId id) {
  static const std::string sql = std::string(columns) + "WHERE id = $1";
  sql::Rows rows = TRY(connection.query(sql, {id}));
  if (TRY(rows.next())) return account_of(rows);
  return base::make_error("account_not_found",
                          "There is no account " + std::to_string(id.value) + ".");
}

base::Result<Account> account_of_email(sql::Connection& connection, std::string_view email) {
  static const std::string sql = std::string(columns) + "WHERE email_folded = $1";
  sql::Rows rows = TRY(connection.query(sql, {folded_email(email)}));
  if (TRY(rows.next())) return account_of(rows);
  return base::make_error("account_not_found",
                          "There is no account with the e-mail address " + std::string(email) + ".",
                          "email");
}

base::Result<std::vector<Account>> accounts(sql::Connection& connection) {
  static const std::string sql = std::string(columns) + "ORDER BY name, id";
  sql::Rows rows = TRY(connection.query(sql));
  std::vector<Account> found;
  while (TRY(rows.next())) found.push_back(account_of(rows));
  return found;
}

base::Result<bool> has_administrator(sql::Connection& connection, base::Date today) {
  return administrator_left(connection, today, {}, {});
}

base::Result<Invited> invite(sql::Connection& connection, const Invitation& invitation,
                             const Doer& by, const LinkSettings& settings, std::int64_t now_s) {
  const std::string email = TRY(checked_email(invitation.email));
  const std::string name = TRY(checked_name(invitation.name));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  TRY(check_free(connection, email, {}));
  Invited made;
  made.account = TRY(insert_account(connection, email, name, AccountState::Invited, "", now_s));
  made.token = TRY(make_link(connection, LinkPurpose::Invite, made.account, settings, now_s));
  const Subject subject = {"account", made.account.value, name};
  TRY(record(connection, {by, "account.invite", subject, "", person_values(email, name), now_s}));
  if (invitation.grant) {
    TRY(insert_grant(connection, made.account, *invitation.grant, now_s));
    TRY(record(connection, {by, "grant.add", subject, "", grant_values(*invitation.grant), now_s}));
  }
  TRY(transaction.commit());
  return made;
}

base::Result<std::string> new_link(sql::Connection& connection, AccountId id, const Doer& by,
                                   const LinkSettings& settings, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account found = TRY(open_account(connection, id));
  const LinkPurpose purpose =
      found.state == AccountState::Invited ? LinkPurpose::Invite : LinkPurpose::Reset;
  std::string token = TRY(make_link(connection, purpose, id, settings, now_s));
  Values values;
  values.add("purpose", name_of(purpose));
  TRY(record(connection, {by, "account.link", subject_of(found), "", values.json(), now_s}));
  TRY(transaction.commit());
  return token;
}

base::Result<std::optional<std::string>> first_link(sql::Connection& connection,
                                                    const LinkSettings& settings, base::Date today,
                                                    std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  if (TRY(has_administrator(connection, today))) return std::optional<std::string>();
  std::string token = TRY(make_link(connection, LinkPurpose::First, {}, settings, now_s));
  TRY(transaction.commit());
  return std::optional<std::string>(std::move(token));
}

base::Result<OpenLink> open_link(sql::Connection& connection, std::string_view token,
                                 std::int64_t now_s) {
  if (!is_secret(token)) return invalid_link();
  // A link of the future is of a wrong clock: it would last longer than it was meant to.
  sql::Rows rows = TRY(connection.query(
      "SELECT purpose, COALESCE(account_id, 0), COALESCE(email, ''), COALESCE(name, '')"
      " FROM one_time_link LEFT JOIN account ON account.id = account_id"
      " WHERE token_hash = $1 AND used_at IS NULL AND cancelled_at IS NULL AND expires_at > $2"
      " AND one_time_link.created_at <= $3 AND (state IS NULL OR state <> 'closed')",
      {secret_hash(token), now_s, now_s + clock_slack_s}));
  if (!TRY(rows.next())) return invalid_link();
  return OpenLink{read_enum<LinkPurpose>(purposes, rows.text(0)), rows.id<Account>(1),
                  std::string(rows.text(2)), std::string(rows.text(3))};
}

base::Result<AccountId> use_link(sql::Connection& connection, std::string_view token,
                                 const LinkUse& use, base::Date today, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const OpenLink link = TRY(take_link(connection, token, now_s));
  AccountId id;
  switch (link.purpose) {
    case LinkPurpose::First: id = TRY(first_administrator(connection, use, today, now_s)); break;
    case LinkPurpose::Invite:
      id = TRY(accept_invitation(connection, link.account, use, now_s));
      break;
    case LinkPurpose::Reset: id = TRY(reset_password(connection, link.account, use, now_s)); break;
  }
  TRY(transaction.commit());
  return id;
}

base::Status change_account(sql::Connection& connection, AccountId id, std::int64_t version,
                            std::string_view email, std::string_view name, const Doer& by,
                            std::int64_t now_s) {
  const std::string new_email = TRY(checked_email(email));
  const std::string new_name = TRY(checked_name(name));
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account found = TRY(open_account(connection, id));
  if (found.version != version) {
    return base::make_error("account_changed",
                            "Somebody else changed this account while you were looking at it. "
                            "Look at it as it is now, then make your change again.");
  }
  TRY(check_free(connection, new_email, id));
  TRY(connection.run(
      "UPDATE account SET email = $2, email_folded = $3, name = $4, version = version + 1"
      " WHERE id = $1",
      {id, new_email, folded_email(new_email), new_name}));
  TRY(record(connection,
             {by, "account.change", subject_of(found), person_values(found.email, found.name),
              person_values(new_email, new_name), now_s}));
  return transaction.commit();
}

base::Status close_account(sql::Connection& connection, AccountId id, const Doer& by,
                           base::Date today, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account found = TRY(open_account(connection, id));
  if (TRY(has_administrator(connection, today)) &&
      !TRY(administrator_left(connection, today, id, {}))) {
    return last_administrator();
  }
  TRY(connection.run(
      "UPDATE account SET state = 'closed', closed_at = $2, version = version + 1 WHERE id = $1",
      {id, now_s}));
  TRY(end_sessions(connection, id, 0, now_s));
  TRY(cancel_links(connection, id, now_s));
  TRY(connection.run(
      "UPDATE api_token SET revoked_at = $2 WHERE account_id = $1 AND revoked_at IS NULL",
      {id, now_s}));
  TRY(record(connection, {by, "account.close", subject_of(found), "", "", now_s}));
  return transaction.commit();
}

base::Status set_password(sql::Connection& connection, AccountId id, std::string_view password_hash,
                          std::int64_t but_session, const Doer& by, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account found = TRY(open_account(connection, id));
  TRY(write_password(connection, id, password_hash, but_session, now_s));
  TRY(record(connection, {by, "account.password", subject_of(found), "", "", now_s}));
  return transaction.commit();
}

base::Status keep_rehashed(sql::Connection& connection, AccountId id, std::string_view old_hash,
                           std::string_view new_hash) {
  // Not when the password was changed in the meantime.
  TRY(connection.run("UPDATE account SET password = $3 WHERE id = $1 AND password = $2",
                     {id, old_hash, new_hash}));
  return {};
}

}  // namespace guard
