// The multipliers climb by subgradients, and go back to the best when they no longer rise.
#include "solve/bound.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

#include "solve/knapsack.hpp"
#include "solve/nearest.hpp"
#include "solve/price_tree.hpp"

namespace solve {
namespace {

// Clusters on the way are kept for so many points, while the cost is so near the best.
constexpr int gathered_most = 1000;
constexpr double gathered_from = 0.99;
constexpr double favour_of_last = 0.05;

// How long steps stay as they are without gain, how they shrink then, and when they are too small.
// First quickly; where there is time left, once more with patience.
struct Pace {
  int idle_most;
  double shrinking;
  double least_step;
};
constexpr Pace hasty{12, 0.6, 1e-4};
constexpr Pace patient{30, 0.8, 1e-5};

// INVARIANT: a multiplier never reaches beyond the nearest that its point knows, so that no pair
// that gains is overlooked.
class Relaxation {
 public:
  Relaxation(const Problem& problem, int reach);
  // The bound of these multipliers; `taken_` says how often each point was taken.
  double evaluate(const std::vector<double>& prices);
  void cap(std::vector<double>& prices) const;
  std::vector<double> first_prices() const;
  const std::vector<int>& taken() const { return taken_; }
  // The clusters of which the last evaluation is the sum.
  const std::vector<std::vector<int>>& cheapest() const { return cheapest_; }

 private:
  struct Offer {
    double reduced;  // cost of travel - price of the point
    int point;
  };
  // The least that a cluster with a median can cost, or, when not exact, no more than that.
  struct Candidate {
    double value;
    int median;
    bool exact;
    bool operator<(const Candidate& other) const {  // so that the cheapest is on top of a heap
      return value != other.value ? value > other.value : median > other.median;
    }
  };
  // Fills `chosen_` with the points that such a cluster takes, which are the right ones if exact.
  double cluster_of(int median, const std::vector<double>& prices, bool exact);
  double gather_offers(int median, const std::vector<double>& prices);
  double floor_beyond(int median) const;
  double by_count(double own, double rest_floor);
  bool pays_for_moves() const { return problem_.prices.move > 0 && !problem_.today.empty(); }
  double by_number(int median, double own, double rest_floor);
  double by_number(int median, double own, double rest_floor, int number);
  double by_weight(const Measure& measure, int median, double own, double value, bool exact);
  double sum_of_cheapest(const std::vector<double>& prices);

