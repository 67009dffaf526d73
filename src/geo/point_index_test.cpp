// The index against a look at every point.
#include "geo/point_index.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace geo {
namespace {

RC_GTEST_PROP(PointIndexProperty, finds_what_a_look_at_every_point_finds, ()) {
  const int side_m = *rc::gen::element(3, 1000);  // in the small square many are equally far
  std::vector<GridPoint> points;
  for (int i = *rc::gen::inRange(0, 60); i > 0; --i) {
    points.push_back({*rc::gen::inRange(0, side_m) * 1.0, *rc::gen::inRange(0, side_m) * 1.0});
  }
  const GridPoint to{*rc::gen::inRange(-9, side_m) * 1.0, *rc::gen::inRange(-9, side_m) * 1.0};
  const auto most = *rc::gen::inRange<std::size_t>(0, 70);
  const double within_m = *rc::gen::inRange(0, side_m);
  std::vector<PointIndex::Found> all;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    const PointIndex::Found here{distance_m(to, points[i]), i};
    if (here.distance_m <= within_m) all.push_back(here);
  }
  std::sort(all.begin(), all.end());
  all.resize(std::min(all.size(), most));
  RC_ASSERT(PointIndex(points).nearest(to, most, within_m) == all);
}

TEST(PointIndex, leaves_out_what_is_no_number) {
  const PointIndex index({{1, 1}, {NAN, 2}, {3, INFINITY}});
  ASSERT_EQ(index.nearest({0, 0}, 9).size(), 1U);
  EXPECT_TRUE(index.nearest({NAN, 0}, 9).empty());
}

}  // namespace
}  // namespace geo
