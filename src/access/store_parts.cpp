// Small pieces, each used by two procedures or more.
#include "access/store_parts.hpp"

#include <algorithm>

#include "access/secrets.hpp"
#include "access/values.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

constexpr std::size_t email_size_max = 254;  // RFC 5321 section 4.5.3.1.3, without the brackets
constexpr std::size_t name_size_max = 200;

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f;
  });
}

std::int64_t lasts_s(LinkPurpose purpose, const LinkSettings& settings) {
  switch (purpose) {
    case LinkPurpose::First: return settings.first_s;
    case LinkPurpose::Invite: return settings.invite_s;
    case LinkPurpose::Reset: return settings.reset_s;
  }
  return 0;
}

}  // namespace

std::string folded_email(std::string_view email) { return base::lower_ascii(base::trim(email)); }

base::Result<std::string> checked_email(std::string_view email) {
  const std::string_view text = base::trim(email);
  const auto at = text.find('@');
  // Whether somebody reads mail there, only a mail can tell.
  const bool good = text.size() <= email_size_max && at != text.npos && at > 0 &&
                    text.find('@', at + 1) == text.npos && at + 1 < text.size() &&
                    text.find(' ') == text.npos && !has_control(text) && base::is_utf8(text);
  if (good) return std::string(text);
  return base::make_error("bad_email", "Write the e-mail address as name@example.org.", "email");
}

base::Result<std::string> checked_name(std::string_view name) {
  const std::string_view text = base::trim(name);
  if (!text.empty() && text.size() <= name_size_max && !has_control(text) && base::is_utf8(text)) {
    return std::string(text);
  }
  return base::make_error("name_missing",
                          "Give a name by which colleagues know this person, of at most " +
                              std::to_string(name_size_max) + " bytes.",
                          "name");
}

base::Result<std::string> installation_key(sql::Connection& connection, std::string_view name) {
  constexpr std::string_view find = "SELECT key_text FROM installation_key WHERE name = $1";
  std::string key = TRY(connection.text(find, {name}));
  if (!key.empty()) return key;
  // Another process may be making it at the same moment: the first counts.
  TRY(connection.run(
      "INSERT INTO installation_key (name, key_text) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
      {name, random_secret()}));
  return connection.text(find, {name});
}

Subject subject_of(const Account& account) { return {"account", account.id.value, account.name}; }

Doer doer_of(const Account& account, std::string power) {
  return {account.id, account.name, Via::Session, 0, std::move(power)};
}

base::Status cancel_links(sql::Connection& connection, AccountId account, std::int64_t now_s) {
  const sql::Value id = account.known() ? sql::Value(account) : sql::Value(nullptr);
  TRY(connection.run(
      "UPDATE one_time_link SET cancelled_at = $2 WHERE account_id IS NOT DISTINCT FROM $1"
      " AND used_at IS NULL AND cancelled_at IS NULL",
      {id, now_s}));
  return {};
}

base::Result<std::string> make_link(sql::Connection& connection, LinkPurpose purpose,
                                    AccountId account, const LinkSettings& settings,
                                    std::int64_t now_s) {
  TRY(cancel_links(connection, account, now_s));
  std::string token = random_secret();
  const sql::Value id = account.known() ? sql::Value(account) : sql::Value(nullptr);
  TRY(connection.run(
      "INSERT INTO one_time_link (token_hash, purpose, account_id, created_at, expires_at)"
      " VALUES ($1, $2, $3, $4, $5)",
      {secret_hash(token), name_of(purpose), id, now_s, now_s + lasts_s(purpose, settings)}));
  return token;
}

base::Error invalid_link() {
  return base::make_error("link_invalid",
                          "This link was used already, has run out, or another took its place. "
                          "Ask for a new one.");
}

base::Result<OpenLink> take_link(sql::Connection& connection, std::string_view token,
                                 std::int64_t now_s) {
  OpenLink link = TRY(open_link(connection, token, now_s));
  // Whoever comes second, at the same moment, changes no row.
  const std::int64_t taken = TRY(connection.run(
      "UPDATE one_time_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL"
      " AND cancelled_at IS NULL",
      {secret_hash(token), now_s}));
  if (taken != 1) return invalid_link();
  return link;
}

base::Result<GrantId> insert_grant(sql::Connection& connection, AccountId account,
                                   const Grant& grant, std::int64_t now_s) {
  return GrantId{TRY(connection.integer(
      "INSERT INTO access_grant (account_id, role, unit_kind, unit_id, unit_name, from_on,"
      " until_on, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
      {account, name_of(grant.role), name_of(grant.unit.kind), grant.unit.id, grant.unit.name,
       grant.period.from(), grant.period.until(), now_s}))};
}

std::string grant_values(const Grant& grant) {
  Values values;
  values.add("role", name_of(grant.role))
      .add("unit_kind", name_of(grant.unit.kind))
      .add("unit_id", grant.unit.id)
      .add("unit", grant.unit.name)
      .add("period", grant.period.describe());
  return values.json();
}

base::Result<bool> administrator_left(sql::Connection& connection, base::Date today,
                                      AccountId without_account, GrantId without_grant) {
  return TRY(connection.integer(
             "SELECT count(*) FROM access_grant JOIN account ON account.id = account_id"
             " WHERE role = 'administrator' AND unit_kind = 'everything' AND revoked_at IS NULL"
             " AND state = 'active' AND from_on <= $1 AND until_on > $1 AND account_id <> $2"
             " AND access_grant.id <> $3",
             {today, without_account, without_grant})) > 0;
}

base::Error last_administrator() {
  return base::make_error("last_administrator",
                          "This would leave nobody who may give others access. Make somebody else "
                          "administrator of everything first.");
}

base::Result<std::int64_t> end_sessions(sql::Connection& connection, AccountId account,
                                        std::int64_t but_session, std::int64_t now_s) {
  return connection.run(
      "UPDATE session SET ended_at = $3 WHERE account_id = $1 AND id <> $2 AND ended_at IS NULL",
      {account, but_session, now_s});
}

base::Status write_password(sql::Connection& connection, AccountId account,
                            std::string_view password_hash, std::int64_t but_session,
                            std::int64_t now_s) {
  TRY(connection.run("UPDATE account SET password = $2, version = version + 1 WHERE id = $1",
                     {account, password_hash}));
  TRY(end_sessions(connection, account, but_session, now_s));
  return {};
}

}  // namespace guard
