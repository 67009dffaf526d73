// Set partitioning: of many clusters those that together hold each point once and cost least. By
// linear programming and branch and bound (CLP and CBC of COIN-OR).
#pragma once

#include <atomic>
#include <vector>

#include "solve/pool.hpp"

namespace solve {

struct PartitionTask {
  std::vector<int> points;  // that are to be held, in order
  int clusters_min = 1;
  int clusters_max = 1;
  double known = 0;        // the cost of some choice: only what costs less is of use
  int columns_max = 3000;  // that branch and bound looks at: those that may cost least
  int nodes_max = 100;
};

// The cheapest choice that was found of columns, which hold nothing but points of the task; none
// when none costs less than is known. The first so many are a choice, so that there is one. Ends
// early when `stop` becomes true; otherwise the answer depends on task and columns only.
std::vector<const Column*> best_partition(const PartitionTask& task,
                                          const std::vector<const Column*>& columns,
                                          std::size_t first, const std::atomic<bool>& stop);

}  // namespace solve
