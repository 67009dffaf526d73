// Clusters that lie together, to be searched apart from the others.
#pragma once

#include <vector>

#include "solve/problem.hpp"
#include "solve/random.hpp"

namespace solve {

// The points of each cluster of a plan, and a point in the middle of each (-1: empty).
struct Layout {
  std::vector<std::vector<int>> points;
  std::vector<int> middle;
};
Layout layout_of(const Problem& problem, const Assignment& plan);

// How large a region may be: as many clusters as have so many points, within these limits.
struct RegionSize {
  int clusters_min = 2;
  int clusters_max = 12;
  int points = 120;
};

// Disjoint sets of neighbouring clusters that together hold every cluster with points that may
// change, in an order and of shapes that chance decides. A set of one cluster is left out.
std::vector<std::vector<int>> regions_of(const Problem& problem, const Layout& layout,
                                         const RegionSize& size, Random& random);

}  // namespace solve
