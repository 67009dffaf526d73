// OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636): what is sent to a provider
// and what its answers mean. Pure; oidc_client asks, store_oidc keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/fetch.hpp"
#include "access/principal.hpp"
#include "base/result.hpp"

namespace guard {

struct OidcProvider {
  std::string key;   // in addresses: "work-account"
  std::string name;  // on the button: "Work account"
  std::string issuer;
  std::string client_id;
  std::string client_secret;
  std::vector<std::string> email_domains = {};  // none: any
  bool second_factor = false;                   // it has asked for one; ours is not asked again
};
// "Work account" is "work-account".
std::string provider_key(std::string_view name);

// What the provider says of itself (OpenID Connect Discovery 1.0).
struct Discovery {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  bool secret_in_form = false;    // else by HTTP Basic
  bool issuer_in_answer = false;  // RFC 9207: without it, the answer is another provider's
};
std::string discovery_address(std::string_view issuer);
// Error: provider_answer, when the issuer is not exactly the one that was set, an address is not
// https (on this machine http will do), or it cannot do what we need.
base::Result<Discovery> read_discovery(const HttpAnswer& answer, std::string_view issuer);

// Why somebody was sent to a provider.
struct Intent {
  enum class Kind { SignIn, Link, Invitation };
  Kind kind = Kind::SignIn;
  AccountId account = {};  // that an outside account is to be linked to
  std::string token = {};  // of the invitation's link
};
// The browser keeps the intent with a secret in a cookie for as long as it is away. The nonce is
// the hash of both: whoever comes back without that cookie, or with another intent, is refused.
std::string ticket_for(const Intent& intent);
std::string nonce_of(std::string_view ticket);
std::optional<Intent> intent_of(std::string_view ticket);

// PKCE: only who knows the verifier can use the code.
std::string code_challenge(std::string_view verifier);

struct Departure {
  std::string state;
  std::string nonce;
  std::string verifier;
  std::string redirect_uri;
};
std::string authorization_address(const OidcProvider& provider, const Discovery& discovery,
                                  const Departure& departure);

// What the browser brings back.
struct Return {
  std::string state;
  std::string code;
  std::string error;   // such as access_denied
  std::string issuer;  // RFC 9207
};
// Errors: outside_declined (the person, or the provider for them, said no), provider_answer.
base::Status check_return(const Return& back, const Discovery& discovery);

HttpCall token_call(const OidcProvider& provider, const Discovery& discovery, std::string_view code,
                    std::string_view verifier, std::string_view redirect_uri);
// The ID token. Error: provider_answer.
base::Result<std::string> read_token_answer(const HttpAnswer& answer);

base::Error bad_answer(std::string message, std::string field, std::string detail = {});

}  // namespace guard
