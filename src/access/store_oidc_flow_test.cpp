// A whole sign-in with a provider that answers without a network, on both engines.
#include "access/store_oidc_flow.hpp"

#include <gtest/gtest.h>

#include "access/oidc_testing.hpp"
#include "access/secrets.hpp"
#include "access/store_testing.hpp"

namespace guard {
namespace {

// The value of a parameter of an address.
std::string parameter(const std::string& address, const std::string& name) {
  const std::size_t at = address.find("&" + name + "=");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 2;
  return address.substr(begin, address.find('&', begin) - begin);
}

class OutsideFlow : public AccessTest {
 protected:
  // The provider: it hands out a token for whoever signed in there last, and checks PKCE.
  base::Result<HttpAnswer> provide(const HttpCall& call) {
    if (down_) return base::make_error("provider_unreachable", "It is down.");
    if (call.address.ends_with("configuration")) {
      return HttpAnswer{200, object_of(good_discovery())};
    }
    if (call.address.ends_with("/keys")) return HttpAnswer{200, key_list({key_})};
    const std::string verifier = parameter(call.form, "code_verifier");
    if (!lenient_ && code_challenge(verifier) != parameter(address_, "code_challenge")) {
      return HttpAnswer{400, R"({"error":"invalid_grant"})"};
    }
    Members claims = good_claims();
    claims["nonce"] = '"' + parameter(address_, "nonce") + '"';
    claims["email"] = '"' + person_ + "@example.org\"";
    claims["sub"] = "\"subject of " + person_ + '"';
    return HttpAnswer{200, "{\"id_token\":\"" + key_.sign(object_of(claims), "ES256") + "\"}"};
  }
  OutsideDesk outside() { return {desk(), client_, "https://g.example"}; }
  Away away(const Intent& intent = {}, const std::string& return_to = "/schools/990001") {
    Away away = sql::must(go_away(outside(), "work-account", intent, return_to, noon));
    address_ = away.address;
    return away;
  }
  base::Result<Home> home(const Away& away, const Principal& principal = {},
                          std::int64_t after_s = 0) {
    return come_home(outside(), "work-account", {parameter(away.address, "state"), "code", "", ""},
                     away.ticket, principal,
                     {"192.0.2.1", "Firefox/125 (Windows)", noon + after_s});
  }
  std::int64_t refusals() {
    AuditFilter filter;
    filter.action = "outside.refuse";
    return std::ssize(sql::must(search_audit(*sql::must(database().read()), filter, 100)));
  }

