// An attempt is counted before the password is looked at, and forgiven when it was right.
#include "access/store_sign_in.hpp"

#include "access/secrets.hpp"
#include "access/store_parts.hpp"
#include "access/store_throttle.hpp"

namespace guard {
namespace {

struct Kept {
  AccountId account;
  std::string password;  // "" where there is none
  bool second_factor = false;
};

base::Result<Kept> kept_for(sql::Database& database, std::string_view email) {
  const sql::Lease lease = TRY(database.read());
  sql::Rows rows = TRY(
      lease->query("SELECT id, password, CASE WHEN totp_secret = '' THEN 0 ELSE 1 END FROM account"
                   " WHERE email_folded = $1 AND state = 'active'",
                   {folded_email(email)}));
  if (!TRY(rows.next())) return Kept{};
  return Kept{rows.id<Account>(0), std::string(rows.text(1)), rows.integer(2) != 0};
}

base::Result<Attempt> begin(const Desk& desk, const std::vector<Counted>& counted,
                            std::int64_t now_s) {
  const sql::Lease lease = TRY(desk.database.write());
  return begin_attempt(*lease, desk.settings.throttle, counted, now_s);
}

// The answer of the check; an attempt that could not be made is not held against anybody.
template <typename T>
base::Result<T> settled(const Desk& desk, const Attempt& attempt, base::Result<T> answer,
                        bool good) {
  const bool made = answer.ok() || answer.error().kind != base::ErrorKind::Unavailable;
  if (!good && made) return answer;
  const sql::Lease lease = TRY(desk.database.write());
  TRY(good ? attempt_succeeded(*lease, attempt) : attempt_withdrawn(*lease, attempt));
  return answer;
}

base::Error failed() {
  return base::make_error("sign_in_failed", "The e-mail address or the password is not right.");
}

// Whether the password is that of the account, counted by account and address.
base::Result<bool> checked(const Desk& desk, const Kept& kept, std::string_view email,
                           std::string_view password, const Origin& origin) {
  const Attempt attempt = TRY(begin(desk,
                                    {counted_account(desk.settings.throttle, email),
                                     counted_address(desk.settings.throttle, origin.address)},
                                    origin.now_s));
  base::Result<bool> right = desk.passwords.verify(password, kept.password);
  const bool good = right.ok() && right.value();
  return settled(desk, attempt, std::move(right), good);
}

base::Status rehash(const Desk& desk, const Kept& kept, std::string_view password) {
  if (!desk.passwords.outdated(kept.password)) return {};
  const base::Result<std::string> hash = desk.passwords.hash(password);
  if (!hash.ok()) return {};  // another time
  const sql::Lease lease = TRY(desk.database.write());
  return keep_rehashed(*lease, kept.account, kept.password, hash.value());
}

}  // namespace

base::Result<NewSession> sign_in(const Desk& desk, std::string_view email,
                                 std::string_view password, const Origin& origin) {
  const Kept kept = TRY(kept_for(desk.database, email));
  if (!TRY(checked(desk, kept, email, password, origin))) return failed();
  TRY(rehash(desk, kept, password));
  const sql::Lease lease = TRY(desk.database.write());
  return start_session(*lease, {kept.account, "password", origin.user_agent, kept.second_factor},
                       origin.now_s);
}

base::Status check_code(const Desk& desk, AccountId account, std::string_view code,
                        const Origin& origin) {
  const Attempt attempt = TRY(begin(desk,
                                    {counted_code(desk.settings.throttle, account.value),
                                     counted_address(desk.settings.throttle, origin.address)},
                                    origin.now_s));
  base::Status used;
  {
    const sql::Lease lease = TRY(desk.database.write());
    used = use_code(*lease, account, code, desk.settings.codes, origin.now_s);
  }
  const bool good = used.ok();
  return settled(desk, attempt, std::move(used), good);
}

base::Result<NewSession> sign_in_code(const Desk& desk, std::string_view session_secret,
                                      std::string_view code, const Origin& origin) {
  Principal principal;
  {
    const sql::Lease lease = TRY(desk.database.read());
    principal =
        TRY(session_principal(*lease, session_secret, desk.settings.sessions, origin.now_s));
  }
  if (!principal.code_wanted) {
    return base::make_error("session_not_found", "This sign-in is over. Begin it again.");
  }
  TRY(check_code(desk, principal.account, code, origin));
  const sql::Lease lease = TRY(desk.database.write());
  return confirm_session(*lease, session_secret, desk.settings.sessions, origin.now_s);
}

base::Result<NewSession> follow_link(const Desk& desk, std::string_view token, const LinkForm& form,
                                     base::Date today, const Origin& origin) {
  const Attempt attempt =
      TRY(begin(desk, {counted_address(desk.settings.throttle, origin.address)}, origin.now_s));
  base::Result<OpenLink> opened = [&]() -> base::Result<OpenLink> {
    const sql::Lease lease = TRY(desk.database.read());
    return open_link(*lease, token, origin.now_s);
  }();
  const bool good = opened.ok();
  const OpenLink link = TRY(settled(desk, attempt, std::move(opened), good));
  const std::string email = link.purpose == LinkPurpose::First ? form.email : link.email;
  TRY(check_password(form.password, email, desk.passwords.settings()));
  const std::string hash = TRY(desk.passwords.hash(form.password));
  const sql::Lease lease = TRY(desk.database.write());
  const AccountId id =
      TRY(use_link(*lease, token, {form.email, form.name, hash}, today, origin.now_s));
  const Account holder = TRY(account(*lease, id));
  return start_session(*lease, {id, "link", origin.user_agent, holder.second_factor}, origin.now_s);
}

base::Status change_password(const Desk& desk, const Principal& principal, std::string_view present,
                             std::string_view wanted, const Origin& origin) {
  Account holder;
  {
    const sql::Lease lease = TRY(desk.database.read());
    holder = TRY(account(*lease, principal.account));
  }
  const Kept kept = TRY(kept_for(desk.database, holder.email));
  if (!TRY(checked(desk, kept, holder.email, present, origin))) return failed();
  TRY(check_password(wanted, holder.email, desk.passwords.settings()));
  const std::string hash = TRY(desk.passwords.hash(wanted));
  const sql::Lease lease = TRY(desk.database.write());
  return set_password(*lease, holder.id, hash, principal.via_id,
                      doer_of(principal, "Their own password."), origin.now_s);
}

}  // namespace guard
