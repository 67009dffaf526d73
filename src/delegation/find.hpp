// Decisions by what somebody types: "shared senco", "F07", "contract".
#pragma once

#include <string_view>
#include <vector>

#include "delegation/catalogue.hpp"

namespace delegation {

// Those in force on the day whose code, title, domain or words beside them (data/delegation/
// find_words.txt) have the most of the words, the best first; of no words all, in the order of the
// catalogue.
std::vector<int> decisions_called(const Catalogue& catalogue, std::string_view words,
                                  base::Date on);

// In capitals or not; -1: there is none.
int decision_of_code(const Catalogue& catalogue, std::string_view code);

}  // namespace delegation
