// Signing in by an account elsewhere (OpenID Connect): which outside identity is whose, and the
// sign-ins that are under way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/audit.hpp"
#include "access/store_account.hpp"
#include "sql/database.hpp"

namespace guard {

// A sign-in that was sent away. The state itself stands in the browser's address only.
struct OutsideSignIn {
  std::string provider;
  std::string nonce;
  std::string verifier;
  std::string return_to;
};
// Keeps it and gives the state. What has run out is forgotten.
base::Result<std::string> keep_outside_sign_in(sql::Connection& connection,
                                               const OutsideSignIn& sign_in, std::int64_t age_s_max,
                                               std::int64_t now_s);
// Once. Error: outside_sign_in_over.
base::Result<OutsideSignIn> take_outside_sign_in(sql::Connection& connection,
                                                 std::string_view state, std::int64_t age_s_max,
                                                 std::int64_t now_s);

struct OutsideIdentity {
  std::string issuer;
  std::string subject;
};
base::Result<std::optional<AccountId>> account_of_outside(sql::Connection& connection,
                                                          const OutsideIdentity& identity);
// Error: identity_taken, when it belongs to another account.
base::Status add_outside_identity(sql::Connection& connection, AccountId account,
                                  const OutsideIdentity& identity, const Doer& by,
                                  std::int64_t now_s);
// The same inside the transaction of a greater change, after lock_audit().
base::Status insert_outside_identity(sql::Connection& connection, const Account& holder,
                                     const OutsideIdentity& identity, const Doer& by,
                                     std::int64_t now_s);
base::Result<std::vector<OutsideIdentity>> outside_identities(sql::Connection& connection,
                                                              AccountId account);

}  // namespace guard
