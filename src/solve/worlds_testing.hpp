// Small random worlds with rules of all kinds, and the best of all their plans.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "solve/problem.hpp"
#include "solve/random.hpp"

namespace solve {

// A world drawn as text: letters are points, everything else is empty; x to the right, y down.
inline Problem drawn(const std::vector<std::string>& lines, int clusters) {
  Problem problem;
  for (std::size_t y = 0; y < lines.size(); ++y) {
    for (std::size_t x = 0; x < lines[y].size(); ++x) {
      if (lines[y][x] < 'A' || lines[y][x] > 'Z') continue;
      problem.points.push_back({static_cast<double>(x), static_cast<double>(y)});
    }
  }
  problem.clusters_min = problem.clusters_max = clusters;
  return problem;
}

inline Problem random_world(Random& random, int points) {
  Problem problem;
  for (int i = 0; i < points; ++i)
    problem.points.push_back({10 * random.unit(), 10 * random.unit()});
  problem.clusters_max = 2 + random.below(2);
  problem.clusters_min = problem.clusters_max - random.below(2);
  problem.measures.push_back(
      {"schools", {}, 1 + random.below(3), points / 2 + 1 + random.below(3)});
  if (random.below(2) == 0) {
    Measure pupils{"pupils", {}};
    std::int64_t sum = 0;
    for (int i = 0; i < points; ++i) {
      pupils.weights.push_back(20 + random.below(200));
      sum += pupils.weights.back();
    }
    pupils.upper = sum / problem.clusters_max + 150;
    problem.measures.push_back(pupils);
  }
  return problem;
}

inline void add_rules(Random& random, Problem& problem) {
  const int points = problem.size();
  if (random.below(2) == 0) {
    ClassRule rule{"a secondary", std::vector<char>(problem.points.size(), 0), 1};
    for (int k = 0; k < 4; ++k) rule.members[random.below(points)] = 1;
    rule.strength = {random.below(2) == 0, 3};
    if (random.below(2) == 0) rule.at_most = 1 + random.below(2);
    problem.classes.push_back(rule);
  }
  if (random.below(2) == 0) problem.together.push_back({"federation", {0, 1}});
  if (random.below(2) == 0) problem.apart.push_back({2, 3});
  if (random.below(2) == 0) {
    problem.contiguity.neighbours.resize(problem.points.size());
    for (int a = 0; a < points; ++a) {
      for (int b = 0; b < points; ++b) {
        if (a != b && distance(problem, a, b) < 4.5) problem.contiguity.neighbours[a].push_back(b);
      }
    }
    problem.contiguity.strength = {random.below(2) == 0, 5};
  }
  if (random.below(2) == 0) {
    Label label{"trust", {}, 0.5};
    for (int i = 0; i < points; ++i) label.of.push_back(random.below(4) - 1);
    problem.labels.push_back(label);
  }
  if (random.below(2) == 0) {
    Spread spread{"need", {}, {}, points / 3.0, 2};
    for (int i = 0; i < points; ++i) spread.part.push_back(2 * random.unit());
    problem.spreads.push_back(spread);
  }
  if (random.below(2) == 0) {
    for (int i = 0; i < points; ++i) problem.importance.push_back(2 * random.unit());
  }
  problem.prices.travel = random.below(3) == 0 ? 0.5 : 1;
  problem.prices.compactness = random.below(3) == 0 ? 0.3 : 0;
  problem.prices.far = random.below(3) == 0 ? 1 : 0;
  problem.prices.far_limit = 3;
  if (random.below(2) == 0) {
    problem.prices.move = 0.4;
    for (int i = 0; i < points; ++i) problem.today.push_back(random.below(problem.clusters_max));
    if (random.below(2) == 0) {
      problem.pinned.assign(problem.points.size(), no_cluster);
      problem.pinned[points - 1] = random.below(problem.clusters_max);
    }
  }
}

// The cost of the best feasible plan of all, tried one by one; nothing when there is none.
inline std::optional<double> best_of_all(const Problem& problem) {
  std::optional<double> best;
  Assignment plan(problem.points.size(), 0);
  const bool numbered = !problem.today.empty();
  const std::function<void(int, int)> fill = [&](int point, int used) {
    if (point == problem.size()) {
      const Valuation value = valued(problem, plan);
      if (value.feasible && (!best || value.cost < *best)) best = value.cost;
      return;
    }
    const int choices = numbered ? problem.clusters_max : std::min(used + 1, problem.clusters_max);
    for (int c = 0; c < choices; ++c) {
      plan[point] = c;
      fill(point + 1, std::max(used, c + 1));
    }
  };
  fill(0, 0);
  return best;
}

}  // namespace solve
