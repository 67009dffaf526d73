// For the tests of sign-in by a provider: keys made in the test, tokens signed with them, and a
// provider that answers without a network.
#pragma once

#include <cjose/cjose.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "access/id_token.hpp"
#include "access/oidc.hpp"
#include "base/check.hpp"

namespace guard {

inline constexpr std::int64_t token_noon = 1800000000;

class TestKey {
 public:
  static TestKey rsa(const std::string& kid, std::size_t bits = 2048) {
    cjose_err error;
    return {cjose_jwk_create_RSA_random(bits, exponent, sizeof exponent, &error), kid};
  }
  static TestKey elliptic(const std::string& kid, cjose_jwk_ec_curve curve = CJOSE_JWK_EC_P_256) {
    cjose_err error;
    return {cjose_jwk_create_EC_random(curve, &error), kid};
  }
  static TestKey secret(const std::string& kid, std::string_view bytes) {
    cjose_err error;
    return {cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                      bytes.size(), &error),
            kid};
  }

  std::string json() const {
    cjose_err error;
    const std::unique_ptr<char, decltype(&std::free)> text(
        cjose_jwk_to_json(key_.get(), false, &error), &std::free);
    return text.get();
  }
  // A token that says `payload`; `headers` are further ones, their values written as JSON.
  std::string sign(std::string_view payload, const char* alg,
                   const std::map<std::string, std::string>& headers = {}) const {
    cjose_err error;
    const std::unique_ptr<cjose_header_t, decltype(&cjose_header_release)> header(
        cjose_header_new(&error), &cjose_header_release);
    CHECK(cjose_header_set(header.get(), CJOSE_HDR_ALG, alg, &error));
    if (!kid_.empty()) CHECK(cjose_header_set(header.get(), CJOSE_HDR_KID, kid_.c_str(), &error));
    for (const auto& [name, value] : headers) {
      CHECK(cjose_header_set_raw(header.get(), name.c_str(), value.c_str(), &error));
    }
    const std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)> jws(
        cjose_jws_sign(key_.get(), header.get(),
                       reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size(),
                       &error),
        &cjose_jws_release);
    const char* text = nullptr;
    CHECK(jws && cjose_jws_export(jws.get(), &text, &error));
    return text;
  }

 private:
  static constexpr std::uint8_t exponent[] = {1, 0, 1};
  TestKey(cjose_jwk_t* key, std::string kid)
      : key_(key, [](cjose_jwk_t* owned) { cjose_jwk_release(owned); }), kid_(std::move(kid)) {
    cjose_err error;
    CHECK(key_ != nullptr);
    if (!kid_.empty()) CHECK(cjose_jwk_set_kid(key_.get(), kid_.c_str(), kid_.size(), &error));
  }
  std::shared_ptr<cjose_jwk_t> key_;
  std::string kid_;
};

inline std::string key_list(const std::vector<TestKey>& keys) {
  std::string text;
  for (const TestKey& key : keys) text += (text.empty() ? "" : ",") + key.json();
  return R"({"keys":[)" + text + "]}";
}

// The members of a JSON object, each value written as JSON.
using Members = std::map<std::string, std::string>;
inline std::string object_of(const Members& members) {
  std::string text;
  for (const auto& [name, value] : members) {
    text += (text.empty() ? "\"" : ",\"") + name + "\":" + value;
  }
  return "{" + text + "}";
}

inline Members good_claims() {
  return {{"iss", R"("https://login.example")"},
          {"aud", R"("guildhall")"},
          {"sub", R"("248289761001")"},
          {"exp", std::to_string(token_noon + 300)},
          {"iat", std::to_string(token_noon)},
          {"nonce", R"("n-0S6")"},
          {"email", R"("ada@harbour.example")"},
          {"email_verified", "true"},
          {"name", R"("Ada Marsh")"}};
}

inline Members good_discovery() {
  return {{"issuer", R"("https://login.example")"},
          {"authorization_endpoint", R"("https://login.example/authorize")"},
          {"token_endpoint", R"("https://login.example/token")"},
          {"jwks_uri", R"("https://login.example/keys")"},
          {"response_types_supported", R"(["code","id_token"])"},
          {"code_challenge_methods_supported", R"(["plain","S256"])"}};
}

inline Expected good_expectation() {
  return {"https://login.example", "guildhall", "n-0S6", token_noon};
}

inline OidcProvider test_provider() {
  return {"work-account", "Work account", "https://login.example", "guildhall", "pssst&more"};
}

}  // namespace guard
