// No text that somebody hands in leads a browser to another site.
#include "web/redirect.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "web/text_testing.hpp"

namespace web {
namespace {

std::string location_of(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return "";
}

TEST(LocalPath, IsAnAddressOfThisSite) {
  for (const std::string good :
       {"/", "/account", "/clusters/3?on=2026-09-01&x=%2F%2Fa", "/clusters/3#members", "/a//b"}) {
    EXPECT_EQ(local_path(good), good);
  }
}

TEST(LocalPath, IsNothingThatABrowserTakesForAnotherSite) {
  for (const std::string_view bad : {"",
                                     "account",
                                     "//evil.example",
                                     "/\\evil.example",
                                     "\\\\evil.example",
                                     "/a\\b",
                                     "https://evil.example/",
                                     "javascript:alert(1)",
                                     "/\t/evil.example",
                                     "/\n/evil.example",
                                     " /a",
                                     "/a b",
                                     "/..//evil.example",
                                     "/%2e%2e//evil.example",
                                     "/a/../b",
                                     "/%zz",
                                     "/?q=%",
                                     "/caf\u00e9",
                                     "///evil.example",
                                     "?q=1",
                                     "#x"}) {
    EXPECT_EQ(local_path(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(local_path(std::string_view("/a\0b", 4)), std::nullopt);
}

TEST(Redirect, GoesWhereItIsToldWithinThisSite) {
  const Response response = redirect("/clusters/3");
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(location_of(response), "/clusters/3");
  EXPECT_EQ(redirect("/new", 308).status, 308);
  EXPECT_EQ(location_of(redirect("//evil.example/")), "/");
}

TEST(RedirectDeathTest, IsNoOtherKindOfAnswer) { EXPECT_DEATH(redirect("/", 200), "status"); }

RC_GTEST_PROP(Redirect, AnyTextStaysHere, (const std::string& text)) {
  for (const std::string& location :
       {location_of(redirect(text)), location_of(redirect("/" + text))}) {
    RC_ASSERT((location.starts_with('/') && !location.starts_with("//")));
    RC_ASSERT(location.find_first_of("\\\r\n\t") == std::string::npos);
  }
}

RC_GTEST_PROP(Address, OfARequestLeadsBackToIt, ()) {
  Request request;
  const int segments = *rc::gen::inRange(0, 4);
  for (int i = 0; i < segments; ++i) request.path += "/x" + any_text();
  if (request.path.empty()) request.path = "/";
  // A slash within a segment stays one: two in a row would be none of ours.
  RC_PRE(request.path.find("//") == std::string::npos);
  request.query = request.query.set("q", any_text());
  const std::string address = address_of(request);
  RC_ASSERT(local_path(address) == address);
  const auto target = parse_target(address);
  RC_ASSERT(target.ok());
  RC_ASSERT(target.value().path == request.path);
  RC_ASSERT(target.value().query.pairs() == request.query.pairs());
}

}  // namespace
}  // namespace web
