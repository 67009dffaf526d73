// Every way in which an ID token can be wrong.
#include "access/id_token.hpp"

#include <gtest/gtest.h>

#include "access/oidc_testing.hpp"
#include "sql/database_testing.hpp"

namespace guard {
namespace {

class IdToken : public testing::Test {
 protected:
  // Making RSA keys takes a while: once for all tests.
  static const TestKey& rsa() {
    static const TestKey key = TestKey::rsa("rsa-1");
    return key;
  }
  static const TestKey& elliptic() {
    static const TestKey key = TestKey::elliptic("ec-1");
    return key;
  }
  static KeySet keys() { return sql::must(KeySet::parse(key_list({rsa(), elliptic()}))); }
  static std::string token(const Members& claims, const TestKey& key, const char* alg) {
    return key.sign(object_of(claims), alg);
  }
  static std::string good_token() { return token(good_claims(), rsa(), "RS256"); }
  // The claim at fault; "none" when it is believed.
  static std::string fault(const std::string& text, const KeySet& keys) {
    const auto claims = verified_claims(text, keys, good_expectation());
    if (claims.ok()) return "none";
    EXPECT_EQ(claims.error().code, "id_token_invalid");
    return claims.error().field;
  }
  static std::string fault(const std::string& claim, const std::string& value) {
    Members claims = good_claims();
    claims[claim] = value;
    if (value.empty()) claims.erase(claim);
    return fault(token(claims, elliptic(), "ES256"), keys());
  }
};

TEST_F(IdToken, believes_a_good_one) {
  for (const auto& [key, alg] :
       {std::pair(rsa(), "RS256"), {rsa(), "PS256"}, {elliptic(), "ES256"}}) {
    const Claims claims =
        sql::must(verified_claims(token(good_claims(), key, alg), keys(), good_expectation()));
    EXPECT_EQ(claims.issuer, "https://login.example");
    EXPECT_EQ(claims.subject, "248289761001");
    EXPECT_EQ(claims.email, "ada@harbour.example");
    EXPECT_TRUE(claims.email_verified);
    EXPECT_EQ(claims.name, "Ada Marsh");
  }
}

TEST_F(IdToken, refuses_what_was_tampered_with) {
  const std::string good = good_token();
  const std::size_t first = good.find('.');
  const std::size_t second = good.find('.', first + 1);
  const std::string other = token({{"sub", "\"1\""}}, rsa(), "RS256");
  const std::size_t other_first = other.find('.');
  const std::string swapped = good.substr(0, first) +
                              other.substr(other_first, other.rfind('.') - other_first) +
                              good.substr(second);
  EXPECT_EQ(fault(swapped, keys()), "signature");
  std::string touched = good;
  touched[second + 20] = touched[second + 20] == 'A' ? 'B' : 'A';
  EXPECT_EQ(fault(touched, keys()), "signature");
  EXPECT_EQ(fault(good.substr(0, second + 1), keys()), "token");
  EXPECT_EQ(fault(good, sql::must(KeySet::parse(key_list({TestKey::rsa("rsa-1")})))), "signature");
}

TEST_F(IdToken, refuses_what_is_no_token) {
  for (const std::string& text :
       {std::string(), std::string("a.b.c"), std::string(".."), good_token() + ".x",
        std::string("e30.e30.e30"), std::string(40000, 'a') + ".b.c"}) {
    EXPECT_NE(fault(text, keys()), "none") << text.substr(0, 30);
  }
}

// Of one letter, cjose would stop the program.
TEST_F(IdToken, base64_that_is_none_does_no_harm) {
  const std::string good = good_token();
  const std::size_t first = good.find('.');
  const std::size_t second = good.find('.', first + 1);
  const std::string header = good.substr(0, first);
  const std::string payload = good.substr(first + 1, second - first - 1);
  const std::string signature = good.substr(second + 1);
  for (const char* part : {"", "A", "AAAAA", "AAAA=", "A AA", "AB", "AA+/"}) {
    EXPECT_EQ(fault(part + ("." + payload + "." + signature), keys()), "token") << part;
    EXPECT_EQ(fault(header + "." + part + "." + signature, keys()), "token") << part;
    EXPECT_EQ(fault(header + "." + payload + "." + part, keys()), "token") << part;
    const std::string key = std::string(R"({"keys":[{"kty":"RSA","e":"AQAB","n":")") + part;
    EXPECT_EQ(sql::must(KeySet::parse(key + "\"}]}")).size(), 0U) << part;
  }
}

TEST_F(IdToken, refuses_other_algorithms) {
  // {"alg":"none"}, with and without a signature.
  const std::string good = good_token();
  const std::size_t first = good.find('.');
  const std::size_t second = good.find('.', first + 1);
  const std::string payload = good.substr(first, second - first);
  EXPECT_NE(fault("eyJhbGciOiJub25lIn0" + payload + ".", keys()), "none");
  EXPECT_NE(fault("eyJhbGciOiJub25lIn0" + payload + good.substr(second), keys()), "none");
  // A token "signed" with the public key as a secret.
  for (const std::string& secret : {rsa().json(), key_list({rsa()}), std::string(32, 's')}) {
    const TestKey key = TestKey::secret("rsa-1", secret);
    EXPECT_EQ(fault(key.sign(object_of(good_claims()), "HS256"), keys()), "alg");
  }
  EXPECT_EQ(fault(token(good_claims(), rsa(), "RS512"), keys()), "alg");
  EXPECT_EQ(fault(rsa().sign(object_of(good_claims()), "RS256", {{"crit", "[\"exp\"]"}}), keys()),
            "crit");
}

TEST_F(IdToken, takes_no_secret_from_the_list_of_keys) {
  const TestKey secret = TestKey::secret("s", std::string(32, 's'));
  EXPECT_EQ(sql::must(KeySet::parse(key_list({secret}))).size(), 0U);
}

TEST_F(IdToken, the_key_must_be_known_and_suit) {
  EXPECT_EQ(fault(token(good_claims(), TestKey::elliptic("ec-2"), "ES256"), keys()), "kid");
  // The right name with the other kind of signature.
  EXPECT_EQ(fault(token(good_claims(), TestKey::elliptic("rsa-1"), "ES256"), keys()), "kid");
  const TestKey weak = TestKey::rsa("weak", 1024);
  EXPECT_EQ(fault(token(good_claims(), weak, "RS256"), sql::must(KeySet::parse(key_list({weak})))),
            "kid");
  const TestKey curve = TestKey::elliptic("c", CJOSE_JWK_EC_P_384);
  EXPECT_EQ(sql::must(KeySet::parse(key_list({curve}))).size(), 0U);
}

TEST_F(IdToken, a_key_for_another_use_or_algorithm_does_not_count) {
  std::string key = elliptic().json();
  key.pop_back();
  const std::string text = token(good_claims(), elliptic(), "ES256");
  const auto set = [&](const std::string& more) {
    return sql::must(KeySet::parse("{\"keys\":[" + key + more + "}]}"));
  };
  EXPECT_EQ(fault(text, set(R"(,"use":"enc")")), "kid");
  EXPECT_EQ(fault(text, set(R"(,"alg":"ES384")")), "kid");
  EXPECT_EQ(fault(text, set(R"(,"use":"sig","alg":"ES256")")), "none");
}

TEST_F(IdToken, without_a_name_there_must_be_one_key_only) {
  const TestKey unnamed = TestKey::elliptic("");
  const std::string text = token(good_claims(), unnamed, "ES256");
  EXPECT_EQ(fault(text, sql::must(KeySet::parse(key_list({unnamed, rsa()})))), "none");
  EXPECT_EQ(fault(text, sql::must(KeySet::parse(key_list({unnamed, elliptic()})))), "kid");
}

TEST_F(IdToken, lists_that_are_none) {
  for (const char* text : {"", "[]", "{}", "{\"keys\""}) {
    EXPECT_EQ(sql::code_of(KeySet::parse(text)), "provider_answer") << text;
  }
  EXPECT_EQ(
      sql::must(KeySet::parse(R"({"keys":[5,{},{"kty":"OKP"},{"kty":"RSA","n":"!"}]})")).size(),
      0U);
}

TEST_F(IdToken, each_claim_must_be_right) {
  EXPECT_EQ(fault("iss", "\"https://login.example/\""), "iss");
  EXPECT_EQ(fault("iss", ""), "iss");
  EXPECT_EQ(fault("aud", "\"another\""), "aud");
  EXPECT_EQ(fault("aud", "[]"), "aud");
  EXPECT_EQ(fault("aud", "[5]"), "aud");
  EXPECT_EQ(fault("aud", ""), "aud");
  EXPECT_EQ(fault("aud", R"(["guildhall"])"), "none");
  EXPECT_EQ(fault("aud", R"(["guildhall","another"])"), "azp");
  EXPECT_EQ(fault("azp", "\"another\""), "azp");
  EXPECT_EQ(fault("azp", "\"guildhall\""), "none");
  EXPECT_EQ(fault("nonce", "\"other\""), "nonce");
  EXPECT_EQ(fault("nonce", ""), "nonce");
  EXPECT_EQ(fault("sub", ""), "sub");
  EXPECT_EQ(fault("sub", "5"), "sub");
  EXPECT_EQ(fault("sub", "\"" + std::string(256, 's') + "\""), "sub");
}

TEST_F(IdToken, times_have_a_minute_of_leeway) {
  const auto at = [](std::int64_t away) { return std::to_string(token_noon + away); };
  EXPECT_EQ(fault("exp", at(-59)), "none");
  EXPECT_EQ(fault("exp", at(-60)), "exp");
  EXPECT_EQ(fault("exp", ""), "exp");
  EXPECT_EQ(fault("exp", "\"tomorrow\""), "exp");
  EXPECT_EQ(fault("exp", "1e300"), "exp");
  EXPECT_EQ(fault("iat", at(60)), "none");
  EXPECT_EQ(fault("iat", at(61)), "iat");
  EXPECT_EQ(fault("iat", at(-660)), "none");
  EXPECT_EQ(fault("iat", at(-661)), "iat");
  EXPECT_EQ(fault("iat", ""), "iat");
  EXPECT_EQ(fault("nbf", at(60)), "none");
  EXPECT_EQ(fault("nbf", at(61)), "nbf");
  EXPECT_EQ(fault("nbf", "true"), "nbf");
}

TEST_F(IdToken, a_member_that_stands_twice_is_refused) {
  const std::string payload = object_of(good_claims());
  EXPECT_EQ(fault(rsa().sign("{\"sub\":\"1\"," + payload.substr(1), "RS256"), keys()), "payload");
}

Claims claims_with(const Members& changed, const std::string& issuer = "https://login.example") {
  Members members = good_claims();
  members["iss"] = '"' + issuer + '"';
  members.erase("email_verified");
  for (const auto& [name, value] : changed) members[name] = value;
  Expected expected = good_expectation();
  expected.issuer = issuer;
  return sql::must(checked_claims(object_of(members), expected));
}

TEST(VerifiedEmail, only_where_the_provider_can_know) {
  EXPECT_FALSE(claims_with({}).email_verified);
  EXPECT_FALSE(claims_with({{"email_verified", "false"}}).email_verified);
  EXPECT_FALSE(claims_with({{"email_verified", "\"yes\""}}).email_verified);
  EXPECT_TRUE(claims_with({{"email_verified", "\"true\""}}).email_verified);
  EXPECT_FALSE(claims_with({{"email_verified", "true"}, {"email", "\"\""}}).email_verified);
}

TEST(VerifiedEmail, entra_says_it_with_its_own_claim) {
  const std::string entra = "https://login.microsoftonline.com/0f0f/v2.0";
  EXPECT_FALSE(claims_with({}, entra).email_verified);
  EXPECT_TRUE(claims_with({{"xms_edov", "true"}}, entra).email_verified);
  EXPECT_TRUE(claims_with({{"xms_edov", "\"1\""}}, entra).email_verified);
  EXPECT_TRUE(claims_with({{"xms_edov", "1"}}, entra).email_verified);
  EXPECT_FALSE(claims_with({{"xms_edov", "0"}}, entra).email_verified);
  // A user name is no address, even if it looks like one.
  const Claims claims = claims_with({{"email", "null"},
                                     {"name", "null"},
                                     {"xms_edov", "true"},
                                     {"preferred_username", "\"head@harbour.example\""}},
                                    entra);
  EXPECT_EQ(claims.email, "");
  EXPECT_EQ(claims.name, "head@harbour.example");
  EXPECT_FALSE(claims.email_verified);
}

TEST(VerifiedEmail, google_must_run_the_mailbox) {
  const std::string google = "https://accounts.google.com";
  EXPECT_FALSE(claims_with({{"email_verified", "true"}}, google).email_verified);
  EXPECT_TRUE(claims_with({{"email_verified", "true"}, {"hd", "\"harbour.example\""}}, google)
                  .email_verified);
  EXPECT_TRUE(claims_with({{"email_verified", "true"}, {"email", "\"ada@Gmail.com\""}}, google)
                  .email_verified);
  EXPECT_FALSE(claims_with({{"hd", "\"harbour.example\""}}, google).email_verified);
}

TEST(AllowedDomains, are_of_verified_addresses_only) {
  OidcProvider provider = test_provider();
  Claims claims;
  EXPECT_TRUE(check_domain(provider, claims).ok());
  provider.email_domains = {"harbour.example", "Moor.example"};
  EXPECT_EQ(sql::code_of(check_domain(provider, claims)), "outside_not_allowed");
  claims.email = "ada@MOOR.example";
  EXPECT_EQ(sql::code_of(check_domain(provider, claims)), "outside_not_allowed");
  claims.email_verified = true;
  EXPECT_TRUE(check_domain(provider, claims).ok());
  claims.email = "ada@evil.example@evilmoor.example";
  EXPECT_EQ(sql::code_of(check_domain(provider, claims)), "outside_not_allowed");
}

}  // namespace
}  // namespace guard
