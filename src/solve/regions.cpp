// A region grows from a cluster that chance chose to those whose middles are nearest.
#include "solve/regions.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace solve {
namespace {

int middle_of(const Problem& problem, const std::vector<int>& points) {
  double least = std::numeric_limits<double>::infinity();
  int middle = -1;
  for (const int a : points) {
    double sum = 0;
    for (const int b : points) sum += distance(problem, a, b);
    if (sum < least) {
      least = sum;
      middle = a;
    }
  }
  return middle;
}

}  // namespace

Layout layout_of(const Problem& problem, const Assignment& plan) {
  Layout layout;
  layout.points.resize(static_cast<std::size_t>(problem.clusters_max));
  for (int i = 0; i < problem.size(); ++i) layout.points[plan[i]].push_back(i);
  for (const std::vector<int>& points : layout.points) {
    layout.middle.push_back(middle_of(problem, points));
  }
  return layout;
}

std::vector<std::vector<int>> regions_of(const Problem& problem, const Layout& layout,
                                         const RegionSize& size, Random& random) {
  std::vector<int> waiting;
  for (int c = 0; c < problem.clusters_max; ++c) {
    const bool locked = std::count(problem.locked.begin(), problem.locked.end(), c) > 0;
    if (layout.middle[c] >= 0 && !locked) waiting.push_back(c);
  }
  for (std::size_t k = waiting.size(); k > 1; --k) {
    std::swap(waiting[k - 1], waiting[random.below(static_cast<int>(k))]);
  }
  std::vector<std::vector<int>> regions;
  std::vector<std::pair<double, int>> near;
  while (!waiting.empty()) {
    const int seed = layout.middle[waiting.back()];
    near.clear();
    for (const int c : waiting) near.emplace_back(distance(problem, seed, layout.middle[c]), c);
    std::sort(near.begin(), near.end());
    std::vector<int> region;
    std::size_t points = 0;
    for (const auto& [far, c] : near) {
      const auto count = static_cast<int>(region.size());
      if (count >= size.clusters_max) break;
      points += layout.points[c].size();
      if (count >= size.clusters_min && points > static_cast<std::size_t>(size.points)) break;
      region.push_back(c);
    }
    std::sort(region.begin(), region.end());
    waiting.erase(
        std::remove_if(waiting.begin(), waiting.end(),
                       [&](int c) { return std::binary_search(region.begin(), region.end(), c); }),
        waiting.end());
    // A cluster alone has nothing to trade, but may be the only one, of which more are to be made.
    const bool only = regions.empty() && waiting.empty();
    if (region.size() > 1 || only) regions.push_back(std::move(region));
  }
  return regions;
}

}  // namespace solve
