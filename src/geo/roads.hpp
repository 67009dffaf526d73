// The roads of an OpenStreetMap extract (.osm.pbf, ODbL), as a car may use them, ready for shortest
// times. To read an extract is slow, so what was made of it is kept in a file.
// Left out: turn restrictions, ferries, queues, and all that is not joined to the greatest network.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "geo/grid.hpp"
#include "geo/hierarchy.hpp"
#include "geo/road_network.hpp"
#include "geo/road_speeds.hpp"

namespace geo {

// INVARIANT: from every node one can drive to every other.
struct Roads {
  std::string name;                      // of the extract's file
  std::optional<base::Date> dated = {};  // as the extract says of itself
  RoadSpeeds speeds;
  std::vector<GridPoint> nodes;
  Hierarchy hierarchy;
};

// Its greatest part. Error: roads_missing when it has no roads.
base::Result<Roads> make_roads(std::string name, const RoadNetwork& network,
                               const RoadSpeeds& speeds);

struct OpenedRoads {
  std::shared_ptr<const Roads> roads;
  bool from_cache = false;
  std::string note;  // for a person, when there is something to say of the cache
};

// `cache` is the file in which to keep them; empty: keep nothing. One that is damaged, is another's
// or belongs to other data is made anew; one that cannot be written is done without; the note says
// so. Errors: file_unreadable, roads_unreadable, roads_missing.
base::Result<OpenedRoads> open_roads(const std::string& extract, const RoadSpeeds& speeds,
                                     const std::string& cache);

}  // namespace geo
