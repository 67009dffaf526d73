// All distances are looked at once; only the nearest are kept.
#include "solve/nearest.hpp"

#include <algorithm>

namespace solve {

Nearest::Nearest(const Problem& problem, int count) : count_(count) {
  near_.reserve(problem.points.size() * static_cast<std::size_t>(count));
  std::vector<Near> all(problem.points.size());
  const auto nearer = [](const Near& a, const Near& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.point < b.point;
  };
  for (int a = 0; a < problem.size(); ++a) {
    for (int b = 0; b < problem.size(); ++b) {
      // Rounded down, so that a bound made of these is one.
      const double far = distance(problem, a, b);
      all[b] = {static_cast<float>(far * (1 - 1e-7)), b};
    }
    std::nth_element(all.begin(), all.begin() + (count - 1), all.end(), nearer);
    std::sort(all.begin(), all.begin() + count, nearer);
    near_.insert(near_.end(), all.begin(), all.begin() + count);
  }
}

}  // namespace solve
