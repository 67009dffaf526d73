// Checked arithmetic on pence. Products and sums of many are formed in 128 bits.
#include "base/money.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"

namespace base {
namespace {

__extension__ using Wide = __int128;

constexpr std::string_view minus_sign = "\u2212";
constexpr std::string_view pound_sign = "£";

Result<Money> in_range(Wide pence) {
  constexpr Wide least = std::numeric_limits<std::int64_t>::min();
  constexpr Wide most = std::numeric_limits<std::int64_t>::max();
  if (pence < least || pence > most) {
    return make_error("amount_too_large",
                      "The amount is beyond £92,233,720,368,547,758.07, the largest that can be "
                      "kept. Check the amounts that were added or multiplied.");
  }
  return Money::from_pence(static_cast<std::int64_t>(pence));
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Digits without commas, or in groups of three: "12345" and "12,345", never "1,23".
std::optional<std::string> pounds_digits(std::string_view text) {
  const auto groups = split(text, ',');
  std::string digits;
  for (std::size_t index = 0; index < groups.size(); ++index) {
    const std::string_view group = groups[index];
    const bool digits_only = group.find_first_not_of("0123456789") == std::string_view::npos;
    if (group.empty() || !digits_only) return std::nullopt;
    if (groups.size() > 1 && (group.size() > 3 || (index > 0 && group.size() != 3))) {
      return std::nullopt;
    }
    digits += group;
  }
  return digits;
}

// The digits of the amount in pence; nothing where the text is no amount.
std::optional<std::string> pence_digits(std::string_view text) {
  const std::size_t point = text.find('.');
  auto digits = pounds_digits(text.substr(0, point));
  if (!digits) return std::nullopt;
  const std::string_view fraction = point == std::string_view::npos ? "00" : text.substr(point + 1);
  if (fraction.empty() || fraction.size() > 2) return std::nullopt;
  if (fraction.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  *digits += fraction;
  if (fraction.size() == 1) *digits += '0';
  return digits;
}

Error bad_weights(std::string message) { return make_error("bad_weights", std::move(message)); }

}  // namespace

Result<Money> Money::parse(std::string_view text, std::string_view field) {
  std::string_view rest = trim(text);
  bool below_nought = take_prefix(rest, "-") || take_prefix(rest, minus_sign);
  if (take_prefix(rest, pound_sign) && !below_nought) {
    below_nought = take_prefix(rest, "-") || take_prefix(rest, minus_sign);
  }
  const auto digits = pence_digits(rest);
  if (!digits) {
    return make_error("bad_amount",
                      "\"" + std::string(text) + "\" is not an amount of money. Write pounds and " +
                          "pence, such as £12,345.67 or 12345.67.",
                      std::string(field));
  }
  // The sign goes with the digits, because the range reaches one penny further below nought.
  const auto pence = parse_integer(below_nought ? "-" + *digits : *digits);
  if (!pence) {
    return make_error("amount_too_large",
                      "\"" + std::string(text) + "\" is more than Guildhall can keep. Check for " +
                          "digits too many.",
                      std::string(field));
  }
  return Money(*pence);
}

Result<Money> Money::plus(Money other) const { return in_range(Wide{pence_} + other.pence_); }
Result<Money> Money::minus(Money other) const { return in_range(Wide{pence_} - other.pence_); }
Result<Money> Money::times(std::int64_t factor) const { return in_range(Wide{pence_} * factor); }
Result<Money> Money::negated() const { return in_range(-Wide{pence_}); }

std::string Money::format() const {
  // Unsigned, because the most negative amount has no positive counterpart.
  const auto bits = static_cast<std::uint64_t>(pence_);
  const std::uint64_t magnitude = negative() ? 0 - bits : bits;
  std::string text(negative() ? minus_sign : std::string_view());
  text += pound_sign;
  text += with_thousands(static_cast<std::int64_t>(magnitude / 100));
  text += '.';
  text += static_cast<char>('0' + magnitude % 100 / 10);
  text += static_cast<char>('0' + magnitude % 10);
  return text;
}

Result<Money> sum(std::span<const Money> amounts) {
  Wide total = 0;
  for (const Money amount : amounts) total += amount.pence();
  return in_range(total);
}

Result<std::vector<Money>> split(Money whole, std::span<const std::int64_t> weights) {
  Wide weight_total = 0;
  for (const std::int64_t weight : weights) {
    if (weight < 0) return bad_weights("A weight is below nought. Give weights of nought or more.");
    weight_total += weight;
  }
  if (weight_total == 0) {
    return bad_weights("There is no weight above nought. Give at least one.");
  }

  // The magnitude is shared out and the sign put back, so that a debt is split like a credit.
  const Wide sign = whole.negative() ? -1 : 1;
  const Wide magnitude = sign * whole.pence();
  std::vector<Wide> parts(weights.size());
  std::vector<Wide> remainders(weights.size());
  Wide left = magnitude;
  for (std::size_t index = 0; index < weights.size(); ++index) {
    parts[index] = magnitude * weights[index] / weight_total;
    remainders[index] = magnitude * weights[index] % weight_total;
    left -= parts[index];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t index) { return remainders[index]; });
  for (std::size_t index = 0; left > 0; ++index, --left) ++parts[order[index]];

  std::vector<Money> result;
  result.reserve(parts.size());
  Wide check_total = 0;
  for (const Wide part : parts) {
    result.push_back(Money::from_pence(static_cast<std::int64_t>(sign * part)));
    check_total += sign * part;
  }
  CHECK(check_total == whole.pence());
  return result;
}

}  // namespace base
