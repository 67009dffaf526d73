// Small operations on text. All text inside Guildhall is UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

std::string_view trim(std::string_view text);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string lower_ascii(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// A whole decimal number, with optional minus and nothing else round it; nothing on overflow.
std::optional<std::int64_t> parse_integer(std::string_view text);
// A decimal number such as "21.7"; nothing on anything else (no exponent, no infinity).
std::optional<double> parse_decimal(std::string_view text);

// "116,909"
std::string with_thousands(std::int64_t number);
// "21.7": rounded half away from zero to so many decimals.
std::string with_decimals(double number, int decimals);
// The shortest text that parse_decimal() or strtod() reads as the same number: "0.25", "5".
std::string shortest_decimal(double number);

// What RFC 3986 lets stand anywhere in an address: letters, digits and "-._~".
bool is_unreserved(char c);
// Everything else is escaped, so the answer fits into any part of an address.
std::string percent_encode(std::string_view text);

bool is_utf8(std::string_view bytes);
// Every byte has a character in Windows code page 1252 or, for the five holes, U+FFFD.
std::string utf8_from_cp1252(std::string_view bytes);

// Letters lower-cased with accents taken off, digits kept, apostrophes dropped, every other run
// of characters one space: "St. Mary's  C.E. École" -> "st marys c e ecole". The form in which
// names are compared and searched.
std::string fold(std::string_view utf8);

}  // namespace base
