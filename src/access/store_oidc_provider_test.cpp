// The code flow with a real provider (npm's oidc-provider), which
// tests/browser/support/provider.mjs runs for the length of this test. libcurl is the browser: it
// keeps the provider's cookies and follows its redirects until one leads to Guildhall.
#include <curl/curl.h>
#include <gtest/gtest.h>

#include <ctime>

#include "access/https.hpp"
#include "access/oidc_testing.hpp"
#include "access/store_oidc_flow.hpp"
#include "access/store_testing.hpp"
#include "web/http.hpp"

namespace guard {
namespace {

constexpr std::string_view callback = "https://g.example/sign-in/oidc/test/callback?";

std::size_t ignored(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// The query that the provider sends the browser home with.
web::Query walked(std::string address) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> browser(curl_easy_init(),
                                                                    curl_easy_cleanup);
  curl_easy_setopt(browser.get(), CURLOPT_COOKIEFILE, "");
  curl_easy_setopt(browser.get(), CURLOPT_WRITEFUNCTION, &ignored);
  for (int step = 0; step < 10 && !address.starts_with(callback); ++step) {
    curl_easy_setopt(browser.get(), CURLOPT_URL, address.c_str());
    CHECK(curl_easy_perform(browser.get()) == CURLE_OK);
    const char* next = nullptr;
    curl_easy_getinfo(browser.get(), CURLINFO_REDIRECT_URL, &next);
    if (next == nullptr) break;
    address = std::string(next);
  }
  EXPECT_TRUE(address.starts_with(callback)) << address;
  if (!address.starts_with(callback)) return {};
  return sql::must(web::Query::parse(address.substr(callback.size())));
}

Return return_of(const web::Query& query) {
  const auto text = [&](std::string_view name) { return std::string(query.get_or(name, "")); };
  return {text("state"), text("code"), text("error"), text("iss")};
}

class RealProvider : public AccessTest {
 protected:
  void SetUp() override {
    AccessTest::SetUp();
    const char* issuer = std::getenv("GUILDHALL_TEST_OIDC");
    if (issuer == nullptr) GTEST_SKIP() << "run me with tests/browser/support/provider.mjs";
    client_.emplace(
        std::vector<OidcProvider>{{"test", "Test", issuer, "guildhall", "a secret & more"}},
        network_fetch());
  }
  OutsideDesk outside() { return {desk(), *client_, "https://g.example"}; }
  Away away() { return sql::must(go_away(outside(), "test", {}, "/", now_s_)); }
  base::Result<Home> home(const Away& away, const Return& back) {
    return come_home(outside(), "test", back, away.ticket, {},
                     {"192.0.2.1", "Firefox/125 (Windows)", now_s_});
  }
  base::Result<Home> sign_in(const std::string& person) {
    const Away gone = away();
    return home(gone, return_of(walked(gone.address + "&login_hint=" + person)));
  }

  // The provider has the real clock.
  std::int64_t now_s_ = std::time(nullptr);
  std::optional<OidcClient> client_;
};
INSTANTIATE_TEST_SUITE_P(Engines, RealProvider, testing::Values(sql::TestEngine::SqliteFile),
                         sql::test_engine_name);

TEST_P(RealProvider, lets_in_who_has_an_account) {
  member("ada");
  const Home back = sql::must(sign_in("ada"));
  EXPECT_EQ(principal_of(back.session->secret, now_s_).shown_name, "ada");
}

TEST_P(RealProvider, lets_nobody_else_in) {
  member("ada");
  member("ben-unverified");
  EXPECT_EQ(sql::code_of(sign_in("cy")), "outside_unknown");
  EXPECT_EQ(sql::code_of(sign_in("ben-unverified")), "outside_unknown");
}

TEST_P(RealProvider, a_person_who_does_not_agree_is_not_let_in) {
  member("nobody");
  EXPECT_EQ(sql::code_of(sign_in("nobody")), "outside_declined");
}

TEST_P(RealProvider, a_callback_counts_once_and_with_its_verifier_only) {
  member("ada");
  const Away gone = away();
  const Return back = return_of(walked(gone.address + "&login_hint=ada"));
  EXPECT_TRUE(home(gone, back).ok());
  EXPECT_EQ(sql::code_of(home(gone, back)), "outside_sign_in_over");
  // The code of one sign-in brought home by another.
  const Away other = away();
  Return stolen = return_of(walked(gone.address + "&login_hint=ada"));
  stolen.state = return_of(walked(other.address + "&login_hint=ada")).state;
  EXPECT_EQ(sql::code_of(home(other, stolen)), "provider_answer");
}

TEST_P(RealProvider, a_wrong_secret_is_explained_to_the_administrator) {
  member("ada");
  OidcProvider provider = client_->providers().front();
  provider.client_secret = "wrong";
  client_.emplace(std::vector{provider}, network_fetch());
  const auto refused = sign_in("ada");
  EXPECT_EQ(sql::code_of(refused), "provider_answer");
  EXPECT_EQ(refused.error().detail, "invalid_client");
}

}  // namespace
}  // namespace guard
