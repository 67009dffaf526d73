// Percentages as whole hundredths.
#include "base/share.hpp"

#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"

namespace base {
namespace {

constexpr std::int64_t whole_hundredths = 100 * 100;

// "21.7" -> 2170; nothing on more than two decimals or anything that is not a number from nought.
std::optional<std::int64_t> hundredths_of(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  if (digits.empty()) return std::nullopt;
  std::string fraction(point == std::string_view::npos ? "0" : text.substr(point + 1));
  if (fraction.empty() || fraction.size() > 2) return std::nullopt;
  fraction.resize(2, '0');
  digits += fraction;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return parse_integer(digits);
}

}  // namespace

Result<Share> Share::parse(std::string_view text, std::string_view field) {
  std::string_view rest = trim(text);
  if (rest.ends_with('%')) rest = trim(rest.substr(0, rest.size() - 1));
  const auto hundredths = hundredths_of(rest);
  if (!hundredths || *hundredths > whole_hundredths) {
    return make_error("bad_percentage",
                      "\"" + std::string(text) + "\" is not a percentage from 0 to 100. Write a " +
                          "number with at most two decimals, such as 21.7.",
                      std::string(field));
  }
  return Share(*hundredths);
}

Share Share::from_hundredths(std::int64_t hundredths) {
  CHECK(hundredths >= 0 && hundredths <= whole_hundredths);
  return Share(hundredths);
}

std::string Share::format() const {
  std::string text = std::to_string(hundredths_ / 100);
  const std::int64_t fraction = hundredths_ % 100;
  if (fraction != 0) {
    text += '.';
    text += static_cast<char>('0' + fraction / 10);
    if (fraction % 10 != 0) text += static_cast<char>('0' + fraction % 10);
  }
  return text + '%';
}

}  // namespace base
