// Grid references as people write them: "TG 230 085", or metres east and north, "623000,308500".
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "geo/grid.hpp"

namespace geo {

// Letters with two to ten figures name a square: its middle. Error: bad_grid_reference; `field`
// names the input.
base::Result<GridPoint> parse_grid_reference(std::string_view text, std::string_view field);

}  // namespace geo
