// Who signed in at a provider: the claims of an ID token, believed only after every check of
// OpenID Connect Core 1.0 section 3.1.3.7.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "access/jose.hpp"
#include "access/oidc.hpp"

namespace guard {

struct Claims {
  std::string issuer;
  std::string subject;
  std::string email;  // "" where the provider gives none
  // Its owner was checked by somebody who can know; see id_token.cpp.
  bool email_verified = false;
  std::string name;  // for people; perhaps the user name
};

struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::int64_t now_s = 0;
  std::int64_t leeway_s = 60;    // for clocks that differ
  std::int64_t age_s_max = 600;  // since it was issued: it comes fresh from the provider
};

// Error: id_token_invalid, whose field is the claim at fault.
base::Result<Claims> verified_claims(std::string_view token, const KeySet& keys,
                                     const Expected& expected);
// The same for what was signed.
base::Result<Claims> checked_claims(std::string_view payload, const Expected& expected);

// Whether people of this provider with this address may come in. Error: outside_not_allowed.
base::Status check_domain(const OidcProvider& provider, const Claims& claims);

}  // namespace guard
