// A start keeps both bounds where weights are 1, and is near its medians.
#include "solve/flow.hpp"

#include <gtest/gtest.h>

#include "solve/worlds_testing.hpp"

namespace solve {
namespace {

TEST(Flow, KeepsBothBounds) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    Problem problem;
    std::vector<double> favour;
    for (int i = 0; i < 60; ++i) {
      problem.points.push_back({100 * random.unit(), 100 * random.unit()});
      favour.push_back(random.unit());
    }
    problem.clusters_min = problem.clusters_max = 7;
    problem.measures.push_back({"schools", {}, 8, 10});
    const Valuation value = valued(problem, flowed(problem, favour));
    EXPECT_TRUE(value.feasible) << seed;
    EXPECT_EQ(value.clusters, 7) << seed;
  }
}

TEST(Flow, TakesTheMediansThatAreWanted) {
  const Problem problem = drawn({"ABC......DEF"}, 2);
  const Assignment plan = flowed(problem, {0, 1, 0, 0, 1, 0});
  EXPECT_EQ(plan, (Assignment{0, 0, 0, 1, 1, 1}));
  // All favour in one place: there are as many medians all the same.
  const Assignment other = flowed(problem, {0, 2, 0, 0, 0, 0});
  EXPECT_EQ(valued(problem, other).clusters, 2);
}

TEST(Flow, IsNotForProblemsWithOtherRules) {
  Problem problem = drawn({"ABC......DEF"}, 2);
  EXPECT_TRUE(can_flow(problem));
  problem.together.push_back({"Federation", {0, 1}});
  EXPECT_FALSE(can_flow(problem));
}

}  // namespace
}  // namespace solve
