// Delaunay neighbours from the Voronoi diagram of Boost.Polygon, which reckons in whole numbers and
// so cannot be led astray by rounding. Coordinates are metres.
#include <boost/polygon/voronoi.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "design/neighbours.hpp"

namespace design {

namespace {

using Place = std::pair<std::int32_t, std::int32_t>;

Place place_of(const geo::GridPoint& point) {
  return {static_cast<std::int32_t>(std::lround(point.east_m)),
          static_cast<std::int32_t>(std::lround(point.north_m))};
}

}  // namespace

std::vector<std::vector<int>> neighbours_of(const std::vector<geo::GridPoint>& points) {
  std::map<Place, std::vector<int>> at;
  for (std::size_t each = 0; each < points.size(); ++each) {
    at[place_of(points[each])].push_back(static_cast<int>(each));
  }
  std::vector<boost::polygon::point_data<std::int32_t>> sites;
  std::vector<const std::vector<int>*> schools;
  for (const auto& [place, here] : at) {
    sites.emplace_back(place.first, place.second);
    schools.push_back(&here);
  }
  std::vector<std::vector<int>> neighbours(points.size());
  auto join = [&](const std::vector<int>& some, const std::vector<int>& others) {
    for (const int one : some) {
      for (const int other : others) {
        if (one != other) neighbours[static_cast<std::size_t>(one)].push_back(other);
      }
    }
  };
  for (const auto* here : schools) join(*here, *here);
  boost::polygon::voronoi_diagram<double> diagram;
  boost::polygon::construct_voronoi(sites.begin(), sites.end(), &diagram);
  // Each edge stands twice, once for either side.
  for (const auto& edge : diagram.edges()) {
    join(*schools[edge.cell()->source_index()], *schools[edge.twin()->cell()->source_index()]);
  }
  for (std::vector<int>& each : neighbours) {
    std::sort(each.begin(), each.end());
    each.erase(std::unique(each.begin(), each.end()), each.end());
  }
  return neighbours;
}

std::vector<std::vector<int>> neighbours_of(const Rules& rules, const Facts& facts) {
  std::vector<geo::GridPoint> points;
  for (const SchoolFacts& each : facts.schools) points.push_back(each.point);
  std::vector<std::vector<int>> neighbours = neighbours_of(points);
  const geo::Barriers barriers = barriers_of(rules);
  if (barriers.empty()) return neighbours;
  for (std::size_t at = 0; at < neighbours.size(); ++at) {
    std::erase_if(neighbours[at], [&](int other) {
      return barriers.crosses(points[at], points[static_cast<std::size_t>(other)]);
    });
  }
  return neighbours;
}

geo::BarrierLine line_of(const Barrier& barrier) {
  geo::BarrierLine line;
  for (const auto& [east, north] : barrier.corners) {
    line.push_back({static_cast<double>(east), static_cast<double>(north)});
  }
  return line;
}

geo::Barriers barriers_of(const Rules& rules) {
  std::vector<geo::BarrierLine> lines;
  for (const Barrier& each : rules.barriers) lines.push_back(line_of(each));
  return geo::Barriers(lines);
}

}  // namespace design
