// Reading an extract of OpenStreetMap; the only file that knows libosmium is behind this.
#pragma once

#include <string>

#include "base/result.hpp"
#include "geo/road_network.hpp"
#include "geo/road_speeds.hpp"

namespace geo {

// The ways that a car may use, by the table. Errors: file_unreadable; roads_unreadable: it is no
// .osm.pbf or is damaged.
base::Result<RawRoads> read_osm(const std::string& file, const RoadSpeeds& speeds);

}  // namespace geo
