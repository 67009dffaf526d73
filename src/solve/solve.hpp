// Solving: the best plan that a number of rounds or seconds finds, with a bound that no plan can
// beat. The answer depends on problem, options.seed and the rounds done, not on the number of
// threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

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
  std::optional<Assignment> start;  // a plan to go on from: today's clusters, or an earlier answer
  double bound_seconds = 2;         // how long the bound may take; 0: no bound
  std::function<bool(const Progress&)> watch;  // false: stop; called on the caller's thread
};

struct Solution {
  Assignment plan;
  Valuation valuation;
  double bound = 0;  // no plan that keeps the hard rules costs less
  bool has_bound = false;
  std::uint64_t moves = 0;
  int rounds = 0;
  double seconds = 0;
  bool stopped = false;  // the watcher ended it
  double gap() const { return bound > 0 ? valuation.cost / bound - 1 : 0; }
};

// Errors: bad_instance (not well formed), cannot_cluster (impossible() names why).
base::Result<Solution> solve(const Problem& problem, const Options& options);

// What it would cost to have point `point` in each other cluster instead, others moving as little
// as they must (nothing else moves): cost of the plan so changed minus that of the plan, cheapest
// first, with the rules that it would break.
struct Alternative {
  int cluster = 0;
  double extra_cost = 0;
  std::vector<Violation> breaks;  // those that the plan itself does not have
};
std::vector<Alternative> alternatives(const Problem& problem, const Assignment& plan, int point);

}  // namespace solve
