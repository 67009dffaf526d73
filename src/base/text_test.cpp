// Text: splitting, numbers, code page 1252, and folding names for search.
#include "base/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <limits>

#include "base/utf8.hpp"

namespace base {
namespace {

// Valid UTF-8 of every kind of character, Latin letters the most.
rc::Gen<std::string> any_utf8() {
  const auto character = rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(0, 0x80),
                                        rc::gen::inRange<std::uint32_t>(0x80, 0x250),
                                        rc::gen::inRange<std::uint32_t>(0x1E80, 0x2060),
                                        rc::gen::inRange<std::uint32_t>(0xE000, 0x110000));
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(character),
                      [](const std::vector<std::uint32_t>& all) {
                        std::string text;
                        for (const std::uint32_t one : all) append_utf8(text, one);
                        return text;
                      });
}

TEST(Text, trims_and_compares) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_TRUE(equal_ignoring_case("Not Recorded", "not recorded"));
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
  EXPECT_TRUE(starts_with_ignoring_case("SUPP1", "supp"));
  EXPECT_FALSE(starts_with_ignoring_case("SU", "supp"));
  EXPECT_EQ(lower_ascii("ÉCOLE X"), "École x");
}

TEST(Text, splits_and_joins) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
  EXPECT_EQ(join({"a", "", "b"}, ", "), "a, , b");
  EXPECT_EQ(join({}, ", "), "");
}

RC_GTEST_PROP(TextProperty, join_undoes_split, (std::string text)) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, 'a')) parts.emplace_back(part);
  RC_ASSERT(join(parts, "a") == text);
}

TEST(Text, reads_whole_numbers) {
  EXPECT_EQ(parse_integer("136302"), 136302);
  EXPECT_EQ(parse_integer("-7"), -7);
  EXPECT_EQ(parse_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  for (const char* text : {"", "-", "+7", " 7", "7 ", "7.0", "0x7", "9223372036854775808"}) {
    EXPECT_FALSE(parse_integer(text)) << text;
  }
}

TEST(Text, reads_decimals) {
  EXPECT_EQ(parse_decimal("21.7"), 21.7);
  EXPECT_EQ(parse_decimal("-0.5"), -0.5);
  EXPECT_EQ(parse_decimal("7"), 7.0);
  for (const char* text :
       {"", "-", ".5", "5.", "1e5", "inf", "nan", "0x1p3", "1,5", "1.2.3", "--1"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
  EXPECT_FALSE(parse_decimal(std::string(400, '9')));
}

TEST(Text, writes_numbers_for_people) {
  EXPECT_EQ(with_thousands(116909), "116,909");
  EXPECT_EQ(with_thousands(-123), "-123");
  EXPECT_EQ(with_thousands(-1234), "-1,234");
  EXPECT_EQ(with_thousands(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Text, rounds_half_away_from_nought) {
  EXPECT_EQ(with_decimals(21.65, 1), "21.7");
  EXPECT_EQ(with_decimals(-21.65, 1), "-21.7");
  EXPECT_EQ(with_decimals(0.125, 2), "0.13");
  EXPECT_EQ(with_decimals(2.5, 0), "3");
  EXPECT_EQ(with_decimals(99.96, 1), "100.0");
  EXPECT_EQ(with_decimals(-0.04, 1), "0.0");
  EXPECT_EQ(with_decimals(7, 2), "7.00");
  EXPECT_EQ(with_decimals(1e-300, 3), "0.000");
  EXPECT_EQ(with_decimals(std::numeric_limits<double>::max(), 1).size(), 311U);
}

RC_GTEST_PROP(TextProperty, a_decimal_written_in_tenths_is_read_back, ()) {
  const int tenths = *rc::gen::inRange(-100000, 100000);
  RC_ASSERT(parse_decimal(with_decimals(tenths / 10.0, 1)) == tenths / 10.0);
}

TEST(Text, knows_utf8) {
  EXPECT_TRUE(is_utf8("École \u2019 \U0001F3EB"));
  for (const char* bytes : {"\x80", "caf\xE9", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x80", "12345678\xFF"}) {
    EXPECT_FALSE(is_utf8(bytes)) << bytes;
  }
}

RC_GTEST_PROP(TextProperty, utf8_is_written_and_read_back, ()) {
  const std::string text = *any_utf8();
  RC_ASSERT(is_utf8(text));
  std::string copy;
  for (std::size_t place = 0; place < text.size();) append_utf8(copy, next_character(text, place));
  RC_ASSERT(copy == text);
}

TEST(Text, converts_code_page_1252) {
  EXPECT_EQ(utf8_from_cp1252("St Mary\x92s caf\xE9 \x80"), "St Mary’s café €");
  EXPECT_EQ(utf8_from_cp1252("\x81\x8D\x8F\x90\x9D"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(utf8_from_cp1252("plain ASCII text"), "plain ASCII text");
}

RC_GTEST_PROP(TextProperty, code_page_1252_always_gives_utf8, (std::string bytes)) {
  const std::string text = utf8_from_cp1252(bytes);
  RC_ASSERT(is_utf8(text));
  std::size_t characters = 0;
  for (std::size_t place = 0; place < text.size(); ++characters) next_character(text, place);
  RC_ASSERT(characters == bytes.size());
}

TEST(Fold, makes_names_comparable) {
  EXPECT_EQ(fold("St. Mary's  C.E. École"), "st marys c e ecole");
  EXPECT_EQ(fold("St Mary’s"), "st marys");
  EXPECT_EQ(fold("Church&School & Co"), "church and school and co");
  EXPECT_EQ(fold("  Tŷ Gwyn – ẂWẃ "), "ty gwyn www");
  EXPECT_EQ(fold("Æsop Œuvre Straße Þórr Łódź Ĳssel ÷ ×"),
            "aesop oeuvre strasse thorr lodz ijssel");
  EXPECT_EQ(fold("E\u0301cole e\u00ADcole"), "ecole ecole");
  EXPECT_EQ(fold("x\xFFy"), "x y");
  EXPECT_EQ(fold("--"), "");
}

RC_GTEST_PROP(FoldProperty, is_idempotent_and_plain, ()) {
  const std::string once = fold(*any_utf8());
  RC_ASSERT(fold(once) == once);
  RC_ASSERT(once.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 ") == std::string::npos);
  RC_ASSERT(trim(once) == once);
  RC_ASSERT(once.find("  ") == std::string::npos);
}

RC_GTEST_PROP(FoldProperty, takes_any_bytes, (std::string bytes)) {
  RC_ASSERT(is_utf8(fold(bytes)));
}

TEST(Text, APartOfAnAddressIsEscaped) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b&c/d?e=f+g%"), "a%20b%26c%2Fd%3Fe%3Df%2Bg%25");
  EXPECT_EQ(percent_encode("\xc3\x89lan"), "%C3%89lan");
  EXPECT_EQ(percent_encode(std::string_view("\0", 1)), "%00");
  EXPECT_EQ(percent_encode(""), "");
}

}  // namespace
}  // namespace base
