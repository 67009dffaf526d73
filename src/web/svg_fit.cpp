// Projection, hulls and outlines of the map, all in plain geometry.
#include "web/svg_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace web {
namespace {

constexpr double kPadding = 34;       // units at each edge, for symbols and labels
constexpr double kExtentMinM = 4000;  // one school alone is shown with its surroundings
constexpr double kCornerMin = 2;      // units between corners of an outline
constexpr double kGridMaxM = 1e8;     // what lies further is a mistake and not looked at
// Coordinates far outside are cut, so that no outline can make numbers that grow without end.
constexpr double kFar = 20000;

struct Box {
  Position low{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
  Position high{std::numeric_limits<double>::lowest(), std::numeric_limits<double>::lowest()};

  void take(Position position) {
    // Not so for a place that is no number either.
    const bool on_earth = std::abs(position.x_m) < kGridMaxM && std::abs(position.y_m) < kGridMaxM;
    if (!on_earth) return;
    low.x_m = std::min(low.x_m, position.x_m);
    low.y_m = std::min(low.y_m, position.y_m);
    high.x_m = std::max(high.x_m, position.x_m);
    high.y_m = std::max(high.y_m, position.y_m);
  }
  bool empty() const { return low.x_m > high.x_m; }
};

double cross(Spot origin, Spot a, Spot b) {
  return (a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x);
}

// Andrew's monotone chain.
std::vector<Spot> convex_hull(std::vector<Spot> spots) {
  std::sort(spots.begin(), spots.end(), [](const Spot& left, const Spot& right) {
    return left.x != right.x ? left.x < right.x : left.y < right.y;
  });
  if (spots.size() < 3) return spots;
  std::vector<Spot> hull;
  for (int pass = 0; pass < 2; ++pass) {
    const std::size_t start = hull.size();
    for (const Spot& spot : spots) {
      while (hull.size() >= start + 2 &&
             cross(hull[hull.size() - 2], hull[hull.size() - 1], spot) <= 0) {
        hull.pop_back();
      }
      hull.push_back(spot);
    }
    hull.pop_back();
    std::reverse(spots.begin(), spots.end());
  }
  return hull;
}

}  // namespace

double squared_distance(Spot left, Spot right) {
  return (left.x - right.x) * (left.x - right.x) + (left.y - right.y) * (left.y - right.y);
}

Fit::Fit(Position corner_a, Position corner_b, int width, int height)
    : width_(width), height_(height) {
  Box box;
  box.take(corner_a);
  box.take(corner_b);
  if (box.empty()) box.take(Position{});
  const double across_m = box.high.x_m - box.low.x_m;
  const double up_m = box.high.y_m - box.low.y_m;
  const double room_x = std::max(width - 2 * kPadding, 1.0);
  const double room_y = std::max(height - 2 * kPadding, 1.0);
  m_per_unit_ =
      std::max({across_m / room_x, up_m / room_y, kExtentMinM / std::max(room_x, room_y)});
  top_left_.x_m = (box.low.x_m + box.high.x_m) / 2 - m_per_unit_ * width / 2;
  top_left_.y_m = (box.low.y_m + box.high.y_m) / 2 + m_per_unit_ * height / 2;
}

Spot Fit::at(Position position) const {
  const double x = (position.x_m - top_left_.x_m) / m_per_unit_;
  const double y = (top_left_.y_m - position.y_m) / m_per_unit_;
  if (!std::isfinite(x) || !std::isfinite(y)) return Spot{-kFar, -kFar};
  return Spot{std::clamp(x, -kFar, kFar), std::clamp(y, -kFar, kFar)};
}

Fit fit_of(const Map& map) {
  Box box;
  for (const MapPoint& point : map.points) {
    if (!point.outside) box.take(point.at);
  }
  if (box.empty()) {
    for (const MapPoint& point : map.points) box.take(point.at);
  }
  if (box.empty() || map.whole_outline) {
    for (const MapOutline& outline : map.outlines) {
      for (const Position& position : outline.positions) box.take(position);
    }
  }
  if (box.empty()) box.take(Position{});
  return Fit(box.low, box.high, map.width, map.height);
}

std::vector<Spot> area_round(const std::vector<Spot>& spots, double radius) {
  constexpr int kDirections = 12;
  std::vector<Spot> around;
  const std::vector<Spot> corners = convex_hull(spots);
  around.reserve(corners.size() * kDirections);
  for (const Spot& spot : corners) {
    for (int i = 0; i < kDirections; ++i) {
      const double angle = 2 * 3.14159265358979323846 * i / kDirections;
      around.push_back({spot.x + radius * std::cos(angle), spot.y + radius * std::sin(angle)});
    }
  }
  return convex_hull(std::move(around));
}

std::string path_of(const Fit& fit, const std::vector<Position>& positions) {
  std::string path;
  long long x = 0;
  long long y = 0;
  bool begun = false;
  Spot low{kFar, kFar};
  Spot high{-kFar, -kFar};
  for (const Position& position : positions) {
    const Spot spot = fit.at(position);
    low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
    high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
    const long long to_x = std::llround(spot.x);
    const long long to_y = std::llround(spot.y);
    if (!begun) {
      path = "M" + std::to_string(to_x) + " " + std::to_string(to_y) + "l";
    } else if (squared_distance(spot, {static_cast<double>(x), static_cast<double>(y)}) <
               kCornerMin * kCornerMin) {
      continue;
    } else {
      if (path.back() != 'l' && to_x >= x) path += ' ';
      path += std::to_string(to_x - x);
      if (to_y >= y) path += ' ';
      path += std::to_string(to_y - y);
    }
    begun = true;
    x = to_x;
    y = to_y;
  }
  const bool seen = high.x >= 0 && high.y >= 0 && low.x <= fit.width() && low.y <= fit.height();
  if (!begun || !seen) return "";
  if (path.back() == 'l') return "";
  return path + "z";
}

std::optional<Spot> name_spot(const Fit& fit, const MapOutline& outline) {
  if (outline.name.empty() || outline.positions.empty()) return std::nullopt;
  Box box;
  for (const Position& position : outline.positions) box.take(position);
  const Spot spot = fit.at({(box.low.x_m + box.high.x_m) / 2, (box.low.y_m + box.high.y_m) / 2});
  const bool seen =
      spot.x > 40 && spot.x < fit.width() - 40 && spot.y > 20 && spot.y < fit.height() - 40;
  if (!seen) return std::nullopt;
  return spot;
}

}  // namespace web
