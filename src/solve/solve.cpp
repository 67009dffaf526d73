// Search and bound side by side, until time, rounds or whoever watches ends them.
#include "solve/solve.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "solve/bound.hpp"
#include "solve/division.hpp"
#include "solve/search.hpp"

namespace solve {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Becomes true when the time is over, also while a round is under way.
class Deadline {
 public:
  Deadline(Clock::time_point begin, double seconds, std::atomic<bool>& stop)
      : thread_([this, begin, seconds, &stop] {
          while (!ended_ && since(begin) < seconds) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
          }
          stop = true;
        }) {}
  ~Deadline() {
    ended_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += (text.empty() ? "" : " ") + sentence;
  return text;
}

// Whether somebody who watches wants the search to go on.
bool goes_on(const Options& options, const Search& search, double bound, Clock::time_point begin) {
  if (!options.watch) return true;
  Progress progress;
  progress.seconds = since(begin);
  progress.rounds = search.rounds();
  progress.moves = search.moves();
  progress.cost = search.cost();
  progress.feasible = search.broken() < 1e-9;
  progress.bound = bound;
  progress.best = &search.plan();
  return options.watch(progress);
}

void run(const Problem& problem, const Options& options, Clock::time_point begin, Search& search,
         std::atomic<bool>& stop, Solution& solution) {
  std::atomic<double> bound{0};
  std::thread bounding;
  const bool counted = options.rounds_max > 0;
  while (!stop) {
    search.round();
    if (!bounding.joinable() && options.bound_seconds > 0) {
      const double known = search.cost();
      const int iterations = counted ? 400 : 1000000;
      const double seconds = counted ? 1e9 : options.bound_seconds;
      bounding = std::thread([&problem, &bound, &stop, known, seconds, iterations] {
        bound = lower_bound(problem, known, seconds, iterations, stop).cost;
      });
    }
    if (!goes_on(options, search, bound, begin)) {
      solution.stopped = true;
      break;
    }
    if (counted) {
      if (search.rounds() >= options.rounds_max) break;
      continue;  // when the bound is known is a matter of the clock: it ends nothing here
    }
    const bool proven = search.broken() < 1e-9 && search.cost() <= bound + 1e-6 * search.cost();
    if (since(begin) >= options.seconds || (proven && bound > 0)) break;
  }
  if (solution.stopped) stop = true;
  if (bounding.joinable()) bounding.join();
  solution.bound = bound;
  solution.has_bound = solution.bound > 0;
}

}  // namespace

base::Result<Solution> solve(const Problem& problem, const Options& options) {
  const auto begin = Clock::now();
  TRY(check(problem));
  const std::vector<std::string> reasons = impossible(problem);
  if (!reasons.empty()) return base::make_error("cannot_cluster", joined(reasons), "rules");
  if (options.start && options.start->size() != problem.points.size()) {
    return base::make_error("bad_instance", "The plan to go on from is of another problem.",
                            "start");
  }
  std::atomic<bool> stop{false};
  Solution solution;
  Search search(problem, options.seed, std::max(1, options.threads), stop);
  {
    const Deadline deadline(begin, options.rounds_max > 0 ? 1e9 : options.seconds, stop);
    if (options.start) {
      search.begin(*options.start);
    } else {
      search.begin();
    }
    run(problem, options, begin, search, stop, solution);
  }
  solution.plan = search.plan();
  keep_numbers(problem, solution.plan);
  solution.valuation = valued(problem, solution.plan);
  solution.moves = search.moves();
  solution.rounds = search.rounds();
  solution.seconds = since(begin);
  return solution;
}

std::vector<Alternative> alternatives(const Problem& problem, const Assignment& plan, int point) {
  const Valuation now = valued(problem, plan);
  std::vector<Alternative> others;
  for (int c = 0; c < problem.clusters_max; ++c) {
    if (c == plan[point] || now.medians[c] < 0) continue;
    Assignment changed = plan;
    for (const Together& federation : problem.together) {
      const auto& points = federation.points;
      if (std::find(points.begin(), points.end(), point) == points.end()) continue;
      for (const int other : points) changed[other] = c;
    }
    changed[point] = c;
    const Valuation then = valued(problem, changed);
    Alternative other{c, then.cost - now.cost, {}};
    for (const Violation& violation : then.violations) {
      const bool old =
          std::any_of(now.violations.begin(), now.violations.end(), [&](const Violation& before) {
            return before.rule == violation.rule && before.cluster == violation.cluster &&
                   before.amount >= violation.amount;
          });
      if (!old) other.breaks.push_back(violation);
    }
    others.push_back(std::move(other));
  }
  std::sort(others.begin(), others.end(), [](const Alternative& a, const Alternative& b) {
    return a.extra_cost != b.extra_cost ? a.extra_cost < b.extra_cost : a.cluster < b.cluster;
  });
  return others;
}

}  // namespace solve
