// Property tests of every move, and search against valuation.
#include "solve/state.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <numeric>

#include "solve/moves.hpp"
#include "solve/worlds_testing.hpp"

namespace solve {
namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

Part whole_of(const Problem& problem) {
  std::vector<int> all(problem.points.size());
  std::iota(all.begin(), all.end(), 0);
  std::vector<int> slots(static_cast<std::size_t>(problem.clusters_max));
  std::iota(slots.begin(), slots.end(), 0);
  return {problem, all, slots, problem.clusters_min, problem.clusters_max};
}

// Each move in random worlds: what it was said to cost is what the plan then costs, reckoned anew.
TEST(State, AMoveCostsWhatItWasSaidToCost) {
  std::map<std::string, int> made;
  for (std::uint64_t seed = 1; seed <= 80; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 12);
    add_rules(random, problem);
    const Part part = whole_of(problem);
    std::vector<int> plan(problem.points.size(), 0);
    for (const Unit& unit : part.units) {
      const int slot =
          unit.fixed ? problem.pinned[unit.points.front()] : random.below(problem.clusters_max);
      for (const int point : unit.points) plan[point] = std::max(0, slot);
    }
    State state(part, plan, 2.5);
    const auto moves = all_moves();
    for (int k = 0; k < 400; ++k) {
      Move& move = *moves[random.below(static_cast<int>(moves.size()))];
      double delta = 0;
      const double before = state.cost();
      if (move.share(part) == 0 || !move.evaluate(state, random, unlimited, delta)) continue;
      EXPECT_EQ(state.cost(), before);
      move.apply(state);
      ++made[std::string(move.name())];
      const State anew(part, state.plan(), 2.5);
      ASSERT_NEAR(state.cost(), before + delta, 1e-3) << move.name() << " in world " << seed;
      ASSERT_NEAR(anew.cost(), state.cost(), 1e-3) << move.name() << " in world " << seed;
      ASSERT_NEAR(anew.broken(), state.broken(), 1e-6) << move.name() << " in world " << seed;
    }
    for (const Unit& unit : part.units) {
      for (const int point : unit.points) {
        EXPECT_EQ(state.cluster_of(point), state.cluster_of(unit.points.front()));
        if (unit.fixed) {
          EXPECT_EQ(state.cluster_of(point), plan[point]);
        }
      }
    }
  }
  EXPECT_EQ(made.size(), 5U);
}

// A limit hides only what costs more than nothing, and hardly ever what is within it.
TEST(State, ALimitHidesWhatIsHopeless) {
  int hidden = 0;
  int within = 0;
  int wrongly = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const Problem problem = random_world(random, 40);
    const Part part = whole_of(problem);
    std::vector<int> plan;
    for (int i = 0; i < problem.size(); ++i) plan.push_back(random.below(problem.clusters_max));
    State state(part, plan, 2.5);
    const auto moves = all_moves();
    for (int k = 0; k < 3000; ++k) {
      Move& move = *moves[random.below(3)];
      Random again = random;
      double delta = 0;
      double limited = 0;
      if (!move.evaluate(state, again, unlimited, delta)) {
        random = again;
        continue;
      }
      const bool seen = move.evaluate(state, random, 1, limited);
      if (seen) {
        EXPECT_DOUBLE_EQ(limited, delta);
      }
      hidden += seen ? 0 : 1;
      within += delta <= 0 ? 1 : 0;
      wrongly += delta <= 0 && !seen ? 1 : 0;
      if (seen && delta < 0.5) move.apply(state);
    }
  }
  EXPECT_GT(hidden, 10'000);
  EXPECT_GT(within, 1000);
  EXPECT_LT(wrongly, within / 20);
}

// The search's reckoning and the reader's are the same.
TEST(State, AgreesWithTheValuation) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    Problem problem = random_world(random, 12);
    add_rules(random, problem);
    problem.pinned.clear();
    problem.together.clear();
    Assignment plan;
    for (int i = 0; i < problem.size(); ++i) plan.push_back(random.below(problem.clusters_max));
    std::vector<int> all(problem.points.size());
    std::iota(all.begin(), all.end(), 0);
    std::vector<int> slots(static_cast<std::size_t>(problem.clusters_max));
    std::iota(slots.begin(), slots.end(), 0);
    const Part part(problem, all, slots, problem.clusters_min, problem.clusters_max);
    const State state(part, plan, 0);
    const Valuation value = valued(problem, plan);
    EXPECT_NEAR(state.plain_cost(), value.cost, 1e-3) << "world " << seed;
    EXPECT_EQ(state.feasible(), value.feasible) << "world " << seed;
  }
}

}  // namespace
}  // namespace solve
