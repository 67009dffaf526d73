// Squared paper under an outline: how far each cell is from the nearest marked one, and the lines
// along which a height is reached.
#pragma once

#include <cstddef>
#include <vector>

#include "geo/hull.hpp"

namespace geo {

struct Raster {
  std::size_t columns = 0;
  std::size_t rows = 0;
  double cell_m = 0;
  GridPoint origin;           // the middle of the first cell
  std::vector<double> cells;  // row by row, from south to north

  double& at(std::size_t column, std::size_t row) { return cells[row * columns + column]; }
  double at(std::size_t column, std::size_t row) const { return cells[row * columns + column]; }
};

// How far (in cells) every cell is from the nearest one that is marked with 0; the others hold
// `far_away` before. Exact, in time that grows with the number of cells alone: Felzenszwalb and
// Huttenlocher, "Distance transforms of sampled functions" (2012).
void spread_distances(Raster& raster);
inline constexpr double far_away = 1e12;

// The lines round what is higher than `level`, against the clock; lines round holes are left out.
// The outermost cells must be lower.
std::vector<Polygon> trace_islands(const Raster& raster, double level);

}  // namespace geo