  TestKey key_ = TestKey::elliptic("1");
  std::string address_;
  std::string person_ = "Ada";
  bool down_ = false;
  bool lenient_ = false;  // does not look at PKCE
  OidcClient client_{{test_provider()}, [this](const HttpCall& call) { return provide(call); }};
};
INSTANTIATE_TEST_SUITE_P(Engines, OutsideFlow, sql::all_engines(), sql::test_engine_name);

TEST_P(OutsideFlow, goes_away_and_comes_home_signed_in) {
  member("Ada");
  const Away gone = away();
  EXPECT_TRUE(gone.address.starts_with("https://login.example/authorize?"));
  EXPECT_EQ(parameter(gone.address, "redirect_uri"),
            "https%3A%2F%2Fg.example%2Fsign-in%2Foidc%2Fwork-account%2Fcallback");
  // The secret of the cookie is not in the address.
  EXPECT_EQ(gone.address.find(gone.ticket.substr(gone.ticket.find('.') + 1)), std::string::npos);
  const Home back = sql::must(home(gone));
  EXPECT_EQ(back.return_to, "/schools/990001");
  ASSERT_TRUE(back.session.has_value());
  EXPECT_EQ(principal_of(back.session->secret).shown_name, "Ada");
  EXPECT_EQ(refusals(), 0);
  EXPECT_TRUE(trail().whole());
}

TEST_P(OutsideFlow, comes_home_once) {
  member("Ada");
  const Away gone = away();
  EXPECT_TRUE(home(gone).ok());
  EXPECT_EQ(sql::code_of(home(gone)), "outside_sign_in_over");
}

TEST_P(OutsideFlow, comes_home_to_the_same_browser_only) {
  member("Ada");
  Away other = away();
  other.ticket = ticket_for({});
  EXPECT_EQ(sql::code_of(home(other)), "outside_sign_in_over");
  // The intent cannot be changed on the way.
  Away changed = away();
  changed.ticket = "link-1" + changed.ticket.substr(changed.ticket.find('.'));
  EXPECT_EQ(sql::code_of(home(changed)), "outside_sign_in_over");
  Away none = away();
  none.ticket = "";
  EXPECT_EQ(sql::code_of(home(none)), "outside_sign_in_over");
  Away stateless = away();
  stateless.address = "https://login.example/authorize?x=1&state=abc";
  EXPECT_EQ(sql::code_of(home(stateless)), "outside_sign_in_over");
}

TEST_P(OutsideFlow, has_ten_minutes) {
  member("Ada");
  const Away late = away();
  EXPECT_EQ(sql::code_of(home(late, {}, 600)), "outside_sign_in_over");
  const Away timely = away();
  EXPECT_TRUE(home(timely, {}, 299).ok());
}

TEST_P(OutsideFlow, the_code_of_another_sign_in_is_worth_nothing) {
  member("Ada");
  const Away first = away();
  away();  // the provider answers for this one
  EXPECT_EQ(sql::code_of(home(first)), "provider_answer");
  // Without PKCE there is still the nonce.
  lenient_ = true;
  const Away third = away();
  away();
  EXPECT_EQ(sql::code_of(home(third)), "id_token_invalid");
  EXPECT_EQ(refusals(), 1);
}

TEST_P(OutsideFlow, refusals_are_recorded_and_a_provider_that_is_down_is_none) {
  person_ = "Ben";
  EXPECT_EQ(sql::code_of(home(away())), "outside_unknown");
  EXPECT_EQ(refusals(), 1);
  const Away declined = away();
  EXPECT_EQ(sql::code_of(come_home(outside(), "work-account",
                                   {parameter(declined.address, "state"), "", "access_denied", ""},
                                   declined.ticket, {}, {"", "", noon})),
            "outside_declined");
  EXPECT_EQ(refusals(), 1);
  const Away gone = away();
  down_ = true;
  EXPECT_EQ(sql::code_of(home(gone)), "provider_unreachable");
  EXPECT_EQ(refusals(), 1);
}

TEST_P(OutsideFlow, an_unknown_provider_and_one_that_is_down) {
  EXPECT_EQ(sql::code_of(go_away(outside(), "other", {}, "/", noon)), "provider_unknown");
  EXPECT_EQ(sql::code_of(come_home(outside(), "other", {}, "", {}, {})), "provider_unknown");
  down_ = true;
  EXPECT_EQ(sql::code_of(go_away(outside(), "work-account", {}, "/", noon)),
            "provider_unreachable");
}

TEST_P(OutsideFlow, links_to_the_account_that_asked_for_it) {
  const AccountId ada = member("Ada");
  const AccountId ben = member("Ben");
  const Principal principal = principal_of(session_of(ada).secret);
  const Principal other = principal_of(session_of(ben).secret);
  person_ = "Somebody";
  const Intent intent = {Intent::Kind::Link, ada};
  EXPECT_EQ(sql::code_of(home(away(intent), other)), "outside_sign_in_over");
  EXPECT_EQ(sql::code_of(home(away(intent))), "outside_sign_in_over");
  const Home back = sql::must(home(away(intent, "/account"), principal));
  EXPECT_FALSE(back.session.has_value());
  EXPECT_EQ(back.return_to, "/account");
  EXPECT_EQ(principal_of(sql::must(home(away())).session->secret).shown_name, "Ada");
}

TEST_P(OutsideFlow, an_invitation_is_accepted_by_who_opened_its_link) {
  const Invited ben = sql::must(invite(*sql::must(database().write()), {"ben@g.example", "Ben"},
                                       tester(), settings_.links, noon));
  const Home back = sql::must(home(away({Intent::Kind::Invitation, {}, ben.token})));
  EXPECT_EQ(principal_of(back.session->secret).shown_name, "Ben");
}

TEST(SafeReturn, leads_nowhere_else) {
  EXPECT_EQ(safe_return("/schools?q=a%20b"), "/schools?q=a%20b");
  for (const char* bad : {"", "schools", "//evil.example", "/\\evil.example",
                          "https://evil.example", "/a b", "/a\r\nSet-Cookie: x", "/\xc3\xa9"}) {
    EXPECT_EQ(safe_return(bad), "/") << bad;
  }
  EXPECT_EQ(safe_return("/" + std::string(2000, 'x')), "/");
}

}  // namespace
}  // namespace guard
