// The only file that knows cjose.
#include "access/jose.hpp"

#include <cjose/cjose.h>
#include <sodium.h>

#include <algorithm>
#include <cstdlib>

#include "access/json_object.hpp"
#include "base/text.hpp"

namespace guard {
namespace {

constexpr std::size_t token_bytes_max = 32768;
constexpr std::size_t keys_max = 100;
// NIST SP 800-131A: no RSA signature by a shorter key is to be believed.
constexpr std::size_t rsa_bits_min = 2048;

using Token = std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)>;

// Base64url of one byte or more, exactly as it has to be written. cjose stops the program on some
// texts that are none, so it is given no others.
bool is_base64url(std::string_view text) {
  if (text.empty()) return false;
  std::vector<unsigned char> bytes(text.size());
  std::size_t size = 0;
  return sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size,
                           nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
         size > 0;
}

// What cjose can read of a token that has three parts.
Token import_token(std::string_view token) {
  const auto parts = base::split(token, '.');
  const bool sane = token.size() <= token_bytes_max && parts.size() == 3 &&
                    std::all_of(parts.begin(), parts.end(), is_base64url);
  cjose_err error;
  return {sane ? cjose_jws_import(token.data(), token.size(), &error) : nullptr,
          &cjose_jws_release};
}

// The public part of a key, of its kind's members only; "" where it is none that we use.
std::string public_part(const JsonObject& key) {
  const bool elliptic = key.text("kty") == "EC" && key.text("crv") == "P-256";
  if (!elliptic && key.text("kty") != "RSA") return {};
  const char* first = elliptic ? "x" : "n";
  const char* second = elliptic ? "y" : "e";
  if (!is_base64url(key.text(first)) || !is_base64url(key.text(second))) return {};
  return std::string(elliptic ? R"({"kty":"EC","crv":"P-256",")" : R"({"kty":"RSA",")") + first +
         "\":\"" + key.text(first) + "\",\"" + second + "\":\"" + key.text(second) + "\"}";
}

std::string header_text(cjose_header_t* header, const char* name) {
  cjose_err error;
  const char* text = cjose_header_get(header, name, &error);
  return text == nullptr ? "" : text;
}

bool is_critical(cjose_header_t* header) {
  cjose_err error;
  const std::unique_ptr<char, decltype(&std::free)> raw(
      cjose_header_get_raw(header, "crit", &error), &std::free);
  return raw != nullptr;
}

base::Result<TokenHeader> header_of(const Token& token) {
  if (!token) return bad_token("It cannot be read.", "token");
  cjose_header_t* header = cjose_jws_get_protected(token.get());
  TokenHeader found{header_text(header, CJOSE_HDR_ALG), header_text(header, CJOSE_HDR_KID)};
  if (is_critical(header)) return bad_token("It asks for an extension.", "crit");
  if (found.alg == "RS256" || found.alg == "PS256" || found.alg == "ES256") return found;
  return bad_token("It is not signed in a way that is safe.", "alg");
}

}  // namespace

base::Error bad_token(std::string_view what, std::string claim) {
  std::string detail = claim;
  return base::make_error("id_token_invalid",
                          "What the sign-in provider says of you was not believed. " +
                              std::string(what) + " Begin the sign-in again.",
                          std::move(claim), std::move(detail));
}

base::Result<TokenHeader> token_header(std::string_view token) {
  return header_of(import_token(token));
}

base::Result<KeySet> KeySet::parse(std::string_view jwks) {
  const auto json = JsonObject::parse(jwks);
  if (!json || !json->has("keys")) {
    return base::make_error("provider_answer", "The keys of the sign-in provider cannot be read.",
                            "jwks_uri");
  }
  KeySet set;
  for (const JsonObject& each : json->objects("keys")) {
    const std::string use = each.text("use");
    const std::string text = public_part(each);
    if (text.empty() || (use != "" && use != "sig") || set.keys_.size() == keys_max) continue;
    cjose_err error;
    const std::shared_ptr<cjose_jwk_t> key(cjose_jwk_import(text.data(), text.size(), &error),
                                           [](cjose_jwk_t* owned) { cjose_jwk_release(owned); });
    if (!key) continue;
    const bool elliptic = cjose_jwk_get_kty(key.get(), &error) == CJOSE_JWK_KTY_EC;
    if (!elliptic && cjose_jwk_get_keysize(key.get(), &error) < rsa_bits_min) continue;
    set.keys_.push_back({each.text("kid"), each.text("alg"), elliptic, key});
  }
  return set;
}

const KeySet::Key* KeySet::find(const TokenHeader& header) const {
  const auto suits = [&](const Key& key) {
    return key.elliptic == (header.alg == "ES256") && (key.alg.empty() || key.alg == header.alg) &&
           (header.kid.empty() || key.kid == header.kid);
  };
  const auto found = std::find_if(keys_.begin(), keys_.end(), suits);
  if (found == keys_.end()) return nullptr;
  // Without a name there must be no choice.
  const bool choice = std::find_if(found + 1, keys_.end(), suits) != keys_.end();
  return header.kid.empty() && choice ? nullptr : &*found;
}

bool KeySet::knows(const TokenHeader& header) const { return find(header) != nullptr; }

base::Result<std::string> KeySet::payload(std::string_view text) const {
  const Token token = import_token(text);
  const Key* key = find(TRY(header_of(token)));
  if (key == nullptr)
    return bad_token("It is signed by a key that the provider does not have.", "kid");
  cjose_err error;
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_verify(token.get(), key->key.get(), &error) ||
      !cjose_jws_get_plaintext(token.get(), &bytes, &size, &error)) {
    return bad_token("Its signature is wrong.", "signature");
  }
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace guard
