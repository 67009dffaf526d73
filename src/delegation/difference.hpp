// What differs between two versions of a scheme, or between two schools, in words: "F15, amount
// over £3,000.00 up to £5,000.00: now the headteacher decides; before it was the chief financial
// officer."
#pragma once

#include <string>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

// In the order of the catalogue. Decisions with too many cases are told as not compared.
std::vector<std::string> differences(const Catalogue& catalogue, const Unit& before,
                                     const Unit& after);

}  // namespace delegation
