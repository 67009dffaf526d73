// Search and bound side by side, until time, rounds or whoever watches ends them.
#include "solve/solve.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>

#include "solve/bound.hpp"
#include "solve/division.hpp"
#include "solve/flow.hpp"
#include "solve/search.hpp"

namespace solve {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double unlimited_s = 1e7;
constexpr double nothing = 1e-9;  // of cost: less is an error of rounding
// Of the bound, where answers are not to depend on the clock: as many as a county needs.
constexpr int iterations_when_counted = 400;
// Of the bound from which a search begins.
constexpr int first_iterations = 150;
constexpr int first_reach = 50;
constexpr double round_share = 0.4;         // of the time that is left, for one round at most
constexpr double first_share = 0.1;         // of the time, at most
constexpr double expected_of_halves = 0.8;  // of the cost of the plane halved

double since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Makes `stop` true when the time is over, also while a round is under way.
class Deadline {
 public:
  Deadline(double seconds, std::atomic<bool>& stop)
      : thread_([this, seconds, &stop] {
          std::unique_lock<std::mutex> lock(mutex_);
          ended_.wait_for(lock, std::chrono::duration<double>(seconds), [this] { return end_; });
          stop = true;
        }) {}
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      end_ = true;
    }
    ended_.notify_one();
    thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
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
  Bound found;
  std::atomic<double> bound{0};  // more than 0: `found` is whole
  std::thread bounding;
  bool told = false;
  const bool counted = options.rounds_max > 0;
  // The first round of a whole country takes long: who watches sees where it begins.
  if (!goes_on(options, search, bound, begin)) {
    solution.stopped = true;
    stop = true;
  }
  while (!stop) {
    const double left = options.seconds - since(begin);
    counted ? search.round() : search.round(round_share * std::max(left, 0.0));
    if (!bounding.joinable() && options.bound_seconds > 0) {
      const double known = search.cost();
      const int iterations = counted ? iterations_when_counted : std::numeric_limits<int>::max();
      const double seconds = counted ? unlimited_s : options.bound_seconds;
      bounding = std::thread([&problem, &found, &bound, &stop, known, seconds, iterations] {
        found = lower_bound(problem, known, seconds, iterations, stop);
        bound = found.cost;
      });
      // The answer is not to depend on when it is known.
      if (counted) bounding.join();
    }
    if (!told && bound > 0) {
      search.learn(found.clusters);
      told = true;
    }
    if (!goes_on(options, search, bound, begin)) {
      solution.stopped = true;
      break;
    }
    if (counted) {
      if (search.rounds() >= options.rounds_max) break;
      continue;  // when the bound is known is a matter of the clock: it ends nothing here
    }
    // No cost is below nought, so that nought needs no bound.
    const bool free = search.broken() < 1e-9 && search.cost() <= nothing;
    const bool proven = search.broken() < 1e-9 && search.cost() <= bound + 1e-6 * search.cost();
    if (since(begin) >= options.seconds || (proven && bound > 0) || free) break;
  }
  if (solution.stopped) stop = true;
  if (bounding.joinable()) bounding.join();
  solution.bound = bound;
  solution.has_bound = solution.bound > 0 || (search.broken() < 1e-9 && search.cost() <= nothing);
}

std::vector<Violation> broken_anew(const Valuation& now, const Valuation& then) {
  std::vector<Violation> anew;
  for (const Violation& violation : then.violations) {
    const bool old =
        std::any_of(now.violations.begin(), now.violations.end(), [&](const Violation& before) {
          return before.rule == violation.rule && before.cluster == violation.cluster &&
                 before.amount >= violation.amount;
        });
    if (!old) anew.push_back(violation);
  }
  return anew;
}

bool is_plan(const Problem& problem, const Assignment& plan) {
  return plan.size() == problem.points.size() && std::all_of(plan.begin(), plan.end(), [&](int c) {
           return c >= 0 && c < problem.clusters_max;
         });
}

// Where to begin when there is no plan.
void begin_search(const Problem& problem, const Options& options, const std::atomic<bool>& stop,
                  Search& search) {
  using enum Search::From;
  if (options.start) return search.begin(*options.start, options.warm ? Best : Rough);
  const Assignment plan = divided(problem);
  if (!can_flow(problem)) return search.begin(plan, Rough);
  const double seconds = options.rounds_max > 0 ? unlimited_s : first_share * options.seconds;
  const double known = expected_of_halves * valued(problem, plan).cost;
  const Bound bound = lower_bound(problem, known, seconds, first_iterations, stop, first_reach);
  bound.iterations > 0 ? search.begin(flowed(problem, bound.favour), Good)
                       : search.begin(plan, Rough);
}

}  // namespace

base::Result<Solution> solve(const Problem& problem, const Options& options) {
  const auto begin = Clock::now();
  TRY(check(problem));
  const std::vector<std::string> reasons = impossible(problem);
  if (!reasons.empty()) return base::make_error("cannot_cluster", joined(reasons), "rules");
  if (options.start && !is_plan(problem, *options.start)) {
    return base::make_error("bad_instance", "The plan to go on from is of another problem.",
                            "start");
  }
  std::atomic<bool> stop{false};
  Solution solution;
  Search search(problem, options.seed, std::max(1, options.threads), stop);
  {
    const Deadline deadline(options.rounds_max > 0 ? unlimited_s : options.seconds, stop);
    begin_search(problem, options, stop, search);
    run(problem, options, begin, search, stop, solution);
  }
  solution.plan = with_todays_numbers(problem, search.plan());
  solution.valuation = valued(problem, solution.plan);
  solution.seed = options.seed;
  solution.moves = search.moves();
  solution.statistics = search.statistics();
  solution.rounds = search.rounds();
  solution.seconds = since(begin);
  return solution;
}

std::vector<Alternative> alternatives(const Problem& problem, const Assignment& plan, int point) {
  std::vector<int> goes(1, point);
  for (const Together& federation : problem.together) {
    const std::vector<int>& points = federation.points;
    if (std::find(points.begin(), points.end(), point) != points.end()) goes = points;
  }
  std::vector<char> filled(static_cast<std::size_t>(problem.clusters_max), 0);
  for (const int cluster : plan) filled[cluster] = 1;
  std::vector<Alternative> others;
  Assignment changed = plan;
  for (int c = 0; c < problem.clusters_max; ++c) {
    if (c == plan[point] || filled[c] == 0) continue;
    for (const int each : goes) changed[each] = c;
    const Valuation now = valued(problem, plan, {plan[point], c});
    const Valuation then = valued(problem, changed, {plan[point], c});
    others.push_back({c, then.cost - now.cost, broken_anew(now, then)});
  }
  std::sort(others.begin(), others.end(), [](const Alternative& a, const Alternative& b) {
    return a.extra_cost != b.extra_cost ? a.extra_cost < b.extra_cost : a.cluster < b.cluster;
  });
  return others;
}

}  // namespace solve
