// The conversation with a provider: what is kept, and when it is asked again.
#include "access/oidc_client.hpp"

#include <gtest/gtest.h>

#include "access/oidc_testing.hpp"
#include "sql/database_testing.hpp"

namespace guard {
namespace {

class Client : public testing::Test {
 protected:
  void SetUp() override {
    answers_["https://login.example/.well-known/openid-configuration"] = {
        200, object_of(good_discovery())};
    show({key_});
    hand_out(key_);
  }
  void show(const std::vector<TestKey>& keys) {
    answers_["https://login.example/keys"] = {200, key_list(keys)};
  }
  void hand_out(const TestKey& key, std::int64_t now_s = token_noon) {
    Members claims = good_claims();
    claims["iat"] = std::to_string(now_s);
    claims["exp"] = std::to_string(now_s + 300);
    answers_["https://login.example/token"] = {
        200, "{\"id_token\":\"" + key.sign(object_of(claims), "ES256") + "\"}"};
  }
  std::string arrive(std::int64_t now_s = token_noon, const std::string& error = "") {
    const Departure departure = {"state", "n-0S6", "verifier", "https://g.example/back"};
    const auto claims = client_.arrival(client_.providers().front(), departure,
                                        {"state", "code", error, ""}, now_s);
    return claims.ok() ? claims.value().subject : claims.error().code;
  }
  int asked(const std::string& what) { return asked_["https://login.example/" + what]; }

  TestKey key_ = TestKey::elliptic("1");
  std::map<std::string, HttpAnswer> answers_;
  std::map<std::string, int> asked_;
  OidcClient client_{{test_provider()}, [this](const HttpCall& call) -> base::Result<HttpAnswer> {
                       ++asked_[call.address];
                       const auto found = answers_.find(call.address);
                       if (found != answers_.end()) return found->second;
                       return base::make_error("provider_unreachable", "It is down.");
                     }};
};

constexpr const char* discovery_path = ".well-known/openid-configuration";

TEST_F(Client, who_arrives) {
  EXPECT_EQ(arrive(), "248289761001");
  EXPECT_EQ(arrive(token_noon, "access_denied"), "outside_declined");
  EXPECT_EQ(asked("token"), 1);
  const auto address = client_.departure(client_.providers().front(), {}, token_noon);
  EXPECT_TRUE(sql::must(address).starts_with("https://login.example/authorize?"));
}

TEST_F(Client, finds_providers_by_their_keys) {
  EXPECT_EQ(sql::must(client_.find("work-account"))->name, "Work account");
  EXPECT_EQ(sql::code_of(client_.find("another")), "provider_unknown");
}

TEST_F(Client, keeps_what_it_knows_for_an_hour) {
  for (const std::int64_t after : {0, 10, 3599}) {
    hand_out(key_, token_noon + after);
    EXPECT_EQ(arrive(token_noon + after), "248289761001");
  }
  EXPECT_EQ(asked(discovery_path), 1);
  EXPECT_EQ(asked("keys"), 1);
  hand_out(key_, token_noon + 3600);
  EXPECT_EQ(arrive(token_noon + 3600), "248289761001");
  EXPECT_EQ(asked(discovery_path), 2);
  EXPECT_EQ(asked("keys"), 2);
  hand_out(key_);  // a clock set back
  EXPECT_EQ(arrive(), "248289761001");
  EXPECT_EQ(asked("keys"), 3);
}

TEST_F(Client, finds_new_keys_but_does_not_ask_all_the_time) {
  EXPECT_EQ(arrive(), "248289761001");
  const TestKey next = TestKey::elliptic("2");
  show({key_, next});
  hand_out(next);
  EXPECT_EQ(arrive(token_noon + 59), "id_token_invalid");
  EXPECT_EQ(asked("keys"), 1);
  EXPECT_EQ(arrive(token_noon + 60), "248289761001");
  EXPECT_EQ(asked("keys"), 2);
  hand_out(TestKey::elliptic("3"));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(arrive(token_noon + 61), "id_token_invalid");
  EXPECT_EQ(asked("keys"), 2);
}

TEST_F(Client, leaves_a_provider_alone_that_fails) {
  const auto down = answers_;
  answers_.clear();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(arrive(), "provider_unreachable");
  EXPECT_EQ(asked(discovery_path), 1);
  answers_ = down;
  EXPECT_EQ(arrive(token_noon + 4), "provider_unreachable");
  EXPECT_EQ(arrive(token_noon + 5), "248289761001");
}

TEST_F(Client, says_which_answer_is_wrong) {
  answers_["https://login.example/keys"].status = 500;
  EXPECT_EQ(arrive(), "provider_answer");
  answers_["https://login.example/token"] = {200, "{}"};
  EXPECT_EQ(arrive(), "provider_answer");
  answers_.erase("https://login.example/token");
  EXPECT_EQ(arrive(), "provider_unreachable");
}

}  // namespace
}  // namespace guard
