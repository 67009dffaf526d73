// What each move proposes. Steps are chosen among near points; who is far is seldom of use.
#include "solve/moves.hpp"

#include <algorithm>
#include <cmath>

namespace solve {
namespace {

// A unit that may move, and a cluster near to it that is not its own; false when the point that
// chance took is of its own.
struct Border {
  int unit = 0;
  int from = 0;
  int to = 0;
  int beyond = 0;  // the point of `to` that is near
};

bool near_cluster(const State& state, Random& random, int point, Border& border) {
  const Part& part = state.part();
  const std::vector<int>& near = part.near[point];
  if (near.empty()) return false;
  const int other = near[random.below(static_cast<int>(near.size()))];
  const int cluster = state.cluster_of(other);
  if (cluster == state.cluster_of(point) || part.closed[cluster] != 0) return false;
  border.to = cluster;
  border.beyond = other;
  return true;
}

bool some_border(const State& state, Random& random, Border& border) {
  const Part& part = state.part();
  border.unit = part.movable[random.below(static_cast<int>(part.movable.size()))];
  border.from = state.cluster_of_unit(border.unit);
  const std::vector<int>& points = part.units[border.unit].points;
  const auto count = static_cast<int>(points.size());
  const int point = count == 1 ? points.front() : points[random.below(count)];
  return near_cluster(state, random, point, border);
}

// A unit of a cluster that may move, or -1.
int some_unit(const State& state, Random& random, int cluster, int not_this) {
  const Part& part = state.part();
  const std::vector<int>& members = state.members(cluster);
  if (members.empty()) return -1;
  const int unit = part.unit_of[members[random.below(static_cast<int>(members.size()))]];
  return unit == not_this || part.units[unit].fixed ? -1 : unit;
}

// One unit goes to a neighbouring cluster.
class Shift : public Move {
 public:
  Shift() : Move("shift") {}
  int share(const Part&) const override { return 45; }

 protected:
  bool propose(const State& state, Random& random, Steps& steps) override {
    Border border;
    if (!some_border(state, random, border)) return false;
    steps.add(border.unit, border.to);
    return true;
  }
};

// Two units of neighbouring clusters change places.
class Swap : public Move {
 public:
  Swap() : Move("swap") {}
  int share(const Part&) const override { return 35; }

 protected:
  bool propose(const State& state, Random& random, Steps& steps) override {
    Border border;
    if (!some_border(state, random, border)) return false;
    const int back =
        random.below(3) == 0 && !state.part().units[state.part().unit_of[border.beyond]].fixed
            ? state.part().unit_of[border.beyond]
            : some_unit(state, random, border.to, border.unit);
    if (back < 0) return false;
    steps.add(border.unit, border.to);
    steps.add(back, border.from);
    return true;
  }
};

// A unit pushes another out of the cluster that it joins, and so on; the last finds room, or takes
// the place of the first.
class Chain : public Move {
 public:
  Chain() : Move("chain") {}
  int share(const Part&) const override { return 18; }

 protected:
  bool propose(const State& state, Random& random, Steps& steps) override {
    Border border;
    if (!some_border(state, random, border)) return false;
    steps.add(border.unit, border.to);
    const int length = 2 + random.below(2);
    int cluster = border.to;
    int pusher = border.unit;
    for (int k = 1; k < length; ++k) {
      const int unit = some_unit(state, random, cluster, pusher);
      if (unit < 0) return false;
      Border next;
      const std::vector<int>& points = state.part().units[unit].points;
      if (!near_cluster(state, random, points.front(), next)) return false;
      steps.add(unit, next.to);
      if (next.to == border.from) return true;
      cluster = next.to;
      pusher = unit;
      for (const Step* step = steps.begin(); step + 1 < steps.end(); ++step) {
        if (step->unit == unit) return false;
      }
    }
    return true;
  }
};

// A unit begins a cluster where there is none.
class Found : public Move {
 public:
  Found() : Move("found") {}
  int share(const Part&) const override { return 2; }

