// From ways and their nodes, as OpenStreetMap has them, to a graph. Nodes that only give a way its
// shape go, but for one every 200 m, so that no door is far from a node of the way before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "geo/grid.hpp"
#include "geo/road_graph.hpp"

namespace geo {

struct RawRoads {
  struct Way {
    std::size_t first = 0;  // of its nodes in `refs`
    std::size_t count = 0;
    double speed_kmh = 0;
    bool forward = true;
    bool backward = true;
  };
  struct Node {
    std::int64_t id = 0;
    bool known = false;   // an extract may cut a way off before a node
    bool closed = false;  // a barrier: ways end at it from either side
    GridPoint place = {};
  };
  std::vector<Way> ways;
  std::vector<std::int64_t> refs;
  std::vector<Node> nodes;  // in order of their ids: every one of `refs`, once
  std::optional<base::Date> dated = {};
};

struct RoadNetwork {
  std::vector<GridPoint> nodes;
  RoadGraph graph;
  std::optional<base::Date> dated = {};
};

// All of it, islands too.
RoadNetwork network_of(const RawRoads& raw);

}  // namespace geo
