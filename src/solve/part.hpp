// The data of one search: all of a problem, or some of its clusters with their points, with numbers
// of its own. Distances stand in a matrix when there are few points, so that a move touches little
// memory.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/problem.hpp"

namespace solve {

// Points that move as one: a federation, or a single point.
struct Unit {
  std::vector<int> points;  // numbers of the part
  bool fixed = false;       // pinned, or in a locked cluster
};

class Part {
 public:
  // The part of `problem` that has these points and may use these cluster numbers, which may
  // be more than a plan of them uses: empty clusters.
  Part(const Problem& problem, std::vector<int> points, std::vector<int> slots, int filled_min,
       int filled_max);

  int size() const { return static_cast<int>(points.size()); }
  int slot_count() const { return static_cast<int>(slots.size()); }
  float distance(int a, int b) const { return row(a)[b]; }
  const float* row(int a) const { return &matrix_[static_cast<std::size_t>(a) * points.size()]; }

  const Problem& problem;
  std::vector<int> points;  // number in the problem, by number in the part
  std::vector<int> slots;   // the same for clusters; no_cluster: one that has no number yet
  std::vector<std::uint64_t> fingerprints;  // of each point, the same in every part
  std::vector<double> importance;
  bool alike = true;  // every importance is 1
  std::vector<Unit> units;
  std::vector<int> unit_of;
  std::vector<int> movable;              // units that are not fixed
  std::vector<std::vector<int>> near;    // other points of the part, nearest first
  std::vector<std::vector<int>> linked;  // neighbours on the graph within the part; empty: no rule
  std::vector<std::vector<std::int64_t>> weights;  // by measure, by point of the part
  std::vector<double> weight_units;     // by measure: the mean weight of a point of the problem
  std::vector<char> closed;             // slots that are locked
  std::vector<int> today;               // slot of the part, or no_cluster (also when elsewhere)
  std::vector<std::vector<int>> apart;  // by point: those it must not be with
  bool rich = false;                    // there is more to pay for than travel and weights
  int filled_min = 0;                   // how many clusters may have points
  int filled_max = 0;

 private:
  void measure_distances();
  void find_near();
  void make_units();
  std::vector<float> matrix_;
};

inline constexpr int near_count = 16;

}  // namespace solve
