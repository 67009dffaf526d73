// Which schools lie next to each other, and the lines that no cluster reaches across.
#pragma once

#include <vector>

#include "design/plan.hpp"
#include "geo/barriers.hpp"

namespace design {

// Neighbours of Delaunay: no circle round two neighbours and a third point holds another point.
// Schools at one place are neighbours of each other. Each list ascending.
std::vector<std::vector<int>> neighbours_of(const std::vector<geo::GridPoint>& points);
// Of the schools; whoever is beyond a barrier of the rules is none.
std::vector<std::vector<int>> neighbours_of(const Rules& rules, const Facts& facts);

geo::BarrierLine line_of(const Barrier& barrier);
geo::Barriers barriers_of(const Rules& rules);

}  // namespace design