 protected:
  bool propose(const State& state, Random& random, Steps& steps) override {
    const Part& part = state.part();
    const int slot = random.below(part.slot_count());
    if (!state.members(slot).empty() || part.closed[slot]) return false;
    const int unit = part.movable[random.below(static_cast<int>(part.movable.size()))];
    if (state.members(state.cluster_of_unit(unit)).size() == part.units[unit].points.size()) {
      return false;
    }
    steps.add(unit, slot);
    return true;
  }
};

// Where clusters must hang together, a unit takes along those of its own that it would cut off.
class Lump : public Move {
 public:
  Lump() : Move("lump") {}
  int share(const Part& part) const override { return part.linked.empty() ? 0 : 20; }

 protected:
  bool propose(const State& state, Random& random, Steps& steps) override {
    Border border;
    if (!some_border(state, random, border)) return false;
    steps.add(border.unit, border.to);
    return add_cut_off(state, border, steps);
  }

 private:
  // Marks the largest piece of what remains; every other unit goes too.
  bool add_cut_off(const State& state, const Border& border, Steps& steps) {
    const Part& part = state.part();
    rest_.clear();
    for (const int point : state.members(border.from)) {
      if (part.unit_of[point] != border.unit) rest_.push_back(point);
    }
    piece_.assign(rest_.size(), -1);
    std::vector<int> sizes;
    for (std::size_t k = 0; k < rest_.size(); ++k) {
      if (piece_[k] < 0) sizes.push_back(flood(part, k, static_cast<int>(sizes.size())));
    }
    if (sizes.size() < 2) return true;
    const auto largest =
        static_cast<int>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
    for (std::size_t k = 0; k < rest_.size(); ++k) {
      const int unit = part.unit_of[rest_[k]];
      if (piece_[k] == largest || part.units[unit].points.front() != rest_[k]) continue;
      if (steps.full() || part.units[unit].fixed) return false;
      steps.add(unit, border.to);
    }
    return true;
  }

  int flood(const Part& part, std::size_t first, int number) {
    int count = 0;
    front_.assign(1, first);
    piece_[first] = number;
    while (!front_.empty()) {
      const int point = rest_[front_.back()];
      front_.pop_back();
      ++count;
      for (const int other : part.linked[point]) {
        const auto found = std::find(rest_.begin(), rest_.end(), other);
        if (found == rest_.end()) continue;
        const auto place = static_cast<std::size_t>(found - rest_.begin());
        if (piece_[place] >= 0) continue;
        piece_[place] = number;
        front_.push_back(place);
      }
    }
    return count;
  }

  std::vector<int> rest_;
  std::vector<int> piece_;
  std::vector<std::size_t> front_;
};

}  // namespace

bool Move::evaluate(State& state, Random& random, double limit, double& delta) {
  ++statistics_.proposed;
  steps_.clear();
  if (!propose(state, random, steps_)) return false;
  delta = state.delta(steps_, limit);
  return std::isfinite(delta);
}

void Move::apply(State& state) {
  state.apply();
  ++statistics_.made;
}

void add_statistics(std::vector<MoveStatistics>& sums, const std::vector<MoveStatistics>& others) {
  for (const MoveStatistics& other : others) {
    auto sum = std::find_if(sums.begin(), sums.end(),
                            [&](const MoveStatistics& each) { return each.name == other.name; });
    if (sum == sums.end()) sum = sums.insert(sums.end(), {other.name});
    sum->proposed += other.proposed;
    sum->made += other.made;
  }
}

std::vector<std::unique_ptr<Move>> all_moves() {
  std::vector<std::unique_ptr<Move>> moves;
  moves.push_back(std::make_unique<Shift>());
  moves.push_back(std::make_unique<Swap>());
  moves.push_back(std::make_unique<Chain>());
  moves.push_back(std::make_unique<Found>());
  moves.push_back(std::make_unique<Lump>());
  return moves;
}

}  // namespace solve
