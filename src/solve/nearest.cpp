// Points are looked at from west to east, both ways from each, until the next is farther by its
// easting alone than all that are wanted; without places (distances that are given) all are.
#include "solve/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace solve {
namespace {

bool nearer(const Nearest::Near& a, const Nearest::Near& b) {
  return a.distance != b.distance ? a.distance < b.distance : a.point < b.point;
}

float rounded_down(double far) { return static_cast<float>(far * (1 - 1e-7)); }

// The nearest so far of one point; the farthest of them stands first.
class Heap {
 public:
  Heap(std::size_t count, std::vector<Nearest::Near>& near) : count_(count), near_(near) {
    near_.clear();
  }
  // Whether a point that is no nearer than this may be among them.
  bool wants(double far) const {
    return near_.size() < count_ || rounded_down(far) <= near_.front().distance;
  }
  void offer(double far, int point) {
    const Nearest::Near each{rounded_down(far), point};
    if (near_.size() == count_) {
      if (!nearer(each, near_.front())) return;
      std::pop_heap(near_.begin(), near_.end(), nearer);
      near_.pop_back();
    }
    near_.push_back(each);
    std::push_heap(near_.begin(), near_.end(), nearer);
  }

 private:
  std::size_t count_;
  std::vector<Nearest::Near>& near_;
};

}  // namespace

Nearest::Nearest(const Problem& problem, int count) : count_(count) {
  const int n = problem.size();
  near_.reserve(problem.points.size() * static_cast<std::size_t>(count));
  std::vector<int> eastward(problem.points.size());
  std::iota(eastward.begin(), eastward.end(), 0);
  std::sort(eastward.begin(), eastward.end(), [&](int a, int b) {
    const double left = problem.points[a].x;
    const double right = problem.points[b].x;
    return left != right ? left < right : a < b;
  });
  std::vector<int> place(problem.points.size());
  for (int k = 0; k < n; ++k) place[eastward[k]] = k;
  const bool by_place = problem.metric != Metric::Given;
  std::vector<Near> found;
  for (int a = 0; a < n; ++a) {
    Heap heap(static_cast<std::size_t>(count), found);
    heap.offer(0, a);
    for (const int way : {-1, 1}) {
      for (int k = place[a] + way; k >= 0 && k < n; k += way) {
        const int b = eastward[k];
        const double apart = std::abs(problem.points[a].x - problem.points[b].x);
        const double least = problem.metric == Metric::Truncated ? apart - 1 : apart;
        if (by_place && !heap.wants(least)) break;
        heap.offer(distance(problem, a, b), b);
      }
    }
    std::sort(found.begin(), found.end(), nearer);
    near_.insert(near_.end(), found.begin(), found.end());
  }
}

}  // namespace solve
