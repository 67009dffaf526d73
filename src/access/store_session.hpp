// Sessions and API tokens in the database: a process keeps none, so that any may answer, and ending
// one holds at once.
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

struct NewSession {
  std::int64_t id = 0;
  std::string secret;  // the value of the cookie
  bool code_wanted = false;
};

struct SessionStart {
  AccountId account;
  std::string way;         // password, link, outside, demo
  std::string user_agent;  // the header; a summary of it is kept
  bool code_wanted = false;
};
// Error: account_not_found, account_closed (also: not yet accepted).
base::Result<NewSession> start_session(sql::Connection& connection, const SessionStart& start,
                                       std::int64_t now_s);

// The second factor was shown: the session goes on under a new secret, so that one which somebody
// saw before is worth nothing. Error: session_not_found.
base::Result<NewSession> confirm_session(sql::Connection& connection, std::string_view secret,
                                         const SessionSettings& settings, std::int64_t now_s);

// Whoever the cookie belongs to, with all grants; not signed in when there is no such session, it
// was ended, has run out or its account is closed. Only reads.
base::Result<Principal> session_principal(sql::Connection& connection, std::string_view secret,
                                          const SessionSettings& settings, std::int64_t now_s);

struct SessionRow {
  std::int64_t id = 0;
  std::int64_t created_at = 0;
  std::int64_t seen_at = 0;
  std::string agent;
  std::string way;
};
// Those that still hold, the last used first.
base::Result<std::vector<SessionRow>> sessions(sql::Connection& connection, AccountId account,
                                               const SessionSettings& settings, std::int64_t now_s);

// Ends one session of the account. Error: session_not_found.
base::Status end_session(sql::Connection& connection, AccountId account, std::int64_t session,
                         const Doer& by, std::int64_t now_s);
// Ends all sessions of the account but one (0: all); how many. "Sign out everywhere."
base::Result<std::int64_t> end_other_sessions(sql::Connection& connection, AccountId account,
                                              std::int64_t but_session, const Doer& by,
                                              std::int64_t now_s);

inline constexpr std::int64_t token_days_usual = 90;
// The end of a token for so many days; what is no number of days ends in the past, and is refused
// like what is too many.
std::int64_t token_end(std::int64_t days, std::int64_t now_s);

struct NewToken {
  std::string label;
  Scopes scopes;
  std::int64_t expires_at = 0;
};
// The token, shown once. Errors: name_missing (of the label), bad_scopes, bad_expiry.
base::Result<std::string> create_token(sql::Connection& connection, AccountId account,
                                       const NewToken& token, const Doer& by,
                                       const TokenSettings& settings, std::int64_t now_s);
// Error: token_invalid, whatever is the matter with it.
base::Result<Principal> token_principal(sql::Connection& connection, std::string_view text,
                                        std::int64_t now_s);

struct TokenRow {
  std::int64_t id = 0;
  std::string public_id;
  std::string label;
  Scopes scopes;
  std::int64_t created_at = 0;
  std::int64_t expires_at = 0;
  std::int64_t used_at = 0;  // 0: never
};
// Those not revoked, the newest first.
base::Result<std::vector<TokenRow>> tokens(sql::Connection& connection, AccountId account);
// Error: token_not_found.
base::Status revoke_token(sql::Connection& connection, AccountId account, std::int64_t token,
                          const Doer& by, std::int64_t now_s);

// Notes that a session or token is in use, at most once a minute; false when it was noted a moment
// ago. The reading functions above never write, so that they may have a reader's connection.
bool worth_noting(const Principal& principal, const Settings& settings, std::int64_t now_s);
base::Status note_use(sql::Connection& connection, const Principal& principal, std::int64_t now_s);

}  // namespace guard
