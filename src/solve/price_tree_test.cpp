// The tree against a look at all points.
#include "solve/price_tree.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "solve/worlds_testing.hpp"

namespace solve {
namespace {

TEST(PriceTree, KnowsTheCheapestPointBeyondADistance) {
  int none = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 60);
    problem.metric = seed % 3 == 0 ? Metric::Truncated : Metric::Straight;
    std::vector<double> prices;
    std::vector<double> importance;
    for (int i = 0; i < problem.size(); ++i) {
      prices.push_back(4 * random.unit());
      importance.push_back(1 + random.unit());
    }
    PriceTree tree(problem, importance);
    tree.set(prices);
    for (int from = 0; from < problem.size(); ++from) {
      const double beyond = 14 * random.unit();
      double least = std::numeric_limits<double>::infinity();
      for (int i = 0; i < problem.size(); ++i) {
        const double far = distance(problem, from, i);
        const double cost = importance[i] * far - prices[i];
        if (far >= beyond && cost >= 0) least = std::min(least, cost);
      }
      EXPECT_EQ(tree.least(from, beyond), least) << "world " << seed;
      none += least > 1e300 ? 1 : 0;
    }
  }
  EXPECT_GT(none, 0);
}

}  // namespace
}  // namespace solve
