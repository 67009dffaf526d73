// The hierarchy against plain Dijkstra, on random networks and on a county of 200,000 nodes.
#include "geo/hierarchy.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>

namespace geo {
namespace {

RoadGraph any_graph() {
  const auto nodes = static_cast<std::uint32_t>(*rc::gen::inRange(1, 40));
  std::vector<RoadEdge> edges;
  for (int i = *rc::gen::inRange(0, 140); i > 0; --i) {
    const auto from = *rc::gen::inRange<std::uint32_t>(0, nodes);
    const auto to = *rc::gen::inRange<std::uint32_t>(0, nodes);
    // Nought and equal times make ties.
    const auto ms = *rc::gen::inRange<std::uint32_t>(0, 12);
    edges.push_back({from, to, ms});
    if (*rc::gen::arbitrary<bool>()) edges.push_back({to, from, ms});
  }
  return make_graph(nodes, edges);
}

RC_GTEST_PROP(HierarchyProperty, gives_the_times_of_dijkstra_between_all_pairs, ()) {
  const RoadGraph graph = any_graph();
  const Hierarchy hierarchy(graph);
  RC_ASSERT(hierarchy.valid());
  Hierarchy::Climber climber(hierarchy);
  for (std::uint32_t from = 0; from < graph.size(); ++from) {
    const auto plain = dijkstra(graph, from);
    for (std::uint32_t to = 0; to < graph.size(); ++to) {
      RC_ASSERT(meet(climber.out(from), climber.in(to)) == plain[to]);
    }
  }
}

RC_GTEST_PROP(HierarchyProperty, a_bound_leaves_all_times_within_it, ()) {
  const RoadGraph graph = any_graph();
  const auto bound = *rc::gen::inRange<std::uint32_t>(0, 40);
  const Hierarchy hierarchy(graph);
  Hierarchy::Climber climber(hierarchy);
  for (std::uint32_t from = 0; from < graph.size(); ++from) {
    const auto plain = dijkstra(graph, from, bound);
    for (std::uint32_t to = 0; to < graph.size(); ++to) {
      const std::uint32_t ms = meet(climber.out(from, bound), climber.in(to, bound));
      RC_ASSERT((ms <= bound ? ms : unreachable_ms) == plain[to]);
    }
  }
}

RC_GTEST_PROP(HierarchyProperty, is_the_same_for_the_same_graph, ()) {
  const RoadGraph graph = any_graph();
  const Hierarchy one(graph);
  const Hierarchy other(graph);
  RC_ASSERT(one.rank() == other.rank());
  RC_ASSERT(one.up().arcs == other.up().arcs);
  RC_ASSERT(one.down().arcs == other.down().arcs);
}

TEST(Hierarchy, ways_longer_than_the_longest_are_none) {
  const RoadGraph graph = make_graph(3, {{0, 1, longest_ms}, {1, 2, longest_ms}});
  const Hierarchy hierarchy(graph);
  Hierarchy::Climber climber(hierarchy);
  EXPECT_EQ(meet(climber.out(0), climber.in(1)), longest_ms);
  EXPECT_EQ(meet(climber.out(0), climber.in(2)), unreachable_ms);
  EXPECT_EQ(dijkstra(graph, 0)[2], unreachable_ms);
}

TEST(Hierarchy, of_nothing_is_nothing) {
  EXPECT_EQ(Hierarchy(RoadGraph()).size(), 0U);
  EXPECT_TRUE(Hierarchy(RoadGraph()).valid());
}

TEST(Hierarchy, arcs_that_lead_nowhere_are_not_valid) {
  const Hierarchy good(make_graph(3, {{0, 1, 5}, {1, 2, 5}, {2, 0, 5}}));
  ASSERT_TRUE(good.valid());
  RoadGraph up = good.up();
  ASSERT_FALSE(up.arcs.empty());
  up.arcs.front().head = 7;
  EXPECT_FALSE(Hierarchy(good.rank(), up, good.down()).valid());
  EXPECT_FALSE(Hierarchy({0, 0, 1}, good.up(), good.down()).valid());
  EXPECT_FALSE(Hierarchy({0, 1}, good.up(), good.down()).valid());
}

// Whether one can drive there and back, looked at pair by pair.
RC_GTEST_PROP(RoadGraphProperty, the_greatest_part_is_what_reaches_each_other, ()) {
  const RoadGraph graph = any_graph();
  std::vector<std::vector<std::uint32_t>> times;
  for (std::uint32_t from = 0; from < graph.size(); ++from) times.push_back(dijkstra(graph, from));
  std::vector<std::uint32_t> best;
  for (std::uint32_t one = 0; one < graph.size(); ++one) {
    std::vector<std::uint32_t> part;
    for (std::uint32_t other = 0; other < graph.size(); ++other) {
      const bool joined =
          times[one][other] != unreachable_ms && times[other][one] != unreachable_ms;
      if (joined) part.push_back(other);
    }
    if (part.size() > best.size()) best = part;
  }
  RC_ASSERT(greatest_part(graph) == best);
  const RoadGraph part = part_of(graph, best);
  RC_ASSERT(greatest_part(part).size() == best.size());
}

// Streets on a grid, every fifth a main road, some missing, some one way.
RoadGraph county(std::uint32_t side, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<RoadEdge> edges;
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      for (const bool eastward : {true, false}) {
        if ((eastward ? x : y) + 1 == side) continue;
        const std::uint32_t line = eastward ? y : x;
        const bool main_road = line % 5 == 0;
        const auto roll = random() % 100;
        if (!main_road && roll < 30) continue;
        const std::uint32_t base_ms = line % 25 == 0 ? 6000 : main_road ? 10000 : 20000;
        const std::uint32_t ms = base_ms + static_cast<std::uint32_t>(random() % 5000);
        const std::uint32_t here = y * side + x;
        const std::uint32_t there = eastward ? here + 1 : here + side;
        edges.push_back({here, there, ms});
        if (main_road || roll < 95) edges.push_back({there, here, ms + 10});
      }
    }
  }
  const RoadGraph graph = make_graph(std::size_t{side} * side, edges);
  return part_of(graph, greatest_part(graph));
}

