// What an answer may not be is refused here, so that no caller has to remember.
#include "access/oidc.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "access/json_object.hpp"
#include "access/secrets.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

// An error code of OAuth as it may go to the log: nothing that somebody else wrote freely.
std::string plain_code(std::string_view code) {
  const bool plain = code.size() <= 60 && std::all_of(code.begin(), code.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || c == '_';
                     });
  return plain ? std::string(code) : "another code";
}

bool lists(const JsonObject& json, std::string_view name, std::string_view value) {
  const auto values = json.texts(name);
  return values && std::find(values->begin(), values->end(), value) != values->end();
}

// What is not listed is left to the standard's default, or taken to be there.
bool may_do(const JsonObject& json, std::string_view name, std::string_view value) {
  return !json.has(name) || lists(json, name, value);
}

base::Status check_endpoint(const std::string& address, std::string_view issuer,
                            const char* field) {
  const bool safe =
      is_safe_address(address) && (address.starts_with("https://") || is_loopback_address(issuer));
  if (safe) return {};
  return bad_answer("The sign-in provider names an address that is missing or not https.", field);
}

base::Status check_issuer(const std::string& said, std::string_view wanted) {
  if (said == wanted && is_safe_address(said)) return {};
  if (said.find("{tenantid}") != said.npos) {
    return bad_answer(
        "The sign-in provider is set up for every organisation. Put the tenant's number into the "
        "setting issuer in place of common or organizations.",
        "issuer");
  }
  return bad_answer("The sign-in provider gives itself another name than the setting issuer has.",
                    "issuer");
}

}  // namespace

base::Error bad_answer(std::string message, std::string field, std::string detail) {
  if (detail.empty()) detail = field;
  return base::make_error("provider_answer", std::move(message), std::move(field),
                          std::move(detail));
}

std::string provider_key(std::string_view name) {
  std::string key;
  for (const char c : base::lower_ascii(name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) key += c;
    if (!kept && !key.empty() && key.back() != '-') key += '-';
  }
  while (key.ends_with('-')) key.pop_back();
  return key;
}

std::string discovery_address(std::string_view issuer) {
  while (issuer.ends_with('/')) issuer.remove_suffix(1);
  return std::string(issuer) + "/.well-known/openid-configuration";
}

base::Result<Discovery> read_discovery(const HttpAnswer& answer, std::string_view issuer) {
  const auto json = JsonObject::parse(answer.body);
  if (answer.status != 200 || !json) {
    return bad_answer("The sign-in provider does not say how it works.", "discovery",
                      "status " + std::to_string(answer.status));
  }
  Discovery found{json->text("issuer"), json->text("authorization_endpoint"),
                  json->text("token_endpoint"), json->text("jwks_uri")};
  TRY(check_issuer(found.issuer, issuer));
  TRY(check_endpoint(found.authorization_endpoint, issuer, "authorization_endpoint"));
  TRY(check_endpoint(found.token_endpoint, issuer, "token_endpoint"));
  TRY(check_endpoint(found.jwks_uri, issuer, "jwks_uri"));
  if (!may_do(*json, "response_types_supported", "code") ||
      !may_do(*json, "code_challenge_methods_supported", "S256")) {
    return bad_answer("The sign-in provider does not know the code flow with PKCE.",
                      "code_challenge_methods_supported");
  }
  found.secret_in_form =
      lists(*json, "token_endpoint_auth_methods_supported", "client_secret_post");
  found.issuer_in_answer = json->truth("authorization_response_iss_parameter_supported");
  return found;
}

std::string ticket_for(const Intent& intent) {
  switch (intent.kind) {
    case Intent::Kind::SignIn: return "sign-in." + random_secret();
    case Intent::Kind::Link:
      return "link-" + std::to_string(intent.account.value) + "." + random_secret();
    case Intent::Kind::Invitation: return "invitation-" + intent.token + "." + random_secret();
  }
  return {};
}

std::string nonce_of(std::string_view ticket) { return secret_hash(ticket); }

