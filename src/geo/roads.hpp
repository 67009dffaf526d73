// The roads of an OpenStreetMap extract (.osm.pbf, ODbL), as a car may use them, and the shortest
// times on them. Reading is slow, so the roads are kept in a file of our own beside the extract.
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
#include "geo/road_speeds.hpp"

namespace geo {

class Roads {
 public:
  std::string name;                      // of the extract's file
  std::optional<base::Date> dated = {};  // as the extract says of itself
  double off_road_kmh = 0;
  double off_road_m_max = 0;
  std::vector<GridPoint> nodes;
  RoadGraph graph;
  Hierarchy hierarchy;
};

struct RoadsRequest {
  std::string extract;  // path
  std::string cache;    // path; empty: keep nothing
  RoadSpeeds speeds;
};

struct OpenedRoads {
  std::shared_ptr<const Roads> roads;
  std::vector<std::string> notes;  // for a person: the kept roads were damaged and made anew
};

// Errors: file_unreadable, roads_unreadable, roads_missing.
base::Result<OpenedRoads> open_roads(const RoadsRequest& request);

}  // namespace geo
