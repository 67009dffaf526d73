// Cookies: what is set comes back, and what others set is not taken for ours.
#include "web/cookies.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace web {
namespace {

Request with_cookies(std::string text, bool secure = false) {
  Request request;
  request.headers["cookie"] = std::move(text);
  request.secure = secure;
  return request;
}

TEST(Cookies, AreReadByTheStandard) {
  const auto cookies = parse_cookies("a=1; b=\"two\";c=; d=x=y");
  const std::vector<std::pair<std::string_view, std::string_view>> expected = {
      {"a", "1"}, {"b", "two"}, {"c", ""}, {"d", "x=y"}};
  EXPECT_EQ(cookies, expected);
}

TEST(Cookies, ThatAreNoneAreLeftOut) {
  const auto cookies =
      parse_cookies("; ;lonely; =1; b c=1; d=1 2; e=\"; f=\\; g=caf\u00e9; h=1,2; ok=1");
  ASSERT_EQ(cookies.size(), 1u);
  EXPECT_EQ(cookies[0].first, "ok");
}

TEST(Cookies, HaveANameThatOnlyThisHostCanSetWhereThereIsTls) {
  EXPECT_EQ(cookie_name("session", false), "session");
  EXPECT_EQ(cookie_name("session", true), "__Host-session");
  EXPECT_EQ(find_cookie(with_cookies("session=a; __Host-session=b", false), "session"), "a");
  EXPECT_EQ(find_cookie(with_cookies("session=a; __Host-session=b", true), "session"), "b");
  EXPECT_EQ(find_cookie(with_cookies("session=a", true), "session"), std::nullopt);
  EXPECT_EQ(find_cookie(Request(), "session"), std::nullopt);
}

TEST(Cookies, ThatSomebodyElseSetTooAreNotBelieved) {
  EXPECT_EQ(find_cookie(with_cookies("session=a; session=b"), "session"), std::nullopt);
  EXPECT_EQ(find_cookie(with_cookies("session=a; session=a"), "session"), "a");
  EXPECT_EQ(find_cookie(with_cookies("Session=a"), "session"), std::nullopt);
}

TEST(Cookies, AreSetForTheServerAlone) {
  Response response;
  set_cookie(response, "session", "abc", 60, true);
  ASSERT_EQ(response.headers.size(), 1u);
  EXPECT_EQ(response.headers[0].first, "Set-Cookie");
  EXPECT_EQ(response.headers[0].second,
            "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
  set_cookie(response, "session", "def", std::nullopt, true);
  set_cookie(response, "other", "x", std::nullopt, false);
  ASSERT_EQ(response.headers.size(), 2u);
  EXPECT_EQ(response.headers[0].second,
            "__Host-session=def; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(response.headers[1].second, "other=x; Path=/; HttpOnly; SameSite=Lax");
  clear_cookie(response, "session", true);
  EXPECT_EQ(response.headers[1].second,
            "__Host-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}

TEST(CookiesDeathTest, AreNotSetWhereTheyWouldBreak) {
  Response response;
  EXPECT_DEATH(set_cookie(response, "a b", "x", {}, true), "is_name");
  EXPECT_DEATH(set_cookie(response, "__Host-a", "x", {}, true), "__");
  EXPECT_DEATH(set_cookie(response, "a", "x; Domain=evil", {}, true), "is_value");
  EXPECT_DEATH(set_cookie(response, "a", "x", -1, true), "max_age_s");
}

RC_GTEST_PROP(Cookies, WhatIsSetComesBack, (bool secure)) {
  constexpr std::string_view signs =
      "!#$%&'()*+-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  const auto value = *rc::gen::container<std::string>(rc::gen::elementOf(std::string(signs)));
  Response response;
  set_cookie(response, "session", value, 60, secure);
  const std::string& sent = response.headers[0].second;
  const Request request = with_cookies("a=1; " + sent.substr(0, sent.find(';')), secure);
  RC_ASSERT(find_cookie(request, "session") == value);
}

RC_GTEST_PROP(Cookies, AnyHeaderIsRead, (const std::string& text)) {
  for (const auto& [name, value] : parse_cookies(text)) {
    RC_ASSERT(!name.empty());
    RC_ASSERT(value.find_first_of("; ,\"\\\r\n") == value.npos);
  }
}

}  // namespace
}  // namespace web
