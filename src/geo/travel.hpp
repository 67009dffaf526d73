// How long it takes from one place to another, whatever the answer rests on: the straight line, an
// estimate, a table that somebody supplied, or the roads. Who designs clusters asks a Travel and
// need not know which it is; every answer knows, and pages say it beside the figure.
// Places are numbered from 0 in the order in which they were given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "geo/barriers.hpp"
#include "geo/estimate.hpp"
#include "geo/grid.hpp"

namespace geo {

struct Roads;
struct TravelMatrix;

enum class TravelKind { Straight, Estimated, Matrix, Roads };
// "straight line", "estimated", "from a table", "by road"
std::string_view name_of(TravelKind kind);
// "straight", "estimated", "matrix", "roads", for programs
std::string_view code_of(TravelKind kind);

// What minutes rest on.
struct TravelSource {
  TravelKind kind = TravelKind::Estimated;
  std::string name;                      // "Guildhall's assumptions", "norfolk.osm.pbf"
  std::optional<base::Date> dated = {};  // the day of which it speaks, where it says one
  // "estimated (Guildhall's assumptions, 27 November 2026)"
  std::string label() const;
};

inline constexpr double no_way = std::numeric_limits<double>::infinity();

struct Trip {
  double minutes = no_way;
  std::size_t source = 0;  // the place in Travel::sources()
};

struct Neighbour {
  std::uint32_t place = 0;
  float minutes = 0;  // the mean of there and back
};

// Never changes once it is made, so that any number of threads may ask.
class Travel {
 public:
  virtual ~Travel() = default;

  std::size_t size() const { return points_.size(); }
  const std::vector<GridPoint>& points() const { return points_; }
  // The first is what was asked for; a second fills its gaps.
  const std::vector<TravelSource>& sources() const { return sources_; }

  // From one place to another. Nought from a place to itself; no_way where there is none.
  Trip one_way(std::size_t from, std::size_t to) const;
  // The mean of there and back, the same both ways round. When the two rest on different sources it
  // is said to rest on the later, weaker one.
  Trip between(std::size_t one, std::size_t other) const;
  double minutes(std::size_t one, std::size_t other) const { return between(one, other).minutes; }

  // The nearest places by `minutes`, nearest first, equal ones in order of number; never the place
  // itself, nor one to which there is no way. At most as many as were asked for when this was made.
  // A place may be in the list of another that is not in its own.
  std::span<const Neighbour> neighbours(std::size_t place) const;

  // Places that the source does not know (too far from a road, in no row of the table): every trip
  // of theirs rests on what fills the gaps, or there is no way.
  const std::vector<std::size_t>& unknown_places() const { return unknown_; }

 protected:
  Travel(std::vector<GridPoint> points, std::vector<TravelSource> sources)
      : points_(std::move(points)), sources_(std::move(sources)) {}
  virtual Trip way(std::size_t from, std::size_t to) const = 0;

  // Keeps of each place's candidates the `nearest_max` nearest.
  void add_neighbours(std::vector<Neighbour> candidates, std::size_t nearest_max);

  std::vector<std::size_t> unknown_;

 private:
  std::vector<GridPoint> points_;
  std::vector<TravelSource> sources_;
  std::vector<std::size_t> first_ = {0};  // of each place's neighbours, and where the last end
  std::vector<Neighbour> neighbours_;
};

using TravelPtr = std::shared_ptr<const Travel>;

struct Gaps {
  // What fills them. Without it there is no way.
  std::optional<Estimate> estimate = {};
  Barriers barriers = {};
};

// Kilometres in a straight line, told as minutes at 60 km/h: the number is the kilometres. There is
// no way across a barrier.
TravelPtr travel_straight(std::vector<GridPoint> points, Barriers barriers,
                          std::size_t nearest_max);

// Estimated minutes from door to door. There is no way across a barrier.
TravelPtr travel_estimated(std::vector<GridPoint> points, const Estimate& estimate,
                           Barriers barriers, std::size_t nearest_max);

// What the table says; `identifiers` are those of the points, in the table's words. A pair that has
// only one direction in the table is taken to be as long the other way.
TravelPtr travel_by_matrix(std::vector<GridPoint> points,
                           const std::vector<std::string>& identifiers, const TravelMatrix& matrix,
                           const Gaps& gaps, std::size_t nearest_max);

// By car on the roads, from door to door. Trips may be of any length; neighbours are those within
// `minutes_max` in each direction.
TravelPtr travel_by_roads(std::vector<GridPoint> points, const Roads& roads, const Gaps& gaps,
                          std::size_t nearest_max, double minutes_max = 40);

}  // namespace geo
