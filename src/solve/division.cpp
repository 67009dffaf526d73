// The plane halved, and clusters numbered like those of today.
#include "solve/division.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace solve {
namespace {

struct Item {  // a unit: where it is and how much of a cluster it fills
  double x = 0;
  double y = 0;
  double load = 0;
};

bool is_fixed(const Problem& problem, int point) {
  if (!problem.pinned.empty() && problem.pinned[point] != no_cluster) return true;
  if (problem.today.empty()) return false;
  return std::count(problem.locked.begin(), problem.locked.end(), problem.today[point]) > 0;
}

// For each point, its share of everything: the greatest over the measures.
std::vector<double> loads_of(const Problem& problem) {
  std::vector<double> loads(problem.points.size(), 1e-3 / problem.size());
  for (const Measure& measure : problem.measures) {
    if (measure.weights.empty()) {
      for (double& load : loads) load = std::max(load, 1.0 / problem.size());
      continue;
    }
    const double sum = std::accumulate(measure.weights.begin(), measure.weights.end(), 0.0);
    for (std::size_t i = 0; i < loads.size() && sum > 0; ++i) {
      loads[i] = std::max(loads[i], static_cast<double>(measure.weights[i]) / sum);
    }
  }
  return loads;
}

class Halving {
 public:
  Halving(std::vector<Item>& items, std::vector<int>& cluster_of_item,
          const std::vector<int>& numbers)
      : items_(items), cluster_(cluster_of_item), numbers_(numbers) {}

  void split(std::vector<int> chosen, int first, int count) {
    if (count == 1 || chosen.size() <= 1) {
      for (const int item : chosen) cluster_[item] = numbers_[first];
      return;
    }
    sort_along_longer_side(chosen);
    double load = 0;
    for (const int item : chosen) load += items_[item].load;
    const int half = count / 2;
    const double wanted = load * half / count;
    double sum = 0;
    std::size_t cut = 0;
    while (cut + 1 < chosen.size() && (cut == 0 || sum + items_[chosen[cut]].load / 2 <= wanted)) {
      sum += items_[chosen[cut++]].load;
    }
    split({chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(cut)}, first, half);
    split({chosen.begin() + static_cast<std::ptrdiff_t>(cut), chosen.end()}, first + half,
          count - half);
  }

 private:
  void sort_along_longer_side(std::vector<int>& chosen) const {
    double low_x = 1e300, high_x = -1e300, low_y = 1e300, high_y = -1e300;
    for (const int item : chosen) {
      low_x = std::min(low_x, items_[item].x);
      high_x = std::max(high_x, items_[item].x);
      low_y = std::min(low_y, items_[item].y);
      high_y = std::max(high_y, items_[item].y);
    }
    const bool wide = high_x - low_x > high_y - low_y;
    std::sort(chosen.begin(), chosen.end(), [&](int a, int b) {
      const double left = wide ? items_[a].x : items_[a].y;
      const double right = wide ? items_[b].x : items_[b].y;
      return left != right ? left < right : a < b;
    });
  }

  std::vector<Item>& items_;
  std::vector<int>& cluster_;
  const std::vector<int>& numbers_;
};

// The unit of each point: the first point of its federation, or itself.
std::vector<int> first_of_unit(const Problem& problem) {
  std::vector<int> first(problem.points.size());
  std::iota(first.begin(), first.end(), 0);
  for (const Together& federation : problem.together) {
    for (const int point : federation.points) first[point] = federation.points.front();
  }
  return first;
}

// Where each point must be, by what is said of it and of its federation; no_cluster: anywhere.
std::vector<int> fixed_places(const Problem& problem) {
  const std::vector<int> first = first_of_unit(problem);
  std::vector<int> place(problem.points.size(), no_cluster);
  for (int i = 0; i < problem.size(); ++i) {
    if (!is_fixed(problem, i)) continue;
    const bool pinned = !problem.pinned.empty() && problem.pinned[i] != no_cluster;
    place[first[i]] = pinned ? problem.pinned[i] : problem.today[i];
  }
  for (int i = 0; i < problem.size(); ++i) place[i] = place[first[i]];
  return place;
}

int points_that_stay(const Problem& problem, const Assignment& plan) {
  int count = 0;
  for (std::size_t i = 0; i < plan.size(); ++i) count += plan[i] == problem.today[i] ? 1 : 0;
  return count;
}

// How many points a cluster of the plan shares with one of today, most first.
struct Overlap {
  int points = 0;
  int cluster = 0;
  int today = 0;
};
std::vector<Overlap> overlaps_of(const Problem& problem, const Assignment& plan) {
  std::vector<std::pair<int, int>> pairs;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (problem.today[i] != no_cluster) pairs.emplace_back(plan[i], problem.today[i]);
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<Overlap> overlaps;
  for (const auto& [cluster, today] : pairs) {
    if (overlaps.empty() || overlaps.back().cluster != cluster || overlaps.back().today != today) {
      overlaps.push_back({0, cluster, today});
    }
    ++overlaps.back().points;
  }
  std::stable_sort(overlaps.begin(), overlaps.end(),
                   [](const Overlap& a, const Overlap& b) { return a.points > b.points; });
  return overlaps;
}

}  // namespace

