// Which of the texts there are hold for a unit on a day.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

using Layers = std::vector<std::shared_ptr<const Layer>>;

struct InForce {
  std::vector<const Layer*> layers;
  std::vector<const Layer*> later;  // that begin after the day
  FactSet wanting = 0;              // the category or rating, where an overlay waits for it
};
// Of the versions of one code the latest that has begun; of overlays by category or rating that of
// the category or rating among `facts`.
InForce layers_in_force(const Catalogue& catalogue, const Layers& all, const FactValues& facts,
                        base::Date on);

// The facts that texts in force need to be known of the school, each with the words that they name:
// "rating" with 0 and 2.
std::map<int, std::vector<std::int64_t>> facts_of_layers(const Catalogue& catalogue,
                                                         const Layers& all);

}  // namespace delegation
