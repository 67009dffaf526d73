// Takes what a search needs out of a problem, once, so that a move finds it close together.
#include "solve/part.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "solve/pool.hpp"

namespace solve {
namespace {

bool costs_more_than_travel(const Problem& problem) {
  const Prices& prices = problem.prices;
  return !problem.classes.empty() || !problem.apart.empty() || !problem.labels.empty() ||
         !problem.spreads.empty() || !problem.contiguity.neighbours.empty() ||
         prices.compactness != 0 || prices.far != 0 || prices.move != 0 || prices.travel != 1;
}

std::vector<int> numbers_within(int size, const std::vector<int>& chosen) {
  std::vector<int> number(static_cast<std::size_t>(size), -1);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i] != no_cluster) number[chosen[i]] = static_cast<int>(i);
  }
  return number;
}

}  // namespace

Part::Part(const Problem& of, std::vector<int> chosen, std::vector<int> clusters, int least,
           int most)
    : problem(of),
      points(std::move(chosen)),
      slots(std::move(clusters)),
      filled_min(least),
      filled_max(most) {
  for (const int point : points) fingerprints.push_back(fingerprint_of(point));
  importance.assign(points.size(), 1.0);
  if (!problem.importance.empty()) {
    for (std::size_t i = 0; i < points.size(); ++i) importance[i] = problem.importance[points[i]];
    alike = std::all_of(importance.begin(), importance.end(), [](double v) { return v == 1; });
  }
  rich = costs_more_than_travel(problem);
  for (const Measure& measure : problem.measures) {
    std::vector<std::int64_t>& weight = weights.emplace_back(points.size(), 1);
    for (std::size_t i = 0; i < points.size() && !measure.weights.empty(); ++i) {
      weight[i] = measure.weights[points[i]];
    }
    const double sum = std::accumulate(measure.weights.begin(), measure.weights.end(), 0.0);
    weight_units.push_back(sum > 0 ? sum / problem.size() : 1);
  }
  closed.assign(slots.size(), 0);
  const std::vector<int> slot_number = numbers_within(problem.clusters_max, slots);
  for (const int locked : problem.locked) {
    if (slot_number[locked] >= 0) closed[slot_number[locked]] = 1;
  }
  today.assign(points.size(), no_cluster);
  for (std::size_t i = 0; i < points.size() && !problem.today.empty(); ++i) {
    const int cluster = problem.today[points[i]];
    if (cluster != no_cluster) today[i] = slot_number[cluster];
  }
  measure_distances();
  find_near();
  make_units();
}

void Part::measure_distances() {
  const std::size_t n = points.size();
  matrix_.resize(n * n);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b <= a; ++b) {
      const auto far = static_cast<float>(solve::distance(problem, points[a], points[b]));
      matrix_[a * n + b] = far;
      matrix_[b * n + a] = far;
    }
  }
}

void Part::find_near() {
  const int n = size();
  const int count = std::min(near_count, n - 1);
  near.resize(points.size());
  std::vector<int> others(points.size());
  for (int a = 0; a < n; ++a) {
    std::iota(others.begin(), others.end(), 0);
    std::swap(others[a], others.back());
    const float* far = row(a);
    const auto nearer = [far](int b, int c) { return std::pair(far[b], b) < std::pair(far[c], c); };
    std::partial_sort(others.begin(), others.begin() + count, others.end() - 1, nearer);
    near[a].assign(others.begin(), others.begin() + count);
  }
}

void Part::make_units() {
  const std::vector<int> number = numbers_within(problem.size(), points);
  unit_of.assign(points.size(), -1);
  const auto add = [&](std::vector<int> members) {
    for (const int point : members) unit_of[point] = static_cast<int>(units.size());
    units.push_back({std::move(members)});
  };
  for (const Together& federation : problem.together) {
    std::vector<int> members;
    for (const int point : federation.points) {
      if (number[point] >= 0 && unit_of[number[point]] < 0) members.push_back(number[point]);
    }
    if (!members.empty()) add(std::move(members));
  }
  for (int i = 0; i < size(); ++i) {
    if (unit_of[i] < 0) add({i});
  }
  for (std::size_t u = 0; u < units.size(); ++u) {
    for (const int point : units[u].points) {
      if (!problem.pinned.empty() && problem.pinned[points[point]] != no_cluster) {
        units[u].fixed = true;
      }
      if (today[point] != no_cluster && closed[today[point]]) units[u].fixed = true;
    }
    if (!units[u].fixed) movable.push_back(static_cast<int>(u));
  }
  apart.resize(problem.apart.empty() ? 0 : points.size());
  for (const Apart& pair : problem.apart) {
    if (number[pair.a] < 0 || number[pair.b] < 0) continue;
    apart[number[pair.a]].push_back(number[pair.b]);
    apart[number[pair.b]].push_back(number[pair.a]);
  }
  if (problem.contiguity.neighbours.empty()) return;
  linked.resize(points.size());
  for (int i = 0; i < size(); ++i) {
    for (const int other : problem.contiguity.neighbours[points[i]]) {
      if (number[other] >= 0) linked[i].push_back(number[other]);
    }
  }
}

}  // namespace solve
