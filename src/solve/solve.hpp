// Solving: the best plan that a number of rounds or seconds finds, with a bound that no plan can
// beat. The answer depends on problem, options.seed and the rounds done, not on the number of
// threads.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "solve/moves.hpp"
#include "solve/problem.hpp"

namespace solve {

// What is known while the search runs; given to the watcher between rounds.
struct Progress {
  double seconds = 0;
  int rounds = 0;
  std::uint64_t moves = 0;
  bool feasible = false;
  double cost = 0;
  double bound = 0;
  const Assignment* best = nullptr;  // valid during the call: enough to go on later from there
};

struct Options {
  std::uint64_t seed = 1;
  int threads = 1;
  double seconds = 10;  // time after which no round begins; the clock is asked between rounds
  int rounds_max = 0;   // 0: as many as the seconds allow. With rounds the answer is repeatable.
  // A plan to go on from: today's clusters, or an earlier answer. Where it parts a federation, or
  // fixed points are elsewhere, it is mended first.
  std::optional<Assignment> start;
  // The start is good but for what was changed by hand: nothing is molten, so that an answer stands
  // within a second.
  bool warm = false;
  double bound_seconds = 2;                    // how long the bound may take; 0: no bound
  std::function<bool(const Progress&)> watch;  // false: stop; called on the caller's thread
};

struct Solution {
  Assignment plan;
  Valuation valuation;
  double bound = 0;  // no plan that keeps the hard rules costs less
  bool has_bound = false;
  std::uint64_t seed = 0;
  std::vector<MoveStatistics> statistics;  // of each kind of move
  std::uint64_t moves = 0;
  int rounds = 0;
  double seconds = 0;
  bool stopped = false;  // the watcher ended it
  double gap() const { return bound > 0 ? valuation.cost / bound - 1 : 0; }
};

// Errors: bad_instance (not well formed, or a start that is no plan of the problem), cannot_cluster
// (impossible() names why).
base::Result<Solution> solve(const Problem& problem, const Options& options);

// What it would cost to have a point, with its federation, in each other cluster instead, nothing
// else being moved: cheapest first, with the rules that it would break. Costs time in proportion to
// the points for each cluster.
struct Alternative {
  int cluster = 0;
  double extra_cost = 0;
  std::vector<Violation> breaks;  // those that the plan itself does not have
};
std::vector<Alternative> alternatives(const Problem& problem, const Assignment& plan, int point);

}  // namespace solve
