// What differs between two versions of a scheme, or between two schools, in words: "F15, amount
// over £3,000.00 up to £5,000.00: now the headteacher decides; before it was the chief financial
// officer."
#pragma once

#include <string>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

// What the two are called: versions by default, or places ("at Oak").
struct DifferenceWords {
  std::string after = "now";
  std::string before = "before";
  std::string before_who = "before it was";
};
// In the order of the catalogue. Decisions with too many cases are told as not compared.
std::vector<std::string> differences(const Catalogue& catalogue, const Unit& before,
                                     const Unit& after,
                                     const DifferenceWords& words = DifferenceWords());

}  // namespace delegation
