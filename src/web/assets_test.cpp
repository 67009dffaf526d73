// Assets: names by content, sizes, and that nothing of the government's fonts came along.
#include "web/assets.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace web {
namespace {

std::string gunzip(std::string_view packed) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  std::string text(1024 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

TEST(Assets, AreNamedByTheirContentAndPacked) {
  ASSERT_EQ(assets().size(), 3u);
  for (const Asset& one : assets()) {
    const std::string href(one.href);
    EXPECT_EQ(href.rfind("/assets/", 0), 0u);
    const std::size_t dash = href.rfind('-');
    EXPECT_EQ(href.find_first_not_of("0123456789abcdef", dash + 1), href.rfind('.')) << href;
    EXPECT_EQ(href.rfind('.') - dash, 11u) << href;
    EXPECT_FALSE(one.bytes.empty());
    if (!one.gzip_bytes.empty()) {
      EXPECT_EQ(gunzip(one.gzip_bytes), one.bytes);
    }
    EXPECT_EQ(asset_href(one.name), one.href);
  }
}

TEST(Assets, StaySmall) {
  EXPECT_LT(asset(asset_href("guildhall.js"))->gzip_bytes.size(), 6u * 1024);
  EXPECT_LT(asset(asset_href("guildhall.css"))->gzip_bytes.size(), 16u * 1024);
}

TEST(Assets, HaveNoFontOfTheGovernmentAndNothingFromElsewhere) {
  const std::string_view css = asset(asset_href("guildhall.css"))->bytes;
  EXPECT_EQ(css.find("GDS Transport"), std::string_view::npos);
  EXPECT_EQ(css.find("@font-face"), std::string_view::npos);
  EXPECT_EQ(css.find("url("), std::string_view::npos);
}

TEST(Assets, AreAnsweredPackedOrPlainAndForEver) {
  const std::string_view href = asset_href("guildhall.css");
  const base::Result<Response> packed = answer_asset(href, true);
  ASSERT_TRUE(packed.ok());
  EXPECT_TRUE(packed.value().gzipped);
  EXPECT_TRUE(packed.value().immutable);
  EXPECT_EQ(packed.value().content_type, "text/css; charset=utf-8");
  const base::Result<Response> plain = answer_asset(href, false);
  EXPECT_FALSE(plain.value().gzipped);
  EXPECT_EQ(gunzip(packed.value().body), plain.value().body);
  EXPECT_EQ(answer_asset("/assets/guildhall.css", true).error().code, "not_found");
}

}  // namespace
}  // namespace web
