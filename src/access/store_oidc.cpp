// Linking, accepting an invitation and their records are one transaction; the session is the next.
#include "access/store_oidc.hpp"

#include "access/store_audit.hpp"
#include "access/store_parts.hpp"
#include "access/values.hpp"

namespace guard {
namespace {

OutsideIdentity identity_of(const Claims& claims) { return {claims.issuer, claims.subject}; }

// The name tells people with several outside accounts which one they came with.
base::Error unknown_person(const OidcProvider& provider, const Claims& claims) {
  const std::string who = claims.name.empty() ? "this person" : claims.name;
  return base::make_error(
      "outside_unknown", "No account of Guildhall belongs to " + who + " at " + provider.name +
                             ". Ask an administrator to invite you, or, if you have an account, "
                             "sign in with your password and link the two on your account's page.");
}

base::Error closed() {
  return base::make_error("account_closed",
                          "Your account of Guildhall was closed. Ask an administrator if this is a "
                          "mistake.");
}

// Inside the transaction: an invitation is accepted by whoever is vouched for.
base::Status activate(sql::Connection& connection, const Account& holder, const Doer& by,
                      std::int64_t now_s) {
  if (holder.state != AccountState::Invited) return {};
  TRY(connection.run("UPDATE account SET state = 'active', version = version + 1 WHERE id = $1",
                     {holder.id}));
  TRY(cancel_links(connection, holder.id, now_s));
  TRY(record(connection, {by, "account.accept", subject_of(holder), "", "", now_s}));
  return {};
}

// Inside the transaction: the account that an unknown outside account may be linked to.
base::Result<Account> holder_of_email(sql::Connection& connection, const OidcProvider& provider,
                                      const Claims& claims) {
  if (!claims.email_verified) return unknown_person(provider, claims);
  base::Result<Account> found = account_of_email(connection, claims.email);
  if (!found.ok() && found.error().code == "account_not_found")
    return unknown_person(provider, claims);
  return found;
}

// Inside the transaction: whose the outside account is, after it was linked where it may be.
base::Result<Account> holder_of(sql::Connection& connection, const OidcProvider& provider,
                                const Claims& claims, std::int64_t now_s) {
  const auto owner = TRY(account_of_outside(connection, identity_of(claims)));
  Account holder =
      owner ? TRY(account(connection, *owner)) : TRY(holder_of_email(connection, provider, claims));
  if (holder.state == AccountState::Closed) return closed();
  const Doer by = doer_of(holder, "An e-mail address that " + provider.name + " verified.");
  if (!owner) {
    TRY(insert_outside_identity(connection, holder, identity_of(claims), by, now_s));
  }
  TRY(activate(connection, holder, by, now_s));
  return holder;
}

base::Result<NewSession> session_for(const Desk& desk, const OidcProvider& provider,
                                     const Account& holder, const Origin& origin) {
  const bool code_wanted = holder.second_factor && !provider.second_factor;
  const sql::Lease lease = TRY(desk.database.write());
  return start_session(*lease, {holder.id, "outside", origin.user_agent, code_wanted},
                       origin.now_s);
}

}  // namespace

base::Result<NewSession> arrive_outside(const Desk& desk, const OidcProvider& provider,
                                        const Claims& claims, const Origin& origin) {
  TRY(check_domain(provider, claims));
  Account holder;
  {
    const sql::Lease lease = TRY(desk.database.write());
    auto transaction = TRY(sql::Transaction::begin_write(*lease));
    TRY(lock_audit(*lease));
    holder = TRY(holder_of(*lease, provider, claims, origin.now_s));
    TRY(transaction.commit());
  }
  return session_for(desk, provider, holder, origin);
}

base::Result<NewSession> accept_outside(const Desk& desk, const OidcProvider& provider,
                                        const Claims& claims, std::string_view link_token,
                                        const Origin& origin) {
  TRY(check_domain(provider, claims));
  Account holder;
  {
    const sql::Lease lease = TRY(desk.database.write());
    auto transaction = TRY(sql::Transaction::begin_write(*lease));
    TRY(lock_audit(*lease));
    const OpenLink link = TRY(take_link(*lease, link_token, origin.now_s));
    if (link.purpose != LinkPurpose::Invite) return invalid_link();
    holder = TRY(account(*lease, link.account));
    const Doer by = doer_of(holder, "The link of the invitation.");
    TRY(insert_outside_identity(*lease, holder, identity_of(claims), by, origin.now_s));
    TRY(activate(*lease, holder, by, origin.now_s));
    TRY(transaction.commit());
  }
  return session_for(desk, provider, holder, origin);
}

base::Status link_outside(const Desk& desk, const OidcProvider& provider, const Claims& claims,
                          const Principal& principal, const Origin& origin) {
  TRY(check_domain(provider, claims));
  const sql::Lease lease = TRY(desk.database.write());
  return add_outside_identity(*lease, principal.account, identity_of(claims),
                              doer_of(principal, "Their own account."), origin.now_s);
}

base::Status unlink_outside(sql::Connection& connection, AccountId account_id,
                            const OutsideIdentity& identity, const Doer& by, std::int64_t now_s) {
  auto transaction = TRY(sql::Transaction::begin_write(connection));
  TRY(lock_audit(connection));
  const Account holder = TRY(account(connection, account_id));
  if (TRY(account_of_outside(connection, identity)) != account_id) {
    return base::make_error("outside_not_found", "This outside account is not linked to yours.");
  }
  if (!holder.has_password && TRY(outside_identities(connection, account_id)).size() == 1) {
    return base::make_error("outside_last",
                            "This is the only way into your account. Choose a password first.");
  }
  TRY(connection.run("DELETE FROM outside_identity WHERE issuer = $1 AND subject = $2",
                     {identity.issuer, identity.subject}));
  Values values;
  values.add("issuer", identity.issuer);
  TRY(record(connection,
             {by, "account.outside_end", subject_of(holder), values.json(), "", now_s}));
  return transaction.commit();
}

base::Status record_refusal(const Desk& desk, const OidcProvider& provider,
                            const base::Error& error, std::int64_t now_s) {
  const sql::Lease lease = TRY(desk.database.write());
  auto transaction = TRY(sql::Transaction::begin_write(*lease));
  TRY(lock_audit(*lease));
  Values values;
  values.add("issuer", provider.issuer).add("error", error.code);
  TRY(record(*lease, {{{}, "Guildhall", Via::System, 0, "Sign-in by a provider."},
                      "outside.refuse",
                      {"provider", 0, provider.name},
                      "",
                      values.json(),
                      now_s}));
  return transaction.commit();
}

}  // namespace guard
