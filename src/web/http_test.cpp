// Queries and addresses: examples from forms, and any bytes at all.
#include "web/http.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

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

// Any text without NUL, as code points, so that the bytes are UTF-8.
std::string any_text() {
  std::string text;
  for (const char32_t raw : *rc::gen::container<std::u32string>(
           rc::gen::cast<char32_t>(rc::gen::inRange(1, 0x10FFFF)))) {
    const char32_t c = raw >= 0xD800 && raw < 0xE000 ? U'\u00e9' : raw;
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
               static_cast<char>(0x80 | (c & 63))};
    } else {
      text += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
               static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
    }
  }
  return text;
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
    RC_ASSERT(base::is_utf8(name) && base::is_utf8(value));
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

}  // namespace
}  // namespace web