std::optional<Intent> intent_of(std::string_view ticket) {
  const std::size_t point = ticket.find('.');
  if (point == ticket.npos || !is_secret(ticket.substr(point + 1))) return std::nullopt;
  const std::string_view what = ticket.substr(0, point);
  if (what == "sign-in") return Intent{};
  if (what.starts_with("link-")) {
    const auto id = base::parse_integer(what.substr(5));
    if (!id || *id <= 0) return std::nullopt;
    return Intent{Intent::Kind::Link, AccountId{*id}};
  }
  constexpr std::string_view invitation = "invitation-";
  if (!what.starts_with(invitation) || !is_secret(what.substr(invitation.size()))) {
    return std::nullopt;
  }
  return Intent{Intent::Kind::Invitation, {}, std::string(what.substr(invitation.size()))};
}

std::string code_challenge(std::string_view verifier) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(verifier.data()),
                     verifier.size());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, variant)> text;
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), variant);
  return text.data();
}

std::string authorization_address(const OidcProvider& provider, const Discovery& discovery,
                                  const Departure& departure) {
  const char joint = discovery.authorization_endpoint.find('?') == std::string::npos ? '?' : '&';
  return discovery.authorization_endpoint + joint +
         form_text({{"response_type", "code"},
                    {"scope", "openid email profile"},
                    {"client_id", provider.client_id},
                    {"redirect_uri", departure.redirect_uri},
                    {"state", departure.state},
                    {"nonce", departure.nonce},
                    {"code_challenge", code_challenge(departure.verifier)},
                    {"code_challenge_method", "S256"}});
}

base::Status check_return(const Return& back, const Discovery& discovery) {
  if ((!back.issuer.empty() || discovery.issuer_in_answer) && back.issuer != discovery.issuer) {
    return bad_answer("The answer came from another sign-in provider than was asked.", "iss");
  }
  if (!back.error.empty()) {
    return base::make_error("outside_declined",
                            "The sign-in provider did not let Guildhall know who you are. Try "
                            "again and agree, or sign in with your password.",
                            "", plain_code(back.error));
  }
  if (back.code.empty() || back.code.size() > 8192) {
    return bad_answer("The sign-in provider sent you back without an answer.", "code");
  }
  return {};
}

HttpCall token_call(const OidcProvider& provider, const Discovery& discovery, std::string_view code,
                    std::string_view verifier, std::string_view redirect_uri) {
  HttpCall call;
  call.address = discovery.token_endpoint;
  std::vector<std::pair<std::string_view, std::string_view>> fields = {
      {"grant_type", "authorization_code"},
      {"code", code},
      {"redirect_uri", redirect_uri},
      {"code_verifier", verifier}};
  if (discovery.secret_in_form) {
    fields.emplace_back("client_id", provider.client_id);
    fields.emplace_back("client_secret", provider.client_secret);
  } else {
    // RFC 6749 section 2.3.1 encodes both before HTTP Basic does.
    call.user = base::percent_encode(provider.client_id);
    call.password = base::percent_encode(provider.client_secret);
  }
  call.form = form_text(fields);
  return call;
}

base::Result<std::string> read_token_answer(const HttpAnswer& answer) {
  const auto json = JsonObject::parse(answer.body);
  const std::string status = "status " + std::to_string(answer.status);
  if (!json) return bad_answer("The sign-in provider's answer cannot be read.", "token", status);
  const std::string error = json->text("error");
  if (error == "invalid_client" || error == "unauthorized_client") {
    return bad_answer(
        "The sign-in provider does not accept the client_id and secret of the "
        "settings. An administrator has to mend them.",
        "token", plain_code(error));
  }
  if (answer.status != 200 || !error.empty()) {
    return bad_answer("The sign-in provider did not accept its own code. Begin the sign-in again.",
                      "token", status + ", " + plain_code(error));
  }
  std::string token = json->text("id_token");
  if (token.empty()) {
    return bad_answer("The sign-in provider does not say who signed in.", "id_token", status);
  }
  return token;
}

}  // namespace guard
