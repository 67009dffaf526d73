// Choices against the best of all, and that there is none when none is better.
#include "solve/set_partition.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "solve/random.hpp"

namespace solve {
namespace {

const std::atomic<bool> never{false};

// Single points, which together are a choice, and then clusters that chance makes.
std::vector<Column> random_columns(Random& random, int points, int count, bool numbered) {
  std::vector<Column> columns;
  for (int i = 0; i < points; ++i)
    columns.push_back({{i}, 1 + random.unit(), numbered ? i : -1, 0});
  for (int k = 0; k < count; ++k) {
    Column column{{}, 1 + 2 * random.unit(), numbered ? random.below(points) : -1, 0};
    for (int i = 0; i < points; ++i) {
      if (random.below(3) == 0) column.points.push_back(i);
    }
    if (!column.points.empty()) columns.push_back(column);
  }
  return columns;
}

double best_of_all(const std::vector<Column>& columns, int points, int least, int most) {
  double best = 1e9;
  const std::function<void(unsigned, unsigned, int, double)> choose =
      [&](unsigned held, unsigned numbers, int count, double cost) {
        if (held == (1U << points) - 1) {
          if (count >= least && count <= most) best = std::min(best, cost);
          return;
        }
        int next = 0;
        while ((held >> next & 1) != 0) ++next;
        for (const Column& column : columns) {
          unsigned own = 0;
          for (const int point : column.points) own |= 1U << point;
          const unsigned number = column.number < 0 ? 0 : 1U << column.number;
          if ((own >> next & 1) == 0 || (own & held) != 0 || (number & numbers) != 0) continue;
          choose(held | own, numbers | number, count + 1, cost + column.cost);
        }
      };
  choose(0, 0, 0, 0);
  return best;
}

TEST(SetPartition, ChoosesTheCheapestOfAll) {
  int better = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const int points = 5 + random.below(4);
    const bool numbered = seed % 2 == 0;
    const std::vector<Column> columns = random_columns(random, points, 40, numbered);
    std::vector<const Column*> all;
    PartitionTask task;
    for (const Column& column : columns) all.push_back(&column);
    for (int i = 0; i < points; ++i) {
      task.points.push_back(i);
      task.known += columns[i].cost;
    }
    task.clusters_min = 1 + random.below(3);
    task.clusters_max = points;
    const double best = best_of_all(columns, points, task.clusters_min, task.clusters_max);
    const auto chosen = best_partition(task, all, task.points.size(), never);
    if (chosen.empty()) {
      EXPECT_NEAR(best, task.known, 1e-5) << seed;
      continue;
    }
    double cost = 0;
    for (const Column* column : chosen) cost += column->cost;
    EXPECT_NEAR(cost, best, 1e-5) << seed;
    EXPECT_GE(static_cast<int>(chosen.size()), task.clusters_min) << seed;
    ++better;
  }
  EXPECT_GT(better, 30);
}

TEST(SetPartition, SaysNothingWhenStopped) {
  const std::atomic<bool> stop{true};
  const Column both{{0, 1}, 1, no_cluster, 0};
  const Column one{{0}, 1, no_cluster, 0};
  const Column other{{1}, 1, no_cluster, 0};
  const PartitionTask task{{0, 1}, 1, 2, 2};
  EXPECT_TRUE(best_partition(task, {&one, &other, &both}, 2, stop).empty());
  EXPECT_EQ(best_partition(task, {&one, &other, &both}, 2, never).size(), 1U);
}

TEST(Pool, KeepsEachOnceAndForgetsTheOldest) {
  Pool pool(4);
  for (const int point : {0, 1, 1, 2, 3, 4})
    pool.add({{point}, 1, no_cluster, fingerprint_of(point)});
  ASSERT_EQ(pool.columns().size(), 3U);
  EXPECT_EQ(pool.columns().front().points.front(), 2);
  pool.add({{0}, 1, no_cluster, fingerprint_of(0)});
  EXPECT_EQ(pool.columns().size(), 4U);
}

}  // namespace
}  // namespace solve
