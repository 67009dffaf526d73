// Outlines hold their points, do not depend on the order, and look like land.
#include "geo/outline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/outline_raster.hpp"

namespace geo {
namespace {

using Points = std::vector<GridPoint>;

bool holds(const std::vector<Polygon>& islands, const GridPoint& point) {
  return std::any_of(islands.begin(), islands.end(),
                     [&](const Polygon& island) { return contains(island, point); });
}

std::size_t vertices(const std::vector<Polygon>& islands) {
  std::size_t count = 0;
  for (const auto& island : islands) count += island.size();
  return count;
}

Points square_of_schools(double east_m, double north_m, int side) {
  Points points;
  for (int column = 0; column < side; ++column) {
    for (int row = 0; row < side; ++row) {
      points.push_back({east_m + column * 3000.0, north_m + row * 3000.0});
    }
  }
  return points;
}

TEST(Outline, of_nothing_is_nothing) {
  EXPECT_TRUE(outline_of({}).empty());
  EXPECT_TRUE(outline_of({{std::numeric_limits<double>::quiet_NaN(), 0}}).empty());
}

TEST(Outline, of_one_school_is_a_round_place) {
  const auto islands = outline_of({{600000, 300000}});
  ASSERT_EQ(islands.size(), 1U);
  EXPECT_TRUE(contains(islands[0], {600000, 300000}));
  EXPECT_FALSE(contains(islands[0], {602000, 300000}));
}

TEST(Outline, closes_the_gaps_between_schools) {
  const auto islands = outline_of(square_of_schools(600000, 300000, 10));
  ASSERT_EQ(islands.size(), 1U);
  EXPECT_TRUE(contains(islands[0], {601500, 301500}));
  EXPECT_TRUE(contains(islands[0], {600000, 301500}));
  EXPECT_FALSE(contains(islands[0], {590000, 301500}));
  EXPECT_GT(area_m2(islands[0]), 27000.0 * 27000.0);
  EXPECT_LT(area_m2(islands[0]), 32000.0 * 32000.0);
}

TEST(Outline, keeps_islands_apart_the_largest_first) {
  Points points = square_of_schools(600000, 300000, 4);
  const Points other = square_of_schools(640000, 300000, 8);
  points.insert(points.end(), other.begin(), other.end());
  const auto islands = outline_of(points);
  ASSERT_EQ(islands.size(), 2U);
  EXPECT_TRUE(contains(islands[0], {646000, 306000}));
  EXPECT_TRUE(contains(islands[1], {606000, 306000}));
}

TEST(Outline, strays_are_far_from_all_others) {
  Points points = square_of_schools(600000, 300000, 6);
  const Points sound = points;
  EXPECT_EQ(without_strays(points), sound);
  points.push_back({150000, 40000});
  points.push_back({std::numeric_limits<double>::infinity(), 300000});
  EXPECT_EQ(without_strays(points), sound);
  EXPECT_EQ(without_strays({{1, 1}}), (Points{{1, 1}}));
  EXPECT_TRUE(without_strays({}).empty());
}

TEST(OutlineRaster, distances_are_exact) {
  Raster raster;
  raster.columns = 7;
  raster.rows = 5;
  raster.cells.assign(35, far_away);
  raster.at(1, 1) = 0;
  raster.at(6, 4) = 0;
  spread_distances(raster);
  EXPECT_DOUBLE_EQ(raster.at(1, 1), 0);
  EXPECT_DOUBLE_EQ(raster.at(4, 1), 3);
  EXPECT_DOUBLE_EQ(raster.at(0, 0), std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(raster.at(6, 0), 4);
  EXPECT_DOUBLE_EQ(raster.at(4, 3), std::sqrt(5.0));
}

TEST(OutlineRaster, lines_leave_holes_out) {
  Raster raster;
  raster.columns = 7;
  raster.rows = 7;
  raster.cell_m = 1;
  raster.cells.assign(49, 0);
  for (std::size_t column = 1; column < 6; ++column) {
    for (std::size_t row = 1; row < 6; ++row) raster.at(column, row) = 1;
  }
  raster.at(3, 3) = 0;
  const auto islands = trace_islands(raster, 0.5);
  ASSERT_EQ(islands.size(), 1U);
  EXPECT_DOUBLE_EQ(area_m2(islands[0]), 25 - 4 * 0.125);
}

Points any_points() {
  const auto places = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 90000), rc::gen::inRange(0, 60000)));
  Points points;
  for (const auto& [east, north] : places) points.push_back({600000.0 + east, 300000.0 + north});
  return points;
}

RC_GTEST_PROP(OutlineProperty, holds_every_point, ()) {
  const Points points = any_points();
  const auto islands = outline_of(points);
  for (const auto& point : points) RC_ASSERT(holds(islands, point));
  RC_ASSERT(vertices(islands) <= outline_vertices_max);
}

RC_GTEST_PROP(OutlineProperty, does_not_depend_on_the_order, ()) {
  Points points = any_points();
  const auto islands = outline_of(points);
  std::reverse(points.begin(), points.end());
  RC_ASSERT(outline_of(points) == islands);
}

}  // namespace
}  // namespace geo
