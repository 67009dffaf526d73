// The multipliers climb by subgradients, and go back to the best when they no longer rise.
#include "solve/bound.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "solve/knapsack.hpp"
#include "solve/nearest.hpp"

namespace solve {
namespace {

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

 private:
  struct Offer {
    double reduced;  // cost of travel - price of the point
    int point;
  };
  // The least that a cluster with this median can cost, and the points that it takes.
  double cluster_of(int median, const std::vector<double>& prices, std::vector<int>& chosen);
  double by_count(double own, double rest_floor, std::vector<int>& chosen);
  double by_weight(const Measure& measure, int median, double own, std::vector<int>& chosen);

  const Problem& problem_;
  std::vector<double> importance_;
  double least_importance_ = 0;
  Nearest nearest_;
  std::vector<int> taken_;
  std::vector<std::vector<Offer>> offers_;
  std::vector<Offer> waiting_;
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

double Relaxation::by_count(double own, double rest_floor, std::vector<int>& chosen) {
  double sum = own;
  auto count = static_cast<std::int64_t>(chosen.size());
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
    chosen.push_back(offer.point);
    ++count;
  }
  // Points that are not known cost at least the floor.
  if (count < count_lower_) sum += static_cast<double>(count_lower_ - count) * rest_floor;
  return sum;
}

double Relaxation::by_weight(const Measure& measure, int median, double own,
                             std::vector<int>& chosen) {
  knapsack_.clear(measure.upper - measure.weights[median]);
  for (const Offer& offer : waiting_) {
    if (offer.reduced < 0)
      knapsack_.offer(offer.point, -offer.reduced, measure.weights[offer.point]);
  }
  const double gain = knapsack_.solve();
  chosen.insert(chosen.end(), knapsack_.chosen().begin(), knapsack_.chosen().end());
  return own - gain;
}

double Relaxation::cluster_of(int median, const std::vector<double>& prices,
                              std::vector<int>& chosen) {
  waiting_ = offers_[median];
  const Nearest::Near* near = nearest_.of(median);
  for (int k = 0; k < nearest_.count(); ++k) {
    const int point = near[k].point;
    if (point == median) continue;
    const double reduced = importance_[point] * near[k].distance - prices[point];
    if (reduced >= 0) waiting_.push_back({reduced, point});
  }
  const double own = -prices[median];
  const bool all = nearest_.count() >= problem_.size();
  const double floor =
      all ? std::numeric_limits<double>::infinity()
          : std::max(0.0, least_importance_ * near[nearest_.count() - 1].distance - highest_price_);
  chosen.assign(1, median);
  double value = by_count(own, floor, chosen);
  if (all && static_cast<std::int64_t>(chosen.size()) < count_lower_) {
    return std::numeric_limits<double>::infinity();
  }
  for (const Measure& measure : problem_.measures) {
    if (!measure.strength.hard || measure.weights.empty()) continue;
    std::int64_t weight = 0;
    for (const int point : chosen) weight += measure.weights[point];
    if (weight <= measure.upper || measure.weights[median] > measure.upper) continue;
    std::vector<int> lighter(1, median);
    const double heavier = by_weight(measure, median, own, lighter);
    if (heavier <= value) continue;
    value = heavier;
    chosen = std::move(lighter);
  }
  return value;
}

double Relaxation::evaluate(const std::vector<double>& prices) {
  const int n = problem_.size();
  offers_.resize(problem_.points.size());
  for (std::vector<Offer>& offers : offers_) offers.clear();
  highest_price_ = 0;
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
  std::vector<std::pair<double, int>> medians;
  std::vector<std::vector<int>> chosen(problem_.points.size());
  for (int j = 0; j < n; ++j) medians.emplace_back(cluster_of(j, prices, chosen[j]), j);
  const auto most = std::min<std::size_t>(medians.size(), problem_.clusters_max);
  std::partial_sort(medians.begin(), medians.begin() + static_cast<std::ptrdiff_t>(most),
                    medians.end());
  taken_.assign(problem_.points.size(), 0);
  for (std::size_t k = 0; k < most; ++k) {
    if (k >= static_cast<std::size_t>(problem_.clusters_min) && medians[k].first >= 0) break;
    sum += medians[k].first;
    for (const int point : chosen[medians[k].second]) ++taken_[point];
  }
  return sum;
}

}  // namespace

Bound lower_bound(const Problem& problem, double known, double seconds, int iterations_max,
                  const std::atomic<bool>& stop, int reach) {
  const auto begin = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  Bound bound;
  if (problem.prices.travel <= 0) return bound;
  Relaxation relaxation(problem, reach);
  std::vector<double> prices = relaxation.first_prices();
  std::vector<double> direction(prices.size(), 0);
  relaxation.cap(prices);
  double step = 1;
  int idle = 0;
  for (; bound.iterations < iterations_max && elapsed() < seconds && step > 1e-4 && !stop;
       ++bound.iterations) {
    const double cost = relaxation.evaluate(prices);
    if (cost > bound.cost) {
      idle = cost > bound.cost * (1 + 1e-5) ? 0 : idle + 1;
      bound.cost = cost;
      bound.prices = prices;
    } else {
      ++idle;
    }
    if (idle >= 12) {
      step *= 0.6;
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
  // What was summed in another order may differ in the last digits.
  bound.cost *= 1 - 1e-9;
  return bound;
}

}  // namespace solve
