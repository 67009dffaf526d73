// Branch and bound in order of gain for weight, after Dantzig.
#include "solve/knapsack.hpp"

#include <algorithm>

namespace solve {
namespace {

constexpr int steps_max = 20000;
// Sums may be less than they are by errors of rounding; what is said is never too little.
constexpr double rounding = 1e-10;

}  // namespace

void Knapsack::clear(std::int64_t capacity) {
  capacity_ = capacity;
  items_.clear();
}

void Knapsack::offer(int name, double gain, std::int64_t weight) {
  if (weight <= capacity_) items_.push_back({gain, weight, name});
}

// What the rest could gain if a part of a point could be taken.
double Knapsack::limit(std::size_t next, std::int64_t room) const {
  const auto first = weight_before_.begin() + static_cast<std::ptrdiff_t>(next);
  const auto over = std::upper_bound(first, weight_before_.end(), *first + room);
  const auto whole = static_cast<std::size_t>(over - weight_before_.begin()) - 1;
  const double gain = gain_before_[whole] - gain_before_[next];
  if (whole == items_.size()) return gain;
  const Item& item = items_[whole];
  room -= weight_before_[whole] - weight_before_[next];
  return gain + item.gain * static_cast<double>(room) / static_cast<double>(item.weight);
}

void Knapsack::search(std::size_t next, std::int64_t room, double gain) {
  if (gain > best_) {
    best_ = gain;
    chosen_ = path_;
  }
  if (next == items_.size() || ++steps_ > steps_max) return;
  if (gain + limit(next, room) <= best_ + rounding) return;
  const Item& item = items_[next];
  if (item.weight <= room) {
    path_.push_back(item.name);
    search(next + 1, room - item.weight, gain + item.gain);
    path_.pop_back();
  }
  search(next + 1, room, gain);
}

void Knapsack::sort() {
  std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
    const double left = a.gain * static_cast<double>(b.weight);
    const double right = b.gain * static_cast<double>(a.weight);
    return left != right ? left > right : a.name < b.name;
  });
  weight_before_.assign(1, 0);
  gain_before_.assign(1, 0);
  for (const Item& item : items_) {
    weight_before_.push_back(weight_before_.back() + item.weight);
    gain_before_.push_back(gain_before_.back() + item.gain);
  }
}

double Knapsack::limit() {
  sort();
  return limit(0, capacity_) + rounding;
}

double Knapsack::solve() {
  sort();
  best_ = 0;
  steps_ = 0;
  chosen_.clear();
  path_.clear();
  search(0, capacity_, 0);
  return (steps_ > steps_max ? limit(0, capacity_) : best_) + rounding;
}

}  // namespace solve
