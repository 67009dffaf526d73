// A cost that no plan can beat: Lagrangian relaxation of "each point is in one cluster". What
// remains is to choose medians, each with the points that gain most, within the bounds of its
// cluster.
#pragma once

#include <atomic>

#include "solve/problem.hpp"

namespace solve {

struct Bound {
  double cost = 0;  // no plan that keeps the hard rules costs less; 0 when nothing better is known
  int iterations = 0;
  std::vector<double> prices;              // what each point would pay to be taken: the multipliers
  std::vector<double> favour;              // how often each point was a median, of late
  std::vector<std::vector<int>> clusters;  // that cost least on the way there, each once
};

// How many of its nearest points each point knows. Fewer is quicker, and the bound weaker: it then
// sees less of the lower bound on numbers.
inline constexpr int reach_default = 160;

// `known` is the cost of some plan: steps are chosen by it, the bound holds whatever it is. Rules
// other than counts and weights are left out, and so are wishes other than travel (each costs at
// least nothing), but that each label is in one cluster at least. Ends at the end of `seconds`, of
// `iterations_max`, when it no longer rises, or when `stop` becomes true.
Bound lower_bound(const Problem& problem, double known, double seconds, int iterations_max,
                  const std::atomic<bool>& stop, int reach = reach_default);

}  // namespace solve
