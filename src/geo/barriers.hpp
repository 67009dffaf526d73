// Lines that nobody crosses: a river without a bridge, a broad, an estuary. Drawn by people, in
// metres on the National Grid. A straight path that meets one is no way.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "geo/grid.hpp"

namespace geo {

// A line from corner to corner.
using BarrierLine = std::vector<GridPoint>;

class Barriers {
 public:
  Barriers() = default;  // none
  // Corners must be finite numbers; a line of one corner is a spot that nobody passes.
  explicit Barriers(const std::vector<BarrierLine>& lines);

  bool empty() const { return segments_.empty(); }
  // Whether the straight path meets a line; to touch it is to meet it. Looks only at the lines of
  // the squares that the path runs through.
  bool crosses(const GridPoint& a, const GridPoint& b) const;

 private:
  struct Segment {
    GridPoint a, b;
  };
  template <typename Visit>
  bool any_cell(const GridPoint& a, const GridPoint& b, Visit visit) const;

  std::vector<Segment> segments_;
  GridPoint origin_;
  double side_m_ = 1;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_;  // of each square's segments in filed_, row by row
  std::vector<std::uint32_t> filed_;
};

// "line,east_m,north_m" with a row for each corner; rows of one name, in their order, are one line.
// Error: travel_data_invalid, which names the row.
base::Result<std::vector<BarrierLine>> read_barriers(std::string_view csv);

}  // namespace geo
