// Ranges are parted at their middle, by east and north in turn.
#include "geo/point_index.hpp"

#include <algorithm>
#include <cmath>

namespace geo {

struct PointIndex::Search {
  GridPoint to;
  std::size_t most;
  double within_m;
  std::vector<Found> found;  // a heap, the farthest on top

  double reach_m() const { return found.size() < most ? within_m : found.front().distance_m; }
  void offer(const Entry& entry) {
    const Found here{distance_m(to, entry.place), entry.point};
    if (here.distance_m > within_m) return;
    if (found.size() == most) {
      if (!(here < found.front())) return;
      std::pop_heap(found.begin(), found.end());
      found.pop_back();
    }
    found.push_back(here);
    std::push_heap(found.begin(), found.end());
  }
};

PointIndex::PointIndex(const std::vector<GridPoint>& points) {
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (std::isfinite(points[i].east_m) && std::isfinite(points[i].north_m)) {
      entries_.push_back({points[i], i});
    }
  }
  order(0, entries_.size(), true);
}

void PointIndex::order(std::size_t begin, std::size_t end, bool by_east) {
  if (end - begin < 2) return;
  const std::size_t middle = begin + (end - begin) / 2;
  const auto at = [this](std::size_t i) {
    return entries_.begin() + static_cast<std::ptrdiff_t>(i);
  };
  std::nth_element(at(begin), at(middle), at(end), [by_east](const Entry& a, const Entry& b) {
    return by_east ? a.place.east_m < b.place.east_m : a.place.north_m < b.place.north_m;
  });
  order(begin, middle, !by_east);
  order(middle + 1, end, !by_east);
}

void PointIndex::look(Search& search, std::size_t begin, std::size_t end, bool by_east) const {
  if (begin >= end) return;
  const std::size_t middle = begin + (end - begin) / 2;
  const Entry& entry = entries_[middle];
  const double beyond_m =
      by_east ? search.to.east_m - entry.place.east_m : search.to.north_m - entry.place.north_m;
  const bool low_first = beyond_m < 0;
  search.offer(entry);
  if (low_first) {
    look(search, begin, middle, !by_east);
  } else {
    look(search, middle + 1, end, !by_east);
  }
  // Equal distances count too, for they go by number.
  if (std::abs(beyond_m) > search.reach_m()) return;
  if (low_first) {
    look(search, middle + 1, end, !by_east);
  } else {
    look(search, begin, middle, !by_east);
  }
}

std::vector<PointIndex::Found> PointIndex::nearest(const GridPoint& to, std::size_t most,
                                                   double within_m) const {
  if (most == 0 || !std::isfinite(to.east_m) || !std::isfinite(to.north_m)) return {};
  Search search{to, most, within_m, {}};
  look(search, 0, entries_.size(), true);
  std::sort_heap(search.found.begin(), search.found.end());
  return std::move(search.found);
}

}  // namespace geo
