// Which of the texts there are hold for a unit on a day.
#pragma once

#include <memory>
#include <vector>

#include "delegation/decide.hpp"

namespace delegation {

using Layers = std::vector<std::shared_ptr<const Layer>>;

struct InForce {
  std::vector<const Layer*> layers;
  std::vector<const Layer*> later;  // that begin after the day
  FactSet wanting = 0;              // the rating, where an overlay waits for it
};
// Of the versions of one code the latest that has begun; of overlays by rating that of the rating
// among `facts`.
InForce layers_in_force(const Catalogue& catalogue, const Layers& all, const FactValues& facts,
                        base::Date on);

}  // namespace delegation
