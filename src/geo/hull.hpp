// Shapes round points: convex hulls, with or without a margin, and what is asked of polygons.
#pragma once

#include <vector>

#include "geo/grid.hpp"

namespace geo {

// Corners in order, against the clock; the last is joined to the first, which is not repeated.
using Polygon = std::vector<GridPoint>;

// The corners only, none on a line between two others. Of one point or two, just these.
Polygon convex_hull(std::vector<GridPoint> points);

// All within `pad_m` of the hull lies inside, and nothing farther than 1.04 times that. Corners are
// rounded in twelfths, so one point becomes a polygon of twelve corners. No points, no polygon.
Polygon padded_hull(const std::vector<GridPoint>& points, double pad_m);

// The edge belongs to it, a millimetre to either side.
bool contains(const Polygon& polygon, const GridPoint& point);

double area_m2(const Polygon& polygon);
// Of the area; where there is none, the mean of the corners. The polygon must not be empty.
GridPoint centroid(const Polygon& polygon);

}  // namespace geo
