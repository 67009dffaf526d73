// A part of a whole as a percentage, exact to a hundredth of a per cent: what the national register
// calls 21.7 stays 21.7 and is never a binary fraction near it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace base {

// INVARIANT: from nought to 100 per cent.
class Share {
 public:
  constexpr Share() = default;
  // "21.7", "21.75", "100", with or without a per cent sign. Error: bad_percentage (also more than
  // two decimals, which could not be kept, and more than 100).
  static Result<Share> parse(std::string_view text, std::string_view field = {});
  // CHECKs the range: for what we stored ourselves.
  static Share from_hundredths(std::int64_t hundredths);

  // Of a per cent: 2170 for 21.7%.
  constexpr std::int64_t hundredths() const { return hundredths_; }
  // As many decimals as there are: "21.7%", "21.75%", "22%".
  std::string format() const;

  friend constexpr auto operator<=>(const Share&, const Share&) = default;

 private:
  constexpr explicit Share(std::int64_t hundredths) : hundredths_(hundredths) {}
  std::int64_t hundredths_ = 0;
};

}  // namespace base
