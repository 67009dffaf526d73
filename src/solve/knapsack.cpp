// Branch and bound in order of gain for weight, after Dantzig.
#include "solve/knapsack.hpp"

#include <algorithm>

namespace solve {
namespace {

constexpr int steps_max = 20000;

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
  double gain = 0;
  for (; next < items_.size(); ++next) {
    const Item& item = items_[next];
    if (item.weight > room) {
      return gain + item.gain * static_cast<double>(room) / static_cast<double>(item.weight);
    }
    room -= item.weight;
    gain += item.gain;
  }
  return gain;
}

void Knapsack::search(std::size_t next, std::int64_t room, double gain) {
  if (gain > best_) {
    best_ = gain;
    chosen_ = path_;
  }
  if (next == items_.size() || ++steps_ > steps_max) return;
  if (gain + limit(next, room) <= best_ + 1e-12) return;
  const Item& item = items_[next];
  if (item.weight <= room) {
    path_.push_back(item.name);
    search(next + 1, room - item.weight, gain + item.gain);
    path_.pop_back();
  }
  search(next + 1, room, gain);
}

double Knapsack::solve() {
  std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
    const double left = a.gain * static_cast<double>(b.weight);
    const double right = b.gain * static_cast<double>(a.weight);
    return left != right ? left > right : a.name < b.name;
  });
  best_ = 0;
  steps_ = 0;
  chosen_.clear();
  path_.clear();
  search(0, capacity_, 0);
  if (steps_ > steps_max) return limit(0, capacity_);
  return best_ + 1e-12;
}

}  // namespace solve
