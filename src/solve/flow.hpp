// Where a search of a problem with few kinds of rules begins: medians where the prices of the bound
// want them, and each point with one of them, by a flow of least cost within both bounds.
#pragma once

#include <vector>

#include "solve/problem.hpp"

namespace solve {

// Whether such a plan is worth having: no rules but measures, and nothing that stays where it is.
bool can_flow(const Problem& problem);

// `favour` says how much each point is wanted as a median, and is not nothing for all. Bounds are
// nearly kept, not proven to be: a point whose weight the flow parts goes where most of it goes.
Assignment flowed(const Problem& problem, const std::vector<double>& favour);

}  // namespace solve
