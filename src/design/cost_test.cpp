// What plans cost, and of which a bound speaks.
#include "design/cost.hpp"

#include <gtest/gtest.h>

#include "design/problem_of.hpp"
#include "design/world_testing.hpp"
#include "sql/database_testing.hpp"

namespace design {
namespace {

using sql::must;

PlanCost cost_of(const Scenario& scenario, const Facts& facts, const Plan& plan) {
  return costs_of(scenario, facts, {&plan}).front();
}

// Hands the school with this mark to the cluster.
Plan with(const Facts& facts, Plan plan, char mark, int cluster) {
  plan.of[static_cast<std::size_t>(school(facts, mark))] = cluster;
  return plan;
}

TEST(Cost, is_told_term_by_term) {
  const Facts facts = world("abC..dEf\n", "111..222\n");
  const Scenario scenario = rules("schools: 2 to 4\nweight moves: 7\n");
  const Plan today = plan_of_today(facts);
  const PlanCost now = cost_of(scenario, facts, today);
  ASSERT_EQ(now.terms.size(), 1U);
  // Five kilometres from each neighbour to the school in the middle.
  EXPECT_DOUBLE_EQ(now.minutes, 20);
  EXPECT_EQ(terms_text(now.terms), "Journeys to the middle schools 20.0");
  const PlanCost moved = cost_of(scenario, facts, with(facts, today, 'C', 1));
  EXPECT_EQ(terms_text(moved.terms),
            "Journeys to the middle schools 35.0, schools that change cluster 7.0");
  EXPECT_DOUBLE_EQ(moved.minutes, 42);
  EXPECT_EQ(moved.unlike, "");
}

TEST(Cost, holds_a_plan_made_by_hand_against_the_bound) {
  const Facts facts = world("abC..dEf\n", "111..222\n");
  const Scenario scenario = rules("schools: 2 to 4\nsecondary: kept\n");
  const Built built = must(problem_of(scenario, facts));
  const solve::Solution best = must(solve::solve(built.problem, {.rounds_max = 2}));
  ASSERT_TRUE(best.has_bound);
  const Plan today = plan_of_today(facts);
  EXPECT_NEAR(*cost_of(scenario, facts, today).gap(best.bound), 0, 0.01);
  const auto worse = cost_of(scenario, facts, with(facts, today, 'b', 1));
  EXPECT_GT(*worse.gap(best.bound), 0.2);
  EXPECT_FALSE(worse.gap(0)) << "nothing was proven";
}

TEST(Cost, says_of_which_plans_no_bound_speaks) {
  const Facts facts = world("abC..dEf\n", "111..222\n");
  const Scenario scenario = rules("schools: 2 to 4\nsecondary: kept\n");
  const Plan today = plan_of_today(facts);
  const PlanCost broken = cost_of(scenario, facts, with(facts, today, 'C', 1));
  EXPECT_EQ(broken.unlike, "it breaks a rule that is to be kept");
  EXPECT_FALSE(broken.gap(10));
  Plan split = with(facts, today, 'a', 2);
  split.clusters.push_back({{}, "New", "N", false});
  const PlanCost three = cost_of(rules("schools: 1 to 4\n"), facts, split);
  EXPECT_EQ(three.unlike, "it has 3 clusters, and the scenario asks for 2");
  EXPECT_TRUE(three.known);
  const PlanCost out = cost_of(scenario, facts, with(facts, today, 'a', no_place));
  EXPECT_EQ(out.unlike, "1 school is in no cluster");
  EXPECT_FALSE(out.known);
  const PlanCost never = cost_of(rules("pin: 990001 in Nowhere\n"), facts, today);
  EXPECT_EQ(never.unlike, "the scenario cannot be worked on");
}

}  // namespace
}  // namespace design
