// Distances are spread along columns, then along rows; lines are traced by marching squares.
#include "geo/outline_raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace geo {
namespace {

// The lower envelope of parabolas, one standing on each value of a row or column.
class Envelope {
 public:
  explicit Envelope(std::size_t size_max) : values_(size_max), roots_(size_max), from_(size_max) {}

  void run(double* line, std::size_t size, std::size_t stride) {
    for (std::size_t place = 0; place < size; ++place) values_[place] = line[place * stride];
    std::size_t kept = 0;
    for (std::size_t place = 0; place < size; ++place) {
      double from = -std::numeric_limits<double>::infinity();
      while (kept > 0) {
        from = meeting(roots_[kept - 1], place);
        if (from > from_[kept - 1]) break;
        --kept;
        from = -std::numeric_limits<double>::infinity();
      }
      roots_[kept] = place;
      from_[kept++] = from;
    }
    std::size_t root = 0;
    for (std::size_t place = 0; place < size; ++place) {
      while (root + 1 < kept && from_[root + 1] < static_cast<double>(place)) ++root;
      const double away = static_cast<double>(place) - static_cast<double>(roots_[root]);
      line[place * stride] = away * away + values_[roots_[root]];
    }
  }

 private:
  // Where the parabola on the right comes below the one on the left.
  double meeting(std::size_t left, std::size_t right) const {
    const auto l = static_cast<double>(left);
    const auto r = static_cast<double>(right);
    return ((values_[right] - values_[left]) / (r - l) + r + l) / 2;
  }

  std::vector<double> values_;
  std::vector<std::size_t> roots_;
  std::vector<double> from_;
};

// The sides of a square of four cells on which a line comes in and goes out.
enum Side : std::uint8_t { South, East, North, West };
struct Crossing {
  Side in;
  Side out;
};

// By which corners are high: 1 south-west, 2 south-east, 4 north-east, 8 north-west. The high ones
// are to the left of the line. 5 and 10 have two lines and are told apart by their middle.
constexpr std::array<Crossing, 16> crossings = {{{South, South},
                                                 {South, West},
                                                 {East, South},
                                                 {East, West},
                                                 {North, East},
                                                 {South, South},
                                                 {North, South},
                                                 {North, West},
                                                 {West, North},
                                                 {South, North},
                                                 {South, South},
                                                 {East, North},
                                                 {West, East},
                                                 {South, East},
                                                 {West, South},
                                                 {South, South}}};

class Tracer {
 public:
  Tracer(const Raster& raster, double level)
      : raster_(raster), level_(level), next_(raster.cells.size() * 2, nowhere) {}

  std::vector<Polygon> run() {
    for (std::size_t row = 0; row + 1 < raster_.rows; ++row) {
      for (std::size_t column = 0; column + 1 < raster_.columns; ++column) square(column, row);
    }
    std::vector<Polygon> islands;
    for (std::size_t side = 0; side < next_.size(); ++side) {
      if (next_[side] == nowhere) continue;
      Polygon line = follow(side);
      if (signed_area_m2(line) > 0) islands.push_back(std::move(line));
    }
    return islands;
  }

 private:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  double height(std::size_t column, std::size_t row) const {
    return raster_.at(column, row) - level_;
  }

  // Every side between two cells has a number: twice that of its first cell, and one more when it
  // goes north.
  std::size_t number_of(std::size_t column, std::size_t row, Side side) const {
    const std::size_t cell = row * raster_.columns + column;
    switch (side) {
      case South: return cell * 2;
      case North: return (cell + raster_.columns) * 2;
      case West: return cell * 2 + 1;
      default: return (cell + 1) * 2 + 1;
    }
  }

  void square(std::size_t column, std::size_t row) {
    const double south_west = height(column, row);
    const double south_east = height(column + 1, row);
    const double north_east = height(column + 1, row + 1);
    const double north_west = height(column, row + 1);
    const std::size_t high = (south_west > 0 ? 1U : 0U) + (south_east > 0 ? 2U : 0U) +
                             (north_east > 0 ? 4U : 0U) + (north_west > 0 ? 8U : 0U);
    if (high == 0 || high == 15) return;
    const auto join = [&](std::size_t which) {
      next_[number_of(column, row, crossings[which].in)] =
          number_of(column, row, crossings[which].out);
    };
    const bool middle_high = south_west + south_east + north_east + north_west > 0;
    if (high == 5) {
      join(middle_high ? 13 : 1);
      join(middle_high ? 7 : 4);
    } else if (high == 10) {
      join(middle_high ? 14 : 2);
      join(middle_high ? 11 : 8);
    } else {
      join(high);
    }
  }

  GridPoint place_of(std::size_t side) const {
    const std::size_t cell = side / 2;
    const std::size_t column = cell % raster_.columns;
    const std::size_t row = cell / raster_.columns;
    const bool north = side % 2 == 1;
    const double here = height(column, row);
    const double there = north ? height(column, row + 1) : height(column + 1, row);
    const double share = here / (here - there);
    return {
        raster_.origin.east_m +
            raster_.cell_m * (static_cast<double>(column) + (north ? 0 : share)),
        raster_.origin.north_m + raster_.cell_m * (static_cast<double>(row) + (north ? share : 0))};
  }

  Polygon follow(std::size_t side) {
    Polygon line;
    while (next_[side] != nowhere) {
      line.push_back(place_of(side));
      const std::size_t following = next_[side];
      next_[side] = nowhere;
      side = following;
    }
    return line;
  }

  static double signed_area_m2(const Polygon& line) {
    double twice = 0;
    for (std::size_t place = 0; place < line.size(); ++place) {
      const GridPoint& a = line[place];
      const GridPoint& b = line[(place + 1) % line.size()];
      twice += (a.east_m - line[0].east_m) * (b.north_m - line[0].north_m) -
               (b.east_m - line[0].east_m) * (a.north_m - line[0].north_m);
    }
    return twice / 2;
  }

  const Raster& raster_;
  double level_;
  std::vector<std::size_t> next_;  // by side: the one that the line goes to
};

}  // namespace

void spread_distances(Raster& raster) {
  Envelope envelope(std::max(raster.columns, raster.rows));
  for (std::size_t column = 0; column < raster.columns; ++column) {
    envelope.run(&raster.at(column, 0), raster.rows, raster.columns);
  }
  for (std::size_t row = 0; row < raster.rows; ++row) {
    envelope.run(&raster.at(0, row), raster.columns, 1);
  }
  for (double& cell : raster.cells) cell = std::sqrt(cell);
}

std::vector<Polygon> trace_islands(const Raster& raster, double level) {
  return Tracer(raster, level).run();
}

}  // namespace geo
