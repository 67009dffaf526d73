// A list of places that somebody supplies: "id,east_m,north_m", a row for each, in metres on the
// National Grid.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "geo/grid.hpp"

namespace geo {

struct PlaceList {
  std::vector<std::string> identifiers;  // each once
  std::vector<GridPoint> points;         // as many
};

// Other columns are passed over. Error: travel_data_invalid, which names the row; `file` names the
// file in it.
base::Result<PlaceList> read_places(std::string_view csv, std::string_view file);

}  // namespace geo
