// The nearest against a look at all points.
#include "solve/nearest.hpp"

#include <gtest/gtest.h>

#include "solve/worlds_testing.hpp"

namespace solve {
namespace {

TEST(Nearest, AreThoseThatALookAtAllPointsFinds) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 40);
    problem.metric = seed % 3 == 0 ? Metric::Truncated : Metric::Straight;
    const int count = 1 + random.below(40);
    const Nearest nearest(problem, count);
    for (int a = 0; a < problem.size(); ++a) {
      std::vector<double> all;
      for (int b = 0; b < problem.size(); ++b) all.push_back(distance(problem, a, b));
      std::sort(all.begin(), all.end());
      EXPECT_EQ(nearest.of(a)->distance, 0);
      for (int k = 0; k < count; ++k) {
        const Nearest::Near& near = nearest.of(a)[k];
        EXPECT_NEAR(near.distance, all[k], 1e-5) << "world " << seed;
        EXPECT_LE(near.distance, distance(problem, a, near.point));
      }
    }
  }
}

}  // namespace
}  // namespace solve
