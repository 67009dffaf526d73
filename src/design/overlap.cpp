// Two convex shapes are apart when a line parallel to an edge of one parts them.
#include "design/overlap.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "geo/hull.hpp"

namespace design {

namespace {

struct Box {
  double west = 0, south = 0, east = 0, north = 0;
};

Box box_of(const geo::Polygon& hull) {
  constexpr double endless = std::numeric_limits<double>::infinity();
  Box box{endless, endless, -endless, -endless};
  for (const geo::GridPoint& each : hull) {
    box.west = std::min(box.west, each.east_m);
    box.east = std::max(box.east, each.east_m);
    box.south = std::min(box.south, each.north_m);
    box.north = std::max(box.north, each.north_m);
  }
  return box;
}

// Whether a line along an edge of `one` has all of `one` on one side and `other` on the other.
bool parted_by_edge(const geo::Polygon& one, const geo::Polygon& other) {
  for (std::size_t at = 0; at < one.size(); ++at) {
    const geo::GridPoint& a = one[at];
    const geo::GridPoint& b = one[(at + 1) % one.size()];
    auto side = [&](const geo::GridPoint& p) {
      return (b.east_m - a.east_m) * (p.north_m - a.north_m) -
             (b.north_m - a.north_m) * (p.east_m - a.east_m);
    };
    // Hulls run against the clock: their inside is to the left of each edge. A hull of two corners
    // has its edge both ways.
    if (std::all_of(other.begin(), other.end(), [&](const auto& p) { return side(p) <= 0; })) {
      return true;
    }
  }
  return false;
}

bool overlap(const geo::Polygon& one, const geo::Polygon& other) {
  if (one.size() < 2 || other.size() < 2) return false;
  return !parted_by_edge(one, other) && !parted_by_edge(other, one);
}

}  // namespace

std::vector<int> overlaps_of(const std::vector<std::vector<geo::GridPoint>>& sets) {
  std::vector<geo::Polygon> hulls;
  std::vector<Box> boxes;
  for (const auto& each : sets) {
    hulls.push_back(geo::convex_hull(each));
    boxes.push_back(box_of(hulls.back()));
  }
  std::vector<std::size_t> order(sets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return boxes[a].west < boxes[b].west; });
  std::vector<int> found(sets.size(), 0);
  for (std::size_t first = 0; first < order.size(); ++first) {
    const std::size_t one = order[first];
    for (std::size_t next = first + 1; next < order.size(); ++next) {
      const std::size_t other = order[next];
      if (boxes[other].west > boxes[one].east) break;
      if (boxes[other].south > boxes[one].north || boxes[other].north < boxes[one].south) continue;
      if (!overlap(hulls[one], hulls[other])) continue;
      ++found[one];
      ++found[other];
    }
  }
  return found;
}

}  // namespace design
