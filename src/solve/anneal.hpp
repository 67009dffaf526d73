// Simulated annealing of a part: moves that cost less than a sinking temperature allows.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>

#include "solve/moves.hpp"
#include "solve/pool.hpp"
#include "solve/random.hpp"
#include "solve/state.hpp"

namespace solve {

struct Schedule {
  std::uint64_t moves = 0;
  double hot = 0;  // temperatures, in the unit of costs
  double cold = 0;
  double cool = 0;     // below it, clusters that are met are kept
  double lenient = 0;  // pressure at the beginning and at the end
  double strict = 0;
  double seconds = std::numeric_limits<double>::infinity();  // it cools faster to be done in them
};

struct Annealed {
  std::vector<int> plan;  // the best that kept all hard rules, or else that broke them least
  double cost = 0;        // without pressure
  double broken = 0;
  std::uint64_t moves = 0;
  std::vector<MoveStatistics> statistics;
  std::vector<Column> met;  // clusters that kept their rules when it was cool
};

// From the state as it is. While it is hot, hard rules may be broken at a price. Ends early when
// `stop` becomes true.
Annealed anneal(State& state, const Schedule& schedule, Random& random,
                const std::atomic<bool>& stop);

}  // namespace solve
