// The outline of a county, guessed from where its schools are: land within reach of a school, with
// the gaps between them closed and the coast a little way outside the last school. For drawing
// only: it is not a boundary, and pages that show it say so.
#pragma once

#include <cstddef>
#include <vector>

#include "geo/hull.hpp"

namespace geo {

// One polygon per island, the largest first; every point lies in one of them. Points that are no
// numbers are left out. The same points in any order give the same outline.
std::vector<Polygon> outline_of(const std::vector<GridPoint>& points);

// The points without those so far from the others that their places must be mistaken, as some in
// the national register are: one school of Camden lies in Cornwall. Maps are drawn from these.
std::vector<GridPoint> without_strays(const std::vector<GridPoint>& points);

inline constexpr std::size_t outline_vertices_max = 400;

}  // namespace geo
