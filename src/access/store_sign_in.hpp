// Signing in, from what was typed to a session: throttle, password, second factor. The hashing is
// done outside any transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/password.hpp"
#include "access/settings.hpp"
#include "access/store_account.hpp"
#include "access/store_session.hpp"
#include "sql/database.hpp"

namespace guard {

// What the workers of a server share.
struct Desk {
  sql::Database& database;
  Passwords& passwords;
  Settings settings;
};

// Where an attempt comes from.
struct Origin {
  std::string address;
  std::string user_agent;
  std::int64_t now_s = 0;
};

// Which of e-mail and password was wrong, and whether there is such an account, is not told, nor
// does the time tell it. Errors: sign_in_failed, too_many_attempts, too_many_requests.
base::Result<NewSession> sign_in(const Desk& desk, std::string_view email,
                                 std::string_view password, const Origin& origin);

// The second step, with a code or a recovery code: the session goes on under a new secret.
// Errors: code_wrong, session_not_found, too_many_attempts.
base::Result<NewSession> sign_in_code(const Desk& desk, std::string_view session_secret,
                                      std::string_view code, const Origin& origin);

// A code of the second factor or a recovery code, by somebody signed in who has to show once more
// that it is them. Errors: code_wrong, too_many_attempts.
base::Status check_code(const Desk& desk, AccountId account, std::string_view code,
                        const Origin& origin);

struct LinkForm {
  std::string email;
  std::string name;
  std::string password;
};
// Follows a one-time link: checks and hashes the password, uses the link up, and signs in. Where
// the account has a second factor, that is still wanted. Errors: those of use_link, password_weak,
// too_many_attempts, too_many_requests.
base::Result<NewSession> follow_link(const Desk& desk, std::string_view token, const LinkForm& form,
                                     base::Date today, const Origin& origin);

// Another password, by somebody signed in, who must give the present one. Ends all sessions but
// this. Errors: sign_in_failed, password_weak, too_many_attempts, too_many_requests.
base::Status change_password(const Desk& desk, const Principal& principal, std::string_view present,
                             std::string_view wanted, const Origin& origin);

}  // namespace guard
