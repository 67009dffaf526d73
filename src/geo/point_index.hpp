// The nearest of many points, quickly (a k-d tree in an array).
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "geo/grid.hpp"

namespace geo {

class PointIndex {
 public:
  // Points that are no numbers are not in it.
  explicit PointIndex(const std::vector<GridPoint>& points);

  struct Found {
    double distance_m = 0;
    std::uint32_t point = 0;
    friend auto operator<=>(const Found&, const Found&) = default;
  };
  // At most so many, nearest first, equal ones in order of number; none farther than `within_m`.
  std::vector<Found> nearest(const GridPoint& to, std::size_t most,
                             double within_m = std::numeric_limits<double>::infinity()) const;

 private:
  struct Entry {
    GridPoint place;
    std::uint32_t point;
  };
  struct Search;
  void order(std::size_t begin, std::size_t end, bool by_east);
  void look(Search& search, std::size_t begin, std::size_t end, bool by_east) const;

  std::vector<Entry> entries_;  // the middle of each range parts it
};

}  // namespace geo
