// What is sent to a provider, and which of its answers are refused.
#include "access/oidc.hpp"

#include <gtest/gtest.h>

#include "access/oidc_testing.hpp"
#include "access/secrets.hpp"
#include "base/text.hpp"
#include "sql/database_testing.hpp"

namespace guard {
namespace {

constexpr std::string_view issuer = "https://login.example";

base::Result<Discovery> discover(const std::string& name, const std::string& value,
                                 std::string_view wanted = issuer) {
  Members members = good_discovery();
  members[name] = value;
  return read_discovery({200, object_of(members)}, wanted);
}

std::string fault(const base::Result<Discovery>& found) {
  return found.ok() ? "none" : found.error().code + " " + found.error().field;
}

TEST(Oidc, finds_the_discovery_document) {
  EXPECT_EQ(discovery_address("https://a.example"),
            "https://a.example/.well-known/openid-configuration");
  EXPECT_EQ(discovery_address("https://a.example/v2.0/"),
            "https://a.example/v2.0/.well-known/openid-configuration");
}

TEST(Oidc, reads_discovery) {
  const Discovery found = sql::must(read_discovery({200, object_of(good_discovery())}, issuer));
  EXPECT_EQ(found.token_endpoint, "https://login.example/token");
  EXPECT_FALSE(found.secret_in_form);
  EXPECT_FALSE(found.issuer_in_answer);
  EXPECT_TRUE(sql::must(discover("token_endpoint_auth_methods_supported",
                                 R"(["client_secret_basic","client_secret_post"])"))
                  .secret_in_form);
  EXPECT_TRUE(sql::must(discover("authorization_response_iss_parameter_supported", "true"))
                  .issuer_in_answer);
}

TEST(Oidc, refuses_a_discovery_document_that_is_not_whole) {
  EXPECT_EQ(fault(read_discovery({404, object_of(good_discovery())}, issuer)),
            "provider_answer discovery");
  for (const char* body : {"", "[]", "{", "\"x\"", "{\"issuer\":1,\"issuer\":2}", "\xff"}) {
    EXPECT_EQ(fault(read_discovery({200, body}, issuer)), "provider_answer discovery") << body;
  }
  for (const char* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    for (const char* value :
         {"null", "\"\"", "\"http://login.example/x\"", "\"http://127.0.0.1/x\"", "\"https://\"",
          "\"https://a.example/ x\"", "\"https://me@a.example/\"", "\"ftp://a.example/\"",
          "\"file:///etc/passwd\""}) {
      EXPECT_EQ(fault(discover(name, value)), std::string("provider_answer ") + name) << value;
    }
  }
  EXPECT_EQ(fault(discover("code_challenge_methods_supported", R"(["plain"])")),
            "provider_answer code_challenge_methods_supported");
  EXPECT_EQ(fault(discover("response_types_supported", R"(["id_token"])")),
            "provider_answer code_challenge_methods_supported");
}

TEST(Oidc, the_issuer_must_be_exactly_the_one_that_was_set) {
  for (const char* said : {"\"https://login.example/\"", "\"https://LOGIN.example\"", "null",
                           "\"https://login.example.evil.example\""}) {
    EXPECT_EQ(fault(discover("issuer", said)), "provider_answer issuer") << said;
  }
  const auto common = discover("issuer", "\"https://login.microsoftonline.com/{tenantid}/v2.0\"",
                               "https://login.microsoftonline.com/common/v2.0");
  ASSERT_FALSE(common.ok());
  EXPECT_NE(common.error().message.find("tenant's number"), std::string::npos);
}

TEST(Oidc, on_this_machine_http_will_do) {
  Members members = good_discovery();
  members["issuer"] = "\"http://127.0.0.1:9000\"";
  for (const char* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
    members[name] = "\"http://127.0.0.1:9000/x\"";
  }
  EXPECT_TRUE(read_discovery({200, object_of(members)}, "http://127.0.0.1:9000").ok());
}

TEST(Oidc, safe_addresses) {
  for (const char* good : {"https://a.example", "https://a.example:8443/x?y=1",
                           "http://localhost:1/", "http://127.0.0.1", "http://[::1]:9000/x"}) {
    EXPECT_TRUE(is_safe_address(good)) << good;
  }
  for (const char* bad :
       {"", "https://", "http://a.example", "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example", "http://localhost@evil.example/", "http://[::1].evil/x",
        "https://a.example/#x", "https://a.example/\r\nX: y", "HTTPS//a", "gopher://a.example"}) {
    EXPECT_FALSE(is_safe_address(bad)) << bad;
  }
  EXPECT_FALSE(is_safe_address("https://a.example/" + std::string(2000, 'x')));
}

TEST(Oidc, sends_the_browser_away_with_a_challenge) {
  const Discovery discovery =
      sql::must(discover("authorization_endpoint", "\"https://login.example/a?b=c\""));
  EXPECT_EQ(
      authorization_address(
          test_provider(), discovery,
          {"the state", "the nonce", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
           "https://g.example/back?x=1"}),
      "https://login.example/a?b=c&response_type=code&scope=openid%20email%20profile"
      "&client_id=guildhall&redirect_uri=https%3A%2F%2Fg.example%2Fback%3Fx%3D1"
      "&state=the%20state&nonce=the%20nonce"
      "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256");
}

// RFC 7636, appendix B.
TEST(Oidc, challenge_of_the_standard) {
  EXPECT_EQ(code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Oidc, tickets_keep_the_intent) {
  EXPECT_EQ(intent_of(ticket_for({}))->kind, Intent::Kind::SignIn);
  const auto link = intent_of(ticket_for({Intent::Kind::Link, AccountId{12}}));
  ASSERT_TRUE(link.has_value());
  EXPECT_EQ(link->kind, Intent::Kind::Link);
  EXPECT_EQ(link->account, AccountId{12});
  const std::string token = random_secret();
  const auto invitation = intent_of(ticket_for({Intent::Kind::Invitation, {}, token}));
  ASSERT_TRUE(invitation.has_value());
  EXPECT_EQ(invitation->token, token);
  EXPECT_NE(nonce_of(ticket_for({})), nonce_of(ticket_for({})));
  const std::string secret = random_secret();
  EXPECT_NE(nonce_of("link-1." + secret), nonce_of("link-2." + secret));
  EXPECT_FALSE(intent_of("").has_value());
  EXPECT_FALSE(intent_of(secret).has_value());
  EXPECT_FALSE(intent_of("sign-in.x").has_value());
  for (const char* bad : {"", "link-", "link-0", "link--3", "invitation-x", "other"}) {
    EXPECT_FALSE(intent_of(bad + ("." + secret)).has_value()) << bad;
  }
}

TEST(Oidc, what_the_browser_brings_back) {
  Discovery discovery = sql::must(read_discovery({200, object_of(good_discovery())}, issuer));
  EXPECT_TRUE(check_return({"s", "c", "", ""}, discovery).ok());
  EXPECT_TRUE(check_return({"s", "c", "", "https://login.example"}, discovery).ok());
  EXPECT_EQ(sql::code_of(check_return({"s", "c", "", "https://evil.example"}, discovery)),
            "provider_answer");
  EXPECT_EQ(sql::code_of(check_return({"s", "", "", ""}, discovery)), "provider_answer");
  EXPECT_EQ(sql::code_of(check_return({"s", std::string(8193, 'c'), "", ""}, discovery)),
            "provider_answer");
  const auto declined = check_return({"s", "c", "access_denied", ""}, discovery);
  EXPECT_EQ(sql::code_of(declined), "outside_declined");
  EXPECT_EQ(declined.error().detail, "access_denied");
  EXPECT_EQ(check_return({"s", "", "Ada <ada@x.example>", ""}, discovery).error().detail,
            "another code");
  discovery.issuer_in_answer = true;
  EXPECT_EQ(sql::code_of(check_return({"s", "c", "", ""}, discovery)), "provider_answer");
}

TEST(Oidc, asks_for_the_token) {
  Discovery discovery = sql::must(read_discovery({200, object_of(good_discovery())}, issuer));
  const HttpCall basic = token_call(test_provider(), discovery, "a/b", "v", "https://g.example/");
  EXPECT_EQ(basic.address, "https://login.example/token");
  EXPECT_EQ(basic.form,
            "grant_type=authorization_code&code=a%2Fb&redirect_uri=https%3A%2F%2Fg.example%2F"
            "&code_verifier=v");
  EXPECT_EQ(basic.user, "guildhall");
  EXPECT_EQ(basic.password, "pssst%26more");
  discovery.secret_in_form = true;
  const HttpCall form = token_call(test_provider(), discovery, "c", "v", "https://g.example/");
  EXPECT_TRUE(form.form.ends_with("&client_id=guildhall&client_secret=pssst%26more"));
  EXPECT_TRUE(form.user.empty());
}

TEST(Oidc, reads_the_token_answer) {
  EXPECT_EQ(sql::must(read_token_answer({200, R"({"id_token":"a.b.c","token_type":"Bearer"})"})),
            "a.b.c");
  const std::vector<std::pair<HttpAnswer, std::string>> bad = {
      {{200, "<html>"}, "token"},
      {{200, "{}"}, "id_token"},
      {{200, R"({"id_token":5})"}, "id_token"},
      {{500, R"({"id_token":"a.b.c"})"}, "token"},
      {{400, R"({"error":"invalid_grant"})"}, "token"},
      {{200, R"({"error":"invalid_grant","id_token":"a.b.c"})"}, "token"},
      {{401, R"({"error":"invalid_client"})"}, "token"}};
  for (const auto& [answer, field] : bad) {
    const auto read = read_token_answer(answer);
    EXPECT_EQ(sql::code_of(read), "provider_answer") << answer.body;
    EXPECT_EQ(read.error().field, field) << answer.body;
  }
  EXPECT_NE(read_token_answer({401, R"({"error":"invalid_client"})"})
                .error()
                .message.find("administrator"),
            std::string::npos);
}

TEST(Oidc, keys_of_providers_fit_into_addresses) {
  EXPECT_EQ(provider_key("Work account"), "work-account");
  EXPECT_EQ(provider_key("  Microsoft (Trust) "), "microsoft-trust");
  EXPECT_EQ(provider_key("\xc3\x89"), "");
}

}  // namespace
}  // namespace guard
