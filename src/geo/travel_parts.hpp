// What the kinds of travel (travel*.cpp) are made of, and nobody else needs.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/point_index.hpp"
#include "geo/travel.hpp"

namespace geo {

TravelSource source_of(const Estimate& estimate);

// Places in a straight line that no barrier parts. Keeps references to what it is made of.
class NearestOpen {
 public:
  NearestOpen(const std::vector<GridPoint>& points, const Barriers& barriers)
      : points_(points), barriers_(barriers), index_(points) {}
  // At most so many others, nearest first, of a place at this point.
  std::vector<std::uint32_t> of(std::uint32_t place, const GridPoint& at, std::size_t most) const;

 private:
  const std::vector<GridPoint>& points_;
  const Barriers& barriers_;
  PointIndex index_;
};

// Answers where the first source has nothing to say.
class GapFiller {
 public:
  explicit GapFiller(Gaps gaps) : gaps_(std::move(gaps)) {}
  bool fills() const { return gaps_.estimate.has_value(); }
  const Barriers& barriers() const { return gaps_.barriers; }
  // Rests on the second source.
  Trip way(const GridPoint& from, const GridPoint& to) const;
  std::vector<TravelSource> sources(TravelSource first) const;

 private:
  Gaps gaps_;
};

}  // namespace geo