double seconds_of(const std::chrono::steady_clock::time_point& start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Times are printed, not judged: a busy machine is no fault. GUILDHALL_ROADS_SIDE=450 makes
// 200,000 nodes, as src/geo/README.md has them.
TEST(Hierarchy, a_county_is_climbed_quickly) {
  const char* const asked = std::getenv("GUILDHALL_ROADS_SIDE");
  const RoadGraph graph =
      county(asked == nullptr ? 120 : static_cast<std::uint32_t>(std::atoi(asked)), 3);
  auto start = std::chrono::steady_clock::now();
  const Hierarchy hierarchy(graph);
  const double build_s = seconds_of(start);
  std::mt19937 random(5);
  std::vector<std::uint32_t> places(400);
  for (std::uint32_t& each : places) each = static_cast<std::uint32_t>(random() % graph.size());
  start = std::chrono::steady_clock::now();
  Hierarchy::Climber climber(hierarchy);
  std::vector<Climb> out, in;
  std::size_t tops = 0;
  for (const std::uint32_t place : places) {
    out.push_back(climber.out(place));
    in.push_back(climber.in(place));
    tops += out.back().size();
  }
  const double climbs_s = seconds_of(start);
  start = std::chrono::steady_clock::now();
  std::uint64_t sum = 0;
  for (const Climb& one : out) {
    for (const Climb& other : in) sum += meet(one, other);
  }
  const double meets_s = seconds_of(start);
  start = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < 10; ++i) {
    const auto plain = dijkstra(graph, places[i]);
    for (std::size_t j = 0; j < places.size(); ++j) {
      ASSERT_EQ(meet(out[i], in[j]), plain[places[j]]);
    }
  }
  const double dijkstra_s = seconds_of(start) / 10;
  EXPECT_GT(sum, 0U);
  std::printf(
      "%zu nodes, %zu arcs; built in %.2f s, %zu arcs upwards; a climb %.3f ms, %zu tops; a "
      "meeting "
      "%.2f us; Dijkstra to all %.1f ms\n",
      graph.size(), graph.arcs.size(), build_s,
      hierarchy.up().arcs.size() + hierarchy.down().arcs.size(), climbs_s * 1000 / 800, tops / 400,
      meets_s * 1e6 / 160000, dijkstra_s * 1000);
}

}  // namespace
}  // namespace geo
