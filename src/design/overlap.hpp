// Which areas overlap: hulls of points against one another.
#pragma once

#include <vector>

#include "geo/grid.hpp"

namespace design {

// For each set of points, with how many other sets its hull overlaps. To touch is not to overlap.
std::vector<int> overlaps_of(const std::vector<std::vector<geo::GridPoint>>& sets);

}  // namespace design
