// Whether a problem is well formed; what is wrong is said by name.
#include <algorithm>
#include <cmath>
#include <string>

#include "solve/problem.hpp"

namespace solve {
namespace {

base::Error bad(const std::string& what) {
  return base::make_error("bad_instance", what, "instance");
}

template <typename T>
bool fits(const std::vector<T>& values, const Problem& problem) {
  return values.empty() || values.size() == problem.points.size();
}

bool amount(double value) { return std::isfinite(value) && value >= 0; }

bool amounts(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), amount);
}

// Farther away than any place in any unit: squares of distances stay finite.
constexpr double farthest = 1e12;

base::Result<void> check_numbers(const Problem& problem) {
  for (int i = 0; i < problem.size(); ++i) {
    const Point& point = problem.points[i];
    if (std::abs(point.x) < farthest && std::abs(point.y) < farthest) continue;
    return bad("Point " + std::to_string(i + 1) +
               " has no place: its coordinates are not numbers.");
  }
  if (!fits(problem.importance, problem) || !amounts(problem.importance)) {
    return bad("Importance must be a number of at least 0 for each point.");
  }
  if (problem.metric != Metric::Given) return {};
  const std::size_t n = problem.points.size();
  if (problem.distances.size() != n * n)
    return bad("Distances must be given for each pair of points.");
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      const float far = problem.distances[a * n + b];
      if (std::isfinite(far) && far >= 0 && far == problem.distances[b * n + a]) continue;
      return bad("The distance from point " + std::to_string(a + 1) + " to " +
                 std::to_string(b + 1) + " must be a number of at least 0 and the same both ways.");
    }
  }
  return {};
}

base::Result<void> check_rules(const Problem& problem) {
  for (const Measure& measure : problem.measures) {
    if (!fits(measure.weights, problem)) return bad(measure.name + ": one weight for each point.");
    for (const std::int64_t weight : measure.weights) {
      if (weight < 0) return bad(measure.name + ": a weight is less than 0.");
    }
    if (measure.lower > measure.upper)
      return bad(measure.name + ": the lower bound is above the upper.");
  }
  for (const ClassRule& rule : problem.classes) {
    if (rule.members.size() != problem.points.size())
      return bad(rule.name + ": one mark for each point.");
  }
  for (const Label& label : problem.labels) {
    if (label.of.size() != problem.points.size())
      return bad(label.name + ": one label for each point.");
  }
  for (const Spread& spread : problem.spreads) {
    if (spread.part.size() != problem.points.size() || !fits(spread.whole, problem) ||
        !amounts(spread.part) || !amounts(spread.whole) || !(spread.even > 0)) {
      return bad(spread.name +
                 ": a figure of at least 0 for each point, and an even share above 0.");
    }
  }
  return {};
}

base::Result<void> check_prices(const Problem& problem) {
  const Prices& prices = problem.prices;
  bool good = amount(prices.travel) && amount(prices.compactness) && amount(prices.far) &&
              amount(prices.move) && prices.far_limit >= 0 &&
              amount(problem.contiguity.strength.price);
  for (const Measure& measure : problem.measures) good &= amount(measure.strength.price);
  for (const ClassRule& rule : problem.classes) good &= amount(rule.strength.price);
  for (const Label& label : problem.labels) good &= amount(label.price);
  for (const Spread& spread : problem.spreads) good &= amount(spread.price);
  if (!good) return bad("Each price must be a number of at least 0.");
  if (prices.move > 0 && problem.today.empty()) {
    return bad("Moves have a price, but there are no clusters of today.");
  }
  return {};
}

base::Result<void> check_relations(const Problem& problem) {
  const int n = problem.size();
  const auto known = [n](int point) { return point >= 0 && point < n; };
  std::vector<char> federated(problem.points.size(), 0);
  for (const Together& federation : problem.together) {
    for (const int point : federation.points) {
      if (!known(point)) return bad(federation.name + ": names a point that there is not.");
      if (federated[point]++ != 0) {
        return bad(federation.name + ": point " + std::to_string(point + 1) +
                   " is in two of these.");
      }
    }
  }
  for (const Apart& pair : problem.apart) {
    if (!known(pair.a) || !known(pair.b)) return bad("Kept apart: a point that there is not.");
  }
  if (!fits(problem.contiguity.neighbours, problem))
    return bad("Neighbours: a list for each point.");
  for (int a = 0; a < static_cast<int>(problem.contiguity.neighbours.size()); ++a) {
    for (const int b : problem.contiguity.neighbours[a]) {
      if (!known(b)) return bad("Neighbours: a point that there is not.");
      const std::vector<int>& back = problem.contiguity.neighbours[b];
      if (std::find(back.begin(), back.end(), a) == back.end()) {
        return bad("Neighbours: " + std::to_string(a + 1) + " has " + std::to_string(b + 1) +
                   ", but not the other way.");
      }
    }
  }
  return {};
}

}  // namespace

base::Result<void> check(const Problem& problem) {
  if (problem.points.empty()) return bad("There is no point to group.");
  if (problem.points.size() > points_max) {
    return bad("There are " + std::to_string(problem.points.size()) + " points; at most " +
               std::to_string(points_max) + " can be grouped at once. Part them first.");
  }
  if (problem.clusters_min < 1 || problem.clusters_min > problem.clusters_max) {
    return bad("The number of clusters must be at least 1, and the least not above the most.");
  }
  TRY(check_numbers(problem));
  TRY(check_rules(problem));
  TRY(check_prices(problem));
  TRY(check_relations(problem));
  for (const std::vector<int>* places : {&problem.today, &problem.pinned}) {
    if (!fits(*places, problem)) return bad("Clusters of today, and pins: one for each point.");
    for (const int cluster : *places) {
      if (cluster < no_cluster || cluster >= problem.clusters_max) {
        return bad("A cluster of today, or a pin, is above the greatest number of clusters.");
      }
    }
  }
  for (const int cluster : problem.locked) {
    if (cluster < 0 || cluster >= problem.clusters_max || problem.today.empty()) {
      return bad("A locked cluster must be one of today's.");
    }
  }
  return {};
}

}  // namespace solve
