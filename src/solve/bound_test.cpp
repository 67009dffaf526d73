// The bound against the best of all plans, with all points known and with few.
#include "solve/bound.hpp"

#include <gtest/gtest.h>

#include "solve/knapsack.hpp"
#include "solve/worlds_testing.hpp"

namespace solve {
namespace {

TEST(Bound, NeverExceedsTheBestOfAllPlans) {
  const std::atomic<bool> stop{false};
  int compared = 0;
  double nearest = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 9);
    problem.prices.travel = seed % 3 == 0 ? 0.3 : 1 + random.unit();
    if (seed % 5 == 0) problem.metric = Metric::Truncated;
    if (seed % 2 == 0) {
      for (int i = 0; i < problem.size(); ++i) problem.importance.push_back(3 * random.unit());
    }
    const auto best = best_of_all(problem);
    if (!best) continue;
    for (const int reach : {2, 4, 9}) {
      const Bound bound = lower_bound(problem, *best, 1e6, 300, stop, reach);
      EXPECT_LE(bound.cost, *best + 1e-6) << "world " << seed << ", " << reach << " known";
      nearest += reach == 9 ? bound.cost / *best : 0;
    }
    ++compared;
  }
  EXPECT_GT(compared, 60);
  EXPECT_GT(nearest / compared, 0.9);  // and is no idle one
}

TEST(Bound, KnowsTheTwoTowns) {
  const Problem problem = drawn({"ABC......DEF"}, 2);
  const Bound bound = lower_bound(problem, 4, 1e6, 300, std::atomic<bool>{false});
  EXPECT_NEAR(bound.cost, 4, 1e-3);
}

// A town, and farms of which each would be a cluster of its own: where few points are known, that
// a cluster has five at least is seen all the same.
TEST(Bound, SeesLowerCountsBeyondTheNearest) {
  Random random(7);
  Problem problem;
  for (int i = 0; i < 150; ++i) {
    const double wide = i % 5 == 0 ? 100 : 10;
    problem.points.push_back({wide * random.unit(), wide * random.unit()});
  }
  problem.clusters_min = problem.clusters_max = 20;
  problem.measures.push_back({"schools", {}, 5, 10});
  const std::atomic<bool> stop{false};
  const auto bound = [&](int reach) { return lower_bound(problem, 1500, 1e6, 400, stop, reach); };
  const double whole = bound(150).cost;
  EXPECT_NEAR(bound(20).cost, whole, 0.001 * whole);
  problem.measures.front().lower = 0;
  EXPECT_LT(bound(150).cost, 0.9 * whole);
}

// With a price of moves, and clusters of today that chance chose, against the best of all plans.
TEST(Bound, SeesThePriceOfMoves) {
  const std::atomic<bool> stop{false};
  double nearest = 0;
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 8);
    problem.prices.move = 4 * random.unit();
    for (int i = 0; i < problem.size(); ++i) {
      problem.today.push_back(random.below(problem.clusters_max + 1) - 1);
    }
    const auto best = best_of_all(problem);
    if (!best) continue;
    for (const int reach : {3, 8}) {
      const Bound bound = lower_bound(problem, *best, 1e6, 300, stop, reach);
      EXPECT_LE(bound.cost, *best + 1e-6) << "world " << seed << ", " << reach << " known";
      nearest += reach == 8 ? bound.cost / *best : 0;
    }
    ++compared;
  }
  EXPECT_GT(compared, 30);
  EXPECT_GT(nearest / compared, 0.8);
}

// Every choice of up to twelve points.
TEST(Knapsack, GainsTheMost) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Random random(seed);
    const int count = random.below(13);
    const std::int64_t capacity = random.below(60);
    Knapsack knapsack;
    knapsack.clear(capacity);
    std::vector<double> gains;
    std::vector<std::int64_t> weights;
    for (int i = 0; i < count; ++i) {
      gains.push_back(random.unit());
      weights.push_back(random.below(25));
      knapsack.offer(i, gains.back(), weights.back());
    }
    double best = 0;
    for (int choice = 0; choice < 1 << count; ++choice) {
      double gain = 0;
      std::int64_t weight = 0;
      for (int i = 0; i < count; ++i) {
        if ((choice >> i & 1) == 0) continue;
        gain += gains[i];
        weight += weights[i];
      }
      if (weight <= capacity) best = std::max(best, gain);
    }
    EXPECT_GE(knapsack.limit(), best) << seed;
    EXPECT_NEAR(knapsack.solve(), best, 1e-9) << seed;
    double gain = 0;
    for (const int chosen : knapsack.chosen()) gain += gains[chosen];
    EXPECT_NEAR(gain, best, 1e-9) << seed;
  }
}

}  // namespace
}  // namespace solve
