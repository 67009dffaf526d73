// Geometry of the map: from metres on the national grid to units of the picture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/svg.hpp"

namespace web {

struct Spot {
  double x = 0;
  double y = 0;
};

double squared_distance(Spot left, Spot right);

// One scale for both directions, north up, everything in view with room at the edges.
class Fit {
 public:
  // The view holds both corners, and some kilometres where they are one place.
  Fit(Position corner_a, Position corner_b, int width, int height);
  Spot at(Position position) const;
  double m_per_unit() const { return m_per_unit_; }
  int width() const { return width_; }
  int height() const { return height_; }

 private:
  double m_per_unit_ = 1;
  Position top_left_;
  int width_;
  int height_;
};

// Points decide what is in view, or the outlines where there are no points or it is asked for.
Fit fit_of(const Map& map);

// The convex outline round the spots at that distance, in order; empty for no spots.
std::vector<Spot> area_round(const std::vector<Spot>& spots, double radius);

// "M10 20l3 4-5 6z" in whole units, without corners that nobody could see; "" when it lies
// outside the picture altogether.
std::string path_of(const Fit& fit, const std::vector<Position>& positions);

// Where the name of an outline is written: its middle, if that is in view.
std::optional<Spot> name_spot(const Fit& fit, const MapOutline& outline);

}  // namespace web
