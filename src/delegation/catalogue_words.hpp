// A catalogue in words: what a law says of a decision, and what differs between two catalogues.
#pragma once

#include <string>
#include <vector>

#include "delegation/catalogue.hpp"

namespace delegation {

// "The department approves it first. Where amount over 50000. It holds since 1 September 2025."
std::string law_text(const Catalogue& catalogue, const Law& law);

// What the second says otherwise of its decisions, facts, levels and years, a sentence each: "F15
// is called "Sign a small contract"; before it was "Enter into a contract of up to a year"."
// Decisions stand in the order of the second, those that it has not any more last.
std::vector<std::string> catalogue_changes(const Catalogue& before, const Catalogue& after);

}  // namespace delegation
