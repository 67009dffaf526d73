// The knapsack of one cluster: which points gain most within a weight. Exact, by branch and bound.
#pragma once

#include <cstdint>
#include <vector>

namespace solve {

class Knapsack {
 public:
  void clear(std::int64_t capacity);
  // Gain is more than 0, weight at least 0.
  void offer(int name, double gain, std::int64_t weight);
  // The greatest gain, or an upper limit of it when exactness would take too many steps.
  double solve();
  // An upper limit of that, quickly: the gain if parts of points could be taken.
  double limit();
  const std::vector<int>& chosen() const { return chosen_; }

 private:
  struct Item {
    double gain;
    std::int64_t weight;
    int name;
  };
  void sort();
  double limit(std::size_t next, std::int64_t room) const;
  void search(std::size_t next, std::int64_t room, double gain);

  std::int64_t capacity_ = 0;
  std::vector<Item> items_;
  std::vector<std::int64_t> weight_before_;  // of the items before this one, in order
  std::vector<double> gain_before_;
  std::vector<int> chosen_;
  std::vector<int> path_;
  double best_ = 0;
  int steps_ = 0;
};

}  // namespace solve
