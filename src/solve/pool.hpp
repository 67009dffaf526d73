// The clusters that searches met, kept to be put together anew: each by the points that it holds.
#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "solve/problem.hpp"

namespace solve {

// A cluster that keeps its hard rules.
struct Column {
  std::vector<int> points;  // of the problem, in order
  double cost = 0;          // what it adds to the cost of a plan
  int number = no_cluster;  // the only number that it may have; no_cluster: any
  std::uint64_t fingerprint = 0;
};

// Equal for equal sets of points only, but for one chance in very many.
std::uint64_t fingerprint_of(int point);

// Whether it matters which number a cluster of the problem has.
bool are_numbered(const Problem& problem);

class Pool {
 public:
  explicit Pool(std::size_t most) : most_(most) {}
  // Keeps it unless it is known. When there are too many, the older half goes.
  void add(Column column);
  const std::vector<Column>& columns() const { return columns_; }

 private:
  std::size_t most_;
  std::vector<Column> columns_;
  std::unordered_set<std::uint64_t> known_;
};

}  // namespace solve
