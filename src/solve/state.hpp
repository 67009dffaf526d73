// A plan of a part while a search changes it: what each cluster costs, and exactly what a change
// would cost, without making it. Hard rules that are broken cost `pressure` for each unit, which
// the search raises until the plan keeps them.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "solve/part.hpp"

namespace solve {

// One unit goes to one cluster.
struct Step {
  int unit = 0;
  int to = 0;
};

// A few steps that are made together. A unit stands in it at most once.
class Steps {
 public:
  static constexpr int most = 6;
  void clear() { count_ = 0; }
  void add(int unit, int to) { steps_[count_++] = {unit, to}; }
  int size() const { return count_; }
  bool full() const { return count_ == most; }
  const Step* begin() const { return steps_.data(); }
  const Step* end() const { return steps_.data() + count_; }

 private:
  std::array<Step, most> steps_{};
  int count_ = 0;
};

class State {
 public:
  // Each point of the part has a slot of the part.
  State(const Part& part, const std::vector<int>& plan, double pressure);

  const Part& part() const { return *part_; }
  int cluster_of(int point) const { return cluster_[point]; }
  int cluster_of_unit(int unit) const { return cluster_[part_->units[unit].points.front()]; }
  const std::vector<int>& members(int cluster) const { return clusters_[cluster].members; }
  const std::vector<int>& plan() const { return cluster_; }
  int median(int cluster) const { return clusters_[cluster].value.median; }
  std::int64_t weight(int measure, int cluster) const {
    return clusters_[cluster].weights[measure];
  }

  // What a cluster costs without pressure, by how much it breaks hard rules, and which points it
  // has.
  double cost_of(int cluster) const { return clusters_[cluster].value.plain(); }
  double broken_of(int cluster) const { return clusters_[cluster].value.broken; }
  std::uint64_t fingerprint(int cluster) const { return clusters_[cluster].fingerprint; }

  double cost() const { return plain_ + pressure_ * broken_; }
  double plain_cost() const { return plain_; }  // without pressure
  // By how much hard rules are broken: a unit is a point, a cluster, or the mean weight of a point.
  double broken() const { return broken_; }
  bool feasible() const { return broken_ < 1e-9; }
  // How much of that is for clusters too few or too many.
  double lacking() const { return lacking(filled_); }
  double pressure() const { return pressure_; }
  void set_pressure(double pressure) { pressure_ = pressure; }

  // What the plan would cost more (less, when negative) after the steps. Nothing changes. Infinity
  // in place of what most probably is more than the limit.
  double delta(const Steps& steps, double limit = std::numeric_limits<double>::infinity());
  // Makes the steps for which delta() was asked last, of which there was at least one.
  void apply();

 private:
  struct Value {
    double travel = 0;
    double price = 0;  // of all the rest
    double broken = 0;
    int median = -1;
    double plain() const { return travel + price; }
  };
  struct Cluster {
    std::vector<int> members;
    std::vector<double> sums;  // importance-weighted distance of each member from all
    std::vector<std::int64_t> weights;
    std::uint64_t fingerprint = 0;
    Value value;
  };
  struct Touched {
    int cluster = 0;
    std::vector<int> out;
    std::vector<int> in;
    Value value;
  };

  void reckon();  // everything, from the members of the clusters
  Touched& touched(int cluster);
  void gather(const Steps& steps);
  double rough_travel(const Steps& steps) const;
  double dearer() const;
  // A value that has what the bounds cost gets travel and everything else.
  void complete(int cluster, const Touched& change, Value& value);
  double travel_of(const Cluster& cluster, const Touched& change, int& median);
  double travel_of_one(const Cluster& cluster, const Touched& change, int& median) const;
  void join(const Touched& change);
  double bounds_of(const Cluster& cluster, const Touched& change, double& broken) const;
  void leave(const Touched& change);
  double lacking(int filled) const;

  const Part* part_;
  double pressure_;
  std::vector<int> cluster_;
  std::vector<int> place_;  // of a point among the members of its cluster
  std::vector<Cluster> clusters_;
  double plain_ = 0;
  double price_ = 0;  // of that, what is not travel
  double broken_ = 0;
  int filled_ = 0;  // clusters with points
  std::array<Touched, 2 * Steps::most> touched_;
  int touched_count_ = 0;
  std::vector<int> after_;  // members of a cluster after a change
  std::vector<double> after_sums_;
};

}  // namespace solve
