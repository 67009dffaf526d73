// Answers against the best of all plans, and what a caller relies on.
#include "solve/solve.hpp"

#include <gtest/gtest.h>

#include "solve/worlds_testing.hpp"

namespace solve {
namespace {

Options rounds(int count, std::uint64_t seed = 1, int threads = 1) {
  Options options;
  options.rounds_max = count;
  options.seed = seed;
  options.threads = threads;
  return options;
}

TEST(Solve, FindsTheBestOfAllPlansInSmallWorlds) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    // Now and then as many as can be tried.
    Problem problem = random_world(random, seed % 30 == 0 ? 12 : seed % 15 == 0 ? 11 : 8);
    if (seed % 3 != 0) add_rules(random, problem);
    const auto best = best_of_all(problem);
    const auto answer = solve(problem, rounds(4));
    if (!best) {
      EXPECT_TRUE(!answer.ok() || !answer.value().valuation.feasible) << "world " << seed;
      continue;
    }
    ASSERT_TRUE(answer.ok()) << "world " << seed << ": " << answer.error().message;
    const Solution& solution = answer.value();
    EXPECT_TRUE(solution.valuation.feasible) << "world " << seed;
    EXPECT_NEAR(solution.valuation.cost, *best, 1e-4) << "world " << seed;
    EXPECT_LE(solution.bound, *best + 1e-4) << "world " << seed;
    ++compared;
  }
  EXPECT_GT(compared, 30);
}

TEST(Solve, TheAnswerDoesNotDependOnThreads) {
  Random random(7);
  Problem problem;
  for (int i = 0; i < 90; ++i) problem.points.push_back({100 * random.unit(), 100 * random.unit()});
  problem.clusters_min = problem.clusters_max = 10;
  problem.measures.push_back({"schools", {}, 6, 12});
  const auto one = solve(problem, rounds(3, 5, 1));
  const auto three = solve(problem, rounds(3, 5, 3));
  ASSERT_TRUE(one.ok() && three.ok());
  EXPECT_EQ(one.value().plan, three.value().plan);
  EXPECT_EQ(one.value().moves, three.value().moves);
  EXPECT_EQ(one.value().bound, three.value().bound);
  EXPECT_TRUE(one.value().valuation.feasible);
}

TEST(Solve, NoRoundMakesAPlanWorseOrBreaksARule) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 12);
    add_rules(random, problem);
    Options options = rounds(6, seed, 3);
    bool kept = false;
    double cost = 0;
    options.watch = [&](const Progress& progress) {
      EXPECT_TRUE(progress.feasible || !kept) << "world " << seed;
      EXPECT_TRUE(!kept || progress.cost <= cost + 1e-9) << "world " << seed;
      EXPECT_EQ(valued(problem, *progress.best).feasible, progress.feasible) << "world " << seed;
      kept = progress.feasible;
      cost = progress.cost;
      return true;
    };
    const auto three = solve(problem, options);
    const auto one = solve(problem, rounds(6, seed, 1));
    ASSERT_EQ(one.ok(), three.ok());
    EXPECT_TRUE(!one.ok() || one.value().plan == three.value().plan) << "world " << seed;
  }
}

TEST(Solve, TwoTownsBecomeTwoClusters) {
  const Problem problem = drawn({"AB........CD", "EF........GH"}, 2);
  const auto answer = solve(problem, rounds(1));
  ASSERT_TRUE(answer.ok());
  const Assignment& plan = answer.value().plan;
  EXPECT_EQ(plan[0], plan[1]);
  EXPECT_EQ(plan[0], plan[4]);
  EXPECT_EQ(plan[2], plan[7]);
  EXPECT_NE(plan[0], plan[2]);
}

TEST(Solve, WhatCostsNothingIsProvenAtOnce) {
  Problem problem = drawn({"ABCD"}, 2);
  for (Point& each : problem.points) each = {0, 0};
  Options options;
  options.seconds = 60;
  const auto answer = solve(problem, options);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer.value().has_bound);
  EXPECT_EQ(answer.value().gap(), 0);
  EXPECT_LT(answer.value().rounds, 3);
}

TEST(Solve, StopsWhenWhoWatchesSaysSo) {
  const Problem problem = drawn({"ABC...DEF", "GHI...JKL"}, 2);
  Options options = rounds(50);
  int seen = 0;
  options.watch = [&seen](const Progress& progress) {
    EXPECT_EQ(progress.best->size(), 12U);
    return ++seen < 3;
  };
  const auto answer = solve(problem, options);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer.value().stopped);
  EXPECT_EQ(answer.value().rounds, 2);  // the first look is at where it begins
}

