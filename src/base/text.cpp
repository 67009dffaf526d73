// Trimming, splitting, numbers as text, and code page 1252. Folding is in fold.cpp.
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/check.hpp"
#include "base/utf8.hpp"

namespace base {
namespace {

// The classification of <cctype> depends on the locale of the process; ours must not.
constexpr bool is_space(char character) {
  return character == ' ' || (character >= '\t' && character <= '\r');
}

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

constexpr char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A'))
                                              : character;
}

// Characters of the bytes 0x80 to 0x9f; the five that Windows leaves open are U+FFFD.
constexpr std::array<char16_t, 32> cp1252_upper = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

// Whether the text is digits, or digits, a point and digits, after an optional minus.
bool is_plain_decimal(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (whole.empty() || !std::ranges::all_of(whole, is_digit)) return false;
  if (point == std::string_view::npos) return true;
  const std::string_view fraction = text.substr(point + 1);
  return !fraction.empty() && std::ranges::all_of(fraction, is_digit);
}

// Adds one to the last digit of a decimal written as text: "19.9" -> "20.0".
void carry_into(std::string& digits) {
  for (std::size_t index = digits.size(); index-- > 0;) {
    if (digits[index] == '.') continue;
    if (digits[index] != '9') {
      ++digits[index];
      return;
    }
    digits[index] = '0';
  }
  digits.insert(digits.begin(), '1');
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower, lower);
}

std::string lower_ascii(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string result;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (index > 0) result += separator;
    result += parts[index];
  }
  return result;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

std::optional<double> parse_decimal(std::string_view text) {
  if (!is_plain_decimal(text)) return std::nullopt;
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

std::string with_thousands(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::ptrdiff_t first = number < 0 ? 1 : 0;
  for (auto place = std::ssize(digits) - 3; place > first; place -= 3) {
    digits.insert(static_cast<std::size_t>(place), 1, ',');
  }
  return digits;
}

std::string with_decimals(double number, int decimals) {
  CHECK(std::isfinite(number));
  CHECK(decimals >= 0 && decimals <= 15);
  // We round the shortest decimal that stands for the number, not its binary value: what a person
  // typed as 21.65 becomes 21.7, although the nearest double lies just below.
  std::array<char, 400> buffer;
  const auto [end, failure] = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                            std::fabs(number), std::chars_format::fixed);
  CHECK(failure == std::errc{});
  std::string digits(buffer.data(), end);
  std::size_t point = digits.find('.');
  if (point == std::string::npos) {
    point = digits.size();
    if (decimals > 0) digits += '.';
  }
  const std::size_t keep = point + (decimals > 0 ? static_cast<std::size_t>(decimals) + 1 : 0);
  const std::size_t next = decimals > 0 ? keep : point + 1;
  const bool up = next < digits.size() && digits[next] >= '5';
  digits.resize(keep, '0');
  if (up) carry_into(digits);
  const bool nought = digits.find_first_not_of("0.") == std::string::npos;
  return number < 0 && !nought ? '-' + digits : digits;
}

std::string shortest_decimal(double number) {
  char text[64];
  const auto end = std::to_chars(std::begin(text), std::end(text), number);
  return {text, end.ptr};
}

bool is_utf8(std::string_view bytes) {
  std::size_t place = 0;
  while (place < bytes.size()) {
    place = ascii_end(bytes, place);
    if (place == bytes.size()) return true;
    if (next_character(bytes, place) == no_character) return false;
  }
  return true;
}

std::string utf8_from_cp1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  std::size_t place = 0;
  while (place < bytes.size()) {
    const std::size_t end = ascii_end(bytes, place);
    text.append(bytes.substr(place, end - place));
    if (end == bytes.size()) break;
    const auto byte = static_cast<unsigned char>(bytes[end]);
    append_utf8(text, byte < 0xA0 ? char32_t{cp1252_upper[byte - 0x80U]} : char32_t{byte});
    place = end + 1;
  }
  return text;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += digits[byte >> 4];
      encoded += digits[byte & 15];
    }
  }
  return encoded;
}

}  // namespace base
