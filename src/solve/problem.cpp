// Distances, and the value of a plan reckoned from nothing.
#include "solve/problem.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "solve/charges.hpp"
#include "solve/part.hpp"

namespace solve {
namespace {

std::string figure(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string in_words(const Measure& measure, int cluster, std::int64_t weight) {
  const bool below = weight < measure.lower;
  return "Cluster " + std::to_string(cluster + 1) + ": " + measure.name + " " +
         std::to_string(weight) + ", " + (below ? "at least " : "at most ") +
         std::to_string(below ? measure.lower : measure.upper) + ".";
}

void add_term(Valuation& valuation, const std::string& name, double cost) {
  for (Term& term : valuation.terms) {
    if (term.name == name) {
      term.cost += cost;
      return;
    }
  }
  valuation.terms.push_back({name, cost});
}

void break_rule(Valuation& valuation, Violation violation, double cost) {
  if (violation.hard) valuation.feasible = false;
  if (cost != 0) add_term(valuation, violation.rule, cost);
  valuation.violations.push_back(std::move(violation));
}

// The value of one cluster, added to that of the plan.
void add_cluster(const Problem& problem, int cluster, const std::vector<int>& points,
                 Valuation& valuation) {
  const Part part(problem, points, {cluster}, 0, 1);
  std::vector<int> members(points.size());
  std::iota(members.begin(), members.end(), 0);
  double least = std::numeric_limits<double>::infinity();
  int median = 0;
  for (const int j : members) {
    double sum = 0;
    for (const int i : members) sum += part.importance[i] * distance(problem, points[i], points[j]);
    if (sum < least) {
      least = sum;
      median = j;
    }
  }
  valuation.medians[cluster] = points[median];
  valuation.travel += least;
  add_term(valuation, "travel", problem.prices.travel * least);
  for (std::size_t m = 0; m < problem.measures.size(); ++m) {
    const Measure& measure = problem.measures[m];
    const std::int64_t weight =
        std::accumulate(part.weights[m].begin(), part.weights[m].end(), std::int64_t{0});
    const double outside = outside_of(measure, weight, part.size());
    if (outside == 0) continue;
    const bool hard = measure.strength.hard;
    break_rule(valuation,
               {measure.name, cluster, outside, hard, in_words(measure, cluster, weight)},
               hard ? 0 : outside * measure.strength.price);
  }
  for (const NamedCharge& charge : charges_by_name(part, 0, members, median)) {
    if (!charge.rule) {
      add_term(valuation, charge.name, charge.cost);
    } else if (charge.amount > 0) {
      const std::string text = "Cluster " + std::to_string(cluster + 1) + ": " + charge.name +
                               " broken by " + figure(charge.amount) + ".";
      break_rule(valuation, {charge.name, cluster, charge.amount, charge.hard, text}, charge.cost);
    }
  }
}

void check_federations(const Problem& problem, const Assignment& plan,
                       const std::vector<char>& chosen, Valuation& valuation) {
  for (const Together& federation : problem.together) {
    for (const int point : federation.points) {
      const int first = plan[federation.points.front()];
      if (plan[point] == first || (chosen[plan[point]] == 0 && chosen[first] == 0)) continue;
      break_rule(valuation,
                 {federation.name, plan[point], 1, true, federation.name + " is parted."}, 0);
      break;
    }
  }
}

void check_places(const Problem& problem, const Assignment& plan, const std::vector<char>& chosen,
                  Valuation& valuation) {
  for (int i = 0; i < problem.size(); ++i) {
    if (chosen[plan[i]] == 0) continue;
    const std::string point = "Point " + std::to_string(i + 1);
    if (!problem.pinned.empty() && problem.pinned[i] != no_cluster &&
        plan[i] != problem.pinned[i]) {
      break_rule(valuation, {"pinned", plan[i], 1, true, point + " is not where it is pinned."}, 0);
    }
    if (problem.today.empty() || plan[i] == problem.today[i]) continue;
    for (const int locked : problem.locked) {
      if (locked != plan[i] && locked != problem.today[i]) continue;
      break_rule(valuation,
                 {"locked", locked, 1, true, point + " left or joined a locked cluster."}, 0);
    }
  }
}

}  // namespace

double distance(const Problem& problem, int a, int b) {
  if (problem.metric == Metric::Given) {
    return problem.distances[static_cast<std::size_t>(a) * problem.points.size() + b];
  }
  const double east = problem.points[a].x - problem.points[b].x;
  const double north = problem.points[a].y - problem.points[b].y;
  const double far = std::sqrt(east * east + north * north);
  return problem.metric == Metric::Truncated ? std::floor(far + 1e-9) : far;
}

Valuation valued(const Problem& problem, const Assignment& plan, const std::vector<int>& clusters) {
  CHECK(plan.size() == problem.points.size());
  std::vector<char> chosen(static_cast<std::size_t>(problem.clusters_max), 0);
  for (const int c : clusters) chosen[c] = 1;
  std::vector<std::vector<int>> points(chosen.size());
  for (int i = 0; i < problem.size(); ++i) {
    CHECK(plan[i] >= 0 && plan[i] < problem.clusters_max);
    if (chosen[plan[i]] != 0) points[plan[i]].push_back(i);
  }
  Valuation valuation;
  valuation.feasible = true;
  valuation.medians.assign(chosen.size(), -1);
  for (const int c : clusters) {
    if (points[c].empty()) continue;
    ++valuation.clusters;
    add_cluster(problem, c, points[c], valuation);
  }
  check_federations(problem, plan, chosen, valuation);
  check_places(problem, plan, chosen, valuation);
  for (const Term& term : valuation.terms) valuation.cost += term.cost;
  return valuation;
}

Valuation valued(const Problem& problem, const Assignment& plan) {
  std::vector<int> all(static_cast<std::size_t>(problem.clusters_max));
  std::iota(all.begin(), all.end(), 0);
  Valuation valuation = valued(problem, plan, all);
  if (valuation.clusters < problem.clusters_min) {
    const int lacking = problem.clusters_min - valuation.clusters;
    break_rule(valuation,
               {"clusters", no_cluster, static_cast<double>(lacking), true,
                std::to_string(valuation.clusters) +
                    (valuation.clusters == 1 ? " cluster, at least " : " clusters, at least ") +
                    std::to_string(problem.clusters_min) + "."},
               0);
  }
  return valuation;
}

}  // namespace solve