TEST(Solve, GoesOnFromAPlanAndKeepsTodaysNumbers) {
  Problem problem = drawn({"AB...CD", "EF...GH"}, 2);
  problem.today = {1, 1, 0, 0, 1, 1, 0, 0};
  problem.prices.move = 1;
  Options options = rounds(1);
  options.start = problem.today;
  const auto answer = solve(problem, options);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer.value().plan, problem.today);
}

TEST(Solve, LockedClustersStay) {
  Problem problem = drawn({"ABCD..EFGH"}, 3);
  problem.today = {0, 1, 0, 1, 2, 2, 2, 2};
  problem.locked = {0};
  const auto answer = solve(problem, rounds(2));
  ASSERT_TRUE(answer.ok());
  for (int i = 0; i < problem.size(); ++i) {
    EXPECT_EQ(answer.value().plan[i] == 0, problem.today[i] == 0) << i;
  }
}

TEST(Solve, OnePointAndEqualPoints) {
  Problem one = drawn({"A"}, 1);
  const auto alone = solve(one, rounds(1));
  ASSERT_TRUE(alone.ok());
  EXPECT_EQ(alone.value().plan, Assignment{0});
  Problem same;
  same.points.assign(12, Point{3, 4});
  same.clusters_min = same.clusters_max = 3;
  same.measures.push_back({"schools", {}, 4, 4});
  const auto together = solve(same, rounds(2));
  ASSERT_TRUE(together.ok());
  EXPECT_TRUE(together.value().valuation.feasible);
  EXPECT_EQ(together.value().valuation.cost, 0);
}

void expect_impossible(const Problem& problem, const std::string& words) {
  const auto answer = solve(problem, rounds(1));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, "cannot_cluster");
  EXPECT_NE(answer.error().message.find(words), std::string::npos) << answer.error().message;
}

TEST(Solve, ImpossibleRulesAreNamedBeforeAnyTimeIsSpent) {
  Problem problem = drawn({"ABCDEFGH"}, 2);
  problem.measures.push_back({"schools", {}, 0, 3});
  expect_impossible(problem, "2 clusters of at most 3 schools cannot hold all 8");
  problem.measures = {{"schools", {}, 5, 9}};
  expect_impossible(problem, "2 clusters of at least 5 schools need more than the 8");
  problem.measures = {{"pupils", {1, 1, 1, 1, 1, 1, 1, 90}, 0, 60}};
  expect_impossible(problem, "One point alone has pupils 90");
  problem.measures.clear();
  problem.classes.push_back({"a secondary", {1, 0, 0, 0, 0, 0, 0, 0}, 1});
  expect_impossible(problem, "a secondary: 2 clusters need at least 1 each, but there are only 1");
  problem.classes = {{"special", {1, 1, 1, 0, 0, 0, 0, 0}, 0, 1}};
  expect_impossible(problem, "special: there are 3, more than 2 clusters may hold");
  problem.classes.front().at_most = 2;
  problem.together.push_back({"Federation", {0, 1, 2, 3}});
  expect_impossible(problem, "special: Federation is to stay whole, and has 3.");
  problem.together.clear();
  problem.pinned = {1, 1, 1, -1, -1, -1, -1, -1};
  expect_impossible(problem, "special: 3 are pinned to one cluster, or locked in it.");
  problem.pinned.clear();
  problem.classes.clear();
  problem.together.push_back({"Federation", {0, 1, 2}});
  problem.measures = {{"schools", {}, 0, 2}};
  problem.clusters_max = 8;
  expect_impossible(problem, "Federation has schools 3 and is to stay whole");
  problem.measures.clear();
  problem.apart.push_back({0, 2});
  expect_impossible(problem, "two of it are to be kept apart");
  problem.apart.clear();
  problem.pinned = {0, 1, -1, -1, -1, -1, -1, -1};
  expect_impossible(problem, "pinned to two clusters");
  problem.pinned.clear();
  problem.today = {0, 1, 1, 1, 2, 2, 2, 2};
  problem.locked = {0};
  expect_impossible(problem, "a locked cluster has a part of it");
  problem.together.clear();
  problem.pinned = {1, -1, -1, -1, -1, -1, -1, -1};
  expect_impossible(problem, "Point 1 is pinned so that it would leave or join a locked cluster");
  problem.pinned.clear();
  problem.clusters_max = 2;
  problem.today = {0, 0, 0, 1, 1, 1, 1, -1};
  problem.locked = {0, 1};
  expect_impossible(problem, "All clusters are locked, and some points are in none of them");
  Problem few = drawn({"AB"}, 3);
  expect_impossible(few, "3 clusters cannot be made of 2 points");
}

