// The nearest points of each point, itself among them, nearest first; in one block of memory.
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
  Nearest(const Problem& problem, int count);
  int count() const { return count_; }
  const Near* of(int point) const { return &near_[static_cast<std::size_t>(point) * count_]; }

 private:
  int count_;
  std::vector<Near> near_;
};

}  // namespace solve
