// Old and new clusters against each other: which is which, and how alike two groupings are.
#pragma once

#include <vector>

namespace design {

// The best matching of new to old clusters: for each new one the old one (or -1), so that the
// schools that stay are as many as can be. `shared[new][old]` counts schools. New clusters that
// share no school with the old one that would be left for them get none. (Kuhn 1955, Munkres 1957.)
std::vector<int> best_matching(const std::vector<std::vector<int>>& shared);

// 1: the same pairs are together; 0: as chance would have it. Below 0 is worse than chance. Places
// of -1 in either are left out. (Hubert and Arabie, Comparing partitions, 1985.)
double adjusted_rand(const std::vector<int>& one, const std::vector<int>& other);

}  // namespace design
