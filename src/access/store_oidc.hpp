// From a person whom a provider vouches for to a session: whose account that is, and how it became
// theirs. No account is ever made here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/id_token.hpp"
#include "access/store_outside.hpp"
#include "access/store_sign_in.hpp"

namespace guard {

// Signs in. An outside account that is not known yet is linked to the account, invited or active,
// that has the same e-mail address, if the provider verified it. Errors: outside_not_allowed,
// outside_unknown, account_closed.
base::Result<NewSession> arrive_outside(const Desk& desk, const OidcProvider& provider,
                                        const Claims& claims, const Origin& origin);

// The same for somebody who opened the link of an invitation: the account is that of the link,
// whatever the address, and the link is used up. Errors: link_invalid, identity_taken,
// outside_not_allowed.
base::Result<NewSession> accept_outside(const Desk& desk, const OidcProvider& provider,
                                        const Claims& claims, std::string_view link_token,
                                        const Origin& origin);

// Links the outside account to that of somebody signed in. Errors: identity_taken,
// outside_not_allowed.
base::Status link_outside(const Desk& desk, const OidcProvider& provider, const Claims& claims,
                          const Principal& principal, const Origin& origin);

// Takes it away again. Errors: outside_not_found, outside_last (there is no password, and no
// other).
base::Status unlink_outside(sql::Connection& connection, AccountId account,
                            const OutsideIdentity& identity, const Doer& by, std::int64_t now_s);

// Puts on record that somebody was not let in, and why: the provider and the error, nothing of the
// person.
base::Status record_refusal(const Desk& desk, const OidcProvider& provider,
                            const base::Error& error, std::int64_t now_s);

}  // namespace guard
