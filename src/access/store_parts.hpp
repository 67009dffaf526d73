// Pieces of several procedures of this room. Those that write are called inside the transaction of
// the procedure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "access/settings.hpp"
#include "access/store_account.hpp"
#include "sql/database.hpp"

namespace guard {

// As addresses are compared: without spaces round them, small ASCII letters.
std::string folded_email(std::string_view email);
// Error: name_missing.
base::Result<std::string> checked_name(std::string_view name);

// A random key of this installation, made when it is first wanted.
base::Result<std::string> installation_key(sql::Connection& connection, std::string_view name);

Subject subject_of(const Account& account);
Doer doer_of(const Account& account, std::string power);

// Cancels the links that the account still has, and makes one.
base::Result<std::string> make_link(sql::Connection& connection, LinkPurpose purpose,
                                    AccountId account, const LinkSettings& settings,
                                    std::int64_t now_s);
base::Status cancel_links(sql::Connection& connection, AccountId account, std::int64_t now_s);
base::Error invalid_link();
// Uses the link up. Error: link_invalid, when it was used, cancelled, has run out or never was.
base::Result<OpenLink> take_link(sql::Connection& connection, std::string_view token,
                                 std::int64_t now_s);

base::Result<GrantId> insert_grant(sql::Connection& connection, AccountId account,
                                   const Grant& grant, std::int64_t now_s);
// Those not revoked.
base::Result<std::vector<Grant>> live_grants(sql::Connection& connection, AccountId account);
std::string grant_values(const Grant& grant);
// Whether on this day an open account has a grant of administrator of everything, other than the
// account or the grant named. lock_audit() first.
base::Result<bool> administrator_left(sql::Connection& connection, base::Date today,
                                      AccountId without_account, GrantId without_grant);
base::Error last_administrator();

// Ends the sessions of the account but one; how many.
base::Result<std::int64_t> end_sessions(sql::Connection& connection, AccountId account,
                                        std::int64_t but_session, std::int64_t now_s);

// Writes the password and ends the sessions of the account but one.
base::Status write_password(sql::Connection& connection, AccountId account,
                            std::string_view password_hash, std::int64_t but_session,
                            std::int64_t now_s);

}  // namespace guard
