// The plane halved, and clusters numbered like those of today.
#include "solve/division.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace solve {
namespace {

struct Item {  // a unit: where it is and how much of a cluster it fills
  int first = 0;
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

}  // namespace

Assignment divided(const Problem& problem, int clusters) {
  const std::vector<int> first = first_of_unit(problem);
  Assignment plan(problem.points.size(), no_cluster);
  std::vector<char> taken(static_cast<std::size_t>(problem.clusters_max), 0);
  for (const int locked : problem.locked) taken[locked] = 1;
  for (int i = 0; i < problem.size(); ++i) {
    if (!is_fixed(problem, i)) continue;
    const bool pinned = !problem.pinned.empty() && problem.pinned[i] != no_cluster;
    plan[first[i]] = pinned ? problem.pinned[i] : problem.today[i];
  }
  std::vector<int> numbers;
  const auto locked = static_cast<int>(std::count(taken.begin(), taken.end(), 1));
  for (int c = 0; c < problem.clusters_max && static_cast<int>(numbers.size()) < clusters - locked;
       ++c) {
    if (taken[c] == 0) numbers.push_back(c);
  }
  const std::vector<double> loads = loads_of(problem);
  std::vector<Item> items;
  std::vector<int> item_of(problem.points.size(), -1);
  for (int i = 0; i < problem.size(); ++i) {
    if (plan[first[i]] != no_cluster) continue;
    if (item_of[first[i]] < 0) {
      item_of[first[i]] = static_cast<int>(items.size());
      items.push_back({first[i], problem.points[first[i]].x, problem.points[first[i]].y, 0});
    }
    items[item_of[first[i]]].load += loads[i];
  }
  std::vector<int> cluster(items.size(), no_cluster);
  std::vector<int> chosen(items.size());
  std::iota(chosen.begin(), chosen.end(), 0);
  if (numbers.empty()) numbers.push_back(0);
  Halving(items, cluster, numbers).split(chosen, 0, static_cast<int>(numbers.size()));
  for (int i = 0; i < problem.size(); ++i) {
    const int item = item_of[first[i]];
    plan[i] = item < 0 ? plan[first[i]] : cluster[item];
  }
  keep_numbers(problem, plan);
  return plan;
}

void keep_numbers(const Problem& problem, Assignment& plan) {
  if (problem.today.empty()) return;
  struct Overlap {
    int points, cluster, today;
  };
  const auto clusters = static_cast<std::size_t>(problem.clusters_max);
  std::vector<int> shared(clusters * clusters, 0);
  std::vector<char> kept(clusters, 0);
  for (const int locked : problem.locked) kept[locked] = 1;
  for (int i = 0; i < problem.size(); ++i) {
    if (is_fixed(problem, i)) kept[plan[i]] = 1;
    if (problem.today[i] != no_cluster) ++shared[plan[i] * clusters + problem.today[i]];
  }
  std::vector<Overlap> overlaps;
  for (std::size_t c = 0; c < clusters; ++c) {
    for (std::size_t t = 0; t < clusters; ++t) {
      if (shared[c * clusters + t] == 0 || kept[c] || kept[t]) continue;
      overlaps.push_back({shared[c * clusters + t], static_cast<int>(c), static_cast<int>(t)});
    }
  }
  std::stable_sort(overlaps.begin(), overlaps.end(),
                   [](const Overlap& a, const Overlap& b) { return a.points > b.points; });
  std::vector<int> number(clusters, no_cluster);
  std::vector<char> taken = kept;
  for (std::size_t c = 0; c < clusters; ++c) {
    if (kept[c]) number[c] = static_cast<int>(c);
  }
  for (const Overlap& overlap : overlaps) {
    if (number[overlap.cluster] != no_cluster || taken[overlap.today]) continue;
    number[overlap.cluster] = overlap.today;
    taken[overlap.today] = 1;
  }
  int next = 0;
  for (std::size_t c = 0; c < clusters; ++c) {
    if (number[c] != no_cluster) continue;
    while (taken[next]) ++next;
    number[c] = next;
    taken[next] = 1;
  }
  for (int& cluster : plan) cluster = number[cluster];
}

}  // namespace solve
