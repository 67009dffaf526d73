// Which e-mail addresses count as verified differs between providers, and a mistake here gives
// accounts to strangers; so each rule names its source.
#include "access/id_token.hpp"

#include <algorithm>

#include "access/json_object.hpp"
#include "access/secrets.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

constexpr std::size_t subject_bytes_max = 255;  // OpenID Connect Core 1.0 section 2
constexpr std::string_view google = "https://accounts.google.com";

base::Status check_audience(const JsonObject& json, const std::string& client_id) {
  const auto audience = json.texts("aud");
  if (!audience || std::find(audience->begin(), audience->end(), client_id) == audience->end()) {
    return bad_token("It was made for another program.", "aud");
  }
  // Core section 3.1.3.7, 3 to 5: for several programs only if it says that it is ours.
  if ((audience->size() > 1 || json.has("azp")) && json.text("azp") != client_id) {
    return bad_token("It was made for another program.", "azp");
  }
  return {};
}

base::Status check_times(const JsonObject& json, const Expected& expected) {
  const auto expires = json.seconds("exp");
  if (!expires || *expires + expected.leeway_s <= expected.now_s) {
    return bad_token("It has run out.", "exp");
  }
  const auto issued = json.seconds("iat");
  if (!issued || *issued > expected.now_s + expected.leeway_s ||
      *issued + expected.age_s_max + expected.leeway_s < expected.now_s) {
    return bad_token("It is too old, or the clocks of provider and server differ.", "iat");
  }
  const auto from = json.seconds("nbf");
  if (json.has("nbf") && (!from || *from > expected.now_s + expected.leeway_s)) {
    return bad_token("It does not hold yet.", "nbf");
  }
  return {};
}

std::string domain_of(std::string_view email) {
  const std::size_t at = email.rfind('@');
  return at == email.npos ? "" : base::lower_ascii(email.substr(at + 1));
}

bool is_verified(const JsonObject& json, std::string_view issuer, std::string_view email) {
  // Google verified the address once, but knows that it still is the person's only where it runs
  // the mailbox (developers.google.com/identity/gsi/web/guides/verify-google-id-token).
  if (issuer == google) {
    return json.truth("email_verified") &&
           (domain_of(email) == "gmail.com" || !json.text("hd").empty());
  }
  // Entra ID lets administrators of any tenant write any address; xms_edov says that the domain
  // was proved to be the tenant's (learn.microsoft.com/entra/identity-platform/
  // optional-claims-reference).
  return json.truth("email_verified") || json.truth("xms_edov");
}

// Names of people are for the eye: what cannot be shown is left out.
std::string shown_name(const JsonObject& json) {
  for (const char* claim : {"name", "preferred_username", "email"}) {
    const std::string name = json.text(claim);
    if (!name.empty() && name.size() <= 200) return name;
  }
  return {};
}

}  // namespace

base::Result<Claims> checked_claims(std::string_view payload, const Expected& expected) {
  const auto json = JsonObject::parse(payload);
  if (!json) return bad_token("It cannot be read.", "payload");
  Claims claims;
  claims.issuer = json->text("iss");
  if (claims.issuer != expected.issuer) return bad_token("Another provider made it.", "iss");
  TRY(check_audience(*json, expected.client_id));
  TRY(check_times(*json, expected));
  if (!equal_secrets(json->text("nonce"), expected.nonce)) {
    return bad_token("It belongs to another sign-in.", "nonce");
  }
  claims.subject = json->text("sub");
  if (claims.subject.empty() || claims.subject.size() > subject_bytes_max) {
    return bad_token("It names nobody.", "sub");
  }
  claims.email = json->text("email");
  claims.email_verified = !claims.email.empty() && is_verified(*json, claims.issuer, claims.email);
  claims.name = shown_name(*json);
  return claims;
}

base::Result<Claims> verified_claims(std::string_view token, const KeySet& keys,
                                     const Expected& expected) {
  return checked_claims(TRY(keys.payload(token)), expected);
}

base::Status check_domain(const OidcProvider& provider, const Claims& claims) {
  if (provider.email_domains.empty()) return {};
  const std::string domain = domain_of(claims.email);
  for (const std::string& allowed : provider.email_domains) {
    if (claims.email_verified && base::lower_ascii(allowed) == domain) return {};
  }
  return base::make_error("outside_not_allowed",
                          "Accounts of " + provider.name +
                              " can be used here only with a verified e-mail address of " +
                              base::join(provider.email_domains, ", ") + ".");
}

}  // namespace guard