Assignment divided(const Problem& problem) {
  const std::vector<int> first = first_of_unit(problem);
  Assignment plan = fixed_places(problem);
  std::vector<int> numbers;
  for (int c = 0; c < problem.clusters_max; ++c) {
    if (std::count(problem.locked.begin(), problem.locked.end(), c) == 0) numbers.push_back(c);
  }
  if (numbers.empty()) numbers.push_back(0);
  const std::vector<double> loads = loads_of(problem);
  std::vector<Item> items;
  std::vector<int> item_of(problem.points.size(), -1);
  for (int i = 0; i < problem.size(); ++i) {
    if (plan[i] != no_cluster) continue;
    if (item_of[first[i]] < 0) {
      item_of[first[i]] = static_cast<int>(items.size());
      items.push_back({problem.points[first[i]].x, problem.points[first[i]].y, 0});
    }
    items[item_of[first[i]]].load += loads[i];
  }
  std::vector<int> cluster(items.size(), no_cluster);
  std::vector<int> chosen(items.size());
  std::iota(chosen.begin(), chosen.end(), 0);
  Halving(items, cluster, numbers).split(chosen, 0, static_cast<int>(numbers.size()));
  for (int i = 0; i < problem.size(); ++i) {
    if (plan[i] == no_cluster) plan[i] = cluster[item_of[first[i]]];
  }
  return with_todays_numbers(problem, std::move(plan));
}

Assignment mended(const Problem& problem, Assignment plan) {
  const std::vector<int> first = first_of_unit(problem);
  const std::vector<int> place = fixed_places(problem);
  for (int i = 0; i < problem.size(); ++i)
    plan[i] = place[i] == no_cluster ? plan[first[i]] : place[i];
  return plan;
}

Assignment with_todays_numbers(const Problem& problem, Assignment plan) {
  if (problem.today.empty()) return plan;
  const auto clusters = static_cast<std::size_t>(problem.clusters_max);
  std::vector<char> taken(clusters, 0);
  for (const int locked : problem.locked) taken[locked] = 1;
  for (int i = 0; i < problem.size(); ++i) {
    if (is_fixed(problem, i)) taken[plan[i]] = 1;
  }
  std::vector<int> number(clusters, no_cluster);
  for (std::size_t c = 0; c < clusters; ++c) {
    if (taken[c] != 0) number[c] = static_cast<int>(c);
  }
  for (const Overlap& overlap : overlaps_of(problem, plan)) {
    if (number[overlap.cluster] != no_cluster || taken[overlap.today] != 0) continue;
    number[overlap.cluster] = overlap.today;
    taken[overlap.today] = 1;
  }
  int next = 0;
  for (int& each : number) {
    if (each != no_cluster) continue;
    while (taken[next] != 0) ++next;
    each = next;
    taken[next] = 1;
  }
  Assignment renumbered = plan;
  for (int& cluster : renumbered) cluster = number[cluster];
  return points_that_stay(problem, renumbered) > points_that_stay(problem, plan) ? renumbered
                                                                                 : plan;
}

}  // namespace solve