TEST(Solve, OneClusterIsNotSaidAsSeveral) {
  Problem problem = drawn({"ABCDEFGH"}, 1);
  problem.measures.push_back({"schools", {}, 0, 3});
  expect_impossible(problem, "1 cluster of at most 3 schools cannot hold all 8");
  problem.measures = {{"schools", {}, 200, 300}};
  expect_impossible(problem, "1 cluster of at least 200 schools needs more than the 8");
  problem.measures.clear();
  problem.classes.push_back({"a secondary", {1, 0, 0, 0, 0, 0, 0, 0}, 2});
  expect_impossible(problem, "a secondary: 1 cluster needs at least 2, but there are only 1");
  problem.classes = {{"special", {1, 1, 1, 0, 0, 0, 0, 0}, 0, 1}};
  expect_impossible(problem, "special: there are 3, more than 1 cluster may hold");
}

TEST(Solve, MendsAPlanToGoOnFrom) {
  Problem problem = drawn({"AB...CD", "EF...GH"}, 2);
  problem.today = {0, 0, 1, 1, 0, 0, 1, 1};
  problem.together.push_back({"Federation", {1, 2}});
  problem.pinned.assign(8, no_cluster);
  problem.pinned[7] = 0;
  Options options = rounds(1);
  options.start = problem.today;  // parts the federation, and has a pinned point elsewhere
  const auto answer = solve(problem, options);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer.value().valuation.feasible);
  EXPECT_EQ(answer.value().plan[1], answer.value().plan[2]);
  EXPECT_EQ(answer.value().plan[7], 0);
  options.start = Assignment(8, 2);
  EXPECT_EQ(solve(problem, options).error().code, "bad_instance");
  options.start = Assignment(7, 0);
  EXPECT_EQ(solve(problem, options).error().code, "bad_instance");
}

// Round a pin that breaks a bound, from a plan that is good but for it.
TEST(Solve, GoesOnWarmRoundPins) {
  Problem problem = drawn({"ABC...DEF...GHI", "J.....K.....L.."}, 3);
  problem.measures.push_back({"schools", {}, 4, 4});
  const auto first = solve(problem, rounds(2));
  ASSERT_TRUE(first.ok());
  problem.today = first.value().plan;
  problem.pinned.assign(problem.points.size(), no_cluster);
  problem.pinned[0] = first.value().plan[3];
  Options options = rounds(3);
  options.start = first.value().plan;
  options.warm = true;
  const auto answer = solve(problem, options);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer.value().valuation.feasible);
  EXPECT_EQ(answer.value().plan[0], problem.pinned[0]);
  options.start.reset();
  options.warm = false;
  const auto fresh = solve(problem, options);
  ASSERT_TRUE(fresh.ok());
  EXPECT_NEAR(answer.value().valuation.cost, fresh.value().valuation.cost, 1e-6);
}

TEST(Solve, ANumberOfClustersThatIsFreeIsChosen) {
  Problem problem = drawn({"AB....CD....EF", "GH....IJ....KL"}, 6);
  problem.clusters_min = 1;
  problem.measures.push_back({"schools", {}, 4, 12});
  const auto answer = solve(problem, rounds(4));
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer.value().valuation.feasible);
  EXPECT_EQ(answer.value().valuation.clusters, 3);
}

TEST(Solve, AlternativesSayWhatElsewhereWouldCost) {
  Problem problem = drawn({"AB...CD", "EF...GH"}, 2);
  problem.measures.push_back({"schools", {}, 4, 4});
  const Assignment plan = {0, 0, 1, 1, 0, 0, 1, 1};
  const auto others = alternatives(problem, plan, 1);
  ASSERT_EQ(others.size(), 1U);
  EXPECT_EQ(others[0].cluster, 1);
  Assignment changed = plan;
  changed[1] = 1;
  EXPECT_DOUBLE_EQ(others[0].extra_cost,
                   valued(problem, changed).cost - valued(problem, plan).cost);
  EXPECT_EQ(others[0].breaks.size(), 2U);
}

}  // namespace
}  // namespace solve
