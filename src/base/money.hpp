// Amounts of money, exact to the penny. There is no conversion from a bare number and no floating
// point; arithmetic that leaves the range is an error value (amount_too_large), never a wrong sum.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace base {

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money from_pence(std::int64_t pence) { return Money(pence); }
  // "£12,345.67", "12345.67", "12345", "12.5", with a minus before or after the pound sign.
  // Errors: bad_amount (also a comma in the wrong place), amount_too_large.
  static Result<Money> parse(std::string_view text, std::string_view field = {});

  constexpr std::int64_t pence() const { return pence_; }
  constexpr bool negative() const { return pence_ < 0; }

  Result<Money> plus(Money other) const;
  Result<Money> minus(Money other) const;
  Result<Money> times(std::int64_t factor) const;
  Result<Money> negated() const;

  // "£12,345.67", below nought "−£12,345.67" with a true minus sign (U+2212).
  std::string format() const;

  friend constexpr auto operator<=>(const Money&, const Money&) = default;

 private:
  constexpr explicit Money(std::int64_t pence) : pence_(pence) {}
  std::int64_t pence_ = 0;
};

// The sum is in range if its value is, in whatever order the amounts stand.
Result<Money> sum(std::span<const Money> amounts);

// Shares out an amount in the proportion of the weights, by largest remainder: the parts sum to the
// whole and each is less than a penny from its exact share. Of equal remainders the earlier weight
// gets the penny. Error: bad_weights (none, all nought, or one below nought).
Result<std::vector<Money>> split(Money whole, std::span<const std::int64_t> weights);

}  // namespace base
