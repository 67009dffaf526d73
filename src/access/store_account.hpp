// Accounts and their grants. Each procedure is a transaction of its own, with its audit record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "access/principal.hpp"
#include "access/settings.hpp"
#include "sql/database.hpp"

namespace guard {

enum class AccountState { Invited, Active, Closed };
std::string_view name_of(AccountState state);

struct Account {
  AccountId id;
  std::string email;
  std::string name;
  AccountState state = AccountState::Invited;
  bool has_password = false;
  bool second_factor = false;
  std::int64_t created_at = 0;
  std::int64_t version = 0;
};

// Without spaces round it. Error: bad_email.
base::Result<std::string> checked_email(std::string_view email);

// Errors: account_not_found.
base::Result<Account> account(sql::Connection& connection, AccountId id);
base::Result<Account> account_of_email(sql::Connection& connection, std::string_view email);
// In the order of their names.
base::Result<std::vector<Account>> accounts(sql::Connection& connection);

struct GrantRow {
  AccountId account;
  Grant grant;
  std::int64_t created_at = 0;
  std::int64_t revoked_at = 0;  // 0: it was not
};
// Those of one account, or of all; the revoked too.
base::Result<std::vector<GrantRow>> grants(sql::Connection& connection,
                                           std::optional<AccountId> account = {});
// Whether somebody is administrator of everything on this day.
base::Result<bool> has_administrator(sql::Connection& connection, base::Date today);

enum class LinkPurpose { First, Invite, Reset };
std::string_view name_of(LinkPurpose purpose);

// What a link that was opened is good for.
struct OpenLink {
  LinkPurpose purpose = LinkPurpose::Invite;
  AccountId account;  // none for the first administrator
  std::string email;
  std::string name;
};

struct Invitation {
  std::string email;
  std::string name;
  std::optional<Grant> grant = {};
};
struct Invited {
  AccountId account;
  std::string token;  // of the link, shown once
};
// Errors: account_exists, bad_email, name_missing.
base::Result<Invited> invite(sql::Connection& connection, const Invitation& invitation,
                             const Doer& by, const LinkSettings& settings, std::int64_t now_s);

// A new link for an account: to accept the invitation, or to choose another password. Those before
// it no longer work. Error: account_closed.
base::Result<std::string> new_link(sql::Connection& connection, AccountId id, const Doer& by,
                                   const LinkSettings& settings, std::int64_t now_s);

// The link by which the first administrator comes in; nothing once there is one. Those before it no
// longer work.
base::Result<std::optional<std::string>> first_link(sql::Connection& connection,
                                                    const LinkSettings& settings, base::Date today,
                                                    std::int64_t now_s);
// What a link is good for; it is not used up. Error: link_invalid.
base::Result<OpenLink> open_link(sql::Connection& connection, std::string_view token,
                                 std::int64_t now_s);
// Uses a link up: the first administrator is made, the invitation accepted, or the password set
// and all sessions ended. E-mail counts for the first administrator only, the name not for a
// reset. Errors: link_invalid, account_exists, bad_email, name_missing.
struct LinkUse {
  std::string email = {};
  std::string name = {};
  std::string password_hash = {};
};
base::Result<AccountId> use_link(sql::Connection& connection, std::string_view token,
                                 const LinkUse& use, base::Date today, std::int64_t now_s);

// Changes name and address. `version` is that which was shown. Errors: account_changed (somebody
// else was first), account_exists, bad_email, name_missing.
base::Status change_account(sql::Connection& connection, AccountId id, std::int64_t version,
                            std::string_view email, std::string_view name, const Doer& by,
                            std::int64_t now_s);
// Ends all sessions, tokens and links. Errors: last_administrator, account_closed.
base::Status close_account(sql::Connection& connection, AccountId id, const Doer& by,
                           base::Date today, std::int64_t now_s);
// Ends all sessions but the one given.
base::Status set_password(sql::Connection& connection, AccountId id, std::string_view password_hash,
                          std::int64_t but_session, const Doer& by, std::int64_t now_s);
// Keeps a better hash of the same password; not an act of anybody.
base::Status keep_rehashed(sql::Connection& connection, AccountId id, std::string_view old_hash,
                           std::string_view new_hash);

// Turns the second factor on, when the code shows that the secret has arrived; the recovery codes,
// shown once. Ends all sessions but the one that does it. Errors: code_wrong, second_factor_on.
base::Result<std::vector<std::string>> enable_second_factor(sql::Connection& connection,
                                                            AccountId id, std::string_view secret,
                                                            std::string_view code, const Doer& by,
                                                            const CodeSettings& settings,
                                                            std::int64_t now_s);
base::Status disable_second_factor(sql::Connection& connection, AccountId id, const Doer& by,
                                   std::int64_t now_s);
// Accepts a code of the second factor or a recovery code, once. Errors: code_wrong.
base::Status use_code(sql::Connection& connection, AccountId id, std::string_view code,
                      const CodeSettings& settings, std::int64_t now_s);
base::Result<std::int64_t> recovery_codes_left(sql::Connection& connection, AccountId id);

// Error: account_closed.
base::Result<GrantId> add_grant(sql::Connection& connection, AccountId id, const Grant& grant,
                                const Doer& by, std::int64_t now_s);
// Errors: grant_not_found, last_administrator.
base::Status revoke_grant(sql::Connection& connection, GrantId id, const Doer& by, base::Date today,
                          std::int64_t now_s);

}  // namespace guard
