// What each number of moves gains. Two ways lead away from today: solving with moves at a price,
// and walking from today to the best plan, always by the step that gains most. The best of both
// counts.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "design/explain.hpp"

namespace design {

namespace {

constexpr double broken_price = 1e4;  // of a hard rule, for each unit by which it is broken
constexpr int moves_max = 60;
constexpr int steps_max = 90;  // some are back to where today has the school

struct Found {
  double value = std::numeric_limits<double>::infinity();  // cost and broken rules
  double cost = 0;
  int broken = 0;
  solve::Assignment plan;
};

class Walker {
 public:
  Walker(const Built& built, const StudyOptions& options) : built_(built), options_(options) {
    problem_ = built.problem;
    problem_.prices.move = 0;
  }

  // One school after the other goes where `goal` has it, always the one that gains most; only those
  // are looked at anew whose clusters the last one has left or joined.
  void walk(solve::Assignment now, const solve::Assignment& goal) {
    note(now);
    std::vector<int> left;
    for (std::size_t at = 0; at < now.size(); ++at) {
      if (now[at] != goal[at]) left.push_back(static_cast<int>(at));
    }
    std::vector<double> gain(now.size(), 0);
    double here = value_of(now).value;
    int from = no_place;
    int to = no_place;
    for (int step = 0; step < steps_max && !left.empty() && go_on_; ++step) {
      std::size_t best = 0;
      for (std::size_t each = 0; each < left.size(); ++each) {
        const auto at = static_cast<std::size_t>(left[each]);
        auto touched = [&](int cluster) { return cluster == from || cluster == to; };
        if (step == 0 || touched(now[at]) || touched(goal[at])) {
          const int was = std::exchange(now[at], goal[at]);
          gain[at] = here - value_of(now).value;
          now[at] = was;
        }
        if (gain[at] > gain[static_cast<std::size_t>(left[best])]) best = each;
      }
      const auto moved_on = static_cast<std::size_t>(left[best]);
      from = std::exchange(now[moved_on], goal[moved_on]);
      to = goal[moved_on];
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
      here = value_of(now).value;
      note(now);
    }
    tell();
  }

  // The price of a move under which about so many are made is not known beforehand: many are tried.
  void solve_with_prices(const solve::Assignment& start, double seconds) {
    constexpr double prices[] = {64, 32, 16, 8, 4, 2, 1};
    solve::Problem priced = built_.problem;
    for (const double price : prices) {
      if (!go_on_) return;
      priced.prices.move = price;
      solve::Options options;
      options.seed = options_.seed;
      options.threads = options_.threads;
      options.seconds = seconds / static_cast<double>(std::size(prices));
      options.bound_seconds = 0;
      options.start = start;
      auto solution = solve::solve(priced, options);
      if (!solution.ok()) continue;
      note(solution.value().plan);
      walk(start, solution.value().plan);
    }
  }

  void note(const solve::Assignment& plan) {
    const Found made = value_of(plan);
    Found& best = by_moves_[moves_of(plan)];
    if (made.value < best.value) best = made;
  }
  const std::map<int, Found>& by_moves() const { return by_moves_; }

 private:
  int moves_of(const solve::Assignment& plan) const {
    int moves = 0;
    for (std::size_t at = 0; at < plan.size(); ++at) {
      moves += problem_.today[at] != solve::no_cluster && problem_.today[at] != plan[at] ? 1 : 0;
    }
    return moves;
  }

  Found value_of(const solve::Assignment& plan) const {
    const solve::Valuation valuation = solve::valued(problem_, plan);
    Found made{valuation.cost, valuation.cost, 0, plan};
    for (const solve::Violation& each : valuation.violations) {
      if (!each.hard) continue;
      made.value += broken_price * each.amount;
      ++made.broken;
    }
    return made;
  }

  void tell() {
    constexpr double steps = 9;
    done_ = std::min(done_ + 1, steps - 1);
    if (options_.progress && !options_.progress(done_ / steps)) go_on_ = false;
  }

  const Built& built_;
  const StudyOptions& options_;
  solve::Problem problem_;
  std::map<int, Found> by_moves_;
  double done_ = 0;
  bool go_on_ = true;
};

// The best plan with at most so many moves.
const Found& best_within(const std::map<int, Found>& by_moves, int moves) {
  const Found* best = &by_moves.begin()->second;
  for (const auto& [count, found] : by_moves) {
    if (count <= moves && found.value < best->value) best = &found;
  }
  return *best;
}

std::string counted_moves(int moves) {
  return std::to_string(moves) + (moves == 1 ? " move" : " moves");
}

// Rules first: what they are worth has no minutes.
std::string mending_of(const std::vector<FrontierPoint>& points) {
  const int before = points.front().broken;
  const int after = points.back().broken;
  if (before == after) return "";
  for (const FrontierPoint& each : points) {
    if (each.broken != after) continue;
    return counted_moves(each.moves) + (each.moves == 1 ? " mends " : " mend ") +
           (after == 0 ? "every rule that is broken today. "
                       : std::to_string(before - after) + " of " + std::to_string(before) +
                             " rules that are broken today. ");
  }
  return "";
}

std::string gain_of(const std::vector<FrontierPoint>& points) {
  constexpr double whole = 100;
  constexpr double half = 0.5;
  const FrontierPoint& last = points.back();
  for (const FrontierPoint& each : points) {
    if (each.moves == 0 || each.share < half || each.moves >= last.moves) continue;
    return counted_moves(each.moves) + (each.moves == 1 ? " gains " : " gain ") +
           std::to_string(std::lround(each.share * whole)) + "% of what " +
           counted_moves(last.moves) + " would.";
  }
  if (last.share <= 0) return "No move makes it cost less.";
  return counted_moves(last.moves) + (last.moves == 1 ? " gains" : " gain") +
         " all that can be gained.";
}

}  // namespace

base::Result<Frontier> frontier(const Scenario& scenario, const Facts& facts, const Plan& best,
                                const StudyOptions& options) {
  if (facts.today.empty()) {
    return base::make_error("no_clusters_today",
                            "There are no clusters of " +
                                (facts.owner_name.empty() ? "one owner" : facts.owner_name) +
                                " on " + facts.on.long_form() + " from which to count moves.");
  }
  const Built built = TRY(problem_of(scenario, facts));
  const solve::Assignment today = assignment_of(built, facts, plan_of_today(facts));
  Walker walker(built, options);
  walker.walk(today, assignment_of(built, facts, best));
  walker.solve_with_prices(today, options.seconds);
  Frontier made;
  const int most = std::max(1, std::min(moves_max, walker.by_moves().rbegin()->first));
  const double first = best_within(walker.by_moves(), 0).cost;
  const double gain = first - best_within(walker.by_moves(), most).cost;
  std::vector<int> counts(std::begin(frontier_moves), std::end(frontier_moves));
  std::erase_if(counts, [&](int each) { return each >= most; });
  counts.push_back(most);
  for (const int moves : counts) {
    const Found& found = best_within(walker.by_moves(), moves);
    made.points.push_back({moves, found.cost,
                           gain > 0 ? std::clamp((first - found.cost) / gain, 0.0, 1.0) : 0,
                           found.broken, plan_of(built, facts, found.plan)});
  }
  made.sentence = mending_of(made.points) + gain_of(made.points);
  return made;
}

}  // namespace design
