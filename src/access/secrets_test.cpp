// Secrets are random, hashed and parsed; what is not one of ours is refused.
#include "access/secrets.hpp"

#include <gtest/gtest.h>

#include <set>

#include "access/agent.hpp"

namespace guard {
namespace {

TEST(Secrets, hash_as_the_standards_say) {
  // FIPS 180-4, example "abc"; RFC 4231, test case 2.
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(keyed_hash("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Secrets, are_never_the_same) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string secret = random_secret();
    EXPECT_TRUE(is_secret(secret));
    EXPECT_TRUE(seen.insert(secret).second);
    EXPECT_NE(csrf_of(secret), secret_hash(secret));
  }
}

TEST(Secrets, are_sealed_differently_each_time) {
  const std::string once = sealed("a link", "key");
  const std::string twice = sealed("a link", "key");
  constexpr std::size_t nonce_size = 32;  // 24 bytes in base64url
  EXPECT_NE(once.substr(0, nonce_size), twice.substr(0, nonce_size));
  EXPECT_EQ(unsealed(twice, "key"), "a link");
  for (std::size_t i = 0; i < once.size(); ++i) {
    std::string changed = once;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(unsealed(changed, "key"), std::nullopt) << i;
  }
}

TEST(Secrets, compare_all_characters) {
  EXPECT_TRUE(equal_secrets("abc", "abc"));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "abcd"));
  EXPECT_TRUE(equal_secrets("", ""));
}

TEST(ApiTokens, are_read_back_and_nothing_else_is) {
  const ApiToken token = random_api_token();
  const std::string text = token.text();
  const auto parsed = parse_api_token(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->public_id, token.public_id);
  EXPECT_EQ(parsed->secret, token.secret);
  for (const std::string& other :
       {text + "x", text.substr(1), "gx" + text.substr(2),
        text.substr(0, 15) + "-" + text.substr(16), std::string("gh_"), std::string()}) {
    EXPECT_FALSE(parse_api_token(other)) << other;
  }
  std::string upper = text;
  upper[3] = 'G';
  EXPECT_FALSE(parse_api_token(upper));
  std::string strange = text;
  strange.back() = '%';
  EXPECT_FALSE(parse_api_token(strange));
}

TEST(RecoveryCodes, are_read_as_people_write_them) {
  const std::string code = random_recovery_code();
  ASSERT_EQ(code.size(), 19U);
  const auto parsed = parse_recovery_code(code);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parse_recovery_code("oIl2-qx9d 4tgh8r3w"), "0112QX9D4TGH8R3W");
  EXPECT_FALSE(parse_recovery_code("7K2M-QX9D-4TGH-8R3"));
  EXPECT_FALSE(parse_recovery_code("7K2M-QX9D-4TGH-8R3WA"));
  EXPECT_FALSE(parse_recovery_code("7K2M-QX9D-4TGH-8R3U"));
  EXPECT_NE(recovery_code_hash(1, *parsed), recovery_code_hash(2, *parsed));
}

TEST(Agent, is_said_in_few_words) {
  EXPECT_EQ(agent_summary("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 "
                          "Firefox/125.0"),
            "Firefox on Windows");
  EXPECT_EQ(agent_summary("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, "
                          "like Gecko) Chrome/124.0 Safari/537.36 Edg/124.0"),
            "Edge on Windows");
  EXPECT_EQ(agent_summary("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) "
                          "AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1"),
            "Safari on iPhone");
  EXPECT_EQ(agent_summary("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/124.0 Mobile "
                          "Safari/537.36"),
            "Chrome on Android");
  EXPECT_EQ(agent_summary("curl/7.88.1"), "curl");
  EXPECT_EQ(agent_summary("<script>"), "an unknown program");
}

}  // namespace
}  // namespace guard
