// Each state is used once: it is deleted by whoever takes it.
#include "access/store_outside.hpp"

#include "access/secrets.hpp"
#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "access/values.hpp"

namespace guard {

base::Result<std::string> keep_outside_sign_in(sql::Connection& connection,
                                               const OutsideSignIn& sign_in, std::int64_t age_s_max,
                                               std::int64_t now_s) {
  std::string state = random_secret();
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(connection.run("DELETE FROM outside_sign_in WHERE created_at <= $1 OR created_at > $2",
                     {now_s - age_s_max, now_s + age_s_max}));
  TRY(connection.run(
      "INSERT INTO outside_sign_in (state_hash, provider, nonce, verifier, return_to, created_at)"
      " VALUES ($1, $2, $3, $4, $5, $6)",
      {secret_hash(state), sign_in.provider, sign_in.nonce, sign_in.verifier, sign_in.return_to,
       now_s}));
  TRY(transaction.commit());
  return state;
}

base::Result<OutsideSignIn> take_outside_sign_in(sql::Connection& connection,
                                                 std::string_view state, std::int64_t age_s_max,
                                                 std::int64_t now_s) {
  sql::Rows rows =
      TRY(connection.query("DELETE FROM outside_sign_in WHERE state_hash = $1"
                           " RETURNING provider, nonce, verifier, return_to, created_at",
                           {secret_hash(state)}));
  if (TRY(rows.next()) && rows.integer(4) > now_s - age_s_max &&
      rows.integer(4) <= now_s + age_s_max) {
    return OutsideSignIn{std::string(rows.text(0)), std::string(rows.text(1)),
                         std::string(rows.text(2)), std::string(rows.text(3))};
  }
  return base::make_error("outside_sign_in_over",
                          "This sign-in took too long or was finished already. Begin it again.");
}

base::Result<std::optional<AccountId>> account_of_outside(sql::Connection& connection,
                                                          const OutsideIdentity& identity) {
  const AccountId id{TRY(connection.integer(
      "SELECT account_id FROM outside_identity WHERE issuer = $1 AND subject = $2",
      {identity.issuer, identity.subject}))};
  return id.known() ? std::optional(id) : std::nullopt;
}

base::Status insert_outside_identity(sql::Connection& connection, const Account& holder,
                                     const OutsideIdentity& identity, const Doer& by,
                                     std::int64_t now_s) {
  const auto owner = TRY(account_of_outside(connection, identity));
  if (owner == holder.id) return {};
  if (owner) {
    return base::make_error("identity_taken",
                            "This outside account belongs to another account of Guildhall.");
  }
  TRY(
      connection.run("INSERT INTO outside_identity (issuer, subject, account_id, created_at)"
                     " VALUES ($1, $2, $3, $4)",
                     {identity.issuer, identity.subject, holder.id, now_s}));
  Values values;
  values.add("issuer", identity.issuer);
  TRY(record(connection, {by, "account.outside", subject_of(holder), "", values.json(), now_s}));
  return {};
}

base::Status add_outside_identity(sql::Connection& connection, AccountId account_id,
                                  const OutsideIdentity& identity, const Doer& by,
                                  std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account holder = TRY(account(connection, account_id));
  TRY(insert_outside_identity(connection, holder, identity, by, now_s));
  return transaction.commit();
}

base::Result<std::vector<OutsideIdentity>> outside_identities(sql::Connection& connection,
                                                              AccountId account_id) {
  sql::Rows rows = TRY(connection.query(
      "SELECT issuer, subject FROM outside_identity WHERE account_id = $1 ORDER BY issuer, subject",
      {account_id}));
  std::vector<OutsideIdentity> found;
  while (TRY(rows.next())) {
    found.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
  }
  return found;
}

}  // namespace guard