  const Problem& problem_;
  std::vector<double> importance_;
  double least_importance_ = 0;
  Nearest nearest_;
  std::optional<PriceTree> beyond_;  // where not every point knows all others
  std::vector<int> taken_;
  std::vector<std::vector<Offer>> offers_;
  std::vector<Offer> waiting_;
  std::vector<int> chosen_;
  std::vector<int> todays_;  // numbers of clusters of today that are offered
  std::vector<Offer> offered_;
  std::vector<int> best_chosen_;
  std::vector<std::vector<int>> cheapest_;
  std::int64_t count_lower_ = 1;
  std::int64_t count_upper_ = 0;
  double highest_price_ = 0;
  double constant_ = 0;
  Knapsack knapsack_;
};

Relaxation::Relaxation(const Problem& problem, int reach)
    : problem_(problem), nearest_(problem, std::min(problem.size(), reach)) {
  // What a unit of distance costs each point.
  importance_ = problem.importance;
  importance_.resize(problem.points.size(), 1.0);
  for (double& each : importance_) each *= problem.prices.travel;
  least_importance_ = *std::min_element(importance_.begin(), importance_.end());
  count_upper_ = problem.size();
  for (const Measure& measure : problem.measures) {
    const bool ones = std::all_of(measure.weights.begin(), measure.weights.end(),
                                  [](std::int64_t w) { return w == 1; });
    if (!measure.strength.hard || !ones) continue;
    count_lower_ = std::max(count_lower_, measure.lower);
    count_upper_ = std::min(count_upper_, measure.upper);
  }
  if (count_lower_ > 1 && problem.metric != Metric::Given && nearest_.count() < problem.size()) {
    beyond_.emplace(problem, importance_);
  }
  for (const Label& label : problem.labels) {
    const std::set<int> kinds(label.of.begin(), label.of.end());
    constant_ += label.price * static_cast<double>(kinds.size() - kinds.count(-1));
  }
}

std::vector<double> Relaxation::first_prices() const {
  std::vector<double> prices(problem_.points.size());
  const int typical =
      std::min(problem_.size() / (2 * problem_.clusters_max) + 1, nearest_.count() - 1);
  for (int i = 0; i < problem_.size(); ++i) {
    prices[i] = importance_[i] * nearest_.of(i)[std::max(0, typical)].distance;
  }
  return prices;
}

void Relaxation::cap(std::vector<double>& prices) const {
  if (nearest_.count() >= problem_.size()) return;
  for (int i = 0; i < problem_.size(); ++i) {
    const auto* last = nearest_.of(i) + nearest_.count() - 1;
    prices[i] = std::min(prices[i], importance_[i] * last->distance);
  }
}

double Relaxation::by_count(double own, double rest_floor) {
  double sum = own;
  chosen_.resize(1);
  std::int64_t count = 1;
  const auto offer_less = [](const Offer& a, const Offer& b) {
    return a.reduced != b.reduced ? a.reduced < b.reduced : a.point < b.point;
  };
  const auto sorted = std::min<std::size_t>(waiting_.size(), count_upper_);
  std::partial_sort(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(sorted),
                    waiting_.end(), offer_less);
  for (const Offer& offer : waiting_) {
    if (count >= count_upper_) break;
    if (offer.reduced >= 0 && (count >= count_lower_ || offer.reduced > rest_floor)) break;
    sum += offer.reduced;
    chosen_.push_back(offer.point);
    ++count;
  }
  // Points that are not known cost at least the floor.
  if (count < count_lower_) sum += static_cast<double>(count_lower_ - count) * rest_floor;
  return sum;
}

// As by_count, where the cluster goes on from this one of today: points of others pay for moving.
double Relaxation::by_number(int median, double own, double rest_floor, int number) {
  const auto fee = [&](int point) {
    const int today = problem_.today[point];
    return today == no_cluster || today == number ? 0 : problem_.prices.move;
  };
  waiting_ = offered_;
  for (Offer& offer : waiting_) offer.reduced += fee(offer.point);
  return by_count(own + fee(median), rest_floor);
}

// Whichever cluster of today it goes on from, or none: the least of them. That two clusters go on
// from one is not forbidden here.
double Relaxation::by_number(int median, double own, double rest_floor) {
  if (!pays_for_moves()) return by_count(own, rest_floor);
  offered_ = waiting_;
  todays_.assign(1, problem_.today[median]);
  for (const Offer& offer : offered_) todays_.push_back(problem_.today[offer.point]);
  todays_.push_back(no_cluster);
  std::sort(todays_.begin(), todays_.end());
  todays_.erase(std::unique(todays_.begin(), todays_.end()), todays_.end());
  best_chosen_.assign(1, median);
  double least = std::numeric_limits<double>::infinity();
  for (const int number : todays_) {
    const double value = by_number(median, own, rest_floor, number);
    if (value >= least) continue;
    least = value;
    best_chosen_ = chosen_;
  }
  chosen_ = best_chosen_;
  waiting_ = offered_;
  return least;
}

// What the cluster costs within an upper bound of weight, when that is more than `value`.
double Relaxation::by_weight(const Measure& measure, int median, double own, double value,
                             bool exact) {
  std::int64_t weight = 0;
  for (const int point : chosen_) weight += measure.weights[point];
  if (weight <= measure.upper || measure.weights[median] > measure.upper) return value;
  knapsack_.clear(measure.upper - measure.weights[median]);
  for (const Offer& offer : waiting_) {
    if (offer.reduced < 0)
      knapsack_.offer(offer.point, -offer.reduced, measure.weights[offer.point]);
  }
  if (!exact) return std::max(value, own - knapsack_.limit());
  const double heavier = own - knapsack_.solve();
  if (heavier <= value) return value;
  chosen_.resize(1);
  chosen_.insert(chosen_.end(), knapsack_.chosen().begin(), knapsack_.chosen().end());
  return heavier;
}

// What a point costs at least that a median does not know. Those that gain by it are all known.
double Relaxation::floor_beyond(int median) const {
  if (nearest_.count() >= problem_.size()) return std::numeric_limits<double>::infinity();
  const double farthest = nearest_.of(median)[nearest_.count() - 1].distance;
  if (beyond_) return beyond_->least(median, farthest);
  return std::max(0.0, least_importance_ * farthest - highest_price_);
}

// Returns what others would cost at least, where there are too few that gain.
double Relaxation::gather_offers(int median, const std::vector<double>& prices) {
  waiting_ = offers_[median];
  // Who gains may pay for moving, and then another would be cheaper.
  const bool enough = static_cast<std::int64_t>(waiting_.size()) + 1 >= count_lower_;
  if (enough && !pays_for_moves()) return 0;
  const Nearest::Near* near = nearest_.of(median);
  for (int k = 0; k < nearest_.count(); ++k) {
    const int point = near[k].point;
    if (point == median) continue;
    const double reduced = importance_[point] * near[k].distance - prices[point];
    if (reduced >= 0) waiting_.push_back({reduced, point});
  }
  return floor_beyond(median);
}

double Relaxation::cluster_of(int median, const std::vector<double>& prices, bool exact) {
  const double floor = gather_offers(median, prices);
  const double own = -prices[median];
  const bool all = nearest_.count() >= problem_.size();
  chosen_.assign(1, median);
  double value = by_number(median, own, floor);
  if (all && static_cast<std::int64_t>(chosen_.size()) < count_lower_) {
    return std::numeric_limits<double>::infinity();
  }
  for (const Measure& measure : problem_.measures) {
    if (!measure.strength.hard || measure.weights.empty()) continue;
    value = by_weight(measure, median, own, value, exact);
  }
  return value;
}

// Of the clusters that cost least, as many as there may be. Only those that can be among them are
// solved exactly: what is known of a cluster at first is the least that it may cost.
double Relaxation::sum_of_cheapest(const std::vector<double>& prices) {
  std::vector<Candidate> heap;
  for (int j = 0; j < problem_.size(); ++j)
    heap.push_back({cluster_of(j, prices, false), j, false});
  std::make_heap(heap.begin(), heap.end());
  taken_.assign(problem_.points.size(), 0);
  cheapest_.clear();
  double sum = 0;
  for (int filled = 0; filled < problem_.clusters_max && !heap.empty();) {
    std::pop_heap(heap.begin(), heap.end());
    Candidate& cheapest = heap.back();
    if (filled >= problem_.clusters_min && cheapest.value >= 0) break;
    const bool known = cheapest.exact;
    cheapest.value = cluster_of(cheapest.median, prices, true);
    cheapest.exact = true;
    const bool still = known || heap.size() == 1 || !(cheapest < heap.front());
    if (!still) {
      std::push_heap(heap.begin(), heap.end());
      continue;
    }
    if (filled >= problem_.clusters_min && cheapest.value >= 0) break;
    sum += cheapest.value;
    for (const int point : chosen_) ++taken_[point];
    cheapest_.push_back(chosen_);
    heap.pop_back();
    ++filled;
  }
  return sum;
}

double Relaxation::evaluate(const std::vector<double>& prices) {
  const int n = problem_.size();
  offers_.resize(problem_.points.size());
  for (std::vector<Offer>& offers : offers_) offers.clear();
  highest_price_ = 0;
  if (beyond_) beyond_->set(prices);
  double sum = constant_;
  for (int i = 0; i < n; ++i) {
    sum += prices[i];
    highest_price_ = std::max(highest_price_, prices[i]);
    const Nearest::Near* near = nearest_.of(i);
    for (int k = 0; k < nearest_.count(); ++k) {
      const double reduced = importance_[i] * near[k].distance - prices[i];
      if (reduced >= 0) break;
      if (near[k].point != i) offers_[near[k].point].push_back({reduced, i});
    }
  }
  return sum + sum_of_cheapest(prices);
}

// One climb from the first prices, until steps are small or `goes_on(iterations)` is false.
template <typename GoesOn>
Bound climbed(const Problem& problem, Relaxation& relaxation, const Pace& pace, double known,
              GoesOn goes_on) {
  Bound bound;
  std::vector<double> prices = relaxation.first_prices();
  std::vector<double> direction(prices.size(), 0);
  relaxation.cap(prices);
  double step = 1;
  int idle = 0;
  const bool gathers = problem.size() <= gathered_most;
  std::set<std::vector<int>> clusters;
  bound.favour.assign(prices.size(), 0);
  for (; step > pace.least_step && goes_on(bound.iterations); ++bound.iterations) {
    const double cost = relaxation.evaluate(prices);
    for (double& each : bound.favour) each *= 1 - favour_of_last;
    for (const std::vector<int>& points : relaxation.cheapest()) {
      bound.favour[points.front()] += favour_of_last;
    }
    if (gathers && cost > gathered_from * bound.cost) {
      for (std::vector<int> points : relaxation.cheapest()) {
        std::sort(points.begin(), points.end());
        clusters.insert(std::move(points));
      }
    }
    if (cost > bound.cost) {
      idle = cost > bound.cost * (1 + 1e-5) ? 0 : idle + 1;
      bound.cost = cost;
      bound.prices = prices;
    } else {
      ++idle;
    }
    if (idle >= pace.idle_most) {
      step *= pace.shrinking;
      idle = 0;
      prices = bound.prices.empty() ? prices : bound.prices;
      std::fill(direction.begin(), direction.end(), 0.0);
      continue;
    }
    double norm = 0;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      direction[i] = 0.6 * direction[i] + (1 - relaxation.taken()[i]);
      norm += direction[i] * direction[i];
    }
    if (norm == 0) break;
    const double stride = step * std::max(known - cost, 1e-3 * known) / norm;
    for (std::size_t i = 0; i < prices.size(); ++i) {
      prices[i] = std::max(0.0, prices[i] + stride * direction[i]);
    }
    relaxation.cap(prices);
  }
  bound.clusters.assign(clusters.begin(), clusters.end());
  return bound;
}

}  // namespace

Bound lower_bound(const Problem& problem, double known, double seconds, int iterations_max,
                  const std::atomic<bool>& stop, int reach) {
  const auto begin = std::chrono::steady_clock::now();
  if (problem.prices.travel <= 0) return {};
  Relaxation relaxation(problem, reach);
  int before = 0;
  const auto goes_on = [&](int iterations) {
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    return before + iterations < iterations_max && elapsed.count() < seconds && !stop;
  };
  Bound bound = climbed(problem, relaxation, hasty, known, goes_on);
  before = bound.iterations;
  if (goes_on(0)) {
    Bound other = climbed(problem, relaxation, patient, known, goes_on);
    bound.iterations += other.iterations;
    if (other.cost > bound.cost) {
      bound.cost = other.cost;
      bound.prices = std::move(other.prices);
    }
  }
  // What was summed in another order may differ in the last digits.
  bound.cost *= 1 - 1e-9;
  return bound;
}

}  // namespace solve
