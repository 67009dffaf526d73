// Queries and addresses: examples from forms, and any bytes at all.
#include "web/http.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"
#include "web/text_testing.hpp"

namespace web {
namespace {

TEST(Query, ReadsWhatFormsSend) {
  const auto query = Query::parse("q=St+Mary%27s&town=&on=2025-05-24&&q=second&flag");
  ASSERT_TRUE(query);
  EXPECT_EQ(query.value().get("q"), "St Mary's");
  EXPECT_EQ(query.value().get("town"), "");
  EXPECT_EQ(query.value().get("flag"), "");
  EXPECT_EQ(query.value().get("none"), std::nullopt);
  EXPECT_EQ(query.value().get_or("none", "x"), "x");
  EXPECT_EQ(query.value().all("q"), (std::vector<std::string_view>{"St Mary's", "second"}));
  EXPECT_EQ(Query::parse("").value().text(), "");
}

TEST(Query, RefusesWhatCannotBeText) {
  for (const std::string_view broken :
       {"q=%", "q=%4", "q=%4g", "%zz=1", "q=%ff", "q=%00", "q=\xff", "q=%ED%A0%80"}) {
    const auto query = Query::parse(broken);
    ASSERT_FALSE(query) << broken;
    EXPECT_EQ(query.error().code, "bad_query");
  }
}

TEST(Query, SetReplacesAddsAndTakesAway) {
  const Query query = Query::parse("a=1&b=2&a=3").value();
  EXPECT_EQ(query.set("a", "x").text(), "?a=x&b=2");
  EXPECT_EQ(query.set("c", "\u00e9 &=").text(), "?a=1&b=2&a=3&c=%C3%A9%20%26%3D");
  EXPECT_EQ(query.set("a", "").text(), "?b=2");
  EXPECT_EQ(Query().set("a", "").text(), "");
}

RC_GTEST_PROP(Query, WhatIsPrintedReadsBackTheSame, ()) {
  Query query;
  const int count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    const std::string value = any_text();
    query = query.set("name " + std::to_string(i) + any_text(), value.empty() ? "x" : value);
  }
  const std::string printed = query.text();
  const auto again = Query::parse(printed.empty() ? "" : std::string_view(printed).substr(1));
  RC_ASSERT(again.ok());
  RC_ASSERT(again.value().pairs() == query.pairs());
}

RC_GTEST_PROP(Query, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
  const auto query = Query::parse(bytes);
  if (!query) return;
  for (const auto& [name, value] : query.value().pairs()) {
    RC_ASSERT((base::is_utf8(name) && base::is_utf8(value)));
  }
}

TEST(Target, IsAPathAndAQuery) {
  const auto target = parse_target("/a%20b/c+d?q=1?2");
  ASSERT_TRUE(target);
  EXPECT_EQ(target.value().path, "/a b/c+d");
  EXPECT_EQ(target.value().query.get("q"), "1?2");
  EXPECT_EQ(parse_target("/...").value().path, "/...");
}

TEST(Target, HoldsNoWayOut) {
  for (const std::string_view bad :
       {"", "*", "x", "/..", "/a/../b", "/%2e%2E", "/.", "/%", "/%00", "/a%2f..", "?q=1"}) {
    const auto target = parse_target(bad);
    ASSERT_FALSE(target) << bad;
    EXPECT_EQ(target.error().code, "bad_path") << bad;
  }
  EXPECT_EQ(parse_target("/?%").error().code, "bad_query");
}

TEST(Request, HeadersAreFoundWhateverTheirCapitals) {
  Request request;
  request.headers["x-guildhall-csrf"] = "t";
  EXPECT_EQ(header(request, "X-Guildhall-CSRF"), "t");
  EXPECT_EQ(header(request, "x-other"), "");
}

TEST(Request, ABearerTokenIsATokenAndNothingElse) {
  Request request;
  EXPECT_EQ(bearer_token(request), std::nullopt);
  for (const std::string good : {"Bearer gh_a-b.c~1", "bearer gh_a-b.c~1", "BEARER  gh_a-b.c~1 "}) {
    request.headers["authorization"] = good;
    EXPECT_EQ(bearer_token(request), "gh_a-b.c~1") << good;
  }
  request.headers["authorization"] = "Bearer YWI=";
  EXPECT_EQ(bearer_token(request), "YWI=");
  for (const std::string bad :
       {"", "Bearer", "Bearer ", "Basic YWI=", "Bearer =", "Bearer a=b", "Bearer a b",
        "Bearer a, Bearer b", "Bearertoken", "Bearer \xc3\xa9"}) {
    request.headers["authorization"] = bad;
    EXPECT_EQ(bearer_token(request), std::nullopt) << bad;
  }
}

TEST(Methods, HaveTheirNames) {
  EXPECT_EQ(method_name(Method::Get), "GET");
  EXPECT_EQ(method_name(Method::Head), "HEAD");
  EXPECT_EQ(method_name(Method::Post), "POST");
  EXPECT_EQ(method_name(Method::Put), "PUT");
  EXPECT_EQ(method_name(Method::Patch), "PATCH");
  EXPECT_EQ(method_name(Method::Delete), "DELETE");
}

}  // namespace
}  // namespace web
