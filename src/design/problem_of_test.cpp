// Scenarios as problems for the solver, on worlds drawn as maps.
#include "design/problem_of.hpp"

#include <gtest/gtest.h>

#include "design/broken.hpp"
#include "design/neighbours.hpp"
#include "design/world_testing.hpp"
#include "solve/solve.hpp"
#include "sql/database_testing.hpp"

namespace design {
namespace {

using sql::code_of;
using sql::must;

Plan solved(const Scenario& scenario, const Facts& facts, const Plan* hand = nullptr) {
  const Built built = must(problem_of(scenario, facts, hand));
  solve::Options options;
  options.rounds_max = 3;
  options.seconds = 5;
  if (hand != nullptr) options.start = assignment_of(built, facts, *hand);
  return plan_of(built, facts, must(solve::solve(built.problem, options)).plan);
}

TEST(Neighbours, of_a_square_and_its_middle) {
  const std::vector<geo::GridPoint> points = {
      {0, 0}, {1000, 0}, {0, 1000}, {1000, 1000}, {500, 500}};
  const auto found = neighbours_of(points);
  EXPECT_EQ(found[4], (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(found[0], (std::vector<int>{1, 2, 4}));
}

TEST(Neighbours, of_few_of_equal_and_of_points_in_line) {
  EXPECT_EQ(neighbours_of({{5, 5}}), std::vector<std::vector<int>>{{}});
  EXPECT_EQ(neighbours_of({{5, 5}, {5, 5}}), (std::vector<std::vector<int>>{{1}, {0}}));
  EXPECT_EQ(neighbours_of({{0, 0}, {10, 0}, {20, 0}}),
            (std::vector<std::vector<int>>{{1}, {0, 2}, {1}}));
  EXPECT_TRUE(neighbours_of({}).empty());
}

TEST(Problem, two_villages_make_two_clusters) {
  const Facts facts = world(
      "abC....def\n"
      "a.........\n");
  const Plan plan = solved(rules("schools: 3 to 4\nclusters: 2\n"), facts);
  EXPECT_EQ(groups(facts, plan), "abCa def");
}

TEST(Problem, each_cluster_has_a_secondary_where_that_is_kept) {
  const Facts facts = world("abcDE..fghi\n");
  const Plan free = solved(rules("schools: 4 to 5\nclusters: 2\n"), facts);
  EXPECT_EQ(groups(facts, free), "abcDE fghi");
  const Plan kept = solved(rules("schools: 4 to 5\nclusters: 2\nsecondary: kept\n"), facts);
  EXPECT_EQ(groups(facts, kept), "Efghi abcD");
}

TEST(Problem, a_cluster_has_at_most_so_many_of_a_class) {
  const Facts facts = world("ABcdE..fghi\n");
  const Plan free = solved(rules("schools: 4 to 5\nclusters: 2\n"), facts);
  EXPECT_EQ(groups(facts, free), "ABcdE fghi");
  const Scenario scenario = rules("schools: 4 to 5\nclusters: 2\nat most: 2 secondary, kept\n");
  EXPECT_EQ(groups(facts, solved(scenario, facts)), "ABcd Efghi");
  const auto broken = broken_rules(scenario, facts, free, neighbours_of(scenario.rules, facts));
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken.front().rule, RuleKind::AtMost);
  EXPECT_EQ(broken.front().text, "3, at most 2 secondary or all-through schools");
  const Plan dear =
      solved(rules("schools: 4 to 5\nclusters: 2\nat most: 2 secondary, 0.1 each\n"), facts);
  EXPECT_EQ(groups(facts, dear), "ABcdE fghi");
}

TEST(Problem, federations_stay_whole_and_pins_hold) {
  Facts facts = world("abc...def\n", "111...222\n");
  for (const char mark : {'a', 'd'}) {
    facts.schools[static_cast<std::size_t>(school(facts, mark))].federation = 7;
    facts.schools[static_cast<std::size_t>(school(facts, mark))].federation_name = "Two of us";
  }
  const Plan whole = solved(rules("schools: 2 to 4\nclusters: 2\nfederations: kept\n"), facts);
  EXPECT_EQ(whole.of[static_cast<std::size_t>(school(facts, 'a'))],
            whole.of[static_cast<std::size_t>(school(facts, 'd'))]);
  const Plan pinned =
      solved(rules("schools: 2 to 4\nclusters: 2\npin: 990001 in Cluster 2\n"), facts);
  const int cluster = pinned.of[0];
  EXPECT_EQ(pinned.clusters[static_cast<std::size_t>(cluster)].name, "Cluster 2");
  EXPECT_EQ(code_of(problem_of(rules("pin: 990001 in Nowhere\n"), facts)), "bad_scenario");
  EXPECT_EQ(code_of(problem_of(rules("pin: 999999 in Cluster 1\n"), facts)), "bad_scenario");
}

TEST(Problem, repairs_round_pins_and_locks_of_a_plan) {
  const Facts facts = world("abc...def\n", "111...222\n");
  Hand hand;
  hand.kind = HandKind::Move;
  hand.schools = {school(facts, 'c')};
  hand.to = 1;
  Plan plan = must(handle(plan_of_today(facts), facts, hand)).plan;
  // Without a price of moves the names would change places, which is shorter for all.
  const Plan repaired =
      solved(rules("schools: 3 to 3\nclusters: 2\nweight moves: 20\n"), facts, &plan);
  EXPECT_EQ(groups(facts, repaired), "abd cef");
  plan.clusters[1].locked = true;
  const Plan locked = solved(rules("schools: 2 to 4\nclusters: 2\n"), facts, &plan);
  EXPECT_EQ(groups(facts, locked), groups(facts, plan));
}

TEST(Problem, keeps_the_number_of_today_where_sizes_allow) {
  const Facts facts = world("abcdef\n", "112233\n");
  EXPECT_EQ(must(problem_of(rules("schools: 2 to 3\n"), facts)).problem.clusters_max, 3);
  EXPECT_EQ(must(problem_of(rules("schools: 3 to 6\n"), facts)).problem.clusters_max, 2);
  EXPECT_EQ(must(problem_of(rules("clusters: 4 to 5\nschools: any\n"), facts)).problem.clusters_min,
            4);
  EXPECT_EQ(clusters_allowed(rules("schools: 2 to 3\n"), 6, 600), (std::pair{2, 3}));
  EXPECT_EQ(clusters_allowed(rules("schools: 4 to 5\n"), 1, 100), (std::pair{1, 1}));
}

TEST(Problem, says_what_was_filled_in) {
  Facts facts = world("abc\n");
  facts.schools[0].pupils.reset();
  facts.schools[1].ofsted_grade.clear();
  const Built built =
      must(problem_of(rules("schools: 1 to 3\npupils: 100 to 300\nable lead: 5 each\n"), facts));
  ASSERT_EQ(built.remarks.size(), 2U);
  EXPECT_EQ(built.remarks[0],
            "1 school without a number of pupils count as the middle school of their phase.");
  for (SchoolFacts& each : facts.schools) each.ofsted_grade.clear();
  const Built none = must(problem_of(rules("able lead: kept\n"), facts));
  EXPECT_TRUE(none.problem.classes.empty());
  EXPECT_EQ(none.remarks.back(),
            "The rule of an able lead is left out: no inspection is known of any school.");
}

TEST(Problem, names_impossible_rules_before_any_time_is_spent) {
  const Facts facts = world("abcDef.........g\n");
  auto reasons = [&](std::string_view lines) {
    const Scenario scenario = rules(lines);
    return base::join(impossible_rules(scenario, facts, must(problem_of(scenario, facts))), " ");
  };
  EXPECT_NE(reasons("schools: 5 to 6\nclusters: 2\n"), "");
  EXPECT_NE(reasons("schools: 3 to 4\nclusters: 2\nsecondary: kept\n").find("secondary"),
            std::string::npos);
  EXPECT_NE(reasons("schools: 3 to 4\ntravel limit: 20 minutes, kept\n").find("g is 50 minutes"),
            std::string::npos);
  EXPECT_NE(reasons("clusters: 2\nschools: 3 to 4\nat most: 2 primary, kept\n")
                .find("at most 2 primary schools: there are 6, more than 2 clusters may hold."),
            std::string::npos);
  EXPECT_EQ(reasons("schools: 3 to 4\nclusters: 2\n"), "");
}

TEST(Problem, of_no_school_and_of_one) {
  Facts none = world("a\n");
  EXPECT_EQ(must(problem_of(rules("schools: 1 to 3\n"), none)).problem.size(), 1);
  none.schools.clear();
  EXPECT_EQ(code_of(problem_of(rules(""), none)), "nothing_to_group");
}

}  // namespace
}  // namespace design
