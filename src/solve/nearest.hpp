// The nearest points of each point, itself among them, nearest first; in one block of memory.
// Distances are rounded down, so that a bound made of them is one.
#pragma once

#include <vector>

#include "solve/problem.hpp"

namespace solve {

class Nearest {
 public:
  struct Near {
    float distance = 0;
    int point = 0;
  };
  // `count` is at least 1 and at most the number of points.
  Nearest(const Problem& problem, int count);
  int count() const { return count_; }
  const Near* of(int point) const { return &near_[static_cast<std::size_t>(point) * count_]; }

 private:
  int count_;
  std::vector<Near> near_;
};

}  // namespace solve
