// Where a search begins when there is no plan: the plane halved again and again.
#pragma once

#include "solve/problem.hpp"

namespace solve {

// Splits all points that are not fixed into `clusters` groups of nearly the same weight by halving
// the longer side of what is left; federations stay whole, fixed points are where they must be.
// Numbers are those of today's clusters where these overlap most. Bounds are nearly kept, not
// proven to be.
Assignment divided(const Problem& problem, int clusters);

// Renumbers the clusters of a plan so that as many points as possible keep their number of today;
// the numbers of pinned points and of locked clusters stay. Nothing changes when there is no today.
void keep_numbers(const Problem& problem, Assignment& plan);

}  // namespace solve
