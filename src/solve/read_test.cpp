// Layouts that are read, and what is said of those that are not.
#include "solve/read.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace solve {
namespace {

TEST(ReadInstance, ReadsThreeLayouts) {
  const auto schools = read_instance("3 2 1 2\n0 0 1\n3 4 1\n6 8 1\n");
  ASSERT_TRUE(schools.ok()) << schools.error().message;
  EXPECT_EQ(schools.value().clusters_max, 2);
  EXPECT_EQ(schools.value().measures[0].lower, 1);
  EXPECT_EQ(schools.value().measures[0].upper, 2);
  EXPECT_DOUBLE_EQ(distance(schools.value(), 0, 1), 5);
  const auto lorena = read_instance("2 1\n 409154 435528 720 50\n 409151 435683 720 4\n");
  ASSERT_TRUE(lorena.ok()) << lorena.error().message;
  EXPECT_EQ(lorena.value().measures[0].upper, 720);
  EXPECT_EQ(lorena.value().measures[0].weights[1], 4);
  const auto library = read_instance(" 1 713\n 2 1 120\n 1 2 62 3\n 2 4 63 5\n");
  ASSERT_TRUE(library.ok()) << library.error().message;
  EXPECT_EQ(distance(library.value(), 0, 1), 2);  // 2.236 truncated
  EXPECT_EQ(library.value().measures[0].upper, 120);
}

void expect_refused(const std::string& text, const std::string& words) {
  const auto problem = read_instance(text);
  ASSERT_FALSE(problem.ok()) << text;
  EXPECT_EQ(problem.error().code, "bad_instance");
  EXPECT_NE(problem.error().message.find(words), std::string::npos) << problem.error().message;
}

TEST(ReadInstance, SaysWhereAndWhatIsWrong) {
  expect_refused("", "Line 1: the file is empty");
  expect_refused("1 2 3\n", "Line 1: expected");
  expect_refused("2 1 0 5\n0 0 1\n1 x 1\n", "Line 3: expected a number at \"x 1\"");
  expect_refused("2 1 0 5\n0 0 1\n1 1\n", "Line 3: expected 3 numbers, not 2");
  expect_refused("3 1 0 5\n0 0 1\n1 1 1\n", "promised 3 points, but there are 2");
  expect_refused("2 3 0 5\n0 0 1\n1 1 1\n", "the number of clusters must be 1 to 2");
  expect_refused("2 1 0 5\n0 0 1.5\n1 1 1\n", "Line 2: number 3 must be whole");
  expect_refused("2 1 6 5\n0 0 1\n1 1 1\n", "the lower bound is above the upper");
  expect_refused("2 1\n0 0 5 1\n1 1 6 1\n", "Line 3: capacities that differ");
  expect_refused("2 1 0 5\n0 0 1\n1 inf 1\n", "Line 3");
  expect_refused("2 1 0 5\n0 0 -1\n1 1 1\n", "a weight is less than 0");
}

TEST(CheckProblem, RefusesWhatIsNotWellFormed) {
  Problem problem;
  EXPECT_EQ(check(problem).error().message, "There is no point to group.");
  problem.points = {{0, 0}, {std::numeric_limits<double>::quiet_NaN(), 0}};
  EXPECT_NE(check(problem).error().message.find("Point 2 has no place"), std::string::npos);
  problem.points = {{0, 0}, {1, 0}};
  problem.metric = Metric::Given;
  problem.distances = {0, 1, 2, 0};
  EXPECT_NE(check(problem).error().message.find("same both ways"), std::string::npos);
  problem.metric = Metric::Straight;
  problem.together = {{"One", {0, 1}}, {"Two", {1}}};
  EXPECT_NE(check(problem).error().message.find("Two: point 2 is in two of these"),
            std::string::npos);
  problem.together.clear();
  problem.contiguity.neighbours = {{1}, {}};
  EXPECT_NE(check(problem).error().message.find("but not the other way"), std::string::npos);
  problem.contiguity.neighbours.clear();
  problem.today = {0, 7};
  EXPECT_NE(check(problem).error().message.find("above the greatest number"), std::string::npos);
  problem.today = {0, 0};
  problem.locked = {4};
  EXPECT_NE(check(problem).error().message.find("must be one of today's"), std::string::npos);
  problem.locked.clear();
  problem.prices.compactness = -1;
  EXPECT_NE(check(problem).error().message.find("Each price must be"), std::string::npos);
  problem.prices = {};
  problem.prices.move = 1;
  problem.today.clear();
  EXPECT_NE(check(problem).error().message.find("no clusters of today"), std::string::npos);
  problem.prices.move = 0;
  problem.points.resize(points_max + 1);
  EXPECT_NE(check(problem).error().message.find("at most 100000"), std::string::npos);
}

}  // namespace
}  // namespace solve
