// Hulls by sorting, everything else by walking round the corners once.
#include "geo/hull.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace geo {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr int corner_steps = 12;
constexpr double edge_m = 0.001;

// Twice the area of the triangle; positive where the way a, b, c turns left.
double turn(const GridPoint& a, const GridPoint& b, const GridPoint& c) {
  return (b.east_m - a.east_m) * (c.north_m - a.north_m) -
         (b.north_m - a.north_m) * (c.east_m - a.east_m);
}

double distance_to_edge_m(const GridPoint& a, const GridPoint& b, const GridPoint& point) {
  const double east = b.east_m - a.east_m;
  const double north = b.north_m - a.north_m;
  const double length2 = east * east + north * north;
  double along = 0;
  if (length2 > 0) {
    along = ((point.east_m - a.east_m) * east + (point.north_m - a.north_m) * north) / length2;
    along = std::clamp(along, 0.0, 1.0);
  }
  return distance_m({a.east_m + along * east, a.north_m + along * north}, point);
}

// Twice the signed area, and the moments about the first corner, which keeps the numbers small.
struct Moments {
  explicit Moments(const Polygon& polygon) {
    for (std::size_t place = 0; place < polygon.size(); ++place) {
      const GridPoint& origin = polygon.front();
      const GridPoint& next = polygon[(place + 1) % polygon.size()];
      const double east = polygon[place].east_m - origin.east_m;
      const double north = polygon[place].north_m - origin.north_m;
      const double next_east = next.east_m - origin.east_m;
      const double next_north = next.north_m - origin.north_m;
      const double cross = east * next_north - next_east * north;
      twice_area += cross;
      east_moment += (east + next_east) * cross;
      north_moment += (north + next_north) * cross;
    }
  }
  double twice_area = 0;
  double east_moment = 0;
  double north_moment = 0;
};

}  // namespace

Polygon convex_hull(std::vector<GridPoint> points) {
  std::sort(points.begin(), points.end(), [](const GridPoint& left, const GridPoint& right) {
    if (left.east_m != right.east_m) return left.east_m < right.east_m;
    return left.north_m < right.north_m;
  });
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;

  // Andrew's monotone chain: the lower side from west to east, then the upper one back.
  Polygon hull;
  const auto add = [&](const GridPoint& point, std::size_t kept) {
    while (hull.size() >= kept + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0) {
      hull.pop_back();
    }
    hull.push_back(point);
  };
  for (const auto& point : points) add(point, 0);
  const std::size_t lower = hull.size() - 1;
  for (std::size_t place = points.size() - 1; place-- > 0;) add(points[place], lower);
  hull.pop_back();
  return hull;
}

Polygon padded_hull(const std::vector<GridPoint>& points, double pad_m) {
  // The hull of twelve-cornered rings about its corners; each ring lies round the whole circle.
  const double radius_m = pad_m / std::cos(pi / corner_steps);
  std::vector<GridPoint> rings;
  for (const auto& corner : convex_hull(points)) {
    for (int step = 0; step < corner_steps; ++step) {
      const double angle = 2 * pi * (step + 0.5) / corner_steps;
      rings.push_back({corner.east_m + radius_m * std::cos(angle),
                       corner.north_m + radius_m * std::sin(angle)});
    }
  }
  return convex_hull(std::move(rings));
}

bool contains(const Polygon& polygon, const GridPoint& point) {
  bool inside = false;
  for (std::size_t place = 0; place < polygon.size(); ++place) {
    const GridPoint& a = polygon[place];
    const GridPoint& b = polygon[(place + 1) % polygon.size()];
    if (distance_to_edge_m(a, b, point) <= edge_m) return true;
    // Counts the edges that a ray to the east crosses.
    if ((a.north_m > point.north_m) == (b.north_m > point.north_m)) continue;
    const double share = (point.north_m - a.north_m) / (b.north_m - a.north_m);
    if (a.east_m + share * (b.east_m - a.east_m) > point.east_m) inside = !inside;
  }
  return inside;
}

double area_m2(const Polygon& polygon) { return std::abs(Moments(polygon).twice_area) / 2; }

GridPoint centroid(const Polygon& polygon) {
  CHECK(!polygon.empty());
  const Moments moments(polygon);
  const GridPoint& origin = polygon.front();
  if (std::abs(moments.twice_area) > 1e-3) {
    return {origin.east_m + moments.east_moment / (3 * moments.twice_area),
            origin.north_m + moments.north_moment / (3 * moments.twice_area)};
  }
  GridPoint mean;
  for (const auto& corner : polygon) {
    mean.east_m += corner.east_m / static_cast<double>(polygon.size());
    mean.north_m += corner.north_m / static_cast<double>(polygon.size());
  }
  return mean;
}

}  // namespace geo
