// Accounts of the demonstration, and nobody else's beside them.
#include "access/store_personas.hpp"

#include "access/store_account.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"

namespace guard {
namespace {

constexpr std::string_view domain = "@demo.invalid";

base::Status check_demo(sql::Connection& connection) {
  const std::int64_t real = TRY(connection.integer(
      "SELECT count(*) FROM account WHERE email_folded NOT LIKE $1", {"%" + std::string(domain)}));
  if (real == 0) return {};
  return base::make_error("demo_refused",
                          "This database has accounts of real people: it is not for a "
                          "demonstration, where anybody may be anybody. Nothing was changed.");
}

base::Status make_one(sql::Connection& connection, const Persona& persona, std::int64_t now_s) {
  const std::string email = persona_email(persona.key);
  const std::int64_t there =
      TRY(connection.integer("SELECT count(*) FROM account WHERE email_folded = $1", {email}));
  if (there != 0) return {};
  const AccountId id{TRY(connection.integer(
      "INSERT INTO account (email, email_folded, name, state, password, totp_secret, totp_step,"
      " created_at, version) VALUES ($1, $1, $2, 'active', '', '', 0, $3, 1) RETURNING id",
      {email, persona.name, now_s}))};
  TRY(insert_grant(connection, id, persona.grant, now_s));
  const Doer by = {{}, "Guildhall", Via::System, 0, "The demonstration."};
  TRY(record(connection, {by, "account.demo", subject_of(TRY(account(connection, id))), "",
                          grant_values(persona.grant), now_s}));
  return {};
}

}  // namespace

std::string persona_email(std::string_view key) { return std::string(key) + std::string(domain); }

base::Status make_personas(sql::Connection& connection, const std::vector<Persona>& personas,
                           std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  TRY(check_demo(connection));
  for (const Persona& one : personas) TRY(make_one(connection, one, now_s));
  return transaction.commit();
}

}  // namespace guard
