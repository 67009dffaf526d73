// Hulls hold their points, with and without a margin.
#include "geo/hull.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace geo {
namespace {

using Points = std::vector<GridPoint>;

TEST(Hull, leaves_out_what_lies_inside_or_on_an_edge) {
  const Points points = {{0, 0}, {5, 0}, {10, 0}, {10, 10}, {5, 5}, {0, 10}, {0, 0}};
  EXPECT_EQ(convex_hull(points), (Polygon{{0, 0}, {10, 0}, {10, 10}, {0, 10}}));
}

TEST(Hull, of_few_points_is_these_points) {
  EXPECT_EQ(convex_hull({}), Polygon());
  EXPECT_EQ(convex_hull({{1, 2}, {1, 2}}), (Polygon{{1, 2}}));
  EXPECT_EQ(convex_hull({{3, 2}, {1, 2}}), (Polygon{{1, 2}, {3, 2}}));
  EXPECT_EQ(convex_hull({{2, 2}, {1, 1}, {3, 3}}), (Polygon{{1, 1}, {3, 3}}));
}

TEST(Hull, padded_is_rounded_with_few_corners) {
  EXPECT_TRUE(padded_hull({}, 100).empty());
  EXPECT_EQ(padded_hull({{0, 0}}, 100).size(), 12U);
  EXPECT_NEAR(area_m2(padded_hull({{0, 0}}, 100)), 3.2154 * 100 * 100, 10);
  const Polygon two = padded_hull({{0, 0}, {1000, 0}}, 100);
  EXPECT_EQ(two.size(), 12U);
  EXPECT_TRUE(contains(two, {500, 99}));
  EXPECT_FALSE(contains(two, {500, 104}));
}

TEST(Hull, knows_inside_outside_and_edge) {
  // An L, so that a hull would be wrong.
  const Polygon shape = {{0, 0}, {10, 0}, {10, 4}, {4, 4}, {4, 10}, {0, 10}};
  EXPECT_TRUE(contains(shape, {2, 8}));
  EXPECT_TRUE(contains(shape, {8, 2}));
  EXPECT_FALSE(contains(shape, {8, 8}));
  EXPECT_FALSE(contains(shape, {-1, 4}));
  EXPECT_TRUE(contains(shape, {10, 2}));
  EXPECT_TRUE(contains(shape, {4, 4}));
  EXPECT_FALSE(contains({}, {0, 0}));
  EXPECT_TRUE(contains({{1, 1}}, {1, 1}));
  EXPECT_FALSE(contains({{1, 1}}, {1, 2}));
}

TEST(Hull, area_and_centroid) {
  const Polygon square = {{600000, 300000}, {600010, 300000}, {600010, 300010}, {600000, 300010}};
  EXPECT_DOUBLE_EQ(area_m2(square), 100);
  EXPECT_EQ(centroid(square), (GridPoint{600005, 300005}));
  EXPECT_EQ(centroid({{0, 0}, {10, 20}}), (GridPoint{5, 10}));
  EXPECT_DOUBLE_EQ(area_m2({{0, 0}, {10, 20}}), 0);
  EXPECT_DOUBLE_EQ(area_m2({}), 0);
}

Points any_points() {
  const auto places = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 5000), rc::gen::inRange(0, 3000)));
  Points points;
  for (const auto& [east, north] : places) points.push_back({600000.0 + east, 300000.0 + north});
  return points;
}

RC_GTEST_PROP(HullProperty, holds_all_points_and_turns_left_only, ()) {
  const Points points = any_points();
  const Polygon hull = convex_hull(points);
  for (const auto& point : points) RC_ASSERT(contains(hull, point));
  for (const auto& corner : hull) {
    RC_ASSERT(std::find(points.begin(), points.end(), corner) != points.end());
  }
  RC_ASSERT(convex_hull(hull) == hull);
}

RC_GTEST_PROP(HullProperty, padded_holds_the_hull_and_its_margin, ()) {
  const Points points = any_points();
  const double pad_m = *rc::gen::inRange(1, 3000);
  const Polygon padded = padded_hull(points, pad_m);
  for (const auto& point : points) {
    for (const double side : {-1.0, 0.0, 1.0}) {
      RC_ASSERT(contains(padded, {point.east_m + side * pad_m, point.north_m}));
      RC_ASSERT(contains(padded, {point.east_m, point.north_m + side * pad_m}));
    }
  }
  RC_ASSERT(padded.size() <= convex_hull(points).size() + 12);
}

}  // namespace
}  // namespace geo
