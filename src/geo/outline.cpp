// The land is the closing of the points: all within `reach` of a point, less what is within
// `reach - pad` of the sea that this leaves. So every point keeps its pad, and the gaps and bays
// that a disc of radius `reach` does not fit into are closed.
#include "geo/outline.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "geo/outline_raster.hpp"

namespace geo {
namespace {

// Chosen by eye on Norfolk, Surrey, Camden and the demonstration county.
constexpr double reach_per_gap = 2.2;  // of the gaps between schools that are nearly the widest
constexpr double wide_gap_share = 0.95;
constexpr double pad_per_reach = 0.2;
constexpr double cells_per_pad = 3;
constexpr double reach_m_min = 300;
constexpr double reach_m_max = 15000;
constexpr double reach_m_alone = 2000;  // of a point that has no neighbour
constexpr double cells_max = 60000;
constexpr std::size_t gaps_measured_max = 1000;

// A stray lies farther from the middle than that many times the way of the median point, and more.
// In the register of May 2025 twelve schools do, each in another county than its authority; of the
// authorities that are really stretched Northumberland comes nearest, with 0.62 of what is allowed.
constexpr double stray_ways = 6;
constexpr double stray_more_m = 20000;

std::vector<GridPoint> distinct(const std::vector<GridPoint>& points) {
  std::vector<GridPoint> kept;
  for (const auto& point : points) {
    if (std::isfinite(point.east_m) && std::isfinite(point.north_m)) kept.push_back(point);
  }
  std::sort(kept.begin(), kept.end(), [](const GridPoint& left, const GridPoint& right) {
    if (left.east_m != right.east_m) return left.east_m < right.east_m;
    return left.north_m < right.north_m;
  });
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

// From west to east the points are sorted already, so the nearest is not far in the list.
double nearest_m(const std::vector<GridPoint>& points, std::size_t place) {
  const GridPoint& here = points[place];
  double nearest = far_away;
  for (std::size_t other = place; other-- > 0;) {
    if (here.east_m - points[other].east_m > nearest) break;
    nearest = std::min(nearest, distance_m(here, points[other]));
  }
  for (std::size_t other = place + 1; other < points.size(); ++other) {
    if (points[other].east_m - here.east_m > nearest) break;
    nearest = std::min(nearest, distance_m(here, points[other]));
  }
  return nearest;
}

double reach_for(const std::vector<GridPoint>& points) {
  if (points.size() < 2) return reach_m_alone;
  std::vector<double> gaps;
  const std::size_t step = points.size() / gaps_measured_max + 1;
  for (std::size_t place = 0; place < points.size(); place += step) {
    gaps.push_back(nearest_m(points, place));
  }
  const auto wide =
      static_cast<std::ptrdiff_t>(static_cast<double>(gaps.size() - 1) * wide_gap_share);
  std::nth_element(gaps.begin(), gaps.begin() + wide, gaps.end());
  return std::clamp(reach_per_gap * gaps[static_cast<std::size_t>(wide)], reach_m_min, reach_m_max);
}

// Paper with room for the reach on every side, in cells that are not too many.
Raster paper_for(const std::vector<GridPoint>& points, double& reach_m, double& pad_m) {
  const auto [low, high] = std::minmax_element(
      points.begin(), points.end(),
      [](const GridPoint& a, const GridPoint& b) { return a.north_m < b.north_m; });
  const double wide_m = points.back().east_m - points.front().east_m;
  const double high_m = high->north_m - low->north_m;
  Raster paper;
  const double needed_m =
      std::sqrt((wide_m + 2.5 * reach_m) * (high_m + 2.5 * reach_m) / cells_max);
  paper.cell_m = std::max(pad_m / cells_per_pad, needed_m);
  // Over wide country the cells decide how fine it may be.
  pad_m = std::max(pad_m, cells_per_pad * paper.cell_m);
  reach_m = std::max(reach_m, pad_m * 1.5);
  const double margin_m = reach_m + 2 * paper.cell_m;
  paper.origin = {points.front().east_m - margin_m, low->north_m - margin_m};
  paper.columns = static_cast<std::size_t>((wide_m + 2 * margin_m) / paper.cell_m) + 2;
  paper.rows = static_cast<std::size_t>((high_m + 2 * margin_m) / paper.cell_m) + 2;
  paper.cells.assign(paper.columns * paper.rows, far_away);
  return paper;
}

std::vector<Polygon> coast_of(const std::vector<GridPoint>& points, double reach_m,
                              double& cell_m) {
  double pad_m = reach_m * pad_per_reach;
  Raster paper = paper_for(points, reach_m, pad_m);
  cell_m = paper.cell_m;
  for (const auto& point : points) {
    const double column = (point.east_m - paper.origin.east_m) / paper.cell_m;
    const double row = (point.north_m - paper.origin.north_m) / paper.cell_m;
    paper.at(static_cast<std::size_t>(std::lround(column)),
             static_cast<std::size_t>(std::lround(row))) = 0;
  }
  spread_distances(paper);
  const double reach = reach_m / paper.cell_m;
  for (double& cell : paper.cells) cell = cell <= reach ? far_away : 0;
  spread_distances(paper);
  return trace_islands(paper, (reach_m - pad_m) / paper.cell_m);
}

double distance_to_line_m(const GridPoint& a, const GridPoint& b, const GridPoint& point) {
  const double length = distance_m(a, b);
  if (length == 0) return distance_m(a, point);
  const double cross = (b.east_m - a.east_m) * (point.north_m - a.north_m) -
                       (b.north_m - a.north_m) * (point.east_m - a.east_m);
  return std::abs(cross) / length;
}

// Leaves out corners that lie within `tolerance_m` of the line without them (Douglas and Peucker).
Polygon simplify(const Polygon& line, double tolerance_m) {
  if (line.size() < 5) return line;
  // Two corners far apart stay, so that the ring falls into two lines.
  std::size_t far_place = 0;
  for (std::size_t place = 1; place < line.size(); ++place) {
    if (distance_m(line[0], line[place]) > distance_m(line[0], line[far_place])) far_place = place;
  }
  std::vector<bool> kept(line.size() + 1, false);
  kept[0] = kept[far_place] = kept[line.size()] = true;
  std::vector<std::pair<std::size_t, std::size_t>> stretches = {{0, far_place},
                                                                {far_place, line.size()}};
  while (!stretches.empty()) {
    const auto [first, last] = stretches.back();
    stretches.pop_back();
    double most_m = tolerance_m;
    std::size_t most_place = 0;
    for (std::size_t place = first + 1; place < last; ++place) {
      const double away_m = distance_to_line_m(line[first], line[last % line.size()], line[place]);
      if (away_m > most_m) {
        most_m = away_m;
        most_place = place;
      }
    }
    if (most_place == 0) continue;
    kept[most_place] = true;
    stretches.emplace_back(first, most_place);
    stretches.emplace_back(most_place, last);
  }
  Polygon simple;
  for (std::size_t place = 0; place < line.size(); ++place) {
    if (kept[place]) simple.push_back(line[place]);
  }
  return simple;
}

// Chaikin: each corner is cut off, a quarter of the way along its sides.
Polygon cut_corners(const Polygon& line) {
  Polygon cut;
  cut.reserve(line.size() * 2);
  for (std::size_t place = 0; place < line.size(); ++place) {
    const GridPoint& a = line[place];
    const GridPoint& b = line[(place + 1) % line.size()];
    cut.push_back({a.east_m * 0.75 + b.east_m * 0.25, a.north_m * 0.75 + b.north_m * 0.25});
    cut.push_back({a.east_m * 0.25 + b.east_m * 0.75, a.north_m * 0.25 + b.north_m * 0.75});
  }
  return cut;
}

std::size_t vertices(const std::vector<Polygon>& islands) {
  std::size_t count = 0;
  for (const auto& island : islands) count += island.size();
  return count;
}

bool hold_all(const std::vector<Polygon>& islands, const std::vector<GridPoint>& points) {
  return std::all_of(points.begin(), points.end(), [&](const GridPoint& point) {
    return std::any_of(islands.begin(), islands.end(),
                       [&](const Polygon& island) { return contains(island, point); });
  });
}

// The roughest of several simplifications that leaves no point out; at worst the coast as it is.
std::vector<Polygon> smooth(const std::vector<Polygon>& coast, const std::vector<GridPoint>& points,
                            double cell_m) {
  for (const double tolerance : {0.6, 0.3, 0.1}) {
    std::vector<Polygon> islands;
    for (const auto& line : coast) {
      const Polygon rounded = cut_corners(cut_corners(simplify(line, tolerance * cell_m)));
      islands.push_back(simplify(rounded, tolerance * cell_m / 3));
    }
    if (hold_all(islands, points)) return islands;
  }
  return coast;
}

}  // namespace

std::vector<Polygon> outline_of(const std::vector<GridPoint>& points) {
  const std::vector<GridPoint> known = distinct(points);
  if (known.empty()) return {};
  std::vector<Polygon> islands;
  double reach_m = reach_for(known);
  // Too many islands: reach farther, until they grow together.
  for (int turn = 0; turn < 8; ++turn) {
    double cell_m = 0;
    const std::vector<Polygon> coast = coast_of(known, reach_m, cell_m);
    islands = smooth(coast, known, cell_m);
    if (vertices(islands) <= outline_vertices_max) break;
    reach_m *= 1.5;
  }
  std::stable_sort(islands.begin(), islands.end(), [](const Polygon& left, const Polygon& right) {
    return area_m2(left) > area_m2(right);
  });
  return islands;
}

std::vector<GridPoint> without_strays(const std::vector<GridPoint>& points) {
  std::vector<GridPoint> kept;
  std::copy_if(points.begin(), points.end(), std::back_inserter(kept), [](const GridPoint& point) {
    return std::isfinite(point.east_m) && std::isfinite(point.north_m);
  });
  if (kept.empty()) return kept;
  const auto median_of = [&](auto&& measure) {
    std::vector<double> values;
    for (const auto& point : kept) values.push_back(measure(point));
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  };
  const GridPoint middle{median_of([](const GridPoint& point) { return point.east_m; }),
                         median_of([](const GridPoint& point) { return point.north_m; })};
  const double way_m = median_of([&](const GridPoint& point) { return distance_m(middle, point); });
  const double most_m = way_m * stray_ways + stray_more_m;
  kept.erase(
      std::remove_if(kept.begin(), kept.end(),
                     [&](const GridPoint& point) { return distance_m(middle, point) > most_m; }),
      kept.end());
  return kept;
}

}  // namespace geo
