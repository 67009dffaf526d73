// Where a search begins when there is no plan: the plane halved again and again.
#pragma once

#include "solve/problem.hpp"

namespace solve {

// Splits all points that are not fixed into as many groups as there may be clusters, of nearly the
// same weight, by halving the longer side of what is left; federations stay whole, fixed points are
// where they must be, numbers are those of today's clusters where these overlap most. Bounds are
// nearly kept, not proven to be.
Assignment divided(const Problem& problem);

// The plan with each fixed point where it must be and each federation in one cluster: what a search
// can go on from.
Assignment mended(const Problem& problem, Assignment plan);

// The plan with other numbers of clusters, if more points keep their number of today by that; the
// numbers of pinned points and of locked clusters stay.
Assignment with_todays_numbers(const Problem& problem, Assignment plan);

}  // namespace solve
