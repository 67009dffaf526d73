// Compression and entity tags: what is packed unpacks the same, and tags tell bodies apart.
#include "web/compress.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "web/etag.hpp"

namespace web {
namespace {

constexpr std::size_t plenty = 1 << 24;

TEST(AcceptEncoding, IsReadWithItsWeights) {
  for (const std::string_view yes : {"gzip", "deflate, gzip;q=1.0, *;q=0.5", "*", "GZip ; q=0.1",
                                     "br,x-gzip", "gzip;q=oops", "*;q=0, gzip"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (const std::string_view no :
       {"", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "br", "gzipped", "*, gzip;q=0"}) {
    EXPECT_FALSE(accepts_gzip(no)) << no;
  }
}

TEST(Gzip, RefusesWhatIsBrokenOrTooLarge) {
  const std::string packed = gzip(std::string(100'000, 'a'));
  EXPECT_EQ(gunzip(packed, plenty), std::string(100'000, 'a'));
  EXPECT_EQ(gunzip(packed, 99'999), std::nullopt);
  EXPECT_EQ(gunzip(packed, 100'000), std::string(100'000, 'a'));
  EXPECT_EQ(gunzip(std::string_view(packed).substr(0, packed.size() - 1), plenty), std::nullopt);
  EXPECT_EQ(gunzip("hello", plenty), std::nullopt);
  EXPECT_EQ(gunzip("", plenty), std::nullopt);
}

RC_GTEST_PROP(Gzip, WhatIsPackedUnpacksTheSame, (const std::string& text)) {
  const int level = *rc::gen::inRange(1, 10);
  RC_ASSERT(gunzip(gzip(text, level), plenty) == text);
}

RC_GTEST_PROP(Etag, DiffersWithTheBody, (std::string text)) {
  const std::string tag = body_tag(text);
  RC_ASSERT(tag == body_tag(std::string(text)));
  RC_ASSERT(tag != body_tag(text + '\0'));
  if (text.empty()) return;
  const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
  text[place] = static_cast<char>(text[place] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT(tag != body_tag(text));
}

TEST(Etag, BlocksThatChangePlacesChangeTheTag) {
  const std::string a(16, 'a');
  const std::string b(16, 'b');
  EXPECT_NE(body_tag(a + b), body_tag(b + a));
  EXPECT_NE(body_tag(std::string(16, '\0')), body_tag(std::string(32, '\0')));
}

TEST(Etag, IsFoundAmongOthers) {
  EXPECT_TRUE(names_tag("\"x\", W/\"abc\"", "abc"));
  EXPECT_TRUE(names_tag("\"abc-gzip\"", "abc"));
  EXPECT_TRUE(names_tag("*", "abc"));
  EXPECT_FALSE(names_tag("", "abc"));
  EXPECT_FALSE(names_tag("abc", "abc"));
  EXPECT_FALSE(names_tag("\"abcd\", \"ab\", \"abc-br\"", "abc"));
}

}  // namespace
}  // namespace web
