// Sums of a financial year: what was granted before under the same heading, or to the same party.
#pragma once

#include <string>
#include <vector>

#include "delegation/catalogue.hpp"

namespace delegation {

struct GrantedBefore {
  std::int64_t request = 0;  // its number
  base::Date on;             // of the decision
  std::string heading;
  std::string party;
  std::int64_t amount = 0;  // pence
  std::string decision;     // its code
};
struct WithSums {
  FactValues facts;
  std::vector<std::string> told;  // a sentence for each sum that was filled in
};
// Sums that the decision asks for and that nobody gave, where the amount is known and the heading
// or party said; what was granted by decisions that count to them, as the catalogue says. `before`:
// of the unit, of whatever days.
WithSums with_sums(const Catalogue& catalogue, int decision, const FactValues& facts,
                   const std::string& heading, const std::string& party, const base::Period& year,
                   const std::vector<GrantedBefore>& before);

}  // namespace delegation
